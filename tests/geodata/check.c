#include "geodata/check.h"
#include "geodata/campaign.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static void set_up(void)
{
    folder = copy_campaign();
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
}

static Report *check(void)
{
    Report *report = report_new();
    g_autoptr(GError) error = NULL;
    ck_assert_msg(geodata_check(folder, report, &error), "%s", error ? error->message : "");
    report_sort(report);
    return report;
}

/* All findings, one a line, without the folder. */
static char *findings_text(const Report *report)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *line = finding_to_text(report_finding(report, i));
        g_string_append_printf(text, "%s\n", line);
    }
    g_autofree char *prefix = g_strconcat(folder, "/", NULL);
    g_string_replace(text, prefix, "", 0);
    return g_string_free(text, FALSE);
}

START_TEST(nothingIsFoundInTheCampaign)
{
    g_autoptr(Report) report = check();
    g_autofree char *text = findings_text(report);
    ck_assert_str_eq(text, "");
}
END_TEST

/* One mistake for each rule, and what is said of it. */
static const struct {
    const char *file, *old, *new, *finding;
} mistakes[] = {
    /* Tables */
    {"sources/keys.csv", "key,kind", "kind,key",
     "sources/keys.csv:1: error: expected the columns key,kind,reference"},
    {"sources/keys.csv", ",A diary", ",A diary,twice",
     "sources/keys.csv:3: error: expected 3 cells, found 4"},
    {"sources/keys.csv", "A diary", "A \"diary", "sources/keys.csv:3: error: expected quotes"},
    {"sources/keys.csv", "A diary",
     "A d\xEF"
     "ary",
     "sources/keys.csv:3: error: expected UTF-8"},
    {"sources/barricades.csv", "bar-2,", "bar-1,",
     "sources/barricades.csv:3: error: id: \"bar-1\" stands at"},
    {"sources/barricades.csv", "Barricade du Marché", "",
     "sources/barricades.csv:2: error: name_fr: expected a value"},
    {"sources/barricades.csv", ",exact,", ",certain,",
     "barricades.csv:2: error: certainty: expected one of the texts"},
    {"sources/barricades.csv", ",1,day", ",one,day",
     "barricades.csv:2: error: quartier: expected a whole number"},
    {"sources/barricades.csv", "yes,2.31495", "maybe,2.31495",
     "barricades.csv:2: error: closed: expected yes or no"},
    {"sources/barricades.csv", "rue du Marché,1", "\" rue du Marché\",1",
     "street: expected no blanks around"},
    {"sources/votes.csv", "12.5", "112.5", "votes.csv:2: error: percent: expected a number from 0 to 100"},
    /* Geometry */
    {"sources/barricades.csv", "2.31495,48.816", "2.31495,",
     "barricades.csv:2: error: lon: expected a longitude"},
    {"sources/barricades.csv", "2.31495,48.816", "2.31495,98.816",
     "barricades.csv:2: error: expected longitude -180"},
    {"sources/streets/north.csv", "48.812, 2.315 48.82", "48.812, 2.315",
     "north.csv:2: error: wkt: expected WKT"},
    {"sources/streets/north.csv", "LINESTRING (2.315 48.812, 2.315 48.82)", "POINT (2.315 48.812)",
     "north.csv:2: error: wkt: expected a line, found a point"},
    {"sources/forts.csv", "2.341 48.801, 2.34 48.801", "2.34 48.801, 2.341 48.801",
     "forts.csv:2: error: wkt: not a valid shape: Self-intersection"},
    /* Topology */
    {"sources/limits.csv", "2.315 48.812, 2.33 48.812)", "2.315 48.812, 2.32 48.812)",
     "limits.csv:14: error: wkt: ends in nothing near 2.31750 48.81200"},
    {"sources/cells.csv", "w2,Rivière,,0,water,c2,ALM,exact,,2.322,48.811\n", "",
     "limits.csv: error: gap: no row has its point in the face at 2.32250"},
    {"sources/cells.csv", "2.307,48.816", "2.29,48.816", "cells.csv:2: error: its point lies in no face"},
    {"sources/cells.csv", "2.322,48.811", "2.323,48.813", "cells.csv:7: error: lies in the same face as"},
    {"sources/quartiers.csv", "2.322,48.816", "2.307,48.816",
     "quartiers.csv:3: error: lon: its point lies outside"},
    {"sources/quartiers.csv", ",2,1,2.322", ",4,1,2.322",
     "quartiers.csv:3: error: number: no row of cells has quartier \"4\""},
    /* Dates */
    {"sources/barricades.csv", "1901-04-01~", "spring",
     "barricades.csv:2: error: start: expected an EDTF date"},
    {"sources/barricades.csv", "1901-05-22,DIA", "1901-03-22,DIA",
     "barricades.csv:2: error: end: ends (1901-03-22) before it starts"},
    {"sources/control.csv", "c1,town,1901-03-01", "c1,town,1901-03-05",
     "control.csv:2: error: start: gap: \"c1\" is held by nobody from 1901-03-01"},
    {"sources/control.csv", "h-2-b,c2,crown,1901-05-22T12:00/1901-05-22T18:00", "h-2-b,c2,crown,1901-03-01",
     "control.csv:5: error: start: overlap"},
    {"sources/control.csv", "h-3-2-a,c3-2,town,1901-03-01,ALM,exact,,\n", "",
     "cells.csv:5: error: id: no row of control has cell \"c3-2\""},
    /* References */
    {"sources/barricades.csv", "DIA p. 12; ALM", "DIA p. 12; XYZ 3",
     "barricades.csv:2: error: source: no source has the key \"XYZ\""},
    {"sources/barricades.csv", "DIA p. 12; ALM", "SAY",
     "barricades.csv:2: error: certainty: is \"exact\", but no text stands behind its sources"},
    {"sources/barricades.csv", "DIA p. 12; ALM,exact", "SAY,approximate",
     "barricades.csv:2: error: note: expected a note"},
    {"sources/control.csv", "h-1-b,c1,", "h-1-b,c9,", "control.csv:3: error: cell: no cells has id \"c9\""},
    {"sources/barricades.csv", "rue du Marché,1", "rue du Four,1",
     "barricades.csv:2: error: street: no streets has name_fr \"rue du Four\""},
    {"sources/barricades.csv", "2.31495,48.816", "2.31395,48.816",
     "barricades.csv:2: error: street: lies 77 m from streets \"rue du Marché\" (at most 20 m)"},
    {"sources/barricades.csv", "2.305,48.80402", "2.305,48.80412",
     "barricades.csv:3: error: street: lies 13 m from streets \"rue de l'Abbaye\" (at most 5 m)"},
    {"sources/barricades.csv", "rue du Marché,1", "Fort de la Butte,1",
     "barricades.csv:2: error: street: lies 24"},
    {"sources/barricades.csv", "rue du Marché,1,", "rue du Marché,3,",
     "barricades.csv:2: error: quartier: lies 891 m from quartiers \"3\""},
    {"sources/quartiers.csv", ",3,2,2.32", ",3,1,2.32",
     "districts.csv:3: error: number: no row of quartiers has district \"2\""},
    /* The rest */
    {"sources/barricades.csv", "Market Barricade", "",
     "barricades.csv:2: error: name_en: expected an English name"},
    {"sources/barricades.csv", "bar-1,", "st-marche,", "st-marche\" stands at"},
    {"sources/streets/north.csv", "st-marche,",
     "st-abbaye-2,rue de l’Abbaye,,,,ALM,exact,,,2,rue Neuve,\"MULTILINESTRING ((2.302 48.804, 2.308 "
     "48.804), (2.309 48.804, 2.312 48.804))\"\nst-marche,",
     "streets/south.csv:2: error: the same feature stands at"},
    {"datapackage.json", "\"sources/streets/south.csv\"", "\"sources/streets/north.csv\"",
     "sources/streets/south.csv: error: no resource of the package lists this file"},
    {"sources/barricades.csv", "\"Two accounts, two hours.\"",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaa",
     "barricades.csv:3: error: note: 260 bytes do not fit (254)"},
    /* The declaration */
    {"datapackage.json", "\"kind\": \"polygonize\"", "\"kind\": \"magic\"",
     "datapackage.json: error: cells: expected a kind of build"},
    {"datapackage.json", "\"of\": \"cells\", \"by\": \"quartier\"",
     "\"of\": \"quartiers\", \"by\": \"quartier\"", "datapackage.json: error: quartiers: rests on itself"},
    {"datapackage.json", "\"output\": \"streets\"", "\"output\": \"barricades\"",
     "datapackage.json: error: barricades: dataset \"barricades\" would hold shapes of two kinds"},
    {"datapackage.json", "\"output\": \"streets\"", "\"output\": \"../streets\"",
     "datapackage.json: error: streets: expected letters"},
};

START_TEST(mistakeIsFound)
{
    replace_in(folder, mistakes[_i].file, mistakes[_i].old, mistakes[_i].new);
    g_autoptr(Report) report = check();
    g_autofree char *text = findings_text(report);
    ck_assert_msg(strstr(text, mistakes[_i].finding) != NULL, "\"%s\" not in:\n%s", mistakes[_i].finding,
                  text);
    ck_assert_uint_gt(report_error_count(report), 0);
}
END_TEST

START_TEST(keyHoldsOnlyWhereItSays)
{
    /* Thirteen metres are too many where the hour is known, but here it is the day. */
    replace_in(folder, "sources/barricades.csv", "2.31495,48.816", "2.31482,48.816");
    g_autoptr(Report) report = check();
    ck_assert_uint_eq(report_count(report), 0);
}
END_TEST

static const struct {
    const char *old, *new, *message;
} refused[] = {
    {"{\n  \"profile\"", "{,\n  \"profile\"", "datapackage.json:1: "},
    {"\"type\": \"integer\"", "\"type\": \"geopoint\"", "schema.fields[3]: expected a type"},
    {", \"semaine:name\": \"precision\"", "", "resources[10].schema.fields[11]: expected \"semaine:name\""},
    {"\"sources/keys.csv\"", "\"../keys.csv\"", "resources[0]: expected \"path\": files within the package"},
    {"{\"resource\": \"cells\", \"fields\": \"id\"}", "{\"resource\": \"rooms\", \"fields\": \"id\"}",
     "resources[3].schema.foreignKeys[0]: expected columns and a resource that exist"},
};

START_TEST(packageThatIsNoneIsRefused)
{
    replace_in(folder, "datapackage.json", refused[_i].old, refused[_i].new);
    g_autoptr(Report) report = report_new();
    g_autoptr(GError) error = NULL;
    ck_assert(!geodata_check(folder, report, &error));
    ck_assert_msg(strstr(error->message, refused[_i].message) != NULL, "\"%s\" not in \"%s\"",
                  refused[_i].message, error->message);
}
END_TEST

Suite *check_suite(void);
Suite *check_suite(void)
{
    Suite *suite = suite_create("geodata/check");
    TCase *cases = tcase_create("check");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, nothingIsFoundInTheCampaign);
    tcase_add_test(cases, keyHoldsOnlyWhereItSays);
    tcase_add_loop_test(cases, mistakeIsFound, 0, G_N_ELEMENTS(mistakes));
    tcase_add_loop_test(cases, packageThatIsNoneIsRefused, 0, G_N_ELEMENTS(refused));
    suite_add_tcase(suite, cases);
    return suite;
}
