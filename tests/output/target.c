#include "output/target.h"

#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <unistd.h>

static char *folder;

static void set_up(void)
{
    folder = g_dir_make_tmp("semaine-target-XXXXXX", NULL);
}

static void tear_down(void)
{
    static const char *const names[] = {"file.png", "link.png", "lost.png"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

static void expect(const char *path, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *found = target_resolve(path, &error);
    ck_assert_str_eq(found, expected);
    ck_assert_ptr_null(error);
}

START_TEST(fileIsItsOwnTarget)
{
    g_autofree char *file = g_build_filename(folder, "file.png", NULL);
    expect(file, file);
    ck_assert(g_file_set_contents(file, "x", 1, NULL));
    expect(file, file);
}
END_TEST

START_TEST(linkIsFollowed)
{
    g_autofree char *file = g_build_filename(folder, "file.png", NULL);
    g_autofree char *link = g_build_filename(folder, "link.png", NULL);
    ck_assert(g_file_set_contents(file, "x", 1, NULL));
    ck_assert_int_eq(symlink("file.png", link), 0);
    g_autofree char *real = realpath(file, NULL);
    expect(link, real);
}
END_TEST

START_TEST(linkToNothingIsItsOwnTarget)
{
    g_autofree char *link = g_build_filename(folder, "lost.png", NULL);
    ck_assert_int_eq(symlink("nowhere/file.png", link), 0);
    expect(link, link);
}
END_TEST

START_TEST(deviceOrFolderIsRefused)
{
    const char *const paths[] = {"/dev/null", folder};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_ptr_null(target_resolve(paths[i], &error));
        ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
        ck_assert(g_str_has_prefix(error->message, paths[i]));
    }
}
END_TEST

Suite *target_suite(void);
Suite *target_suite(void)
{
    Suite *suite = suite_create("output/target");
    TCase *cases = tcase_create("target");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, fileIsItsOwnTarget);
    tcase_add_test(cases, linkIsFollowed);
    tcase_add_test(cases, linkToNothingIsItsOwnTarget);
    tcase_add_test(cases, deviceOrFolderIsRefused);
    suite_add_tcase(suite, cases);
    return suite;
}
