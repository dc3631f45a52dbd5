/* The examples of styles/README.md: each must pass `check` and be drawn. An example that is no whole style is
 * a layer, or members of the root; it is put into a style with the sources that it names. */
#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static char *folder;

/* What the examples expect beside them: a sprite with a hatch, and a plan. */
static void set_up(void)
{
    static const char hatch[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"6\" height=\"6\">"
                                "<path d=\"M0 6 6 0\" stroke=\"#333\"/></svg>";
    folder = make_folder();
    g_autofree char *icons = g_build_filename(folder, "icons", NULL),
                    *plan = g_build_filename(folder, "plan.png", NULL);
    g_autofree char *icon = g_build_filename(icons, "hatch.svg", NULL),
                    *from = test_file("style/data/plan.png");
    g_autofree char *picture = NULL;
    gsize length = 0;
    ck_assert_int_eq(g_mkdir(icons, 0755), 0);
    ck_assert(g_file_set_contents(icon, hatch, -1, NULL));
    ck_assert(g_file_get_contents(from, &picture, &length, NULL));
    ck_assert(g_file_set_contents(plan, picture, (gssize)length, NULL));
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
}

/* The text blocks between ```json and ```, parsed. */
static json_t *read_examples(void)
{
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(SOURCE_DIR "/styles/README.md", &text, NULL, NULL));
    json_t *examples = json_array();
    for (char *start = strstr(text, "```json\n"); start; start = strstr(start, "```json\n")) {
        start += strlen("```json\n");
        char *end = strstr(start, "```");
        ck_assert_ptr_nonnull(end);
        json_error_t wrong;
        json_t *example = json_loadb(start, (size_t)(end - start), 0, &wrong);
        ck_assert_msg(example != NULL, "example %zu, line %d: %s", json_array_size(examples), wrong.line,
                      wrong.text);
        json_array_append_new(examples, example);
        start = end + 3;
    }
    return examples;
}

/* A feature of every kind of geometry with the fields the examples read. */
static json_t *make_source(void)
{
    static const char text[] =
        "{\"type\": \"geojson\", \"data\": {\"type\": \"FeatureCollection\", \"features\": ["
        "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[0, 0], [1, 0], "
        "[1, 1], [0, 0]]]},"
        " \"properties\": {\"certainty\": \"inferred\", \"class\": 1, \"start_date\": \"1871-05-21\", "
        "\"end_date\": \"\","
        " \"holder\": \"commune\", \"name_fr\": \"Vanves\", \"name_en\": \"Vanves\", \"side\": \"commune\"}},"
        "{\"type\": \"Feature\", \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[0, 0], [1, 1]]},"
        " \"properties\": {\"class\": 2, \"side\": \"versailles\", \"name_fr\": \"Seine\"}}]}}";
    json_t *source = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(source);
    return source;
}

static json_t *complete(json_t *example)
{
    if (json_object_get(example, "version"))
        return json_incref(example);
    json_t *style = json_pack("{s:i, s:s, s:{}, s:[]}", "version", 8, "sprite", "icons", "sources", "layers");
    if (!json_object_get(example, "id")) {
        json_object_update(style, example);
        return style;
    }
    json_object_set_new(json_object_get(style, "sources"),
                        json_string_value(json_object_get(example, "source")), make_source());
    json_array_append(json_object_get(style, "layers"), example);
    json_t *state = json_pack("{s:{s:s}, s:{s:s}, s:{s:s}}", "date", "default", "1871-05-22T23:59:59", "day",
                              "default", "1871-05-22", "lang", "default", "fr");
    json_object_set_new(style, "state", state);
    return style;
}

static void expect_clean(const char *path, size_t index)
{
    char *said = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&said, &length);
    bool clean = false;
    ck_assert(semaine_check(&path, 1, out, &clean, NULL));
    fclose(out);
    ck_assert_msg(said[0] == '\0', "example %zu: %s", index, said);
    free(said);
}

static void expect_drawn(const char *path, size_t index)
{
    g_autofree char *output = g_build_filename(folder, "example.png", NULL);
    g_autoptr(GError) error = NULL;
    const SemaineRenderOptions options = {.style = path, .output = output, .size = "100x100px"};
    ck_assert_msg(semaine_render(&options, &error), "example %zu: %s", index, error ? error->message : "");
}

START_TEST(examplesAreCleanAndDrawn)
{
    json_t *examples = read_examples();
    g_autofree char *path = g_build_filename(folder, "example.json", NULL);
    ck_assert_uint_ge(json_array_size(examples), 9);
    for (size_t i = 0; i < json_array_size(examples); i++) {
        json_t *style = complete(json_array_get(examples, i));
        ck_assert_int_eq(json_dump_file(style, path, JSON_INDENT(1)), 0);
        expect_clean(path, i);
        expect_drawn(path, i);
        json_decref(style);
    }
    json_decref(examples);
}
END_TEST

Suite *style_readme_suite(void);
Suite *style_readme_suite(void)
{
    Suite *suite = suite_create("styles/README.md");
    TCase *cases = tcase_create("examples");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, examplesAreCleanAndDrawn);
    suite_add_tcase(suite, cases);
    return suite;
}
