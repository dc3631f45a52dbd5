/* `semaine check`: each tests/check/NAME.json against the findings in NAME.txt, as it prints them. */
#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const names[] = {"root",        "required", "sources",   "layers",   "properties",
                                    "expressions", "filters",  "functions", "contents", "unprintable",
                                    "syntax",      "clean",    "metadata"};

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

START_TEST(findingsWithLineAndPath)
{
    enter_folder();
    g_autofree char *path = g_strconcat(names[_i], ".json", NULL),
                    *list = g_strconcat(names[_i], ".txt", NULL);
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
    tcase_add_test(cases, severalFilesInTheirOrder);
    tcase_add_test(cases, exitStatus);
    suite_add_tcase(suite, cases);
    return suite;
}
