#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder, *path;
static GString *messages;

static void set_up(void)
{
    folder = make_folder();
    path = g_build_filename(folder, "a.geojson", NULL);
    messages = g_string_new(NULL);
}

static void tear_down(void)
{
    g_string_free(messages, TRUE);
    remove_folder(folder);
    g_free(folder);
    g_free(path);
}

static void collect(const char *text, void *user)
{
    (void)user;
    g_string_append(messages, text);
}

/* What `info` says of a file with this text. */
static char *describe(const char *text, bool features)
{
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    char *said = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&said, &length);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(semaine_info(path, features, out, collect, NULL, &error), "%s",
                  error ? error->message : "");
    fclose(out);
    return said;
}

#define TWO_FEATURES                                                                                         \
    "{\"type\":\"FeatureCollection\",\"features\":["                                                         \
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[2.25,48.5]},"                   \
    "\"properties\":{\"name\":\"Issy\",\"start_date\":\"1871-05-09\"}},"                                     \
    "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"start_date\":\"1871-05-22T18:00\"}}]}"

START_TEST(summaryOfASource)
{
    g_autofree char *said = describe(TWO_FEATURES, false);
    ck_assert(g_str_has_prefix(said, path));
    ck_assert_str_eq(said + strlen(path), "\n"
                                          "  format    GeoJSON\n"
                                          "  type      Point\n"
                                          "  crs       WGS 84\n"
                                          "  features  2 (1 without geometry)\n"
                                          "  extent    2.25, 48.5, 2.25, 48.5\n"
                                          "  encoding  UTF-8\n"
                                          "  dates     1871-05-09 to 1871-05-22T18:00\n"
                                          "  fields    2\n"
                                          "    name         text\n"
                                          "    start_date   text\n");
    ck_assert_str_eq(messages->str, "");
}
END_TEST

START_TEST(featuresOneALine)
{
    g_autofree char *said = describe(TWO_FEATURES, true);
    ck_assert_str_eq(said,
                     "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[2.25,48.5]},"
                     "\"properties\":{\"name\":\"Issy\",\"start_date\":\"1871-05-09\"}}\n"
                     "{\"type\":\"Feature\",\"geometry\":null,\"properties\":"
                     "{\"start_date\":\"1871-05-22T18:00\"}}\n");
}
END_TEST

START_TEST(projectionThatIsNotUnderstood)
{
    g_autofree char *said = describe("{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":{\"type\":\"name\","
                                     "\"properties\":{\"name\":\"LOCAL[nowhere]\"}}}",
                                     false);
    ck_assert_ptr_nonnull(strstr(said, "crs       not understood"));
    ck_assert_ptr_nonnull(strstr(messages->str, "warning: projection: PROJ does not understand \"LOCAL["));
    ck_assert_ptr_nonnull(strstr(messages->str, path));
}
END_TEST

START_TEST(otherFilesAreWrongUsage)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!semaine_info("map.pdf", false, stdout, NULL, NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE));
}
END_TEST

START_TEST(fullDisk)
{
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        return;
    g_autoptr(GError) error = NULL;
    ck_assert(g_file_set_contents(path, TWO_FEATURES, -1, NULL));
    ck_assert(!semaine_info(path, false, full, NULL, NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
    fclose(full);
}
END_TEST

Suite *info_suite(void);
Suite *info_suite(void)
{
    Suite *suite = suite_create("info");
    TCase *cases = tcase_create("info");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, summaryOfASource);
    tcase_add_test(cases, featuresOneALine);
    tcase_add_test(cases, projectionThatIsNotUnderstood);
    tcase_add_test(cases, otherFilesAreWrongUsage);
    tcase_add_test(cases, fullDisk);
    suite_add_tcase(suite, cases);
    return suite;
}
