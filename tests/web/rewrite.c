#include "web/rewrite.h"

#include "support.h"
#include "style/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The style of tests/web/data with three dates, rewritten into a folder. */
typedef struct {
    char *scratch;
    Map *map;
    Arena *arena;
    ValueObject states[3];
    WebFolder *folder;
    GPtrArray *files;
    json_t *style;
} Fixture;

static json_t *read_json(const Fixture *fixture, const char *name)
{
    g_autofree char *path = web_folder_file(fixture->folder, name);
    json_t *json = json_load_file(path, 0, NULL);
    ck_assert_msg(json != NULL, "%s cannot be read", path);
    return json;
}

static Fixture open_fixture(void)
{
    static const char *const dates[] = {"1871-05-21", "1871-05-22T12:00", "1871-05-23"};
    Fixture fixture = {.scratch = make_folder(), .arena = arena_new()};
    g_autofree char *path = test_file("web/data/march.json");
    g_autofree char *page = g_build_filename(fixture.scratch, "page", NULL);
    fixture.map = map_open(path, 1, NULL, NULL, NULL);
    ck_assert_ptr_nonnull(fixture.map);
    for (size_t i = 0; i < 3; i++)
        ck_assert(
            state_build(fixture.map->style, dates[i], NULL, "fr", fixture.arena, &fixture.states[i], NULL));
    fixture.folder = web_folder_begin(page, NULL);
    fixture.files = g_ptr_array_new_with_free_func(g_free);
    const WebArrows arrows = {.folder = fixture.folder,
                              .style = fixture.map->style,
                              .scale = {1.4, 12},
                              .levels = {11, 12},
                              .state_count = 3,
                              .states = fixture.states};
    ck_assert(web_rewrite(fixture.map, &arrows, fixture.files, NULL));
    fixture.style = read_json(&fixture, "style.json");
    return fixture;
}

static void close_fixture(Fixture *fixture)
{
    json_decref(fixture->style);
    web_folder_free(fixture->folder);
    g_ptr_array_unref(fixture->files);
    arena_free(fixture->arena);
    map_free(fixture->map);
    remove_folder(fixture->scratch);
    g_free(fixture->scratch);
}

static json_t *layer_of(const Fixture *fixture, size_t index)
{
    return json_array_get(json_object_get(fixture->style, "layers"), index);
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

START_TEST(sourcesBecomeFilesOfTheFolder)
{
    Fixture fixture = open_fixture();
    const json_t *sources = json_object_get(fixture.style, "sources");
    ck_assert_str_eq(text_of(json_object_get(sources, "areas"), "data"), "data/areas.geojson");
    ck_assert_ptr_null(json_object_get(sources, "unused"));
    ck_assert_ptr_null(json_object_get(fixture.style, "glyphs"));
    ck_assert_str_eq(text_of(fixture.style, "sprite"), "sprite");
    json_t *areas = read_json(&fixture, "data/areas.geojson");
    ck_assert_uint_eq(json_array_size(json_object_get(areas, "features")), 2);
    json_decref(areas);
    close_fixture(&fixture);
}
END_TEST

START_TEST(areasAreLabelledOnce)
{
    Fixture fixture = open_fixture();
    ck_assert_str_eq(text_of(layer_of(&fixture, 3), "source"), "areas-largest");
    json_t *places = read_json(&fixture, "data/areas-largest.geojson");
    const json_t *features = json_object_get(places, "features");
    ck_assert_uint_eq(json_array_size(features), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *geometry = json_object_get(json_array_get(features, i), "geometry");
        ck_assert_str_eq(text_of(geometry, "type"), "Point");
        const json_t *at = json_object_get(geometry, "coordinates");
        ck_assert_double_eq_tol(json_number_value(json_array_get(at, 0)), i == 0 ? 2.32 : 2.37, 0.008);
        ck_assert_double_eq_tol(json_number_value(json_array_get(at, 1)), 48.855, 0.004);
    }
    json_decref(places);
    close_fixture(&fixture);
}
END_TEST

/* How far east an outline reaches, in degrees. */
static double eastern_end(const json_t *feature)
{
    const json_t *at = json_object_get(json_object_get(feature, "geometry"), "coordinates");
    while (json_is_array(json_array_get(json_array_get(at, 0), 0)))
        at = json_array_get(at, 0);
    double end = -INFINITY;
    for (size_t i = 0; i < json_array_size(at); i++)
        end = fmax(end, json_number_value(json_array_get(json_array_get(at, i), 0)));
    return end;
}

START_TEST(arrowsBecomeAreasThatGrow)
{
    Fixture fixture = open_fixture();
    const json_t *layer = layer_of(&fixture, 2);
    ck_assert_str_eq(text_of(layer, "type"), "fill");
    ck_assert_str_eq(text_of(json_object_get(layer, "paint"), "fill-color"), "#1f2d4d");
    ck_assert_ptr_null(json_object_get(json_object_get(layer, "paint"), "line-width"));
    json_t *outlines = read_json(&fixture, "data/marches-arrows.geojson");
    const json_t *features = json_object_get(outlines, "features");
    /* Two levels, and two lengths: at noon and on arrival. */
    ck_assert_uint_eq(json_array_size(features), 4);
    const json_t *half = json_array_get(features, 0), *whole = json_array_get(features, 1);
    ck_assert_double_eq_tol(eastern_end(whole), 2.39, 1e-4);
    ck_assert_double_lt(eastern_end(half), 2.34);
    const json_t *half_of = json_object_get(half, "properties"),
                 *whole_of = json_object_get(whole, "properties");
    ck_assert_str_eq(text_of(half_of, "semaine:from"), "1871-05-22T12:00");
    ck_assert_str_eq(text_of(half_of, "semaine:until"), text_of(whole_of, "semaine:from"));
    ck_assert_ptr_null(json_object_get(half_of, "leader"));
    json_decref(outlines);
    close_fixture(&fixture);
}
END_TEST

/* The march is on its way from the second date on; the names are there at all of them. */
START_TEST(onlyFiltersThatChangeReadTheDate)
{
    Fixture fixture = open_fixture();
    char *held = json_dumps(json_object_get(layer_of(&fixture, 1), "filter"), JSON_COMPACT);
    char *names = json_dumps(json_object_get(layer_of(&fixture, 3), "filter"), JSON_COMPACT);
    ck_assert_ptr_nonnull(strstr(held, "global-state"));
    ck_assert_str_eq(names, "[\"<=\",\"1870\",\"1871-05-21T23:59:59\"]");
    free(held);
    free(names);
    close_fixture(&fixture);
}
END_TEST

START_TEST(degreesHaveFiveDecimals)
{
    Point point = {2.3456789, -0.000004};
    Geometry geometry = {.type = GEOMETRY_POINT, .point_count = 1, .points = &point};
    web_data_round(&geometry);
    ck_assert_double_eq_tol(point.x, 2.34568, 1e-12);
    ck_assert_double_eq_tol(point.y, 0, 1e-12);
}
END_TEST

START_TEST(metresBecomeDegrees)
{
    Point point = {700000, 6600000}; /* by definition 3 degrees east, 46.5 north */
    size_t end = 1;
    Feature feature = {
        .geometry = {
            .type = GEOMETRY_POINT, .point_count = 1, .points = &point, .part_count = 1, .part_ends = &end}};
    const Source source = {.path = "lambert", .crs = "EPSG:2154", .feature_count = 1, .features = &feature};
    g_autoptr(DegreeSource) degrees = degree_source_new(&source, NULL);
    ck_assert_ptr_nonnull(degrees);
    const Point place = degrees->geometries[0].points[0];
    ck_assert_double_eq_tol(place.x, 3, 1e-6);
    ck_assert_double_eq_tol(place.y, 46.5, 1e-6);
}
END_TEST

Suite *rewrite_suite(void);
Suite *rewrite_suite(void)
{
    Suite *suite = suite_create("rewrite");
    TCase *all = tcase_create("rewrite");
    tcase_add_test(all, sourcesBecomeFilesOfTheFolder);
    tcase_add_test(all, areasAreLabelledOnce);
    tcase_add_test(all, arrowsBecomeAreasThatGrow);
    tcase_add_test(all, onlyFiltersThatChangeReadTheDate);
    tcase_add_test(all, degreesHaveFiveDecimals);
    tcase_add_test(all, metresBecomeDegrees);
    suite_add_tcase(suite, all);
    return suite;
}
