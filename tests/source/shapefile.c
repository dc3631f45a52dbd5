#include "source/shapes.h"
#include "support.h"

#include <math.h>
#include <string.h>

static char *folder;

static void set_up(void)
{
    folder = make_folder();
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
}

static const Part square = PART(0, 0, 0, 9, 9, 9, 9, 0, 0, 0);         /* clockwise: exterior */
static const Part hole = PART(1, 1, 8, 1, 8, 8, 1, 8, 1, 1);           /* counter-clockwise */
static const Part island = PART(2, 2, 2, 7, 7, 7, 7, 2, 2, 2);         /* clockwise */
static const Part pond = PART(3, 3, 6, 3, 6, 6, 3, 6, 3, 3);           /* counter-clockwise */
static const Part elsewhere = PART(20, 0, 20, 5, 25, 5, 25, 0, 20, 0); /* clockwise */
static const Part reversed_hole = PART(1, 1, 1, 8, 8, 8, 8, 1, 1, 1);  /* clockwise, as it should not be */
static const Part touching_hole = PART(0, 0, 5, 1, 1, 5, 0, 0);        /* shares a vertex with the square */

/* Writes one shape of several parts and returns the geometry as it is read. */
static char *read_back(int type, const Part *parts, int part_count)
{
    g_autofree char *stem = g_build_filename(folder, "one", NULL);
    SHPHandle handle = SHPCreate(stem, type);
    write_shape(handle, type, parts, part_count);
    SHPClose(handle);
    g_autofree char *path = g_strconcat(stem, ".shp", NULL);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_uint_eq(source->feature_count, 1);
    g_autofree char *text = feature_text(source, 0);
    char *start = strstr(text, "\"geometry\":") + strlen("\"geometry\":");
    *strstr(start, ",\"properties\"") = '\0';
    return g_strdup(start);
}

static void expect_geometry(int type, const Part *parts, int part_count, const char *expected)
{
    g_autofree char *found = read_back(type, parts, part_count);
    ck_assert_str_eq(found, expected);
}

static const struct {
    int type, plain;
    const char *name;
} forms[] = {
    {SHPT_POINT, SHPT_POINT, "Point"},
    {SHPT_POINTZ, SHPT_POINT, "PointZ"},
    {SHPT_POINTM, SHPT_POINT, "PointM"},
    {SHPT_MULTIPOINT, SHPT_MULTIPOINT, "Multipoint"},
    {SHPT_MULTIPOINTZ, SHPT_MULTIPOINT, "MultipointZ"},
    {SHPT_MULTIPOINTM, SHPT_MULTIPOINT, "MultipointM"},
    {SHPT_ARC, SHPT_ARC, "Polyline"},
    {SHPT_ARCZ, SHPT_ARC, "PolylineZ"},
    {SHPT_ARCM, SHPT_ARC, "PolylineM"},
    {SHPT_POLYGON, SHPT_POLYGON, "Polygon"},
    {SHPT_POLYGONZ, SHPT_POLYGON, "PolygonZ"},
    {SHPT_POLYGONM, SHPT_POLYGON, "PolygonM"},
};

START_TEST(everyTypeWithZAndM)
{
    const int type = forms[_i].type;
    switch (forms[_i].plain) {
    case SHPT_POINT:
        expect_geometry(type, &(Part)PART(2.5, 48.75), 1, "{\"type\":\"Point\",\"coordinates\":[2.5,48.75]}");
        break;
    case SHPT_MULTIPOINT:
        expect_geometry(type, &(Part)PART(1, 2, 3, 4), 1,
                        "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}");
        break;
    case SHPT_ARC:
        expect_geometry(type, (const Part[]){PART(1, 2, 3, 4), PART(5, 6, 7, 8, 9, 9)}, 2,
                        "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8],[9,9]]]}");
        expect_geometry(type, &(Part)PART(1, 2, 3, 4), 1,
                        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}");
        break;
    default:
        expect_geometry(type, &elsewhere, 1,
                        "{\"type\":\"Polygon\",\"coordinates\":[[[20,0],[25,0],[25,5],[20,5],[20,0]]]}");
    }
}
END_TEST

START_TEST(typeIsNamed)
{
    g_autofree char *path = write_set(folder, "named", forms[_i].type, &square, 1);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_str_eq(source->shape_type, forms[_i].name);
    ck_assert_str_eq(source->format, "ESRI Shapefile");
}
END_TEST

#define SQUARE_WITH_HOLE "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[1,8],[8,8],[8,1],[1,1]]]"

START_TEST(holeAfterOrBeforeItsExterior)
{
    const char *expected = "{\"type\":\"Polygon\",\"coordinates\":" SQUARE_WITH_HOLE "}";
    expect_geometry(SHPT_POLYGON, (const Part[]){square, hole}, 2, expected);
    expect_geometry(SHPT_POLYGON, (const Part[]){hole, square}, 2, expected);
}
END_TEST

START_TEST(holeOfWrongOrientation)
{
    expect_geometry(SHPT_POLYGON, (const Part[]){reversed_hole, square}, 2,
                    "{\"type\":\"Polygon\",\"coordinates\":" SQUARE_WITH_HOLE "}");
}
END_TEST

START_TEST(holeThatTouchesItsExterior)
{
    expect_geometry(
        SHPT_POLYGON, (const Part[]){touching_hole, square}, 2,
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[0,0],[1,5],[5,1],[0,0]]]}");
}
END_TEST

START_TEST(islandInHoleIsAPolygonOfItsOwn)
{
    expect_geometry(SHPT_POLYGON, (const Part[]){pond, island, elsewhere, hole, square}, 5,
                    "{\"type\":\"MultiPolygon\",\"coordinates\":["
                    "[[[2,2],[7,2],[7,7],[2,7],[2,2]],[[3,3],[3,6],[6,6],[6,3],[3,3]]],"
                    "[[[20,0],[25,0],[25,5],[20,5],[20,0]]]," SQUARE_WITH_HOLE "]}");
}
END_TEST

START_TEST(openRingIsClosed)
{
    expect_geometry(SHPT_POLYGON, &(Part)PART(0, 0, 0, 1, 1, 1), 1,
                    "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,1],[0,0]]]}");
}
END_TEST

START_TEST(nullShapes)
{
    expect_geometry(SHPT_NULL, NULL, 0, "null");
    g_autofree char *stem = g_build_filename(folder, "some", NULL);
    SHPHandle handle = SHPCreate(stem, SHPT_POINT);
    write_shape(handle, SHPT_POINT, &(Part)PART(1, 2), 1);
    write_shape(handle, SHPT_NULL, NULL, 0);
    write_shape(handle, SHPT_POINT, &(Part)PART(3, 4), 1);
    SHPClose(handle);
    g_autofree char *path = g_strconcat(stem, ".shp", NULL);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_uint_eq(source->feature_count, 3);
    ck_assert_int_eq(source->features[1].geometry.type, GEOMETRY_NONE);
    ck_assert_double_eq(source->features[2].geometry.points[0].x, 3);
    ck_assert_double_eq(source->extent.y_max, 4);
}
END_TEST

START_TEST(noFeatures)
{
    g_autofree char *path = write_set(folder, "empty", SHPT_POLYGON, NULL, 0);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_uint_eq(source->feature_count, 0);
    ck_assert(box_is_empty(source->extent));
}
END_TEST

/* ---- Attributes ---- */

/* A table of one row with all types; `values` as they stand in the file, padded to the width. */
static char *write_table(const char *const values[5])
{
    g_autofree char *stem = g_build_filename(folder, "table", NULL);
    SHPHandle shp = SHPCreate(stem, SHPT_POINT);
    write_shape(shp, SHPT_POINT, &(Part)PART(1, 2), 1);
    SHPClose(shp);
    DBFHandle dbf = DBFCreate(stem);
    DBFAddField(dbf, "name", FTString, 20, 0);
    DBFAddField(dbf, "count", FTInteger, 8, 0);
    DBFAddField(dbf, "area", FTDouble, 12, 3);
    DBFAddNativeFieldType(dbf, "day", 'D', 8, 0);
    DBFAddField(dbf, "held", FTLogical, 1, 0);
    for (int i = 0; i < 5; i++)
        DBFWriteAttributeDirectly(dbf, 0, i, (void *)values[i]);
    DBFClose(dbf);
    return g_strconcat(stem, ".shp", NULL);
}

static void expect_properties(const char *const values[5], const char *expected)
{
    g_autofree char *path = write_table(values);
    g_autoptr(Source) source = load(path, NULL);
    g_autofree char *text = feature_text(source, 0);
    const char *properties = strstr(text, "\"properties\":");
    ck_assert_str_eq(properties + strlen("\"properties\":"), expected);
}

START_TEST(textNumberDateLogical)
{
    expect_properties(
        (const char *const[]){"Bercy  ", "  12", "-1.250", "18710522", "T"},
        "{\"name\":\"Bercy\",\"count\":12,\"area\":-1.25,\"day\":\"1871-05-22\",\"held\":true}}");
    expect_properties(
        (const char *const[]){"  two blanks", "-7", "1e3", "19001231", "n"},
        "{\"name\":\"  two blanks\",\"count\":-7,\"area\":1000,\"day\":\"1900-12-31\",\"held\":false}}");
}
END_TEST

START_TEST(emptyStarsAndZeroDateAreNull)
{
    const char *nulls = "{\"name\":null,\"count\":null,\"area\":null,\"day\":null,\"held\":null}}";
    expect_properties((const char *const[]){"", "", "", "", " "}, nulls);
    expect_properties((const char *const[]){" ", "********", "***", "00000000", "?"}, nulls);
}
END_TEST

START_TEST(fieldsAreDescribed)
{
    g_autofree char *path = write_table((const char *const[]){"a", "1", "2", "18710101", "F"});
    g_autoptr(Source) source = load(path, NULL);
    static const FieldType types[] = {FIELD_TEXT, FIELD_INTEGER, FIELD_NUMBER, FIELD_DATE, FIELD_BOOLEAN};
    ck_assert_uint_eq(source->field_count, 5);
    for (size_t i = 0; i < 5; i++)
        ck_assert_int_eq(source->fields[i].type, types[i]);
    ck_assert_str_eq(source->fields[2].name, "area");
    ck_assert_int_eq(source->fields[2].decimals, 3);
    ck_assert_ptr_eq(feature_lookup(&source->features[0], source->fields[0].name),
                     &source->features[0].attributes[0].value);
    ck_assert_ptr_null(feature_lookup(&source->features[0], "no such field"));
}
END_TEST

START_TEST(wrongValuesAreNullWithWarning)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path = write_table((const char *const[]){"a", "12x", "1.2.3", "18711301", "Q"});
    g_autoptr(Source) source = load(path, report);
    for (size_t i = 1; i < 5; i++)
        ck_assert_int_eq(source->features[0].attributes[i].value.kind, VALUE_NULL);
    ck_assert(has_finding(report, "table.dbf: warning: record 1: count: expected a number, found \"12x\""));
    ck_assert(has_finding(report, "area: expected a number, found \"1.2.3\""));
    ck_assert(has_finding(report, "day: expected a date YYYYMMDD, found \"18711301\""));
    ck_assert(has_finding(report, "held: expected T or F, found \"Q\""));
}
END_TEST

START_TEST(daysThatNoCalendarHas)
{
    static const struct {
        const char *bytes;
        bool exists;
    } days[] = {{"18710431", false}, {"18710229", false}, {"18720229", true},
                {"19000229", false}, {"20000229", true},  {"18711200", false}};
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autofree char *path = write_table((const char *const[]){"a", "1", "2", days[i].bytes, "T"});
        g_autoptr(Source) source = load(path, NULL);
        ck_assert_int_eq(source->features[0].attributes[3].value.kind,
                         days[i].exists ? VALUE_STRING : VALUE_NULL);
    }
}
END_TEST

START_TEST(digitsThatANumberCannotHoldAreTold)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *stem = g_build_filename(folder, "long", NULL);
    SHPHandle shp = SHPCreate(stem, SHPT_POINT);
    DBFHandle dbf = DBFCreate(stem);
    DBFAddNativeFieldType(dbf, "number", 'N', 18, 0);
    static const char *const numbers[] = {"  9007199254740992", "123456789012345678"};
    for (int i = 0; i < 2; i++) {
        write_shape(shp, SHPT_POINT, &(Part)PART(1, 2), 1);
        DBFWriteAttributeDirectly(dbf, i, 0, (void *)numbers[i]);
    }
    SHPClose(shp);
    DBFClose(dbf);
    g_autofree char *path = g_strconcat(stem, ".shp", NULL);
    g_autoptr(Source) source = load(path, report);
    ck_assert_double_eq(source->features[0].attributes[0].value.number, 9007199254740992.0);
    ck_assert(!has_finding(report, "record 1: number"));
    ck_assert(has_finding(report, "record 2: number: expected a whole number of 15 digits at most"));
}
END_TEST

START_TEST(deletedRowsAreLeftOutWithWarning)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path =
        write_set(folder, "d", SHPT_POINT, (const Part[]){PART(1, 1), PART(2, 2), PART(3, 3)}, 3);
    g_autofree char *stem = g_strndup(path, strlen(path) - 4);
    DBFHandle dbf = DBFOpen(stem, "rb+");
    DBFMarkRecordDeleted(dbf, 1, 1);
    DBFClose(dbf);
    g_autoptr(Source) source = load(path, report);
    ck_assert_uint_eq(source->feature_count, 2);
    ck_assert_double_eq(source->features[1].geometry.points[0].x, 3);
    ck_assert(has_finding(report, "record 2: is marked as deleted"));
}
END_TEST

/* ---- Encoding ---- */

static const struct {
    const char *code_page, *bytes, *text, *encoding;
} encodings[] = {
    {"UTF-8", "H\xC3\xB4tel", "Hôtel", "UTF-8"},
    {"utf-8\r\n", "H\xC3\xB4tel", "Hôtel", "UTF-8"},
    {"65001", "H\xC3\xB4tel", "Hôtel", "UTF-8"},
    {"\xEF\xBB\xBFUTF-8", "H\xC3\xB4tel", "Hôtel", "UTF-8"},
    {"1252", "H\xF4tel \x9C", "Hôtel œ", "WINDOWS-1252"},
    {"CP1252", "H\xF4tel \x9C", "Hôtel œ", "WINDOWS-1252"},
    {"ANSI 1252", "H\xF4tel \x9C", "Hôtel œ", "WINDOWS-1252"},
    {"ISO-8859-1", "H\xF4tel", "Hôtel", "ISO-8859-1"},
    {"88591", "H\xF4tel", "Hôtel", "ISO-8859-1"},
    {"885915", "\xA4", "€", "ISO-8859-15"},
    {"KOI8-R", "\xD0\xC1\xD2\xC9\xD6", "париж", "KOI8-R"},
    {"936", "\xB0\xCD\xC0\xE8", "巴黎", "CP936"},
    {"BIG5", "\xA4\xDA\xBE\xA4", "巴黎", "BIG5"},
    {"932", "\x83\x70\x83\x8A", "パリ", "CP932"},
    {"OEM 850", "H\x93tel", "Hôtel", "CP850"},
    {"LDID/87", "H\xF4tel \x9C", "Hôtel œ", "WINDOWS-1252"},
    {"MacRoman", "H\x99tel", "Hôtel", "MACINTOSH"},
};

START_TEST(codePageFile)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path =
        write_table((const char *const[]){encodings[_i].bytes, "1", "1", "18710101", "T"});
    write_companion(path, ".cpg", encodings[_i].code_page, -1);
    write_companion(path, ".prj", "EPSG:4326", -1);
    g_autoptr(Source) source = load(path, report);
    ck_assert_str_eq(source->features[0].attributes[0].value.string, encodings[_i].text);
    ck_assert_str_eq(source->encoding, encodings[_i].encoding);
    ck_assert_uint_eq(report_count(report), 0);
}
END_TEST

START_TEST(languageDriverWithoutCodePage)
{
    g_autofree char *path = write_table((const char *const[]){"H\x93tel", "1", "1", "18710101", "T"});
    patch_companion(path, ".dbf", 29, "\x02", 1);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_str_eq(source->features[0].attributes[0].value.string, "Hôtel");
    ck_assert_str_eq(source->encoding, "CP850");
}
END_TEST

START_TEST(codePageWinsOverLanguageDriver)
{
    g_autofree char *path = write_table((const char *const[]){"H\xC3\xB4tel", "1", "1", "18710101", "T"});
    patch_companion(path, ".dbf", 29, "\x02", 1);
    write_companion(path, ".cpg", "UTF-8", -1);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_str_eq(source->features[0].attributes[0].value.string, "Hôtel");
}
END_TEST

START_TEST(defaultEncodingIsTold)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path = write_table((const char *const[]){"H\xF4tel", "1", "1", "18710101", "T"});
    patch_companion(path, ".dbf", 29, "\0", 1);
    g_autoptr(Source) source = load(path, report);
    ck_assert_str_eq(source->features[0].attributes[0].value.string, "Hôtel");
    ck_assert_str_eq(source->encoding, "WINDOWS-1252 (assumed)");
    ck_assert(has_finding(report, "WINDOWS-1252 is assumed"));
}
END_TEST

START_TEST(unknownCodePageIsAWarning)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path = write_table((const char *const[]){"a", "1", "1", "18710101", "T"});
    write_companion(path, ".cpg", "KLINGON-1", -1);
    source_free(load(path, report));
    ck_assert(has_finding(report, "table.cpg: warning: no encoding is called \"KLINGON-1\""));
    /* A table's texts are padded with single blanks. */
    write_companion(path, ".cpg", "UTF-16", -1);
    source_free(load(path, report));
    ck_assert(has_finding(report, "table.cpg: warning: no encoding is called \"UTF-16\""));
}
END_TEST

START_TEST(bytesThatDoNotFitTheEncoding)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path = write_table((const char *const[]){"H\xF4tel", "1", "1", "18710101", "T"});
    write_companion(path, ".cpg", "UTF-8", -1);
    g_autoptr(Source) source = load(path, report);
    ck_assert_str_eq(source->features[0].attributes[0].value.string, "H\uFFFDtel");
    ck_assert(has_finding(report, "record 1: name: expected UTF-8"));
}
END_TEST

/* ---- Projection ---- */

START_TEST(projectionIsKeptAsText)
{
    g_autofree char *path = write_set(folder, "p", SHPT_POINT, &(Part)PART(1, 1), 1);
    write_companion(path, ".prj", "PROJCS[\"whatever\"]\n", -1);
    g_autoptr(Source) source = load(path, NULL);
    ck_assert_str_eq(source->crs, "PROJCS[\"whatever\"]");
    ck_assert(!source->crs_assumed);
}
END_TEST

START_TEST(missingProjectionIsAssumedWithWarning)
{
    g_autoptr(Report) report = report_new();
    g_autofree char *path = write_set(folder, "p", SHPT_POINT, &(Part)PART(1, 1), 1);
    g_autoptr(Source) source = load(path, report);
    ck_assert_str_eq(source->crs, "EPSG:4326");
    ck_assert(source->crs_assumed);
    ck_assert(has_finding(report, "p.prj: warning: missing or empty"));
}
END_TEST

START_TEST(upperCaseSuffixes)
{
    g_autofree char *path = write_set(folder, "low", SHPT_POINT, &(Part)PART(1, 1), 1);
    g_autofree char *upper = g_build_filename(folder, "UP.SHP", NULL);
    static const char *const suffixes[][2] = {{".shp", ".SHP"}, {".shx", ".SHX"}, {".dbf", ".DBF"}};
    for (size_t i = 0; i < 3; i++) {
        size_t length = 0;
        g_autofree char *bytes = read_companion_bytes(path, suffixes[i][0], &length);
        write_companion(upper, suffixes[i][1], bytes, (gssize)length);
    }
    g_autoptr(Source) source = load(upper, NULL);
    ck_assert_uint_eq(source->field_count, 1);
}
END_TEST

Suite *shapefile_suite(void);
Suite *shapefile_suite(void)
{
    Suite *suite = suite_create("source/shapefile");
    TCase *geometry = tcase_create("geometry");
    tcase_add_checked_fixture(geometry, set_up, tear_down);
    tcase_add_loop_test(geometry, everyTypeWithZAndM, 0, G_N_ELEMENTS(forms));
    tcase_add_loop_test(geometry, typeIsNamed, 0, G_N_ELEMENTS(forms));
    tcase_add_test(geometry, holeAfterOrBeforeItsExterior);
    tcase_add_test(geometry, holeOfWrongOrientation);
    tcase_add_test(geometry, holeThatTouchesItsExterior);
    tcase_add_test(geometry, islandInHoleIsAPolygonOfItsOwn);
    tcase_add_test(geometry, openRingIsClosed);
    tcase_add_test(geometry, nullShapes);
    tcase_add_test(geometry, noFeatures);
    suite_add_tcase(suite, geometry);
    TCase *attributes = tcase_create("attributes");
    tcase_add_checked_fixture(attributes, set_up, tear_down);
    tcase_add_test(attributes, textNumberDateLogical);
    tcase_add_test(attributes, emptyStarsAndZeroDateAreNull);
    tcase_add_test(attributes, fieldsAreDescribed);
    tcase_add_test(attributes, wrongValuesAreNullWithWarning);
    tcase_add_test(attributes, daysThatNoCalendarHas);
    tcase_add_test(attributes, digitsThatANumberCannotHoldAreTold);
    tcase_add_test(attributes, deletedRowsAreLeftOutWithWarning);
    tcase_add_loop_test(attributes, codePageFile, 0, G_N_ELEMENTS(encodings));
    tcase_add_test(attributes, languageDriverWithoutCodePage);
    tcase_add_test(attributes, codePageWinsOverLanguageDriver);
    tcase_add_test(attributes, defaultEncodingIsTold);
    tcase_add_test(attributes, unknownCodePageIsAWarning);
    tcase_add_test(attributes, bytesThatDoNotFitTheEncoding);
    tcase_add_test(attributes, projectionIsKeptAsText);
    tcase_add_test(attributes, missingProjectionIsAssumedWithWarning);
    tcase_add_test(attributes, upperCaseSuffixes);
    suite_add_tcase(suite, attributes);
    return suite;
}
