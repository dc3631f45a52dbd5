/* The table of properties against the reference of the MapLibre Style Specification (src/reference/v8.json or
 * dist/latest.json of the npm package @maplibre/maplibre-gl-style-spec), when the environment variable
 * MAPLIBRE_STYLE_REFERENCE names that file. */
#include "style/property.h"
#include "support.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *type_name(PropertyType type)
{
    static const char *const names[] = {
        [PROPERTY_NUMBER] = "number",
        [PROPERTY_STRING] = "string",
        [PROPERTY_BOOLEAN] = "boolean",
        [PROPERTY_ENUM] = "enum",
        [PROPERTY_COLOR] = "color",
        [PROPERTY_ARRAY] = "array",
        [PROPERTY_FORMATTED] = "formatted",
        [PROPERTY_IMAGE] = "resolvedImage",
        [PROPERTY_PADDING] = "padding",
        [PROPERTY_ANCHORS] = "variableAnchorOffsetCollection",
        [PROPERTY_NUMBER_ARRAY] = "numberArray",
        [PROPERTY_COLOR_ARRAY] = "colorArray",
        [PROPERTY_PROJECTION] = "projectionDefinition",
    };
    return names[type];
}

static json_t *load_reference(void)
{
    const char *path = getenv("MAPLIBRE_STYLE_REFERENCE");
    if (!path) {
        fprintf(stderr, "style/property: skipped, MAPLIBRE_STYLE_REFERENCE names no v8.json\n");
        return NULL;
    }
    json_t *reference = json_load_file(path, 0, NULL);
    ck_assert_msg(reference != NULL, "%s is no JSON", path);
    return reference;
}

static bool reads(const json_t *row, const char *input)
{
    size_t i;
    json_t *parameter;
    json_array_foreach(json_object_get(json_object_get(row, "expression"), "parameters"), i,
                       parameter) if (strcmp(json_string_value(parameter), input) == 0) return true;
    return false;
}

static void compare_default(const PropertySpec *spec, const json_t *row)
{
    const json_t *expected = json_object_get(row, "default");
    ck_assert_msg(!expected == !spec->default_json, "%s: default", spec->name);
    if (!expected)
        return;
    json_t *found = json_loads(spec->default_json, JSON_DECODE_ANY, NULL);
    ck_assert_msg(json_equal(expected, found), "%s: default %s", spec->name, spec->default_json);
    json_decref(found);
}

static void compare_values(const PropertySpec *spec, json_t *row)
{
    json_t *values = json_object_get(row, "values");
    size_t count = 0;
    while (spec->values && spec->values[count])
        count++;
    ck_assert_msg(count == json_object_size(values), "%s: %zu values", spec->name, count);
    const char *value;
    json_t *unused;
    json_object_foreach(values, value, unused)
        ck_assert_msg(property_allows(spec, value), "%s: no value %s", spec->name, value);
}

static double limit(const json_t *row, const char *name)
{
    const json_t *number = json_object_get(row, name);
    return number && strcmp(json_string_value(json_object_get(row, "type")), "number") == 0
               ? json_number_value(number)
               : NAN;
}

static bool same_limit(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static void compare_inputs(const PropertySpec *spec, json_t *row)
{
    const json_t *expression = json_object_get(row, "expression");
    const char *kind = json_string_value(json_object_get(row, "property-type"));
    ck_assert_msg(spec->literal == !expression, "%s: literal", spec->name);
    ck_assert_msg(spec->zoom == reads(row, "zoom"), "%s: zoom", spec->name);
    ck_assert_msg(spec->line_progress == reads(row, "line-progress"), "%s: line-progress", spec->name);
    ck_assert_msg(spec->feature == (strstr(kind, "data-driven") != NULL), "%s: feature", spec->name);
    ck_assert_msg(spec->interpolated == json_is_true(json_object_get(expression, "interpolated")),
                  "%s: interpolated", spec->name);
    ck_assert_msg(spec->tokens == json_is_true(json_object_get(row, "tokens")), "%s: tokens", spec->name);
    ck_assert_msg(spec->transition == json_is_true(json_object_get(row, "transition")), "%s: transition",
                  spec->name);
}

static void compare_row(const PropertySpec *spec, json_t *row)
{
    const char *type = json_string_value(json_object_get(row, "type"));
    ck_assert_msg(strcmp(type_name(spec->type), type) == 0, "%s: type %s", spec->name, type);
    const json_t *item = json_object_get(row, "value");
    if (item)
        ck_assert_str_eq(type_name(spec->item_type), json_string_value(item));
    ck_assert_uint_eq(spec->length, (size_t)json_integer_value(json_object_get(row, "length")));
    ck_assert_msg(same_limit(spec->minimum, limit(row, "minimum")), "%s: minimum", spec->name);
    ck_assert_msg(same_limit(spec->maximum, limit(row, "maximum")), "%s: maximum", spec->name);
    compare_default(spec, row);
    compare_values(spec, row);
    compare_inputs(spec, row);
}

static size_t compare_section(json_t *reference, const char *layer, bool layout)
{
    g_autofree char *name = g_strdup_printf("%s_%s", layout ? "layout" : "paint", layer);
    json_t *row, *section = json_object_get(reference, name);
    const char *property;
    json_object_foreach(section, property, row)
    {
        const PropertyId id = property_lookup(layer, property, layout);
        ck_assert_msg(id != PROPERTY_ID_COUNT, "%s: no property %s", name, property);
        compare_row(property_spec(id), row);
    }
    return json_object_size(section);
}

START_TEST(tableAgreesWithReference)
{
    json_t *reference = load_reference();
    if (!reference)
        return;
    size_t count = 0, layers = 0;
    for (const char *const *layer = layer_type_names(); *layer; layer++, layers++)
        count += compare_section(reference, *layer, true) + compare_section(reference, *layer, false);
    /* `visibility` is one row here and one for each layer type there. */
    ck_assert_uint_eq(count - (layers - 1), PROPERTY_ID_COUNT);
    json_decref(reference);
}
END_TEST

START_TEST(rowsAreFoundByLayerAndPlace)
{
    ck_assert_int_eq(property_lookup("fill", "fill-color", false), PROPERTY_FILL_COLOR);
    ck_assert_int_eq(property_lookup("fill", "fill-color", true), PROPERTY_ID_COUNT);
    ck_assert_int_eq(property_lookup("line", "fill-color", false), PROPERTY_ID_COUNT);
    ck_assert_int_eq(property_lookup("hillshade", "resampling", false), PROPERTY_HILLSHADE_RESAMPLING);
    ck_assert_int_eq(property_lookup("raster", "resampling", false), PROPERTY_RESAMPLING);
}
END_TEST

START_TEST(visibilityBelongsToEveryLayerType)
{
    for (const char *const *layer = layer_type_names(); *layer; layer++)
        ck_assert_int_eq(property_lookup(*layer, "visibility", true), PROPERTY_VISIBILITY);
}
END_TEST

START_TEST(gradientReadsLineProgressOnly)
{
    const PropertySpec *spec = property_spec(PROPERTY_LINE_GRADIENT);
    ck_assert(spec->line_progress && !spec->zoom && !spec->feature);
}
END_TEST

START_TEST(everyDefaultIsJson)
{
    for (int id = 0; id < PROPERTY_ID_COUNT; id++) {
        const PropertySpec *spec = property_spec((PropertyId)id);
        ck_assert_ptr_nonnull(spec->name);
        if (!spec->default_json)
            continue;
        json_t *value = json_loads(spec->default_json, JSON_DECODE_ANY, NULL);
        ck_assert_msg(value != NULL, "%s", spec->name);
        json_decref(value);
    }
}
END_TEST

START_TEST(unprintableLayersAreNamed)
{
    LayerType type = LAYER_FILL;
    ck_assert(layer_type_lookup("fill-extrusion", &type));
    ck_assert_int_eq(type, LAYER_UNPRINTABLE);
    ck_assert(!layer_type_lookup("custom", &type));
}
END_TEST

Suite *property_suite(void);
Suite *property_suite(void)
{
    Suite *suite = suite_create("style/property");
    TCase *cases = tcase_create("property");
    tcase_add_test(cases, tableAgreesWithReference);
    tcase_add_test(cases, rowsAreFoundByLayerAndPlace);
    tcase_add_test(cases, visibilityBelongsToEveryLayerType);
    tcase_add_test(cases, gradientReadsLineProgressOnly);
    tcase_add_test(cases, everyDefaultIsJson);
    tcase_add_test(cases, unprintableLayersAreNamed);
    suite_add_tcase(suite, cases);
    return suite;
}
