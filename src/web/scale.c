#include "web/scale.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- values ---- */

static json_t *scaled(const json_t *value, double factor);

static bool is_call(const json_t *array, const char *operator)
{
    return g_strcmp0(json_string_value(json_array_get(array, 0)), operator) == 0;
}

static json_t *scaled_number(const json_t *value, double factor)
{
    return json_real(round(json_number_value(value) * factor * 1e6) / 1e6);
}

/* Every `step`th element from `first`: the outputs of a ramp, the body of let. */
static json_t *scaled_elements(const json_t *array, size_t first, size_t step, double factor)
{
    json_t *copy = json_copy((json_t *)array);
    for (size_t i = first; i < json_array_size(array); i += step)
        json_array_set_new(copy, i, scaled(json_array_get(array, i), factor));
    return copy;
}

static json_t *scaled_array(const json_t *array, double factor)
{
    const size_t count = json_array_size(array);
    if (!json_is_string(json_array_get(array, 0)))
        return scaled_elements(array, 0, 1, factor);
    if (is_call(array, "literal"))
        return scaled_elements(array, 1, 1, factor);
    if (is_call(array, "interpolate"))
        return scaled_elements(array, 4, 2, factor);
    if (is_call(array, "step"))
        return scaled_elements(array, 2, 2, factor);
    if (is_call(array, "let"))
        return scaled_elements(array, count - 1, 1, factor);
    return json_pack("[s,f,O]", "*", factor, array);
}

/* {"stops": [[10, 1], [12, 4]], "default": 1} */
static json_t *scaled_function(const json_t *function, double factor)
{
    json_t *copy = json_deep_copy(function), *stop;
    size_t i;
    json_array_foreach(json_object_get(copy, "stops"), i, stop)
        json_array_set_new(stop, 1, scaled(json_array_get(stop, 1), factor));
    const json_t *other = json_object_get(copy, "default");
    if (other)
        json_object_set_new(copy, "default", scaled(other, factor));
    return copy;
}

static json_t *scaled(const json_t *value, double factor)
{
    if (json_is_number(value))
        return scaled_number(value, factor);
    if (json_is_array(value))
        return scaled_array(value, factor);
    if (json_is_object(value))
        return scaled_function(value, factor);
    return json_incref((json_t *)value);
}

/* ---- zoom ---- */

/* So many levels below the scale's zoom lengths are SMALL of what they are from NEAR levels below it on. */
static const double NEAR = 0.6, FAR = 2.2, SMALL = 0.55;

double web_scale_at(const WebScale *scale, double zoom)
{
    const double share = CLAMP((zoom - scale->zoom + FAR) / (FAR - NEAR), 0, 1);
    return scale->factor * (SMALL + (1 - SMALL) * share);
}

static bool reads_zoom(const json_t *value)
{
    size_t i;
    json_t *item;
    if (json_is_object(value) || is_call(value, "zoom"))
        return true;
    json_array_foreach((json_t *)value, i, item)
    {
        if (reads_zoom(item))
            return true;
    }
    return false;
}

static json_t *scaled_by_zoom(const json_t *value, const WebScale *scale)
{
    if (reads_zoom(value))
        return scaled(value, scale->factor);
    return json_pack("[s,[s],[s],f,o,f,o]", "interpolate", "linear", "zoom", scale->zoom - FAR,
                     scaled(value, scale->factor * SMALL), scale->zoom - NEAR, scaled(value, scale->factor));
}

/* ---- properties ---- */

/* `otherwise`: what the specification takes where the style says nothing; 0: nothing to scale then. */
typedef struct {
    const char *layer, *group, *name;
    double otherwise;
    bool pairs; /* an array, which no expression can multiply */
} LengthRow;

static const LengthRow lengths[] = {
    {"line", "paint", "line-width", 1, false},        {"line", "paint", "line-gap-width", 0, false},
    {"line", "paint", "line-offset", 0, false},       {"line", "paint", "line-blur", 0, false},
    {"line", "paint", "line-translate", 0, true},     {"fill", "paint", "fill-translate", 0, true},
    {"circle", "paint", "circle-radius", 5, false},   {"circle", "paint", "circle-stroke-width", 0, false},
    {"circle", "paint", "circle-translate", 0, true}, {"symbol", "layout", "text-size", 16, false},
    {"symbol", "layout", "icon-size", 1, false},      {"symbol", "layout", "symbol-spacing", 250, false},
    {"symbol", "layout", "text-padding", 2, false},   {"symbol", "layout", "icon-padding", 2, true},
    {"symbol", "paint", "text-halo-width", 0, false}, {"symbol", "paint", "text-halo-blur", 0, false},
    {"symbol", "paint", "text-translate", 0, true},   {"symbol", "paint", "icon-halo-width", 0, false},
    {"symbol", "paint", "icon-halo-blur", 0, false},  {"symbol", "paint", "icon-translate", 0, true},
};

/* Numbers, ramps and literals can be multiplied from outside; other expressions of arrays cannot. */
static bool can_scale(const LengthRow *row, const json_t *value)
{
    const char *operator= json_string_value(json_array_get(value, 0));
    return !row->pairs || !operator|| strcmp(operator, "literal") == 0;
}

static void scale_property(json_t *layer, const LengthRow *row, const WebScale *scale)
{
    json_t *group = json_object_get(layer, row->group), *value = json_object_get(group, row->name);
    if (value && can_scale(row, value)) {
        json_object_set_new(group, row->name,
                            row->pairs ? scaled(value, scale->factor) : scaled_by_zoom(value, scale));
    } else if (!value && row->otherwise > 0) {
        if (!group)
            json_object_set_new(layer, row->group, group = json_object());
        json_t *number = json_real(row->otherwise);
        json_object_set_new(group, row->name,
                            row->pairs ? scaled(number, scale->factor) : scaled_by_zoom(number, scale));
        json_decref(number);
    }
}

void web_scale_style(json_t *style, const WebScale *scale)
{
    size_t index;
    json_t *layer;
    json_array_foreach(json_object_get(style, "layers"), index, layer)
    {
        const char *type = json_string_value(json_object_get(layer, "type"));
        for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++)
            if (g_strcmp0(lengths[i].layer, type) == 0)
                scale_property(layer, &lengths[i], scale);
    }
}
