/* The program as people run it. Each text file of tests/cli is a list of cases:
 *
 *     # what the case says
 *     $ render --date 1871-13-01 -o OUT/x.png
 *     < a line for standard input
 *     status 2
 *     out some words that standard output contains
 *     err some words that standard error contains
 *     lines err 1
 *     absent OUT/x.png
 *     exists OUT/y.png
 *     same OUT/a.png OUT/b.png
 *     holds OUT/a.txt some words that the file contains
 *
 * OUT is a fresh folder for each case, DATA is tests/cli/data, BUILD the build folder. A case may run several
 * commands. */
#include "support.h"

#include <stdlib.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>

typedef struct {
    char *folder, *name;
    char *out, *err;
    int status;
    GString *input;
    bool ran;
} Case;

static char *replace_all(const char *text, const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(text, from, -1);
    return g_strjoinv(to, parts);
}

static char *expand(const Case *test, const char *text)
{
    g_autofree char *data = test_file("cli/data");
    g_autofree char *one = replace_all(text, "OUT", test->folder);
    g_autofree char *two = replace_all(one, "DATA", data);
    return replace_all(two, "BUILD", BUILD_DIR);
}

static void run_command(Case *test, const char *arguments)
{
    g_autofree char *expanded = expand(test, arguments);
    g_autofree char *input = g_build_filename(test->folder, "stdin", NULL);
    g_assert_true(g_file_set_contents(input, test->input->str, (gssize)test->input->len, NULL));
    g_autofree char *line = g_strdup_printf("\"%s/semaine\" %s < \"%s\"", BUILD_DIR, expanded, input);
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", line, NULL};
    g_clear_pointer(&test->out, g_free);
    g_clear_pointer(&test->err, g_free);
    int wait_status = 0;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &test->out, &test->err,
                               &wait_status, &error),
                  "%s", error ? error->message : "");
    ck_assert_msg(WIFEXITED(wait_status), "%s: died: %s", test->name, test->err);
    test->status = WEXITSTATUS(wait_status);
    test->ran = true;
    g_string_truncate(test->input, 0);
}

static int count_lines(const char *text)
{
    int lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void check_exists(const Case *test, const char *name, bool expected)
{
    g_autofree char *path = expand(test, name);
    ck_assert_msg(g_file_test(path, G_FILE_TEST_EXISTS) == expected, "%s: %s %s", test->name, name,
                  expected ? "is missing" : "was left behind");
}

static void check_same(const Case *test, const char *names)
{
    g_auto(GStrv) paths = g_strsplit(names, " ", 2);
    g_autofree char *a = NULL, *b = NULL;
    gsize a_length, b_length;
    g_autofree char *first = expand(test, paths[0]), *second = expand(test, paths[1]);
    ck_assert_msg(g_file_get_contents(first, &a, &a_length, NULL) &&
                      g_file_get_contents(second, &b, &b_length, NULL),
                  "%s: %s cannot be read", test->name, names);
    ck_assert_msg(a_length == b_length && memcmp(a, b, a_length) == 0, "%s: %s differ", test->name, names);
}

static void check_words(const Case *test, const char *found, const char *words)
{
    g_autofree char *expected = expand(test, words);
    ck_assert_msg(strstr(found, expected), "%s: \"%s\" not in: %s", test->name, expected, found);
}

static void check_holds(const Case *test, const char *line)
{
    g_auto(GStrv) parts = g_strsplit(line, " ", 2);
    g_autofree char *path = expand(test, parts[0]), *words = expand(test, parts[1]), *bytes = NULL;
    gsize length;
    ck_assert_msg(g_file_get_contents(path, &bytes, &length, NULL), "%s: %s cannot be read", test->name,
                  path);
    ck_assert_msg(memmem(bytes, length, words, strlen(words)), "%s: \"%s\" not in %s", test->name, words,
                  path);
}

static void check_line(Case *test, const char *line)
{
    if (g_str_has_prefix(line, "$ "))
        run_command(test, line + 2);
    else if (g_str_has_prefix(line, "< "))
        g_string_append_printf(test->input, "%s\n", line + 2);
    else if (g_str_has_prefix(line, "status "))
        ck_assert_msg(test->status == atoi(line + 7), "%s: status %d: %s", test->name, test->status,
                      test->err);
    else if (g_str_has_prefix(line, "out "))
        check_words(test, test->out, line + 4);
    else if (g_str_has_prefix(line, "err "))
        check_words(test, test->err, line + 4);
    else if (g_str_has_prefix(line, "lines err "))
        ck_assert_msg(count_lines(test->err) == atoi(line + 10), "%s: %s", test->name, test->err);
    else if (g_str_has_prefix(line, "same "))
        check_same(test, line + 5);
    else if (g_str_has_prefix(line, "holds "))
        check_holds(test, line + 6);
    else if (g_str_has_prefix(line, "exists "))
        check_exists(test, line + 7, true);
    else if (g_str_has_prefix(line, "absent "))
        check_exists(test, line + 7, false);
    else
        ck_abort_msg("%s: not understood: %s", test->name, line);
}

static void finish_case(Case *test)
{
    if (test->folder)
        remove_folder(test->folder);
    g_free(test->folder);
    g_free(test->name);
    g_free(test->out);
    g_free(test->err);
    if (test->input)
        g_string_free(test->input, TRUE);
    *test = (Case){0};
}

static void run_file(const char *name)
{
    g_autofree char *relative = g_strconcat("cli/", name, NULL), *path = test_file(relative), *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Case test = {0};
    int cases = 0;
    for (size_t i = 0; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], "# ")) {
            finish_case(&test);
            test =
                (Case){.folder = make_folder(), .name = g_strdup(lines[i] + 2), .input = g_string_new(NULL)};
            cases++;
        } else if (*lines[i]) {
            check_line(&test, lines[i]);
        }
    }
    finish_case(&test);
    ck_assert_int_gt(cases, 0);
}

static const char *const files[] = {"usage.txt", "render.txt",   "poster.txt", "frames.txt",
                                    "web.txt",   "main_map.txt", "geodata.txt"};

START_TEST(casesOfFile)
{
    run_file(files[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cli");
    TCase *cases = tcase_create("cli");
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, casesOfFile, 0, G_N_ELEMENTS(files));
    suite_add_tcase(suite, cases);
    return run_suites(suite, NULL);
}
