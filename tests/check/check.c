/* `semaine check`: each tests/check/NAME.json against the findings in NAME.txt, as it prints them. */
#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"root",        "required", "sources",   "layers",   "properties",
                                    "expressions", "filters",  "functions", "contents", "unprintable",
                                    "syntax",      "clean",    "metadata"};
static const char *const templates[] = {"template", "template_mapless", "template_broken"};

static void enter_folder(void)
{
    g_autofree char *folder = test_file("check");
    ck_assert_int_eq(g_chdir(folder), 0);
}

/* What check prints about the files. */
static char *check(const char *const *paths, size_t count, bool *clean, bool *readable)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    g_autoptr(GError) error = NULL;
    *readable = semaine_check(paths, count, out, clean, &error);
    ck_assert_msg(*readable == (error == NULL), "%s", paths[0]);
    fclose(out);
    return text;
}

/* Holds what check says of a file against the list beside it. */
static void compare_findings(const char *name, const char *suffix)
{
    enter_folder();
    g_autofree char *path = g_strconcat(name, suffix, NULL), *list = g_strconcat(name, ".txt", NULL);
    g_autofree char *expected = NULL;
    bool clean = false, readable = false;
    const char *const paths[] = {path};
    ck_assert(g_file_get_contents(list, &expected, NULL, NULL));
    char *found = check(paths, 1, &clean, &readable);
    ck_assert(readable);
    ck_assert_str_eq(found, expected);
    ck_assert_msg(clean == (strstr(expected, ": error: ") == NULL), "%s", path);
    free(found);
}

START_TEST(findingsWithLineAndPath)
{
    compare_findings(names[_i], ".json");
}
END_TEST

START_TEST(findingsInTemplates)
{
    compare_findings(templates[_i], ".svg");
}
END_TEST

START_TEST(shippedTemplatesAreClean)
{
    g_autoptr(GDir) folder = g_dir_open(SOURCE_DIR "/styles/layouts", 0, NULL);
    ck_assert_ptr_nonnull(folder);
    for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder)) {
        g_autofree char *path = g_build_filename(SOURCE_DIR, "styles", "layouts", name, NULL);
        bool clean = false, readable = false;
        const char *const paths[] = {path};
        if (!g_str_has_suffix(name, ".svg"))
            continue;
        char *found = check(paths, 1, &clean, &readable);
        ck_assert_msg(clean, "%s", found);
        free(found);
    }
}
END_TEST

START_TEST(severalFilesInTheirOrder)
{
    enter_folder();
    bool clean = false, readable = false;
    const char *const paths[] = {"required.json", "clean.json", "nowhere.json", "../check/clean.json"};
    char *found = check(paths, 4, &clean, &readable);
    ck_assert(!readable && !clean);
    ck_assert(g_str_has_prefix(found, "required.json:2: error: "));
    ck_assert_ptr_null(strstr(found, "nowhere"));
    free(found);
}
END_TEST

/* ---- Against the official validator ---- */

/* The line of the first error in "FILE:LINE: ..." lines, whatever their order; SIZE_MAX where there is none.
 */
static size_t first_line(const char *text, const char *path, bool errors_only)
{
    size_t first = SIZE_MAX;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        const size_t length = strlen(path);
        if (strncmp(*line, path, length) != 0 || (errors_only && !strstr(*line, ": error: ")))
            continue;
        const size_t number = (size_t)g_ascii_strtoull(*line + length + 1, NULL, 10);
        if (number > 0)
            first = MIN(first, number);
    }
    return first;
}

/* What gl-style-validate prints about a file. */
static char *validate(const char *validator, const char *path)
{
    char *arguments[] = {"node", (char *)validator, (char *)path, NULL};
    char *said = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                               NULL, &said, NULL, NULL, &error),
                  "%s", error ? error->message : "");
    return said;
}

/* dist/gl-style-validate.mjs of the npm package @maplibre/maplibre-gl-style-spec, or NULL, which is said. */
static const char *find_validator(void)
{
    const char *validator = getenv("MAPLIBRE_STYLE_VALIDATOR");
    if (!validator)
        fprintf(stderr, "check: skipped, MAPLIBRE_STYLE_VALIDATOR names no gl-style-validate.mjs\n");
    return validator;
}

START_TEST(officialValidatorFindsTheSameFirstLine)
{
    static const char *const common[] = {"root",    "required",  "sources",     "properties", "expressions",
                                         "filters", "functions", "unprintable", "syntax",     "clean"};
    const char *validator = find_validator();
    enter_folder();
    for (size_t i = 0; validator && i < G_N_ELEMENTS(common); i++) {
        g_autofree char *path = g_strconcat(common[i], ".json", NULL), *said = validate(validator, path);
        bool clean = false, readable = false;
        const char *const paths[] = {path};
        char *found = check(paths, 1, &clean, &readable);
        ck_assert_msg(clean == (said[0] == '\0'), "%s: %s", path, said);
        ck_assert_msg(first_line(found, path, true) == first_line(said, path, false), "%s: %s", path, said);
        free(found);
    }
}
END_TEST

START_TEST(officialValidatorAcceptsShippedStyles)
{
    const char *validator = find_validator(), *name;
    GDir *folder = g_dir_open(SOURCE_DIR "/styles", 0, NULL);
    ck_assert_ptr_nonnull(folder);
    while (validator && (name = g_dir_read_name(folder))) {
        if (!g_str_has_suffix(name, ".json"))
            continue;
        g_autofree char *path = g_build_filename(SOURCE_DIR "/styles", name, NULL),
                        *said = validate(validator, path);
        ck_assert_msg(said[0] == '\0', "%s", said);
    }
    g_dir_close(folder);
}
END_TEST

static int exit_status(const char *argument)
{
    char *arguments[] = {BUILD_DIR "/semaine", "check", (char *)argument, NULL};
    int status = 0;
    ck_assert(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                           NULL, NULL, NULL, NULL, &status, NULL));
    return WEXITSTATUS(status);
}

START_TEST(exitStatus)
{
    enter_folder();
    ck_assert_int_eq(exit_status("clean.json"), 0);
    ck_assert_int_eq(exit_status("contents.json"), 1);
    ck_assert_int_eq(exit_status("syntax.json"), 1);
    ck_assert_int_eq(exit_status("nowhere.json"), 2);
    ck_assert_int_eq(exit_status("."), 2);
    ck_assert_int_eq(exit_status("clean.txt"), 2);
    ck_assert_int_eq(exit_status(NULL), 2);
}
END_TEST

Suite *check_suite(void);
Suite *check_suite(void)
{
    Suite *suite = suite_create("check");
    TCase *cases = tcase_create("check");
    tcase_add_loop_test(cases, findingsWithLineAndPath, 0, G_N_ELEMENTS(names));
    tcase_add_loop_test(cases, findingsInTemplates, 0, G_N_ELEMENTS(templates));
    tcase_add_test(cases, shippedTemplatesAreClean);
    tcase_add_test(cases, severalFilesInTheirOrder);
    tcase_add_test(cases, exitStatus);
    tcase_add_test(cases, officialValidatorFindsTheSameFirstLine);
    tcase_add_test(cases, officialValidatorAcceptsShippedStyles);
    tcase_set_timeout(cases, 60);
    suite_add_tcase(suite, cases);
    return suite;
}
