#include "style/convert.h"

#include "style/value.h"

#include <math.h>
#include <string.h>

typedef bool (*Convert)(const Value *value, Arena *arena, Value *out);

static bool all_numbers(const ValueArray *array)
{
    for (size_t i = 0; i < array->count; i++)
        if (array->items[i].kind != VALUE_NUMBER)
            return false;
    return true;
}

static bool in_range(double number, double maximum)
{
    return number >= 0 && number <= maximum;
}

/* [r, g, b] or [r, g, b, a]: 0..255 with alpha 0..1, already multiplied by it. */
static bool color_from_array(const ValueArray *array, Color *out)
{
    if (array->count < 3 || array->count > 4 || !all_numbers(array))
        return false;
    const double r = array->items[0].number, g = array->items[1].number, b = array->items[2].number;
    const double a = array->count == 4 ? array->items[3].number : 1;
    if (!in_range(r, 255) || !in_range(g, 255) || !in_range(b, 255) || !in_range(a, 1))
        return false;
    const double scale = a > 0 ? 255 * a : 255;
    *out = (Color){r / scale, g / scale, b / scale, a};
    return true;
}

static bool convert_color(const Value *value, Arena *arena, Value *out)
{
    Color color;
    if (value->kind == VALUE_COLOR) {
        *out = *value;
        return true;
    }
    if (!(value->kind == VALUE_STRING && color_parse(value->string, &color)) &&
        !(value->kind == VALUE_ARRAY && color_from_array(value->array, &color)))
        return false;
    *out = value_color(color, arena);
    return true;
}

static bool convert_boolean(const Value *value, Arena *arena, Value *out)
{
    (void)arena;
    *out = value_boolean(value_to_boolean(value));
    return true;
}

static bool convert_number(const Value *value, Arena *arena, Value *out)
{
    *out = value_number(value_to_number(value, arena));
    return !isnan(out->number);
}

static bool convert_string(const Value *value, Arena *arena, Value *out)
{
    *out = value_string(value_to_text(value, arena));
    return true;
}

static bool convert_formatted(const Value *value, Arena *arena, Value *out)
{
    FormattedSection *section = arena_allocate(arena, sizeof *section);
    *section = formatted_plain(value_to_text(value, arena));
    *out = value_formatted(section, 1, arena);
    return true;
}

/* An empty name is no image. */
static bool convert_image(const Value *value, Arena *arena, Value *out)
{
    const char *name = value_to_text(value, arena);
    *out = name[0] ? value_image(name, false, arena) : value_null();
    return true;
}

/* One number for all sides, or one to four as in CSS. */
static bool convert_padding(const Value *value, Arena *arena, Value *out)
{
    static const size_t sources[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    const ValueArray single = {1, value};
    const ValueArray *array = value->kind == VALUE_NUMBER ? &single : value->array;
    if (value->kind == VALUE_PADDING) {
        *out = *value;
        return true;
    }
    if ((value->kind != VALUE_NUMBER && value->kind != VALUE_ARRAY) || array->count < 1 || array->count > 4 ||
        !all_numbers(array))
        return false;
    double *sides = arena_allocate_array(arena, 4, sizeof *sides);
    for (size_t i = 0; i < 4; i++)
        sides[i] = array->items[sources[array->count - 1][i]].number;
    *out = (Value){.kind = VALUE_PADDING, .padding = sides};
    return true;
}

static bool is_anchor(const Value *value)
{
    static const char *const names[] = {"center",   "left",      "right",       "top",         "bottom",
                                        "top-left", "top-right", "bottom-left", "bottom-right"};
    if (value->kind != VALUE_STRING)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(value->string, names[i]) == 0)
            return true;
    return false;
}

static bool is_offset(const Value *value)
{
    return value->kind == VALUE_ARRAY && value->array->count == 2 && all_numbers(value->array);
}

/* [anchor, [x, y], anchor, [x, y] ...] */
static bool convert_anchors(const Value *value, Arena *arena, Value *out)
{
    if (value->kind == VALUE_ANCHORS) {
        *out = *value;
        return true;
    }
    if (value->kind != VALUE_ARRAY || value->array->count < 2 || value->array->count % 2 != 0)
        return false;
    const size_t count = value->array->count / 2;
    const char **names = arena_allocate_array(arena, count, sizeof *names);
    double(*offsets)[2] = arena_allocate_array(arena, count, sizeof *offsets);
    for (size_t i = 0; i < count; i++) {
        const Value *anchor = &value->array->items[2 * i], *offset = &value->array->items[2 * i + 1];
        if (!is_anchor(anchor) || !is_offset(offset))
            return false;
        names[i] = anchor->string;
        offsets[i][0] = offset->array->items[0].number;
        offsets[i][1] = offset->array->items[1].number;
    }
    *out = value_anchors(names, offsets, count, arena);
    return true;
}

static bool convert_number_array(const Value *value, Arena *arena, Value *out)
{
    *out = *value;
    if (value->kind == VALUE_NUMBER) {
        Value *item = arena_allocate(arena, sizeof *item);
        *item = *value;
        *out = value_array(item, 1, arena);
    } else if (value->kind != VALUE_NUMBER_ARRAY &&
               !(value->kind == VALUE_ARRAY && all_numbers(value->array))) {
        return false;
    }
    out->kind = VALUE_NUMBER_ARRAY;
    return true;
}

static bool convert_color_array(const Value *value, Arena *arena, Value *out)
{
    if (value->kind == VALUE_COLOR_ARRAY) {
        *out = *value;
        return true;
    }
    if (value->kind != VALUE_STRING && value->kind != VALUE_ARRAY)
        return false;
    const size_t count = value->kind == VALUE_ARRAY ? value->array->count : 1;
    Value *colors = arena_allocate_array(arena, count, sizeof *colors);
    for (size_t i = 0; i < count; i++) {
        const Value *item = value->kind == VALUE_ARRAY ? &value->array->items[i] : value;
        if (item->kind != VALUE_STRING || !convert_color(item, arena, &colors[i]))
            return false;
    }
    *out = value_array(colors, count, arena);
    out->kind = VALUE_COLOR_ARRAY;
    return true;
}

/* A projection's name stays a text; [from, to, transition] stays an array. */
static bool convert_projection(const Value *value, Arena *arena, Value *out)
{
    (void)arena;
    *out = *value;
    if (value->kind != VALUE_ARRAY)
        return value->kind == VALUE_STRING || value->kind == VALUE_PROJECTION;
    const Value *items = value->array->items;
    return value->array->count == 3 && items[0].kind == VALUE_STRING && items[1].kind == VALUE_STRING &&
           items[2].kind == VALUE_NUMBER;
}

static const Convert conversions[] = {
    [TYPE_NUMBER] = convert_number,           [TYPE_STRING] = convert_string,
    [TYPE_BOOLEAN] = convert_boolean,         [TYPE_COLOR] = convert_color,
    [TYPE_PROJECTION] = convert_projection,   [TYPE_FORMATTED] = convert_formatted,
    [TYPE_PADDING] = convert_padding,         [TYPE_NUMBER_ARRAY] = convert_number_array,
    [TYPE_COLOR_ARRAY] = convert_color_array, [TYPE_IMAGE] = convert_image,
    [TYPE_ANCHORS] = convert_anchors,
};

bool value_convert(const Value *value, TypeKind kind, Arena *arena, Value *out)
{
    return kind < G_N_ELEMENTS(conversions) && conversions[kind] && conversions[kind](value, arena, out);
}
