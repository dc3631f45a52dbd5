#include "base/file.h"

#include "support.h"

START_TEST(filesAreReadAsAWhole)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "x", NULL), *bytes = NULL;
    size_t length = 0;
    ck_assert(g_file_set_contents(path, "a\0b", 3, NULL));
    ck_assert(file_read(path, &bytes, &length, NULL));
    ck_assert_uint_eq(length, 3);
    ck_assert_mem_eq(bytes, "a\0b", 4);
    remove_folder(folder);
}
END_TEST

START_TEST(devicesAndMissingFilesAreErrors)
{
    char *bytes = NULL;
    g_autoptr(GError) device = NULL, missing = NULL;
    ck_assert(!file_read("/dev/zero", &bytes, NULL, &device));
    ck_assert(g_error_matches(device, G_FILE_ERROR, G_FILE_ERROR_INVAL));
    ck_assert(!file_read("/nowhere/x", &bytes, NULL, &missing));
    ck_assert(g_error_matches(missing, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    ck_assert_ptr_null(bytes);
}
END_TEST

Suite *file_suite(void);
Suite *file_suite(void)
{
    Suite *suite = suite_create("base/file");
    TCase *cases = tcase_create("file");
    tcase_add_test(cases, filesAreReadAsAWhole);
    tcase_add_test(cases, devicesAndMissingFilesAreErrors);
    suite_add_tcase(suite, cases);
    return suite;
}
