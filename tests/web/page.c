/* Whole pages. */
#include "semaine.h"

#include "support.h"
#include "web/library.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A stand-in for the library: only its head is looked at. */
static char *make_library(const char *scratch, const char *version)
{
    static const char *const names[] = {"maplibre-gl.js", "maplibre-gl.css", "LICENSE.txt"};
    char *folder = g_build_filename(scratch, version, NULL);
    g_autofree char *text = g_strdup_printf("/* https://example.org/blob/v%s/LICENSE.txt */\n", version);
    ck_assert_int_eq(g_mkdir(folder, 0755), 0);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        ck_assert(g_file_set_contents(path, text, -1, NULL));
    }
    return folder;
}

static bool write_page(const char *path, const char *library, bool still, GError **error)
{
    g_autofree char *style = test_file("web/data/march.json");
    const SemaineWebOptions options = {
        .render = {.style = style, .output = path, .layout = "none", .size = still ? "400x300px" : NULL},
        .step = "PT12H",
        .library = library,
        .still = still};
    return semaine_web(&options, error);
}

static json_t *read_json(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    json_t *json = json_load_file(path, 0, NULL);
    ck_assert_msg(json != NULL, "%s cannot be read", path);
    return json;
}

static json_t *instant_of(const json_t *story, size_t index)
{
    return json_array_get(json_object_get(story, "instants"), index);
}

static size_t class_count(const json_t *story, size_t index)
{
    return json_array_size(json_object_get(instant_of(story, index), "classes"));
}

static const char *nested(const json_t *object, const char *name, const char *inner)
{
    return json_string_value(json_object_get(json_object_get(object, name), inner));
}

static bool holds(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Half days from 21 to 23 May: the 23rd stands for its end, on which the east is taken. */
static void check_story(const json_t *story)
{
    ck_assert_uint_eq(json_array_size(json_object_get(story, "instants")), 6);
    ck_assert_uint_eq(class_count(story, 0), 1);
    ck_assert_uint_eq(class_count(story, 3), 1);
    ck_assert_uint_eq(class_count(story, 5), 2);
    ck_assert_str_eq(nested(json_object_get(instant_of(story, 0), "words"), "en", "day"), "21 May 1871");
    const json_t *events = json_object_get(story, "events");
    ck_assert_uint_eq(json_array_size(events), 1);
    ck_assert_str_eq(nested(json_array_get(events, 0), "name", "en"), "The gate taken");
}

START_TEST(mapPageIsWhole)
{
    g_autofree char *scratch = make_folder(), *page = g_build_filename(scratch, "page", NULL);
    g_autofree char *library = make_library(scratch, "5.24.1");
    g_autoptr(GError) error = NULL;
    ck_assert_msg(write_page(page, library, false, &error), "%s", error ? error->message : "");
    static const char *const names[] = {"index.html",    "style.json",         "story.json",
                                        "offline.js",    "sprite@2x.png",      "data/marches-arrows.geojson",
                                        "page/page.js",  "legend/held-0.svg",  "maplibre/maplibre-gl.js",
                                        "page/page.css", "fonts/LICENSES.txt", "semaine-web.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        ck_assert_msg(holds(page, names[i]), "%s is missing", names[i]);
    json_t *story = read_json(page, "story.json");
    check_story(story);
    json_decref(story);
    remove_folder(scratch);
}
END_TEST

START_TEST(picturesAreDrawnOncePerState)
{
    g_autofree char *scratch = make_folder(), *page = g_build_filename(scratch, "page", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(write_page(page, NULL, true, &error), "%s", error ? error->message : "");
    ck_assert(!holds(page, "maplibre"));
    json_t *story = read_json(page, "story.json");
    check_story(story);
    const char *first = nested(instant_of(story, 0), "picture", "fr");
    ck_assert_str_eq(nested(instant_of(story, 1), "picture", "fr"), first);
    ck_assert_str_ne(nested(instant_of(story, 5), "picture", "fr"), first);
    g_autofree char *path = g_build_filename(page, first, NULL), *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(text, "@import url(\"../fonts/fonts.css\");"));
    json_decref(story);
    remove_folder(scratch);
}
END_TEST

static void check_same_folder(const char *a, const char *b)
{
    GDir *listing = g_dir_open(a, 0, NULL);
    for (const char *name; (name = g_dir_read_name(listing));) {
        g_autofree char *one = g_build_filename(a, name, NULL), *other = g_build_filename(b, name, NULL);
        if (g_file_test(one, G_FILE_TEST_IS_DIR)) {
            check_same_folder(one, other);
            continue;
        }
        g_autofree char *first = NULL, *second = NULL;
        gsize first_length, second_length;
        ck_assert(g_file_get_contents(one, &first, &first_length, NULL));
        ck_assert_msg(g_file_get_contents(other, &second, &second_length, NULL), "%s is missing", other);
        ck_assert_msg(first_length == second_length && memcmp(first, second, first_length) == 0, "%s differs",
                      name);
    }
    g_dir_close(listing);
}

START_TEST(pagesAreTheSameEachTime)
{
    g_autofree char *scratch = make_folder(), *library = make_library(scratch, "5.24.1");
    g_autofree char *one = g_build_filename(scratch, "one", NULL),
                    *two = g_build_filename(scratch, "two", NULL);
    ck_assert(write_page(one, library, false, NULL) && write_page(two, library, false, NULL));
    check_same_folder(one, two);
    remove_folder(scratch);
}
END_TEST

/* Nothing in what we write names a server; the library's own files are not ours. */
START_TEST(pageNamesNoServer)
{
    static const char *const names[] = {"index.html", "page.css", "words.js",    "folder.js", "map.js",
                                        "still.js",   "panel.js", "timeline.js", "page.js"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(SOURCE_DIR, "src/web/page", names[i], NULL), *text = NULL;
        ck_assert(g_file_get_contents(path, &text, NULL, NULL));
        ck_assert_msg(!strstr(text, "http://") && !strstr(text, "https://"), "%s names a server", names[i]);
    }
}
END_TEST

START_TEST(missingLibrarySaysHowToGetIt)
{
    g_autofree char *scratch = make_folder(), *page = g_build_filename(scratch, "page", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert(!write_page(page, scratch, false, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
    ck_assert_ptr_nonnull(strstr(error->message, "npm install maplibre-gl@5."));
    ck_assert_ptr_null(strchr(error->message, '\n'));
    ck_assert(!g_file_test(page, G_FILE_TEST_EXISTS));
    remove_folder(scratch);
}
END_TEST

START_TEST(oldLibrariesAreRefused)
{
    static const char *const versions[] = {"4.7.1", "5.2.0", "6.17.0"};
    g_autofree char *scratch = make_folder();
    for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
        g_autofree char *library = make_library(scratch, versions[i]);
        g_autoptr(GError) error = NULL;
        ck_assert(!web_library_check(library, &error));
        ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT));
    }
    remove_folder(scratch);
}
END_TEST

Suite *page_suite(void);
Suite *page_suite(void)
{
    Suite *suite = suite_create("page");
    TCase *all = tcase_create("page");
    tcase_add_test(all, mapPageIsWhole);
    tcase_add_test(all, picturesAreDrawnOncePerState);
    tcase_add_test(all, pagesAreTheSameEachTime);
    tcase_add_test(all, pageNamesNoServer);
    tcase_add_test(all, missingLibrarySaysHowToGetIt);
    tcase_add_test(all, oldLibrariesAreRefused);
    suite_add_tcase(suite, all);
    return suite;
}
