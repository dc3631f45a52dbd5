#include "source/shapes.h"
#include "support.h"

#include <string.h>

static char *folder, *path;

static void set_up(void)
{
    folder = make_folder();
    path = g_build_filename(folder, "a.geojson", NULL);
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
    g_free(path);
}

static Source *load_text(const char *text, Report *report)
{
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return load(path, report);
}

/* Each geometry comes out of the reader as it went in. */
static const char *const geometries[] = {
    "{\"type\":\"Point\",\"coordinates\":[2.5,48.75]}",
    "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}",
    "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}",
    "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8],[9,9]]]}",
    "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]],[[5,2],[6,5],[7,5],[5,2]]]}",
    "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]]],[[[3,3],[4,3],[4,4],[3,3]]]]}",
    "null",
};

START_TEST(geometryComesOutAsItWentIn)
{
    g_autofree char *in =
        g_strdup_printf("{\"type\":\"Feature\",\"id\":7,\"geometry\":%s,\"properties\":{}}", geometries[_i]);
    g_autoptr(Source) source = load_text(in, NULL);
    g_autofree char *out = feature_text(source, 0);
    ck_assert_str_eq(out, in);
}
END_TEST

START_TEST(wrongOrientationAndOpenRingAreMended)
{
    g_autoptr(Source) source =
        load_text("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,9],[9,9],[9,0]]]}", NULL);
    g_autofree char *out = feature_text(source, 0);
    ck_assert_ptr_nonnull(strstr(out, "[[[0,0],[9,0],[9,9],[0,9],[0,0]]]"));
}
END_TEST

START_TEST(propertiesOfAllTypes)
{
    const char *in =
        "{\"type\":\"Feature\",\"id\":\"q1\",\"geometry\":null,\"properties\":{\"a\":\"é\\\"\\\\\","
        "\"b\":1.5,\"c\":true,\"d\":null,\"e\":[1,[\"x\"]],\"f\":{\"g\":{}}}}";
    g_autoptr(Source) source = load_text(in, NULL);
    g_autofree char *out = feature_text(source, 0);
    ck_assert_str_eq(out, in);
}
END_TEST

START_TEST(fieldTypesAreJoined)
{
    g_autoptr(Source) source =
        load_text("{\"type\":\"FeatureCollection\",\"features\":["
                  "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"n\":1,\"m\":1,\"s\":null}},"
                  "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"n\":1.5,\"m\":\"x\",\"s\":\"t\","
                  "\"b\":false}}]}",
                  NULL);
    static const struct {
        const char *name;
        FieldType type;
    } expected[] = {{"n", FIELD_NUMBER}, {"m", FIELD_MIXED}, {"s", FIELD_TEXT}, {"b", FIELD_BOOLEAN}};
    ck_assert_uint_eq(source->field_count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(source->fields[i].name, expected[i].name);
        ck_assert_int_eq(source->fields[i].type, expected[i].type);
    }
}
END_TEST

START_TEST(collectionBecomesFeatures)
{
    g_autoptr(Source) source = load_text("{\"type\":\"Feature\",\"id\":3,\"properties\":{\"k\":1},"
                                         "\"geometry\":{\"type\":\"GeometryCollection\","
                                         "\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},"
                                         "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}]}}",
                                         NULL);
    ck_assert_uint_eq(source->feature_count, 2);
    ck_assert_int_eq(source->features[1].geometry.type, GEOMETRY_LINE);
    ck_assert_double_eq(source->features[1].id.number, 3);
}
END_TEST

START_TEST(oldCrsMember)
{
    g_autoptr(Source) source =
        load_text("{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":{\"type\":\"name\","
                  "\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}}}",
                  NULL);
    ck_assert_str_eq(source->crs, "urn:ogc:def:crs:EPSG::2154");
}
END_TEST

static const struct {
    const char *text, *warning;
} damaged[] = {
    {"{\"type\":\"Point\",\"coordinates\":[1]}", "expected a position"},
    {"{\"type\":\"Point\",\"coordinates\":[\"a\",2]}", "expected a position"},
    {"{\"type\":\"LineString\",\"coordinates\":[[1,2]]}", "at least two positions"},
    {"{\"type\":\"LineString\",\"coordinates\":7}", "expected an array"},
    {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}", "at least four positions"},
    {"{\"type\":\"Polygon\",\"coordinates\":[[]]}", "at least four positions"},
    {"{\"type\":\"Blob\",\"coordinates\":[0,0]}", "of a type that GeoJSON knows"},
};

START_TEST(damagedGeometryIsNullWithWarning)
{
    g_autoptr(Report) report = report_new();
    g_autoptr(Source) source = load_text(damaged[_i].text, report);
    ck_assert_int_eq(source->features[0].geometry.type, GEOMETRY_NONE);
    ck_assert(has_finding(report, damaged[_i].warning));
}
END_TEST

static const struct {
    const char *text, *message;
} refused[] = {
    {"{\"type\": \"Point\", ", "(line 1, column"},
    {"[1,2]", "expected GeoJSON"},
    {"{\"type\":\"Topology\"}", "found type Topology"},
    {"", "'[' or '{' expected"},
};

START_TEST(otherTextIsRefused)
{
    g_autoptr(GError) error = NULL;
    ck_assert(g_file_set_contents(path, refused[_i].text, -1, NULL));
    ck_assert_ptr_null(source_load(path, NULL, &error));
    ck_assert_ptr_nonnull(strstr(error->message, refused[_i].message));
    ck_assert_ptr_nonnull(strstr(error->message, path));
}
END_TEST

START_TEST(deepNestingIsSurvived)
{
    g_autoptr(GString) text = g_string_new("{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":");
    for (int i = 0; i < 1000; i++)
        g_string_append_c(text, '[');
    for (int i = 0; i < 1000; i++)
        g_string_append_c(text, ']');
    g_string_append(text, "}}");
    g_autoptr(Source) source = load_text(text->str, NULL);
    ck_assert_int_eq(source->features[0].attributes[0].value.kind, VALUE_ARRAY);
}
END_TEST

Suite *geojson_suite(void);
Suite *geojson_suite(void)
{
    Suite *suite = suite_create("source/geojson");
    TCase *cases = tcase_create("geojson");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, geometryComesOutAsItWentIn, 0, G_N_ELEMENTS(geometries));
    tcase_add_test(cases, wrongOrientationAndOpenRingAreMended);
    tcase_add_test(cases, propertiesOfAllTypes);
    tcase_add_test(cases, fieldTypesAreJoined);
    tcase_add_test(cases, collectionBecomesFeatures);
    tcase_add_test(cases, oldCrsMember);
    tcase_add_loop_test(cases, damagedGeometryIsNullWithWarning, 0, G_N_ELEMENTS(damaged));
    tcase_add_loop_test(cases, otherTextIsRefused, 0, G_N_ELEMENTS(refused));
    tcase_add_test(cases, deepNestingIsSurvived);
    suite_add_tcase(suite, cases);
    return suite;
}
