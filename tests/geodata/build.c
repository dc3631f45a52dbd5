#include "geodata/campaign.h"
#include "geodata/geos.h"
#include "semaine.h"
#include "support.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder, *output;

static void set_up(void)
{
    folder = copy_campaign();
    output = make_folder();
}

static void tear_down(void)
{
    remove_folder(folder);
    remove_folder(output);
    g_free(folder);
    g_free(output);
}

static void build(void)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(semaine_build_geodata(folder, output, NULL, NULL, &error), "%s",
                  error ? error->message : "");
}

static Source *load_built(const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.shp", output, name);
    g_autoptr(GError) error = NULL;
    g_autoptr(Report) report = report_new();
    Source *source = source_load(path, report, &error);
    ck_assert_msg(source != NULL, "%s", error ? error->message : "");
    ck_assert_uint_eq(report_count(report), 0);
    return source;
}

static double area_of(const Geometry *geometry)
{
    double area = 0;
    for (size_t part = 0; part < geometry->part_count; part++)
        for (size_t i = geometry_part_start(geometry, part); i + 1 < geometry->part_ends[part]; i++)
            area += geometry->points[i].x * geometry->points[i + 1].y -
                    geometry->points[i + 1].x * geometry->points[i].y;
    return area / 2;
}

static void expect_texts(const Feature *feature, const char *const texts[][2])
{
    for (size_t i = 0; texts[i][0]; i++) {
        const char *found = attribute_text(feature, texts[i][0]);
        ck_assert_msg(strcmp(found, texts[i][1]) == 0, "%s: expected \"%s\", found \"%s\"", texts[i][0],
                      texts[i][1], found);
    }
}

START_TEST(rowsBecomeFeatures)
{
    build();
    g_autoptr(Source) source = load_built("barricades");
    ck_assert_uint_eq(source->feature_count, 2);
    const Feature *feature = find_feature(source, "bar-1");
    expect_texts(feature, (const char *const[][2]){{"name_fr", "Barricade du Marché"},
                                                   {"name_en", "Market Barricade"},
                                                   {"start_date", "1901-03-31"},
                                                   {"start_sure", "1901-04-02T23:59"},
                                                   {"end_sure", "1901-05-22"},
                                                   {"end_date", "1901-05-22T23:59"},
                                                   {"source", "DIA p. 12; ALM"},
                                                   {"certainty", "exact"},
                                                   {"facts", "F4 F5"},
                                                   {"precision", "day"},
                                                   {NULL, NULL}});
    ck_assert_double_eq(feature_lookup(feature, "quartier")->number, 1);
    ck_assert(feature_lookup(feature, "closed")->boolean);
    ck_assert_double_eq(feature->geometry.points[0].x, 2.31495);
    ck_assert(!feature_lookup(find_feature(source, "bar-2"), "closed")->boolean);
}
END_TEST

START_TEST(filesAreWhatOthersExpect)
{
    build();
    g_autoptr(Source) source = load_built("streets");
    ck_assert_str_eq(source->encoding, "UTF-8");
    ck_assert(g_str_has_prefix(source->crs, "GEOGCS[\"GCS_WGS_1984\""));
    ck_assert_uint_eq(source->feature_count, 2);
    for (size_t i = 0; i < source->field_count; i++) {
        ck_assert_uint_le(strlen(source->fields[i].name), 10);
        ck_assert_str_ne(source->fields[i].name, "wkt");
        ck_assert_str_ne(source->fields[i].name, "start");
    }
    /* A street has no other name in English. */
    ck_assert_str_eq(attribute_text(find_feature(source, "st-abbaye"), "name_en"), "rue de l’Abbaye");
    ck_assert(find_feature(source, "st-abbaye")->geometry.multi);
}
END_TEST

START_TEST(facesShareTheirBorders)
{
    build();
    g_autoptr(Source) quartiers = load_built("quartiers"), districts = load_built("districts");
    ck_assert_uint_eq(quartiers->feature_count, 3);
    double parts = 0, whole = 0;
    for (size_t i = 0; i < quartiers->feature_count; i++)
        parts += area_of(&quartiers->features[i].geometry);
    for (size_t i = 0; i < districts->feature_count; i++)
        whole += area_of(&districts->features[i].geometry);
    /* Two bands of 0.03 by 0.008 degrees; the river belongs to nobody. */
    ck_assert_double_eq_tol(parts, 0.00048, 1e-9);
    ck_assert_double_eq_tol(whole, parts, 1e-12);
    ck_assert_double_eq(feature_lookup(find_feature(districts, "district-1"), "vote")->number, 12.5);
}
END_TEST

START_TEST(holdersFollowOneAnother)
{
    build();
    g_autoptr(Source) control = load_built("control");
    ck_assert_uint_eq(control->feature_count, 14);
    expect_texts(find_feature(control, "h-2-a"), (const char *const[][2]){{"holder", "town"},
                                                                          {"cell", "c2"},
                                                                          {"start_date", "1901-03-01"},
                                                                          {"end_sure", "1901-05-22T12:00"},
                                                                          {"end_date", "1901-05-22T18:00"},
                                                                          {NULL, NULL}});
    expect_texts(find_feature(control, "h-2-b"), (const char *const[][2]){{"holder", "crown"},
                                                                          {"name_fr", "Nord-Est"},
                                                                          {"start_date", "1901-05-22T12:00"},
                                                                          {"start_sure", "1901-05-22T18:00"},
                                                                          {"end_date", ""},
                                                                          {NULL, NULL}});
    ck_assert_double_eq(feature_lookup(find_feature(control, "h-2-b"), "district")->number, 1);
}
END_TEST

START_TEST(waterFollowsItsBank)
{
    build();
    g_autoptr(Source) control = load_built("control");
    const Feature *water = find_feature(control, "h-2-b-w2");
    expect_texts(water, (const char *const[][2]){
                            {"holder", "crown"}, {"cell", "w2"}, {"name_fr", "Rivière"}, {NULL, NULL}});
    ck_assert_double_eq_tol(area_of(&water->geometry), 0.015 * 0.002, 1e-12);
}
END_TEST

START_TEST(frontLiesWhereHoldersDiffer)
{
    build();
    g_autoptr(Source) front = load_built("front");
    ck_assert_uint_eq(front->feature_count, 7);
    const Feature *street = find_feature(front, "front-c1-c2");
    expect_texts(street, (const char *const[][2]){{"name_fr", "rue du Marché"},
                                                  {"left_date", "1901-05-21T15:00"},
                                                  {"left_sure", "1901-05-21T15:00"},
                                                  {"right_date", "1901-05-22T12:00"},
                                                  {"right_sure", "1901-05-22T18:00"},
                                                  {"left_hold", "crown"},
                                                  {"right_hold", "town"},
                                                  {"source", "ALM; DIA"},
                                                  {"facts", "F2 F3"},
                                                  {"certainty", "approximate"},
                                                  {NULL, NULL}});
    /* The western cell fell first: it lies on the left, so the line runs north. */
    ck_assert_double_lt(street->geometry.points[0].y, street->geometry.points[1].y);
}
END_TEST

START_TEST(frontRunsAlongTheRiver)
{
    build();
    g_autoptr(Source) front = load_built("front");
    const Feature *river = find_feature(front, "front-w1-w3-2");
    ck_assert_str_eq(attribute_text(river, "name_fr"), "Rivière");
    ck_assert_str_eq(attribute_text(river, "right_date"), "");
    for (size_t i = 0; i < river->geometry.point_count; i++)
        ck_assert_double_eq(river->geometry.points[i].y, 48.81);
}
END_TEST

START_TEST(frontOpensAgainWhenGroundIsRetaken)
{
    replace_in(folder, "sources/control.csv", "h-2-a,", "h-1-c,c1,town,1901-05-21T20:00,ALM,exact,,\nh-2-a,");
    build();
    g_autoptr(Source) front = load_built("front");
    expect_texts(find_feature(front, "front-c1-c2"),
                 (const char *const[][2]){
                     {"left_date", "1901-05-21T15:00"}, {"right_date", "1901-05-21T20:00"}, {NULL, NULL}});
    expect_texts(
        find_feature(front, "front-c2-c1-2"),
        (const char *const[][2]){
            {"left_date", "1901-05-22T12:00"}, {"left_hold", "crown"}, {"right_hold", "town"}, {NULL, NULL}});
}
END_TEST

START_TEST(historyOfPlacesElsewhere)
{
    build();
    g_autoptr(Source) forts = load_built("forts");
    ck_assert_uint_eq(forts->feature_count, 2);
    expect_texts(find_feature(forts, "fh-1"), (const char *const[][2]){{"holder", "crown"},
                                                                       {"name_en", "Hill Fort"},
                                                                       {"kind", "fort"},
                                                                       {"end_sure", "1901-05-10"},
                                                                       {NULL, NULL}});
}
END_TEST

START_TEST(oneLineOfCsvChangesTheMap)
{
    replace_in(folder, "sources/control.csv", "h-1-b,c1,crown,1901-05-21T15:00",
               "h-1-b,c1,crown,1901-05-21T17:30~");
    build();
    g_autoptr(Source) control = load_built("control");
    ck_assert_str_eq(attribute_text(find_feature(control, "h-1-b"), "start_date"), "1901-05-21T16:30");
    ck_assert_str_eq(attribute_text(find_feature(control, "h-1-a-w1"), "end_date"), "1901-05-21T18:30");
}
END_TEST

/* ---- Files ---- */

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static char *digest(void)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GDir *directory = g_dir_open(output, 0, NULL);
    for (const char *name = g_dir_read_name(directory); name; name = g_dir_read_name(directory))
        g_ptr_array_add(names, g_strdup(name));
    g_dir_close(directory);
    g_ptr_array_sort(names, compare_texts);
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(output, g_ptr_array_index(names, i), NULL), *bytes = NULL;
        gsize length = 0;
        ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
        g_checksum_update(checksum, (const guchar *)g_ptr_array_index(names, i), -1);
        g_checksum_update(checksum, (const guchar *)bytes, (gssize)length);
    }
    char *text = g_strdup(g_checksum_get_string(checksum));
    g_checksum_free(checksum);
    return text;
}

START_TEST(twoBuildsGiveTheSameBytes)
{
    build();
    g_autofree char *first = digest();
    build();
    g_autofree char *second = digest();
    ck_assert_str_eq(first, second);
}
END_TEST

START_TEST(errorsLeaveTheOldFilesAlone)
{
    build();
    g_autofree char *before = digest();
    replace_in(folder, "sources/barricades.csv", "1901-04-01~", "April");
    g_autoptr(GError) error = NULL;
    ck_assert(!semaine_build_geodata(folder, output, NULL, NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_GEODATA));
    g_autofree char *after = digest();
    ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(textsLongerThanAFieldAreNotCut)
{
    build();
    g_autofree char *before = digest(), *long_text = g_strnfill(255, 'a');
    replace_in(folder, "sources/barricades.csv", "\"Two accounts, two hours.\"", long_text);
    g_autoptr(GError) error = NULL;
    ck_assert(!semaine_build_geodata(folder, output, NULL, NULL, &error));
    g_autofree char *after = digest();
    ck_assert_str_eq(before, after);
}
END_TEST

/* A folder stands where the finished table should be moved. */
START_TEST(whatCannotBeWrittenLeavesNothingHalf)
{
    g_autofree char *table = g_build_filename(output, "barricades.dbf", NULL);
    ck_assert_int_eq(g_mkdir(table, 0777), 0);
    g_autoptr(GError) error = NULL;
    ck_assert(!semaine_build_geodata(folder, output, NULL, NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
    GDir *directory = g_dir_open(output, 0, NULL);
    for (const char *name = g_dir_read_name(directory); name; name = g_dir_read_name(directory))
        ck_assert_ptr_null(strstr(name, "-new-"));
    g_dir_close(directory);
}
END_TEST

START_TEST(missingPackage)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!semaine_build_geodata(output, output, NULL, NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
    ck_assert_ptr_nonnull(strstr(error->message, "datapackage.json"));
}
END_TEST

Suite *build_suite(void);
Suite *build_suite(void)
{
    Suite *suite = suite_create("geodata/build");
    TCase *cases = tcase_create("build");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, rowsBecomeFeatures);
    tcase_add_test(cases, filesAreWhatOthersExpect);
    tcase_add_test(cases, facesShareTheirBorders);
    tcase_add_test(cases, holdersFollowOneAnother);
    tcase_add_test(cases, waterFollowsItsBank);
    tcase_add_test(cases, frontLiesWhereHoldersDiffer);
    tcase_add_test(cases, frontRunsAlongTheRiver);
    tcase_add_test(cases, frontOpensAgainWhenGroundIsRetaken);
    tcase_add_test(cases, historyOfPlacesElsewhere);
    tcase_add_test(cases, oneLineOfCsvChangesTheMap);
    tcase_add_test(cases, twoBuildsGiveTheSameBytes);
    tcase_add_test(cases, errorsLeaveTheOldFilesAlone);
    tcase_add_test(cases, textsLongerThanAFieldAreNotCut);
    tcase_add_test(cases, whatCannotBeWrittenLeavesNothingHalf);
    tcase_add_test(cases, missingPackage);
    suite_add_tcase(suite, cases);
    return suite;
}
