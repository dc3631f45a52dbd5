#include "web/folder.h"

#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static size_t count_entries(const char *folder)
{
    size_t count = 0;
    GDir *listing = g_dir_open(folder, 0, NULL);
    while (g_dir_read_name(listing))
        count++;
    g_dir_close(listing);
    return count;
}

/* Writes a page of one file. */
static void write_page(const char *path, const char *name)
{
    g_autoptr(WebFolder) folder = web_folder_begin(path, NULL);
    ck_assert_ptr_nonnull(folder);
    ck_assert(web_folder_write(folder, name, "words", 5, NULL));
    ck_assert(web_folder_finish(folder, NULL));
}

static bool holds(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void check_refused(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WebFolder) folder = web_folder_begin(path, &error);
    ck_assert_ptr_null(folder);
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE));
    ck_assert_ptr_nonnull(strstr(error->message, path));
}

START_TEST(otherPeoplesFilesAreLeftAlone)
{
    g_autofree char *scratch = make_folder(), *file = g_build_filename(scratch, "letter.txt", NULL);
    ck_assert(g_file_set_contents(file, "dear", 4, NULL));
    check_refused(scratch);
    check_refused(file);
    ck_assert_uint_eq(count_entries(scratch), 1);
    remove_folder(scratch);
}
END_TEST

START_TEST(nothingAppearsUntilItIsWhole)
{
    g_autofree char *scratch = make_folder(), *path = g_build_filename(scratch, "page", NULL);
    WebFolder *folder = web_folder_begin(path, NULL);
    ck_assert(web_folder_make(folder, "inner", NULL));
    ck_assert(web_folder_write(folder, "inner/file", "words", 5, NULL));
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    web_folder_free(folder);
    ck_assert_uint_eq(count_entries(scratch), 0);
    remove_folder(scratch);
}
END_TEST

START_TEST(ourOwnPageIsReplaced)
{
    g_autofree char *scratch = make_folder(), *path = g_build_filename(scratch, "page", NULL);
    write_page(path, "old");
    write_page(path, "new");
    ck_assert(holds(path, "new") && !holds(path, "old"));
    ck_assert_uint_eq(count_entries(scratch), 1);
    remove_folder(scratch);
}
END_TEST

START_TEST(anEmptyFolderIsTaken)
{
    g_autofree char *scratch = make_folder(), *path = g_build_filename(scratch, "page", NULL);
    ck_assert_int_eq(g_mkdir(path, 0755), 0);
    write_page(path, "new");
    ck_assert(holds(path, "new"));
    remove_folder(scratch);
}
END_TEST

START_TEST(aFolderFilledMeanwhileIsLeftAlone)
{
    g_autofree char *scratch = make_folder(), *path = g_build_filename(scratch, "page", NULL);
    g_autofree char *file = g_build_filename(path, "letter.txt", NULL);
    WebFolder *folder = web_folder_begin(path, NULL);
    ck_assert_int_eq(g_mkdir(path, 0755), 0);
    ck_assert(g_file_set_contents(file, "dear", 4, NULL));
    ck_assert(!web_folder_finish(folder, NULL));
    web_folder_free(folder);
    ck_assert(holds(path, "letter.txt"));
    ck_assert_uint_eq(count_entries(scratch), 1);
    remove_folder(scratch);
}
END_TEST

Suite *folder_suite(void);
Suite *folder_suite(void)
{
    Suite *suite = suite_create("folder");
    TCase *all = tcase_create("folder");
    tcase_add_test(all, otherPeoplesFilesAreLeftAlone);
    tcase_add_test(all, nothingAppearsUntilItIsWhole);
    tcase_add_test(all, ourOwnPageIsReplaced);
    tcase_add_test(all, anEmptyFolderIsTaken);
    tcase_add_test(all, aFolderFilledMeanwhileIsLeftAlone);
    suite_add_tcase(suite, all);
    return suite;
}
