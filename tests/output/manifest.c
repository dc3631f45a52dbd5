#include "output/manifest.h"

#include "support.h"

#include <string.h>

static ManifestEntry make_entry(size_t number, const char *page)
{
    return (ManifestEntry){number, "0001.png", "1871-05-21", page, "ab12"};
}

static void add(Manifest *manifest, size_t number, const char *page)
{
    const ManifestEntry entry = make_entry(number, page);
    ck_assert(manifest_add(manifest, &entry, NULL));
}

/* A manifest in `folder` that a kill cut off within its third line. */
static char *make_cut_off(const char *folder)
{
    char *path = g_build_filename(folder, "frames.jsonl", NULL);
    g_autoptr(Manifest) manifest = manifest_open(path, false, NULL);
    add(manifest, 1, "first");
    add(manifest, 2, "second");
    add(manifest, 3, "third");
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert(g_file_set_contents(path, text, (gssize)strlen(text) - 10, NULL));
    return path;
}

START_TEST(linesAreOnDiskAtOnce)
{
    g_autofree char *folder = make_folder(), *path = make_cut_off(folder);
    g_autoptr(Manifest) manifest = manifest_open(path, true, NULL);
    ck_assert_str_eq(manifest_lookup(manifest, 2)->page, "second");
    ck_assert_str_eq(manifest_lookup(manifest, 1)->date, "1871-05-21");
    remove_folder(folder);
}
END_TEST

START_TEST(cutOffLineCountsForNothing)
{
    g_autofree char *folder = make_folder(), *path = make_cut_off(folder);
    g_autoptr(Manifest) manifest = manifest_open(path, true, NULL);
    ck_assert_ptr_null(manifest_lookup(manifest, 3));
    add(manifest, 3, "third again");
    g_clear_pointer(&manifest, manifest_free);
    manifest = manifest_open(path, true, NULL);
    ck_assert_str_eq(manifest_lookup(manifest, 3)->page, "third again");
    remove_folder(folder);
}
END_TEST

START_TEST(freshStartForgets)
{
    g_autofree char *folder = make_folder(), *path = make_cut_off(folder);
    g_autoptr(Manifest) manifest = manifest_open(path, false, NULL);
    ck_assert_ptr_null(manifest_lookup(manifest, 1));
    remove_folder(folder);
}
END_TEST

START_TEST(closeKeepsTheLinesOfTheRun)
{
    g_autofree char *folder = make_folder(), *path = make_cut_off(folder), *text = NULL;
    g_autoptr(Manifest) manifest = manifest_open(path, true, NULL);
    add(manifest, 1, "first");
    ck_assert(manifest_close(manifest, NULL));
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_str_eq(text, "{\"number\": 1, \"file\": \"0001.png\", \"date\": \"1871-05-21\", \"page\": "
                           "\"first\", \"crc32\": \"ab12\"}\n");
    remove_folder(folder);
}
END_TEST

START_TEST(checksumIsThatOfTheFile)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "x", NULL);
    ck_assert_ptr_null(file_checksum(path));
    ck_assert(g_file_set_contents(path, "abc", 3, NULL));
    g_autofree char *sum = file_checksum(path);
    ck_assert_str_eq(sum, "352441c2");
    remove_folder(folder);
}
END_TEST

Suite *manifest_suite(void);

Suite *manifest_suite(void)
{
    Suite *suite = suite_create("manifest");
    TCase *cases = tcase_create("manifest");
    tcase_add_test(cases, linesAreOnDiskAtOnce);
    tcase_add_test(cases, cutOffLineCountsForNothing);
    tcase_add_test(cases, freshStartForgets);
    tcase_add_test(cases, closeKeepsTheLinesOfTheRun);
    tcase_add_test(cases, checksumIsThatOfTheFile);
    suite_add_tcase(suite, cases);
    return suite;
}
