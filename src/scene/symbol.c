#include "scene/select.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    SymbolAnchor anchor;
} anchors[] = {
    {"center", ANCHOR_CENTER},
    {"left", ANCHOR_LEFT},
    {"right", ANCHOR_RIGHT},
    {"top", ANCHOR_TOP},
    {"bottom", ANCHOR_BOTTOM},
    {"top-left", ANCHOR_TOP_LEFT},
    {"top-right", ANCHOR_TOP_RIGHT},
    {"bottom-left", ANCHOR_BOTTOM_LEFT},
    {"bottom-right", ANCHOR_BOTTOM_RIGHT},
};

static size_t anchor_row(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(anchors); i++)
        if (g_strcmp0(anchors[i].name, name) == 0)
            return i;
    return 0;
}

/* ---- enumerations ---- */

static OverlapMode read_overlap(const Selection *selection, PropertyId overlap, PropertyId allow)
{
    const char *name = layer_string(selection->layer, overlap, &selection->context);
    if (!name || !*name)
        return layer_boolean(selection->layer, allow, &selection->context) ? OVERLAP_ALWAYS : OVERLAP_NEVER;
    return strcmp(name, "always") == 0        ? OVERLAP_ALWAYS
           : strcmp(name, "cooperative") == 0 ? OVERLAP_COOPERATIVE
                                              : OVERLAP_NEVER;
}

static SymbolAlignment read_alignment(const Selection *selection, PropertyId id)
{
    const char *name = layer_string(selection->layer, id, &selection->context);
    return g_strcmp0(name, "map") == 0    ? ALIGN_MAP
           : g_strcmp0(name, "auto") == 0 ? ALIGN_AUTO
                                          : ALIGN_VIEWPORT;
}

static TextJustify read_justify(const char *name)
{
    return g_strcmp0(name, "auto") == 0    ? JUSTIFY_AUTO
           : g_strcmp0(name, "left") == 0  ? JUSTIFY_LEFT
           : g_strcmp0(name, "right") == 0 ? JUSTIFY_RIGHT
                                           : JUSTIFY_CENTER;
}

static SymbolPlacement read_placement(const char *name)
{
    return g_strcmp0(name, "line") == 0          ? PLACE_LINE
           : g_strcmp0(name, "line-center") == 0 ? PLACE_LINE_CENTER
                                                 : PLACE_POINT;
}

static SymbolOrder read_order(const char *name)
{
    return g_strcmp0(name, "viewport-y") == 0 ? ORDER_VIEWPORT_Y
           : g_strcmp0(name, "source") == 0   ? ORDER_SOURCE
                                              : ORDER_AUTO;
}

static IconTextFit read_text_fit(const char *name)
{
    return g_strcmp0(name, "both") == 0     ? FIT_BOTH
           : g_strcmp0(name, "width") == 0  ? FIT_WIDTH
           : g_strcmp0(name, "height") == 0 ? FIT_HEIGHT
                                            : FIT_NONE;
}

/* ---- text ---- */

static const char *font_stack(const Selection *selection)
{
    const Value value = layer_value(selection->layer, PROPERTY_TEXT_FONT, &selection->context);
    g_autoptr(GString) stack = g_string_new(NULL);
    for (size_t i = 0; value.kind == VALUE_ARRAY && i < value.array->count; i++)
        if (value.array->items[i].kind == VALUE_STRING)
            g_string_append_printf(stack, "%s%s", stack->len ? "," : "", value.array->items[i].string);
    return arena_copy_text(selection->arena, stack->str, stack->len);
}

static const char *transformed(const Selection *selection, const char *text)
{
    const char *mode = layer_string(selection->layer, PROPERTY_TEXT_TRANSFORM, &selection->context);
    g_autofree char *changed = NULL;
    if (g_strcmp0(mode, "uppercase") == 0)
        changed = g_utf8_strup(text, -1);
    else if (g_strcmp0(mode, "lowercase") == 0)
        changed = g_utf8_strdown(text, -1);
    const char *result = changed ? changed : text;
    return arena_copy_text(selection->arena, result, strlen(result));
}

static TextSection read_section(const Selection *selection, const FormattedSection *from,
                                const SymbolText *text)
{
    TextSection section = {
        .text = transformed(selection, from->text ? from->text : ""),
        .scale = isnan(from->scale) ? 1 : from->scale,
        .font_stack = from->font_stack
                          ? arena_copy_text(selection->arena, from->font_stack, strlen(from->font_stack))
                          : text->sections[0].font_stack,
        .color = from->color ? *from->color : text->color,
        .vertical_align = from->vertical_align,
    };
    if (from->color)
        section.color.a *= text->opacity;
    if (from->image && selection->request->style->sprite)
        section.image = sprite_lookup(selection->request->style->sprite, from->image->name);
    return section;
}

static void read_sections(const Selection *selection, SymbolText *text)
{
    const Value value = layer_value(selection->layer, PROPERTY_TEXT_FIELD, &selection->context);
    const FormattedSection plain = {.text = value.kind == VALUE_STRING ? value.string : "", .scale = NAN};
    const Formatted single = {1, &plain};
    const Formatted *formatted = value.kind == VALUE_FORMATTED ? value.formatted : &single;
    const char *font = font_stack(selection);
    text->sections = arena_allocate_array(selection->arena, MAX(formatted->count, 1), sizeof(TextSection));
    text->sections[0] = (TextSection){.font_stack = font};
    bool has_content = false;
    for (size_t i = 0; i < formatted->count; i++) {
        TextSection section = read_section(selection, &formatted->sections[i], text);
        if (!formatted->sections[i].font_stack)
            section.font_stack = font;
        has_content = has_content || section.text[0] || section.image;
        text->sections[i] = section;
    }
    text->section_count = has_content ? formatted->count : 0;
}

static void set_anchor(SymbolText *text, size_t row, double x, double y)
{
    if (text->anchor_count == SYMBOL_ANCHORS_MAX)
        return;
    text->anchors[text->anchor_count] = anchors[row].anchor;
    text->offsets[text->anchor_count][0] = x;
    text->offsets[text->anchor_count][1] = y;
    text->anchor_count++;
}

static bool read_anchor_offsets(const Selection *selection, SymbolText *text)
{
    const Value value =
        layer_value(selection->layer, PROPERTY_TEXT_VARIABLE_ANCHOR_OFFSET, &selection->context);
    if (value.kind != VALUE_ANCHORS)
        return false;
    for (size_t i = 0; i < value.anchors->count; i++)
        set_anchor(text, anchor_row(value.anchors->anchors[i]), value.anchors->offsets[i][0],
                   value.anchors->offsets[i][1]);
    text->own_offsets = text->anchor_count > 0;
    return text->own_offsets;
}

/* Offsets are handed on as they stand; placement knows which way each anchor lies. */
static void read_anchors(const Selection *selection, SymbolText *text)
{
    const Layer *layer = selection->layer;
    double offset[2] = {0, 0};
    layer_numbers(layer, PROPERTY_TEXT_OFFSET, &selection->context, 2, offset);
    text->radial_offset = layer->properties[PROPERTY_TEXT_RADIAL_OFFSET]
                              ? layer_number(layer, PROPERTY_TEXT_RADIAL_OFFSET, &selection->context)
                              : NAN;
    text->variable = read_anchor_offsets(selection, text);
    if (text->variable)
        return;
    const Value variable = layer_value(layer, PROPERTY_TEXT_VARIABLE_ANCHOR, &selection->context);
    for (size_t i = 0; variable.kind == VALUE_ARRAY && i < variable.array->count; i++)
        if (variable.array->items[i].kind == VALUE_STRING)
            set_anchor(text, anchor_row(variable.array->items[i].string), offset[0], offset[1]);
    text->variable = text->anchor_count > 0;
    if (!text->variable)
        set_anchor(text, anchor_row(layer_string(layer, PROPERTY_TEXT_ANCHOR, &selection->context)),
                   offset[0], offset[1]);
}

static bool read_vertical(const Selection *selection)
{
    const Value modes = layer_value(selection->layer, PROPERTY_TEXT_WRITING_MODE, &selection->context);
    return modes.kind == VALUE_ARRAY && modes.array->count > 0 &&
           modes.array->items[0].kind == VALUE_STRING &&
           strcmp(modes.array->items[0].string, "vertical") == 0;
}

static void read_text(const Selection *selection, SymbolText *text)
{
    const Layer *layer = selection->layer;
    const EvaluationContext *context = &selection->context;
    *text = (SymbolText){
        .size = selection_length(selection, PROPERTY_TEXT_SIZE),
        .opacity = CLAMP(layer_number(layer, PROPERTY_TEXT_OPACITY, context), 0, 1),
        .color = selection_color(selection, PROPERTY_TEXT_COLOR, PROPERTY_TEXT_OPACITY),
        .halo_color = selection_color(selection, PROPERTY_TEXT_HALO_COLOR, PROPERTY_TEXT_OPACITY),
        .halo_width = selection_length(selection, PROPERTY_TEXT_HALO_WIDTH),
        .halo_blur = selection_length(selection, PROPERTY_TEXT_HALO_BLUR),
        .max_width = layer_number(layer, PROPERTY_TEXT_MAX_WIDTH, context),
        .line_height = layer_number(layer, PROPERTY_TEXT_LINE_HEIGHT, context),
        .letter_spacing = layer_number(layer, PROPERTY_TEXT_LETTER_SPACING, context),
        .justify = read_justify(layer_string(layer, PROPERTY_TEXT_JUSTIFY, context)),
        .rotate = layer_number(layer, PROPERTY_TEXT_ROTATE, context),
        .padding = selection_length(selection, PROPERTY_TEXT_PADDING),
        .max_angle = layer_number(layer, PROPERTY_TEXT_MAX_ANGLE, context),
        .vertical = read_vertical(selection),
        .keep_upright = layer_boolean(layer, PROPERTY_TEXT_KEEP_UPRIGHT, context),
        .optional = layer_boolean(layer, PROPERTY_TEXT_OPTIONAL, context),
        .ignore_placement = layer_boolean(layer, PROPERTY_TEXT_IGNORE_PLACEMENT, context),
        .overlap = read_overlap(selection, PROPERTY_TEXT_OVERLAP, PROPERTY_TEXT_ALLOW_OVERLAP),
        .rotation_alignment = read_alignment(selection, PROPERTY_TEXT_ROTATION_ALIGNMENT),
    };
    const Point translate =
        selection_translate(selection, PROPERTY_TEXT_TRANSLATE, PROPERTY_TEXT_TRANSLATE_ANCHOR);
    text->translate[0] = translate.x;
    text->translate[1] = translate.y;
    read_sections(selection, text);
    read_anchors(selection, text);
    if (text->size <= 0 || text->opacity <= 0)
        text->section_count = 0;
}

/* ---- icon ---- */

static void read_padding(const Selection *selection, double out[4])
{
    const Value value = layer_value(selection->layer, PROPERTY_ICON_PADDING, &selection->context);
    for (int i = 0; i < 4; i++)
        out[i] = (value.kind == VALUE_PADDING ? value.padding[i] : 2) * selection->request->symbol_scale;
}

static void read_icon(const Selection *selection, SymbolIcon *icon)
{
    const Layer *layer = selection->layer;
    const EvaluationContext *context = &selection->context;
    *icon = (SymbolIcon){
        .icon = selection_icon(selection, PROPERTY_ICON_IMAGE),
        .size = selection_length(selection, PROPERTY_ICON_SIZE),
        .rotate = layer_number(layer, PROPERTY_ICON_ROTATE, context),
        .opacity = CLAMP(layer_number(layer, PROPERTY_ICON_OPACITY, context), 0, 1),
        .anchor = anchors[anchor_row(layer_string(layer, PROPERTY_ICON_ANCHOR, context))].anchor,
        .color = selection_color(selection, PROPERTY_ICON_COLOR, PROPERTY_ICON_OPACITY),
        .halo_color = selection_color(selection, PROPERTY_ICON_HALO_COLOR, PROPERTY_ICON_OPACITY),
        .halo_width = selection_length(selection, PROPERTY_ICON_HALO_WIDTH),
        .halo_blur = selection_length(selection, PROPERTY_ICON_HALO_BLUR),
        .optional = layer_boolean(layer, PROPERTY_ICON_OPTIONAL, context),
        .ignore_placement = layer_boolean(layer, PROPERTY_ICON_IGNORE_PLACEMENT, context),
        .keep_upright = layer_boolean(layer, PROPERTY_ICON_KEEP_UPRIGHT, context),
        .overlap = read_overlap(selection, PROPERTY_ICON_OVERLAP, PROPERTY_ICON_ALLOW_OVERLAP),
        .rotation_alignment = read_alignment(selection, PROPERTY_ICON_ROTATION_ALIGNMENT),
        .text_fit = read_text_fit(layer_string(layer, PROPERTY_ICON_TEXT_FIT, context)),
    };
    layer_numbers(layer, PROPERTY_ICON_OFFSET, context, 2, icon->offset);
    const Point translate =
        selection_translate(selection, PROPERTY_ICON_TRANSLATE, PROPERTY_ICON_TRANSLATE_ANCHOR);
    icon->translate[0] = translate.x;
    icon->translate[1] = translate.y;
    layer_numbers(layer, PROPERTY_ICON_TEXT_FIT_PADDING, context, 4, icon->text_fit_padding);
    read_padding(selection, icon->padding);
    if (icon->opacity <= 0 || icon->size <= 0)
        icon->icon = NULL;
}

/* ---- symbols ---- */

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t count)
{
    /* FNV-1a, 64 bits (Fowler, Noll, Vo): the same on every machine. */
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
    return hash;
}

static uint64_t symbol_key(const Selection *selection, const SceneSymbol *symbol)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    hash = hash_bytes(hash, selection->layer->id, strlen(selection->layer->id) + 1);
    const uint64_t index = selection->index;
    hash = hash_bytes(hash, &index, sizeof index);
    for (size_t i = 0; i < symbol->text.section_count; i++)
        hash = hash_bytes(hash, symbol->text.sections[i].text, strlen(symbol->text.sections[i].text) + 1);
    /* A text keeps its key, and so its place, when only its icon changes. */
    if (symbol->icon.icon && symbol->text.section_count == 0)
        hash = hash_bytes(hash, symbol->icon.icon->name, strlen(symbol->icon.icon->name));
    return hash;
}

/* What a label of the layer counts among others; 1 where the style says nothing. */
static double read_weight(const Layer *layer)
{
    const json_t *weight = layer_metadata(layer, "semaine:weight");
    return json_is_number(weight) ? CLAMP(json_number_value(weight), 0.001, 1000) : 1;
}

static SceneSymbol build_symbol(const Selection *selection)
{
    const Layer *layer = selection->layer;
    const EvaluationContext *context = &selection->context;
    SceneSymbol symbol = {
        .origin = selection_origin(selection),
        .layer = layer->index,
        .sort_key = layer_number(layer, PROPERTY_SYMBOL_SORT_KEY, context),
        .placement = read_placement(layer_string(layer, PROPERTY_SYMBOL_PLACEMENT, context)),
        .order = read_order(layer_string(layer, PROPERTY_SYMBOL_Z_ORDER, context)),
        .spacing = selection_length(selection, PROPERTY_SYMBOL_SPACING),
        .avoid_edges = layer_boolean(layer, PROPERTY_SYMBOL_AVOID_EDGES, context),
        .required = json_is_true(layer_metadata(layer, "semaine:required")),
        .weight = read_weight(layer),
        .leader = json_is_true(layer_metadata(layer, "semaine:leader")),
        .numbered = json_is_true(layer_metadata(layer, "semaine:numbered")),
        .yields = json_is_true(layer_metadata(layer, "semaine:yields")),
        .largest_only = json_is_true(layer_metadata(layer, "semaine:largest")),
        .geometry = selection_geometry(selection),
    };
    read_text(selection, &symbol.text);
    read_icon(selection, &symbol.icon);
    symbol.key = symbol_key(selection, &symbol);
    return symbol;
}

bool scene_build_symbol(const Selection *selection, SceneSymbol *out)
{
    *out = build_symbol(selection);
    if (out->text.size < selection->request->least_text)
        out->text.section_count = 0;
    return out->text.section_count > 0 || out->icon.icon;
}

void scene_collect_symbols(Selection *selection, GArray *symbols)
{
    SceneSymbol symbol;
    while (selection_next(selection, SELECT_POINTS | SELECT_LINES | SELECT_POLYGONS))
        if (scene_build_symbol(selection, &symbol))
            g_array_append_val(symbols, symbol);
}
