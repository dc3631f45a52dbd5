/* Text with parts of its own look ("format") and images. */
#include "style/operator.h"

#include "base/json.h"

#include <string.h>

/* ---- image ---- */

static bool evaluate_image(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *name;
    if (!node_text(node, 0, evaluation, &name))
        return false;
    const ValueObject *images = evaluation->context->images;
    *out = value_null();
    if (name[0])
        *out = value_image(name, images && object_lookup(images, name), evaluation->context->arena);
    return true;
}

static Node *compile_image(const Operator *operator, const Place * place, const json_t *call)
{
    Node *name = place_argument(place, call, 1, &type_string);
    if (!name)
        return place_fail(place, "\"image\" expects a name");
    Node *node = node_new(place, operator, & type_image, evaluate_image, 1);
    node_set_argument(node, 0, name);
    return node;
}

/* ---- format ---- */

/* Parts of a section: indices of the node's arguments, 0 where the style says nothing. The content of the
 * first is argument 0. */
typedef struct {
    size_t content, scale, font, color, align;
} Section;

typedef struct {
    size_t count;
    Section *sections;
} Sections;

static bool read_align(const Node *node, Evaluation *evaluation, const Section *section,
                       FormattedSection *out)
{
    return section->align == 0 || node_text(node, section->align, evaluation, &out->vertical_align);
}

static bool read_font(const Node *node, Evaluation *evaluation, const Section *section, FormattedSection *out)
{
    const ValueArray *fonts;
    if (section->font == 0)
        return true;
    if (!node_array(node, section->font, evaluation, &fonts))
        return false;
    Arena *arena = evaluation->context->arena;
    const char *stack = "";
    for (size_t i = 0; i < fonts->count; i++)
        stack = arena_print(arena, "%s%s%s", stack, i ? "," : "", value_to_text(&fonts->items[i], arena));
    out->font_stack = stack;
    return true;
}

static bool read_color(const Node *node, Evaluation *evaluation, const Section *section,
                       FormattedSection *out)
{
    Value value;
    if (section->color == 0)
        return true;
    if (!node_argument(node, section->color, evaluation, &value))
        return false;
    out->color = value.color;
    return value.kind == VALUE_COLOR || evaluation_mismatch(evaluation, node, "color", &value);
}

static bool read_section(const Node *node, Evaluation *evaluation, const Section *section,
                         FormattedSection *out)
{
    Value content;
    if (!node_argument(node, section->content, evaluation, &content))
        return false;
    *out = formatted_plain("");
    if (content.kind == VALUE_IMAGE) {
        out->image = content.image;
        return read_align(node, evaluation, section, out);
    }
    out->text = value_to_text(&content, evaluation->context->arena);
    return (section->scale == 0 || node_number(node, section->scale, evaluation, &out->scale)) &&
           read_font(node, evaluation, section, out) && read_color(node, evaluation, section, out) &&
           read_align(node, evaluation, section, out);
}

static bool evaluate_format(const Node *node, Evaluation *evaluation, Value *out)
{
    const Sections *sections = node->extra;
    Arena *arena = evaluation->context->arena;
    FormattedSection *parts = arena_allocate_array(arena, sections->count, sizeof *parts);
    for (size_t i = 0; i < sections->count; i++)
        if (!read_section(node, evaluation, &sections->sections[i], &parts[i]))
            return false;
    *out = value_formatted(parts, sections->count, arena);
    return true;
}

/* Compiles a member of a section's options, when it is given, as the next argument. */
static bool compile_section_option(Node *node, const Place *place, const json_t *option, const Type *type,
                                   size_t *argument)
{
    if (!json_is_given(option))
        return true;
    Node *child = place_option(place, option, 1, type);
    if (!child)
        return false;
    *argument = node->count;
    node_set_argument(node, node->count++, child);
    return true;
}

static bool check_align(const Place *place, const json_t *align)
{
    const char *text = json_string_value(align);
    if (!text || !text[0] || strcmp(text, "bottom") == 0 || strcmp(text, "center") == 0 ||
        strcmp(text, "top") == 0)
        return true;
    return place_fail(place, "\"vertical-align\" is \"bottom\", \"center\" or \"top\", found \"%s\"", text);
}

static bool compile_section_options(Node *node, const Place *place, const json_t *options, Section *section)
{
    const json_t *align = json_object_get(options, "vertical-align");
    return compile_section_option(node, place, json_object_get(options, "font-scale"), &type_number,
                                  &section->scale) &&
           compile_section_option(node, place, json_object_get(options, "text-font"), &type_strings,
                                  &section->font) &&
           compile_section_option(node, place, json_object_get(options, "text-color"), &type_color,
                                  &section->color) &&
           check_align(place, align) &&
           compile_section_option(node, place, align, &type_string, &section->align);
}

static bool compile_content(Node *node, const Place *place, const json_t *json, Section *section)
{
    Node *content = place_option(place, json, 1, &type_value);
    if (!content)
        return false;
    const TypeKind kind = content->type->kind;
    if (kind != TYPE_STRING && kind != TYPE_VALUE && kind != TYPE_NULL && kind != TYPE_IMAGE)
        return place_fail(place, "a section of \"format\" is a string, a value, an image or null, found %s",
                          type_name(content->type, place->arena));
    *section = (Section){.content = node->count};
    node_set_argument(node, node->count++, content);
    return true;
}

/* ["format", content, options?, content, options? ...] */
static Node *compile_format(const Operator *operator, const Place * place, const json_t *call)
{
    enum { PARTS = 5 };
    const size_t size = json_array_size(call);
    const json_t *first = json_array_get(call, 1);
    if (json_is_object(first) || json_is_null(first))
        return place_fail(place, "the first argument of \"format\" is a text or an image");
    Node *node = node_new(place, operator, & type_formatted, evaluate_format, PARTS * size);
    node->count = 0;
    Sections *sections = arena_allocate(place->arena, sizeof *sections);
    *sections = (Sections){0, arena_allocate_array(place->arena, size, sizeof(Section))};
    node->extra = sections;
    bool options_may_follow = false;
    for (size_t i = 1; i < size; i++) {
        const json_t *json = json_array_get(call, i);
        const bool options = options_may_follow && (json_is_object(json) || json_is_null(json));
        if (options && !compile_section_options(node, place, json, &sections->sections[sections->count - 1]))
            return NULL;
        if (!options && !compile_content(node, place, json, &sections->sections[sections->count++]))
            return NULL;
        options_may_follow = !options;
    }
    return node;
}

const Operator operators_format[] = {
    {.name = "image", .compile = compile_image, .minimum = 1, .maximum = 1},
    {.name = "format", .compile = compile_format, .minimum = 1, .maximum = ANY_COUNT},
    {.name = NULL},
};
