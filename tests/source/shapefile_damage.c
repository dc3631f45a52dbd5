#include "semaine.h"
#include "source/shapes.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *folder, *path;
static Report *report;

static const Part points[] = {PART(1, 1), PART(2, 2), PART(3, 3), PART(4, 4)};
enum { POINT_COUNT = 4, HEADER = 100, POINT_RECORD = 8 + 20 };

static void set_up(void)
{
    folder = make_folder();
    path = write_set(folder, "set", SHPT_POINT, points, POINT_COUNT);
    report = report_new();
}

static void tear_down(void)
{
    report_free(report);
    remove_folder(folder);
    g_free(folder);
    g_free(path);
}

static void expect_error(const char *file, SemaineError code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Source) source = source_load(file, report, &error);
    ck_assert_ptr_null(source);
    ck_assert(g_error_matches(error, SEMAINE_ERROR, (int)code));
    ck_assert_msg(strstr(error->message, words) != NULL, "\"%s\" not in \"%s\"", words, error->message);
    ck_assert_ptr_nonnull(strstr(error->message, file));
}

/* All points are there, in order, though something is wrong. */
static void expect_whole(const char *warning)
{
    g_autoptr(Source) source = load(path, report);
    ck_assert_uint_eq(source->feature_count, POINT_COUNT);
    for (size_t i = 0; i < POINT_COUNT; i++)
        ck_assert_double_eq(source->features[i].geometry.points[0].x, (double)i + 1);
    ck_assert_msg(has_finding(report, warning), "no warning \"%s\"", warning);
}

START_TEST(notThere)
{
    g_autofree char *missing = g_build_filename(folder, "missing.shp", NULL);
    expect_error(missing, SEMAINE_ERROR_IO, "No such file");
}
END_TEST

START_TEST(notAFile)
{
    g_autofree char *pipe = g_build_filename(folder, "pipe.shp", NULL);
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    expect_error(pipe, SEMAINE_ERROR_IO, "expected a file");
}
END_TEST

START_TEST(unknownSuffix)
{
    expect_error("x.gpkg", SEMAINE_ERROR_FORMAT, "expected a file that ends in .shp or .geojson");
}
END_TEST

START_TEST(otherFormatInside)
{
    write_companion(path, ".shp", "PK\3\4 this is a zip archive", -1);
    expect_error(path, SEMAINE_ERROR_FORMAT, "begin with 9994");
}
END_TEST

START_TEST(emptyFile)
{
    write_companion(path, ".shp", "", 0);
    expect_error(path, SEMAINE_ERROR_FORMAT, "100 bytes");
}
END_TEST

START_TEST(unknownShapeType)
{
    patch_companion(path, ".shp", 32, "\x63", 1);
    expect_error(path, SEMAINE_ERROR_FORMAT, "no shape type has the number 99");
}
END_TEST

START_TEST(shapesCutOff)
{
    cut_companion(path, ".shp", HEADER + 2 * POINT_RECORD + 5);
    g_autoptr(Source) source = load(path, report);
    ck_assert_uint_eq(source->feature_count, POINT_COUNT);
    ck_assert_int_eq(source->features[1].geometry.type, GEOMETRY_POINT);
    ck_assert_int_eq(source->features[2].geometry.type, GEOMETRY_NONE);
    ck_assert(has_finding(report, "set.shp: error: says that it has 212 bytes, but has 161"));
    ck_assert(has_finding(report, "set.shp: warning: record 3: cannot be found"));
}
END_TEST

START_TEST(indexMissing)
{
    g_autofree char *index = g_build_filename(folder, "set.shx", NULL);
    remove(index);
    expect_whole("set.shx: warning: cannot open");
}
END_TEST

START_TEST(indexPointsBeyondTheFile)
{
    patch_companion(path, ".shx", HEADER + 8, "\x7F\xFF\xFF\xFF", 4);
    expect_whole("set.shx: warning: record 2: points outside the .shp");
}
END_TEST

START_TEST(indexPointsIntoARecord)
{
    patch_companion(path, ".shx", HEADER + 3, "\x36", 1);
    expect_whole("set.shx: warning: record 1: points to byte 108, where no such record begins");
}
END_TEST

START_TEST(indexSwapsRecords)
{
    size_t length = 0;
    g_autofree char *index = read_companion_bytes(path, ".shx", &length);
    patch_companion(path, ".shx", HEADER, index + HEADER + 8, 8);
    patch_companion(path, ".shx", HEADER + 8, index + HEADER, 8);
    expect_whole("finds 2 records where the .shp has 4");
}
END_TEST

START_TEST(indexCutOff)
{
    cut_companion(path, ".shx", HEADER + 8 + 3);
    expect_whole("set.shx: warning: says that it has 132 bytes, but has 111");
}
END_TEST

START_TEST(recordLengthLies)
{
    patch_companion(path, ".shp", HEADER + POINT_RECORD + 4, "\x7F\xFF\xFF\xFF", 4);
    g_autoptr(Source) source = load(path, report);
    ck_assert_int_eq(source->features[1].geometry.type, GEOMETRY_NONE);
    ck_assert_int_eq(source->features[2].geometry.type, GEOMETRY_POINT);
    ck_assert(has_finding(report, "set.shp: warning: record 2: has another length"));
}
END_TEST

START_TEST(countsOfAPolygonLie)
{
    static const Part square = PART(0, 0, 0, 9, 9, 9, 9, 0, 0, 0);
    g_autofree char *polygon = write_set(folder, "polygon", SHPT_POLYGON, &square, 1);
    for (size_t place = HEADER + 8 + 36; place <= HEADER + 8 + 40; place += 4) {
        size_t length = 0;
        g_autofree char *before = read_companion_bytes(polygon, ".shp", &length);
        patch_companion(polygon, ".shp", place, "\xFF\xFF\xFF\x7F", 4);
        g_autoptr(Report) findings = report_new();
        g_autoptr(Source) source = load(polygon, findings);
        ck_assert_int_eq(source->features[0].geometry.type, GEOMETRY_NONE);
        ck_assert(has_finding(findings, "record 1: has counts that do not fit its length"));
        write_companion(polygon, ".shp", before, (gssize)length);
    }
}
END_TEST

START_TEST(partsStartOutOfOrder)
{
    static const Part rings[] = {PART(0, 0, 0, 9, 9, 9, 9, 0, 0, 0), PART(1, 1, 2, 1, 2, 2, 1, 2, 1, 1)};
    static const char *const starts[] = {"\0\0\0\0", "\x0A\0\0\0", "\xFF\xFF\xFF\xFF"};
    SHPHandle handle = SHPCreate(path, SHPT_POLYGON);
    write_shape(handle, SHPT_POLYGON, rings, 2);
    SHPClose(handle);
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        patch_companion(path, ".shp", HEADER + 8 + 48, starts[i], 4);
        g_autoptr(Report) findings = report_new();
        g_autoptr(Source) source = load(path, findings);
        ck_assert_int_eq(source->features[0].geometry.type, GEOMETRY_NONE);
        ck_assert(has_finding(findings, "record 1: has counts that do not fit its length"));
    }
}
END_TEST

START_TEST(partsTooShortAreLeftOut)
{
    static const Part rings[] = {PART(0, 0, 0, 9, 9, 9, 9, 0, 0, 0), PART(1, 1, 2, 1, 1, 1)};
    SHPHandle handle = SHPCreate(path, SHPT_POLYGON);
    write_shape(handle, SHPT_POLYGON, rings, 2);
    write_shape(handle, SHPT_POLYGON, rings + 1, 1);
    SHPClose(handle);
    g_autoptr(Source) source = load(path, report);
    ck_assert_uint_eq(source->features[0].geometry.part_count, 1);
    ck_assert_uint_eq(source->features[0].geometry.point_count, 5);
    ck_assert_int_eq(source->features[1].geometry.type, GEOMETRY_NONE);
    ck_assert(has_finding(report, "record 1: a ring of fewer than four points"));
    ck_assert(has_finding(report, "record 2: has vertices, but no part that can be drawn"));
}
END_TEST

START_TEST(vertexOfALineIsInfinite)
{
    static const Part way = PART(0, 0, 0, 9, 9, 9);
    g_autofree char *line = write_set(folder, "line", SHPT_ARC, &way, 1);
    for (size_t number = 0; number < 6; number++) {
        size_t length = 0;
        g_autofree char *before = read_companion_bytes(line, ".shp", &length);
        patch_companion(line, ".shp", HEADER + 8 + 48 + 8 * number, "\0\0\0\0\0\0\xF0\xFF", 8);
        g_autoptr(Report) findings = report_new();
        g_autoptr(Source) source = load(line, findings);
        ck_assert_int_eq(source->features[0].geometry.type, GEOMETRY_NONE);
        ck_assert(has_finding(findings, "record 1: has a coordinate that is no number"));
        write_companion(line, ".shp", before, (gssize)length);
    }
}
END_TEST

START_TEST(coordinateIsNoNumber)
{
    patch_companion(path, ".shp", HEADER + 12, "\0\0\0\0\0\0\xF8\x7F", 8);
    g_autoptr(Source) source = load(path, report);
    ck_assert_int_eq(source->features[0].geometry.type, GEOMETRY_NONE);
    ck_assert(has_finding(report, "record 1: has a coordinate that is no number"));
}
END_TEST

START_TEST(tableMissing)
{
    g_autofree char *table = g_build_filename(folder, "set.dbf", NULL);
    remove(table);
    expect_whole("set.dbf: warning: missing");
}
END_TEST

START_TEST(tableCutOff)
{
    cut_companion(path, ".dbf", 65 + 2 * 7 + 3);
    g_autoptr(Source) source = load(path, report);
    ck_assert_uint_eq(source->feature_count, POINT_COUNT);
    ck_assert_double_eq(source->features[1].attributes[0].value.number, 2);
    ck_assert_int_eq(source->features[2].attributes[0].value.kind, VALUE_NULL);
    ck_assert(has_finding(report, "set.dbf: error: cut off: says that it has 4 rows, but holds 2"));
    ck_assert(has_finding(report, "set.dbf: warning: has 2 rows for 4 shapes"));
}
END_TEST

START_TEST(tableClaimsBillionsOfRows)
{
    patch_companion(path, ".dbf", 4, "\xFF\xFF\xFF\x7F", 4);
    expect_whole("says that it has 2147483647 rows, but holds 4");
}
END_TEST

START_TEST(tableHeaderCutOff)
{
    cut_companion(path, ".dbf", 40);
    expect_error(path, SEMAINE_ERROR_FORMAT, "set.dbf: expected a dBASE table");
}
END_TEST

START_TEST(fieldWiderThanTheRow)
{
    patch_companion(path, ".dbf", 32 + 16, "\xFF", 1);
    expect_error(path, SEMAINE_ERROR_FORMAT, "set.dbf: expected a dBASE table");
}
END_TEST

START_TEST(fewerShapesThanRows)
{
    g_autofree char *stem = g_build_filename(folder, "set", NULL);
    SHPHandle handle = SHPCreate(stem, SHPT_POINT);
    write_shape(handle, SHPT_POINT, points, 1);
    SHPClose(handle);
    g_autoptr(Source) source = load(path, report);
    ck_assert_uint_eq(source->feature_count, 1);
    ck_assert(has_finding(report, "set.dbf: warning: has 4 rows for 1 shapes"));
}
END_TEST

START_TEST(manyAreCounted)
{
    cut_companion(path, ".shp", HEADER);
    patch_companion(path, ".shx", HEADER + 3, "\x40", 1);
    source_free(load(path, report));
    ck_assert(has_finding(report, "more records that cannot be read"));
}
END_TEST

/* ---- Mutations ---- */

static const char *const suffixes[] = {".shp", ".shx", ".dbf", ".cpg", ".prj"};

static char *write_rich_set(GRand *random)
{
    static const Part rings[] = {PART(0, 0, 0, 9, 9, 9, 9, 0, 0, 0), PART(1, 1, 8, 1, 8, 8, 1, 8, 1, 1),
                                 PART(2, 2, 2, 7, 7, 7, 7, 2, 2, 2)};
    static const int types[] = {SHPT_POLYGON, SHPT_POLYGONZ, SHPT_ARCM, SHPT_MULTIPOINTZ, SHPT_POINT};
    g_autofree char *stem = g_build_filename(folder, "rich", NULL);
    const int type = types[g_rand_int_range(random, 0, G_N_ELEMENTS(types))];
    SHPHandle shp = SHPCreate(stem, type);
    DBFHandle dbf = DBFCreateEx(stem, "UTF-8");
    DBFAddField(dbf, "name", FTString, 12, 0);
    DBFAddField(dbf, "area", FTDouble, 10, 2);
    DBFAddNativeFieldType(dbf, "day", 'D', 8, 0);
    DBFAddField(dbf, "held", FTLogical, 1, 0);
    for (int i = 0; i < 6; i++) {
        write_shape(shp, i == 4 ? SHPT_NULL : type, rings, i == 4 ? 0 : 1 + i % 3);
        DBFWriteStringAttribute(dbf, i, 0, "Hôtel");
        DBFWriteDoubleAttribute(dbf, i, 1, i * 1.5);
        DBFWriteAttributeDirectly(dbf, i, 2, (void *)"18710522");
        DBFWriteLogicalAttribute(dbf, i, 3, 'T');
    }
    SHPClose(shp);
    DBFClose(dbf);
    char *rich = g_strconcat(stem, ".shp", NULL);
    write_companion(rich, ".prj", "GEOGCS[\"x\"]", -1);
    return rich;
}

/* One change of some bytes: random ones, a telling number, a cut, or a piece twice. */
static void mutate(const char *rich, GRand *random)
{
    static const uint32_t telling[] = {0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 100, 0x00010000};
    const char *suffix = suffixes[g_rand_int_range(random, 0, G_N_ELEMENTS(suffixes))];
    size_t length = 0;
    g_autofree char *bytes = read_companion_bytes(rich, suffix, &length);
    if (length < 8)
        return;
    const size_t place = (size_t)g_rand_int_range(random, 0, (int)length - 4);
    const uint32_t number = telling[g_rand_int_range(random, 0, G_N_ELEMENTS(telling))];
    switch (g_rand_int_range(random, 0, 5)) {
    case 0:
        bytes[place] = (char)g_rand_int(random);
        break;
    case 1:
        memcpy(bytes + place, &number, sizeof number);
        break;
    case 2:
        length = place;
        break;
    case 3:
        memmove(bytes + place / 2, bytes + place, length - place);
        break;
    default:
        bytes[place] = (char)(bytes[place] + 1);
    }
    write_companion(rich, suffix, bytes, (gssize)length);
}

/* Whatever happens to the bytes, the file is read or refused; the sanitizers watch. */
START_TEST(mutatedFilesAreReadOrRefused)
{
    const char *rounds = g_getenv("SEMAINE_MUTATIONS");
    const guint32 first = (guint32)(g_getenv("SEMAINE_SEED") ? atoi(g_getenv("SEMAINE_SEED")) : 1);
    for (guint32 seed = first; seed < first + (guint32)(rounds ? atoi(rounds) : 400); seed++) {
        g_autoptr(GRand) random = g_rand_new_with_seed(seed);
        g_autofree char *rich = write_rich_set(random);
        for (int changes = g_rand_int_range(random, 1, 5); changes > 0; changes--)
            mutate(rich, random);
        g_autoptr(Report) findings = report_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(Source) source = source_load(rich, findings, &error);
        ck_assert_msg((source != NULL) != (error != NULL), "seed %u", seed);
        for (size_t i = 0; source && i < source->feature_count; i++)
            g_free(feature_text(source, i));
    }
}
END_TEST

Suite *shapefile_damage_suite(void);
Suite *shapefile_damage_suite(void)
{
    Suite *suite = suite_create("source/shapefile damage");
    TCase *cases = tcase_create("damage");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 0);
    tcase_add_test(cases, notThere);
    tcase_add_test(cases, notAFile);
    tcase_add_test(cases, unknownSuffix);
    tcase_add_test(cases, otherFormatInside);
    tcase_add_test(cases, emptyFile);
    tcase_add_test(cases, unknownShapeType);
    tcase_add_test(cases, shapesCutOff);
    tcase_add_test(cases, indexMissing);
    tcase_add_test(cases, indexPointsBeyondTheFile);
    tcase_add_test(cases, indexPointsIntoARecord);
    tcase_add_test(cases, indexSwapsRecords);
    tcase_add_test(cases, indexCutOff);
    tcase_add_test(cases, recordLengthLies);
    tcase_add_test(cases, countsOfAPolygonLie);
    tcase_add_test(cases, partsStartOutOfOrder);
    tcase_add_test(cases, partsTooShortAreLeftOut);
    tcase_add_test(cases, vertexOfALineIsInfinite);
    tcase_add_test(cases, coordinateIsNoNumber);
    tcase_add_test(cases, tableMissing);
    tcase_add_test(cases, tableCutOff);
    tcase_add_test(cases, tableClaimsBillionsOfRows);
    tcase_add_test(cases, tableHeaderCutOff);
    tcase_add_test(cases, fieldWiderThanTheRow);
    tcase_add_test(cases, fewerShapesThanRows);
    tcase_add_test(cases, manyAreCounted);
    tcase_add_test(cases, mutatedFilesAreReadOrRefused);
    suite_add_tcase(suite, cases);
    return suite;
}
