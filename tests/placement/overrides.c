#include "placement/overrides.h"

#include "symbols.h"

#include <string.h>

static char *write_file(const char *folder, const char *text)
{
    char *path = g_build_filename(folder, "labels.json", NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static Overrides *load(const char *text, GError **error)
{
    g_autofree char *folder = make_folder();
    g_autofree char *path = write_file(folder, text);
    Overrides *overrides = overrides_load(path, error);
    remove_folder(folder);
    return overrides;
}

START_TEST(lastOverrideThatFitsTheScaleCounts)
{
    g_autoptr(Overrides) overrides =
        load("{\"overrides\": [{\"layer\": \"a\", \"feature\": \"1\", \"hide\": true},"
             "{\"layer\": \"a\", \"feature\": \"1\", \"scale\": 25000, \"anchor\": \"top-left\"}]}",
             NULL);
    ck_assert_ptr_nonnull(overrides);
    ck_assert_uint_eq(overrides_lookup(overrides, "a", "1", 25100), 1);
    ck_assert_uint_eq(overrides_lookup(overrides, "a", "1", 26000), 0);
    ck_assert_uint_eq(overrides_lookup(overrides, "b", "1", 25000), SIZE_MAX);
    ck_assert_int_eq(overrides_item(overrides, 1)->anchor, ANCHOR_TOP_LEFT);
}
END_TEST

START_TEST(mistakesAreNamedWithTheirPlace)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"{\"overrides\": 5}", "expected an object with a list \"overrides\""},
        {"{\"overrides\": [7]}", "overrides[0]: expected an object"},
        {"{\"overrides\": [{\"layer\": \"a\"}]}", "overrides[0]: expected \"layer\" and \"feature\""},
        {"{\"overrides\": [{\"layer\": \"a\", \"feature\": \"b\", \"move\": 1}]}", "unknown member \"move\""},
        {"{\"overrides\": [{\"layer\": \"a\", \"feature\": \"b\", \"offset\": [1]}]}",
         "overrides[0].offset: expected [x, y] in millimetres"},
        {"{\"overrides\": [{\"layer\": \"a\", \"feature\": \"b\", \"anchor\": \"middle\"}]}",
         "overrides[0].anchor: expected an anchor"},
        {"{\"overrides\": [{\"layer\": \"a\", \"feature\": \"b\", \"along\": 1.5}]}", "a number from 0 to 1"},
        {"{\"overrides\": [", "labels.json:1: "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        ck_assert_ptr_null(load(cases[i].text, &error));
        ck_assert_msg(strstr(error->message, cases[i].words) != NULL, "%s", error->message);
        g_clear_error(&error);
    }
}
END_TEST

/* A sheet with one name, solved with overrides; the layer is "names". */
static Placement *solve_with(const char *text, Report *report)
{
    static const char *const ids[] = {"names"};
    g_autoptr(Sheet) sheet = sheet_new();
    symbol_set_anchors(sheet_add_point(sheet, "place du Château-d'Eau", 200, 150), 4);
    g_autoptr(Overrides) overrides = load(text, NULL);
    ck_assert_ptr_nonnull(overrides);
    PlacementOptions options = placement_options(400, 300);
    options.overrides = overrides;
    options.report = report;
    options.layer_ids = ids;
    options.layer_count = 1;
    options.scale = 25000;
    return sheet_solve(sheet, &options);
}

/* A sheet with one name that may hang on a leader, solved with overrides. */
static Placement *solve_leader(const char *name, const char *text)
{
    static const char *const ids[] = {"names"};
    g_autoptr(Sheet) sheet = sheet_new();
    SceneSymbol *symbol = sheet_add_point(sheet, name, 200, 150);
    symbol->leader = true;
    g_autoptr(Overrides) overrides = load(text, NULL);
    PlacementOptions options = placement_options(400, 300);
    options.overrides = overrides;
    options.layer_ids = ids;
    options.layer_count = 1;
    return sheet_solve(sheet, &options);
}

static const PlacedSymbol *only(const Placement *placement)
{
    size_t count;
    const PlacedSymbol *placed = placement_symbols(placement, &count);
    ck_assert_uint_eq(count, 1);
    return placed;
}

START_TEST(labelIsMovedByMillimetres)
{
    g_autoptr(Placement) placement = solve_with(
        "{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"offset\": [25.4, -12.7]}]}", NULL);
    const PlacedSymbol *placed = only(placement);
    ck_assert_int_eq(placed->fate, FATE_PLACED);
    Box all = box_empty();
    for (size_t i = 0; i < placed->box_count; i++)
        all = box_union(all, turned_box_bounds(&placed->boxes[i]));
    ck_assert_double_eq_tol((all.x_min + all.x_max) / 2, 296, 1);
    ck_assert_double_eq_tol((all.y_min + all.y_max) / 2, 102, 2);
}
END_TEST

static bool has_leader(const char *text)
{
    g_autoptr(Placement) placement = solve_leader("place du Trône", text);
    ck_assert_int_eq(only(placement)->fate, FATE_PLACED);
    return only(placement)->has_leader;
}

START_TEST(labelMovedFarIsJoinedByALine)
{
    ck_assert(
        has_leader("{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"offset\": [0, 20]}]}"));
    ck_assert(
        !has_leader("{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"offset\": [0, 5]}]}"));
}
END_TEST

START_TEST(leaderEndsAtTheNearestLine)
{
    g_autoptr(Placement) placement =
        solve_leader("barrière du\nTrône",
                     "{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"offset\": [0, -20]}]}");
    const PlacedSymbol *placed = only(placement);
    ck_assert(placed->has_leader);
    ck_assert_uint_eq(placed->text_box_count, 2);
    const Box upper = turned_box_bounds(&placed->boxes[0]), lower = turned_box_bounds(&placed->boxes[1]);
    ck_assert_double_lt(upper.y_max, lower.y_max);
    ck_assert_double_gt(placed->leader[1].y, (lower.y_min + lower.y_max) / 2);
}
END_TEST

START_TEST(labelIsPinnedToAnAnchor)
{
    g_autoptr(Placement) placement = solve_with(
        "{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"anchor\": \"top-right\"}]}", NULL);
    const TurnedBox *box = &only(placement)->boxes[0];
    ck_assert(box->center.x < 200 && box->center.y > 150);
}
END_TEST

START_TEST(labelIsHidden)
{
    g_autoptr(Placement) placement =
        solve_with("{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"hide\": true}]}", NULL);
    ck_assert_int_eq(only(placement)->fate, FATE_HIDDEN);
}
END_TEST

START_TEST(labelIsBrokenByHand)
{
    g_autoptr(Report) report = report_new();
    g_autoptr(Placement) placement = solve_with("{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\","
                                                " \"text\": \"place du Château-\\nd'Eau\"}]}",
                                                report);
    ck_assert_uint_eq(only(placement)->piece_count, 2);
    ck_assert_str_eq(only(placement)->pieces[1].run.text, "d'Eau");
    ck_assert_uint_eq(report_count(report), 0);
}
END_TEST

START_TEST(staleOverridesAreReported)
{
    g_autoptr(Report) report = report_new();
    g_autoptr(Placement) placement =
        solve_with("{\"overrides\": [{\"layer\": \"names\", \"feature\": \"gone\", \"hide\": true},"
                   "{\"layer\": \"names\", \"feature\": \"gone\", \"scale\": 5000, \"hide\": true},"
                   "{\"layer\": \"names\", \"feature\": \"#0\", \"text\": \"another\\nname\"}]}",
                   report);
    ck_assert_int_eq(only(placement)->fate, FATE_PLACED);
    ck_assert_uint_eq(report_count(report), 2);
    ck_assert_str_eq(report_finding(report, 0)->path, "overrides[0]");
    ck_assert_ptr_nonnull(strstr(report_finding(report, 1)->message, "with that text"));
}
END_TEST

START_TEST(labelIsSetAlongItsLine)
{
    static const char *const ids[] = {"names"};
    g_autoptr(Sheet) sheet = sheet_new();
    const Point line[] = {{20, 100}, {380, 100}};
    sheet_add_line(sheet, "Seine", line, 2)->placement = PLACE_LINE_CENTER;
    g_autoptr(Overrides) overrides =
        load("{\"overrides\": [{\"layer\": \"names\", \"feature\": \"#0\", \"along\": 0.25}]}", NULL);
    PlacementOptions options = placement_options(400, 300);
    options.overrides = overrides;
    options.layer_ids = ids;
    options.layer_count = 1;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_double_eq_tol(only(placement)->boxes[0].center.x, 110, 2);
}
END_TEST

/* ---- Dump ---- */

START_TEST(dumpTellsFatePlaceAndWinner)
{
    static const char *const ids[] = {"lower", "upper"}, *const instants[] = {"", "1871-05-22", "1871-05-23"};
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "La \"Roquette\"", 200, 150)->layer = 1;
    sheet_set_life(sheet, 1, 3);
    sheet_add_point(sheet, "Charonne", 200, 150);
    sheet_set_life(sheet, 1, 2);
    PlacementOptions options = placement_options(400, 300);
    options.layer_ids = ids;
    options.layer_count = 2;
    options.instants = instants;
    options.instant_count = 3;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    placement_dump(placement, out);
    fclose(out);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    ck_assert_str_eq(lines[0], "placement frame 400.00 x 300.00");
    ck_assert_str_eq(lines[1], "collision lower #1 \"Charonne\" key 0000000000000002.0 at 200.00,150.00 life "
                               "1871-05-22/1871-05-23 winner upper #0 \"La \\\"Roquette\\\"\"");
    ck_assert(g_str_has_prefix(lines[2], "placed upper #0 \"La \\\"Roquette\\\"\" key 0000000000000001.0 at "
                                         "200.00,150.00 life 1871-05-22/.. text box "));
    free(text);
}
END_TEST

Suite *overrides_suite(void);
Suite *overrides_suite(void)
{
    Suite *suite = suite_create("placement/overrides");
    TCase *cases = tcase_create("overrides");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, lastOverrideThatFitsTheScaleCounts);
    tcase_add_test(cases, mistakesAreNamedWithTheirPlace);
    tcase_add_test(cases, labelIsMovedByMillimetres);
    tcase_add_test(cases, labelMovedFarIsJoinedByALine);
    tcase_add_test(cases, leaderEndsAtTheNearestLine);
    tcase_add_test(cases, labelIsPinnedToAnAnchor);
    tcase_add_test(cases, labelIsHidden);
    tcase_add_test(cases, labelIsBrokenByHand);
    tcase_add_test(cases, staleOverridesAreReported);
    tcase_add_test(cases, labelIsSetAlongItsLine);
    tcase_add_test(cases, dumpTellsFatePlaceAndWinner);
    suite_add_tcase(suite, cases);
    return suite;
}
