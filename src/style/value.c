#include "style/value.h"

#include "base/json.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* ---- Making ---- */

static Value array_from_json(const json_t *json, Arena *arena)
{
    const size_t count = json_array_size(json);
    Value *items = arena_allocate_array(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = value_from_json(json_array_get(json, i), arena);
    return value_array(items, count, arena);
}

static Value object_from_json(const json_t *json, Arena *arena)
{
    Member *members = arena_allocate_array(arena, json_object_size(json), sizeof *members);
    size_t count = 0;
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)json, name, member) members[count++] =
        (Member){g_intern_string(name), value_from_json(member, arena)};
    ValueObject *object = arena_allocate(arena, sizeof *object);
    *object = (ValueObject){count, members};
    return (Value){.kind = VALUE_OBJECT, .object = object};
}

Value value_from_json(const json_t *json, Arena *arena)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return object_from_json(json, arena);
    case JSON_ARRAY:
        return array_from_json(json, arena);
    case JSON_STRING:
        return value_string(arena_copy_text(arena, json_string_value(json), json_string_length(json)));
    case JSON_INTEGER:
    case JSON_REAL:
        return value_number(json_number_value(json));
    case JSON_TRUE:
    case JSON_FALSE:
        return value_boolean(json_is_true(json));
    default:
        return value_null();
    }
}

Value value_color(Color color, Arena *arena)
{
    Color *place = arena_allocate(arena, sizeof *place);
    *place = color;
    return (Value){.kind = VALUE_COLOR, .color = place};
}

Value value_array(const Value *items, size_t count, Arena *arena)
{
    ValueArray *array = arena_allocate(arena, sizeof *array);
    *array = (ValueArray){count, items};
    return (Value){.kind = VALUE_ARRAY, .array = array};
}

Value value_formatted(const FormattedSection *sections, size_t count, Arena *arena)
{
    Formatted *formatted = arena_allocate(arena, sizeof *formatted);
    *formatted = (Formatted){count, sections};
    return (Value){.kind = VALUE_FORMATTED, .formatted = formatted};
}

Value value_image(const char *name, bool available, Arena *arena)
{
    ImageReference *image = arena_allocate(arena, sizeof *image);
    *image = (ImageReference){name, available};
    return (Value){.kind = VALUE_IMAGE, .image = image};
}

Value value_anchors(const char **names, const double (*offsets)[2], size_t count, Arena *arena)
{
    AnchorOffsets *anchors = arena_allocate(arena, sizeof *anchors);
    *anchors = (AnchorOffsets){count, names, offsets};
    return (Value){.kind = VALUE_ANCHORS, .anchors = anchors};
}

FormattedSection formatted_plain(const char *text)
{
    return (FormattedSection){.text = text, .scale = (double)NAN};
}

/* ---- JSON ---- */

static void append_text_or_null(GString *json, const char *text)
{
    if (text)
        json_append_text(json, text);
    else
        g_string_append(json, "null");
}

static void append_numbers(GString *json, const double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_string_append_c(json, i == 0 ? '[' : ',');
        number_append(json, numbers[i]);
    }
    g_string_append_c(json, ']');
}

static void append_color(GString *json, const Color *color)
{
    const double parts[] = {color->r * color->a, color->g * color->a, color->b * color->a, color->a};
    static const char *const names[] = {"{\"r\":", ",\"g\":", ",\"b\":", ",\"a\":"};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_string_append(json, names[i]);
        number_append(json, parts[i]);
    }
    g_string_append_c(json, '}');
}

static void append_array(GString *json, const ValueArray *array)
{
    g_string_append_c(json, '[');
    for (size_t i = 0; i < array->count; i++) {
        if (i > 0)
            g_string_append_c(json, ',');
        value_append_json(json, &array->items[i]);
    }
    g_string_append_c(json, ']');
}

static void append_object(GString *json, const ValueObject *object)
{
    g_string_append_c(json, '{');
    for (size_t i = 0; i < object->count; i++) {
        if (i > 0)
            g_string_append_c(json, ',');
        json_append_text(json, object->members[i].name);
        g_string_append_c(json, ':');
        value_append_json(json, &object->members[i].value);
    }
    g_string_append_c(json, '}');
}

static void append_image(GString *json, const ImageReference *image)
{
    g_string_append(json, "{\"name\":");
    json_append_text(json, image->name);
    g_string_append_printf(json, ",\"available\":%s}", image->available ? "true" : "false");
}

static void append_section(GString *json, const FormattedSection *section)
{
    g_string_append(json, "{\"text\":");
    json_append_text(json, section->text);
    g_string_append(json, ",\"image\":");
    if (section->image)
        append_image(json, section->image);
    else
        g_string_append(json, "null");
    g_string_append(json, ",\"scale\":");
    number_append(json, section->scale);
    g_string_append(json, ",\"fontStack\":");
    append_text_or_null(json, section->font_stack);
    g_string_append(json, ",\"textColor\":");
    if (section->color)
        append_color(json, section->color);
    else
        g_string_append(json, "null");
    g_string_append(json, ",\"verticalAlign\":");
    append_text_or_null(json, section->vertical_align);
    g_string_append_c(json, '}');
}

static void append_formatted(GString *json, const Formatted *formatted)
{
    g_string_append(json, "{\"sections\":[");
    for (size_t i = 0; i < formatted->count; i++) {
        if (i > 0)
            g_string_append_c(json, ',');
        append_section(json, &formatted->sections[i]);
    }
    g_string_append(json, "]}");
}

static void append_anchors(GString *json, const AnchorOffsets *anchors)
{
    g_string_append_c(json, '[');
    for (size_t i = 0; i < anchors->count; i++) {
        if (i > 0)
            g_string_append_c(json, ',');
        json_append_text(json, anchors->anchors[i]);
        g_string_append_c(json, ',');
        append_numbers(json, anchors->offsets[i], 2);
    }
    g_string_append_c(json, ']');
}

/* The list inside padding, anchors, numberArray and colorArray. */
static void append_list(GString *json, const Value *value)
{
    if (value->kind == VALUE_PADDING)
        append_numbers(json, value->padding, 4);
    else if (value->kind == VALUE_ANCHORS)
        append_anchors(json, value->anchors);
    else
        append_array(json, value->array);
}

static void append_projection(GString *json, const ProjectionMix *projection)
{
    g_string_append(json, "{\"from\":");
    json_append_text(json, projection->from);
    g_string_append(json, ",\"to\":");
    json_append_text(json, projection->to);
    g_string_append(json, ",\"transition\":");
    number_append(json, projection->transition);
    g_string_append_c(json, '}');
}

void value_append_json(GString *json, const Value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        g_string_append(json, "null");
        break;
    case VALUE_BOOLEAN:
        g_string_append(json, value->boolean ? "true" : "false");
        break;
    case VALUE_NUMBER:
        number_append(json, value->number);
        break;
    case VALUE_STRING:
        json_append_text(json, value->string);
        break;
    case VALUE_COLOR:
        append_color(json, value->color);
        break;
    case VALUE_ARRAY:
        append_array(json, value->array);
        break;
    case VALUE_OBJECT:
        append_object(json, value->object);
        break;
    case VALUE_FORMATTED:
        append_formatted(json, value->formatted);
        break;
    case VALUE_IMAGE:
        append_image(json, value->image);
        break;
    case VALUE_PADDING:
    case VALUE_ANCHORS:
    case VALUE_NUMBER_ARRAY:
    case VALUE_COLOR_ARRAY:
        g_string_append(json, "{\"values\":");
        append_list(json, value);
        g_string_append_c(json, '}');
        break;
    case VALUE_PROJECTION:
        append_projection(json, value->projection);
        break;
    case VALUE_COLLATOR:
        g_string_append(json, "{}");
        break;
    }
}

/* ---- Text and numbers ---- */

static const char *color_to_text(const Color *color, Arena *arena)
{
    char alpha[NUMBER_TEXT_MAX];
    return arena_print(arena, "rgba(%d,%d,%d,%s)", (int)floor(color->r * 255 + 0.5),
                       (int)floor(color->g * 255 + 0.5), (int)floor(color->b * 255 + 0.5),
                       number_to_text(color->a, alpha));
}

static const char *formatted_to_text(const Formatted *formatted, Arena *arena)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < formatted->count; i++)
        g_string_append(text, formatted->sections[i].text);
    return arena_copy_text(arena, text->str, text->len);
}

static const char *json_to_text(const Value *value, bool list, Arena *arena)
{
    g_autoptr(GString) json = g_string_new(NULL);
    if (list)
        append_list(json, value);
    else
        value_append_json(json, value);
    return arena_copy_text(arena, json->str, json->len);
}

const char *value_to_text(const Value *value, Arena *arena)
{
    char number[NUMBER_TEXT_MAX];
    switch (value->kind) {
    case VALUE_NULL:
        return "";
    case VALUE_STRING:
        return value->string;
    case VALUE_BOOLEAN:
        return value->boolean ? "true" : "false";
    case VALUE_NUMBER:
        return arena_print(arena, "%s", number_to_text(value->number, number));
    case VALUE_COLOR:
        return color_to_text(value->color, arena);
    case VALUE_FORMATTED:
        return formatted_to_text(value->formatted, arena);
    case VALUE_IMAGE:
        return value->image->name;
    case VALUE_PADDING:
    case VALUE_ANCHORS:
    case VALUE_NUMBER_ARRAY:
    case VALUE_COLOR_ARRAY:
        return json_to_text(value, true, arena);
    default:
        return json_to_text(value, false, arena);
    }
}

/* An array counts as its items' texts joined by commas: a number when it is empty or has one. */
static double array_to_number(const ValueArray *array, Arena *arena)
{
    if (array->count > 1)
        return (double)NAN;
    if (array->count == 0 || array->items[0].kind == VALUE_NULL)
        return 0;
    const Value *item = &array->items[0];
    return item->kind == VALUE_BOOLEAN ? (double)NAN : value_to_number(item, arena);
}

double value_to_number(const Value *value, Arena *arena)
{
    switch (value->kind) {
    case VALUE_NULL:
        return 0;
    case VALUE_BOOLEAN:
        return value->boolean;
    case VALUE_NUMBER:
        return value->number;
    case VALUE_STRING:
        return number_from_text(value->string);
    case VALUE_ARRAY:
        return array_to_number(value->array, arena);
    case VALUE_FORMATTED:
    case VALUE_IMAGE:
        return number_from_text(value_to_text(value, arena));
    default:
        return (double)NAN;
    }
}

bool value_to_boolean(const Value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        return false;
    case VALUE_BOOLEAN:
        return value->boolean;
    case VALUE_NUMBER:
        return value->number != 0 && !isnan(value->number);
    case VALUE_STRING:
        return value->string[0] != '\0';
    default:
        return true;
    }
}

/* ---- Comparing ---- */

bool value_equal(const Value *a, const Value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VALUE_NULL:
        return true;
    case VALUE_BOOLEAN:
        return a->boolean == b->boolean;
    case VALUE_NUMBER:
        return a->number == b->number;
    case VALUE_STRING:
        return a->string == b->string || strcmp(a->string, b->string) == 0;
    default:
        return false;
    }
}

/* UTF-8 sorts by code point; in UTF-16 what lies beyond U+FFFF (first byte F0 and up) comes before U+E000
 * (EE, EF). */
int text_compare(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    const int left = (unsigned char)*a, right = (unsigned char)*b;
    if (left >= 0xee && right >= 0xee && (left >= 0xf0) != (right >= 0xf0))
        return right - left;
    return left - right;
}

const Value *object_lookup(const ValueObject *object, const char *name)
{
    for (size_t i = 0; i < object->count; i++)
        if (object->members[i].name == name || strcmp(object->members[i].name, name) == 0)
            return &object->members[i].value;
    return NULL;
}
