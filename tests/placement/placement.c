#include "symbols.h"

#include <math.h>
#include <string.h>

static const double width = 400, height = 300;

static const PlacedSymbol *first_of(const Placement *placement, uint64_t key)
{
    size_t count;
    const PlacedSymbol *found = placement_lookup(placement, key, &count);
    ck_assert_uint_ge(count, 1);
    return found;
}

START_TEST(ofTwoTextsOnOnePlaceTheFirstIsShown)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "Montmartre", 100, 100);
    sheet_add_point(sheet, "La Chapelle", 105, 102);
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(placement, 1)->fate, FATE_PLACED);
    const PlacedSymbol *lost = first_of(placement, 2);
    ck_assert_int_eq(lost->fate, FATE_COLLISION);
    size_t count;
    ck_assert_str_eq(placement_symbols(placement, &count)[lost->winner].text, "Montmartre");
}
END_TEST

START_TEST(upperLayerGoesFirst)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "lower", 100, 100)->layer = 1;
    sheet_add_point(sheet, "upper", 105, 102)->layer = 2;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(placement, 1)->fate, FATE_COLLISION);
    ck_assert_int_eq(first_of(placement, 2)->fate, FATE_PLACED);
}
END_TEST

START_TEST(lowerSortKeyGoesFirst)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "second", 100, 100)->sort_key = 5;
    sheet_add_point(sheet, "first", 105, 102)->sort_key = 1;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(placement, 1)->fate, FATE_COLLISION);
    ck_assert_int_eq(first_of(placement, 2)->fate, FATE_PLACED);
}
END_TEST

START_TEST(textsThatNeverMeetInTimeShareAPlace)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "21 mai", 100, 100);
    sheet_set_life(sheet, 0, 1);
    sheet_add_point(sheet, "22 mai", 100, 100);
    sheet_set_life(sheet, 1, 2);
    PlacementOptions options = placement_options(width, height);
    options.instant_count = 2;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_uint_eq(placed_count(placement), 2);
    check_no_overlap(placement, width, height);
}
END_TEST

START_TEST(variableAnchorFindsFreeSide)
{
    g_autoptr(Sheet) sheet = sheet_new();
    for (size_t i = 0; i < 2; i++)
        symbol_set_anchors(sheet_add_point(sheet, "Batignolles", 100, 100), 4);
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_uint_eq(placed_count(placement), 2);
    check_no_overlap(placement, width, height);
}
END_TEST

START_TEST(textThatWouldLeaveTheFrameIsNotShown)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "Fort de Vincennes", width - 10, 100);
    PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(placement, 1)->fate, FATE_OUTSIDE);
    options.cut_at_frame = true;
    g_autoptr(Placement) cut = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(cut, 1)->fate, FATE_PLACED);
}
END_TEST

START_TEST(optionalTextIsLeftWhereTheIconFits)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "Hôtel de Ville", 100, 100);
    SceneSymbol *symbol = sheet_add_point(sheet, "Caserne", 100, 112);
    sheet_give_icon(sheet, 6);
    symbol->text.anchors[0] = ANCHOR_BOTTOM;
    symbol->text.optional = true;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    const PlacedSymbol *placed = first_of(placement, 2);
    ck_assert_int_eq(placed->fate, FATE_PLACED);
    ck_assert(placed->has_icon);
    ck_assert(!placed->has_text);
}
END_TEST

START_TEST(textGivesWayToIconThatAlwaysShows)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_icon(sheet, 20, 100, 100)->icon.overlap = OVERLAP_ALWAYS;
    SceneSymbol *symbol = sheet_add_point(sheet, "text", 100, 100);
    symbol->layer = 3;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(placement, 1)->fate, FATE_PLACED);
    ck_assert_int_eq(first_of(placement, 2)->fate, FATE_COLLISION);
}
END_TEST

START_TEST(ignoredSymbolsKeepNobodyOut)
{
    g_autoptr(Sheet) sheet = sheet_new();
    SceneSymbol *symbol = sheet_add_point(sheet, "XVIII", 100, 100);
    symbol->layer = 3;
    symbol->text.ignore_placement = true;
    sheet_add_point(sheet, "Clignancourt", 100, 100);
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_uint_eq(placed_count(placement), 2);
}
END_TEST

START_TEST(iconMatrixPutsTheAnchorOnThePoint)
{
    g_autoptr(Sheet) sheet = sheet_new();
    SceneSymbol *symbol = sheet_add_icon(sheet, 20, 100, 100);
    symbol->icon.size = 2;
    symbol->icon.rotate = 90;
    symbol->icon.offset[0] = 5;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    const double *m = first_of(placement, 1)->icon_matrix;
    /* The icon's middle is ten pixels to the right of the point, turned a quarter clockwise: below it. */
    ck_assert_double_eq_tol(m[0] * 10 + m[2] * 10 + m[4], 100, 1e-9);
    ck_assert_double_eq_tol(m[1] * 10 + m[3] * 10 + m[5], 110, 1e-9);
}
END_TEST

START_TEST(iconIsFittedToItsText)
{
    g_autoptr(Sheet) sheet = sheet_new();
    SceneSymbol *symbol = sheet_add_point(sheet, "23 mai", 100, 100);
    sheet_give_icon(sheet, 10);
    symbol->icon.text_fit = FIT_BOTH;
    for (size_t i = 0; i < 4; i++)
        symbol->icon.text_fit_padding[i] = 3;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    const PlacedSymbol *placed = first_of(placement, 1);
    ck_assert_double_eq_tol(placed->icon_box.x_max - placed->icon_box.x_min, placed->pieces[0].run.width + 6,
                            0.01);
    ck_assert_double_eq_tol(placed->icon_box.y_max - placed->icon_box.y_min, 12 + 6, 1e-9);
}
END_TEST

START_TEST(stepsFollowSortKeysAndColoursOfTheFrame)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "b", 100, 100)->sort_key = 2;
    sheet_add_point(sheet, "a", 200, 100)->sort_key = 1;
    const PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    size_t count;
    const PlacementSymbol *symbols = sheet_symbols(sheet, &count);
    SceneSymbol frame[2] = {*symbols[0].symbol, *symbols[1].symbol};
    TextSection section = frame[0].text.sections[0];
    section.color = (Color){1, 0, 0, 1};
    frame[0].text.sections = &section;
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(SymbolStep));
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(PlacedPiece));
    placement_steps(placement, frame, 2, 0, steps);
    ck_assert_uint_eq(steps->len, 2);
    ck_assert_str_eq(g_array_index(steps, SymbolStep, 0).placed->text, "a");
    placement_pieces(&g_array_index(steps, SymbolStep, 1), pieces);
    ck_assert_uint_eq(pieces->len, 1);
    ck_assert_str_eq(g_array_index(pieces, PlacedPiece, 0).run.text, "b");
    ck_assert_double_eq(g_array_index(pieces, PlacedPiece, 0).run.color.r, 1);
    g_array_unref(steps);
    g_array_unref(pieces);
}
END_TEST

/* A sheet of texts with anchors, icons and lives, all from one seed. */
static Sheet *random_sheet(uint64_t seed, size_t count)
{
    static const char *names[] = {"Belleville",    "Passy",       "rue de Rivoli",
                                  "Château-d'Eau", "La Roquette", "Ivry"};
    Sheet *sheet = sheet_new();
    for (size_t i = 0; i < count; i++) {
        const char *name = names[(size_t)(random_number(&seed) * 6)];
        SceneSymbol *symbol =
            sheet_add_point(sheet, name, random_number(&seed) * width, random_number(&seed) * height);
        symbol_set_anchors(symbol, 1 + (size_t)(random_number(&seed) * 8));
        symbol->layer = (size_t)(random_number(&seed) * 3);
        symbol->text.rotate = random_number(&seed) < 0.2 ? random_number(&seed) * 360 : 0;
        if (random_number(&seed) < 0.5)
            sheet_give_icon(sheet, 4 + random_number(&seed) * 8);
        symbol->text.optional = random_number(&seed) < 0.5;
        const size_t start = (size_t)(random_number(&seed) * 8);
        if (random_number(&seed) < 0.7)
            sheet_set_life(sheet, start, start + 1 + (size_t)(random_number(&seed) * 4));
    }
    return sheet;
}

static char *placement_text(const Placement *placement)
{
    GString *text = g_string_new(NULL);
    size_t count;
    const PlacedSymbol *symbols = placement_symbols(placement, &count);
    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(text, "%lu %d %d %d", (unsigned long)symbols[i].key, symbols[i].fate,
                               symbols[i].has_icon, symbols[i].has_text);
        for (size_t j = 0; j < symbols[i].box_count; j++)
            g_string_append_printf(text, " %a %a", symbols[i].boxes[j].center.x,
                                   symbols[i].boxes[j].center.y);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

START_TEST(randomSheetsNeverOverlapAndRepeat)
{
    g_autoptr(Sheet) sheet = random_sheet((uint64_t)_i, 150);
    PlacementOptions options = placement_options(width, height);
    options.instant_count = 12;
    g_autoptr(Placement) first = sheet_solve(sheet, &options);
    g_autoptr(Placement) second = sheet_solve(sheet, &options);
    check_no_overlap(first, width, height);
    g_autofree char *first_text = placement_text(first), *second_text = placement_text(second);
    ck_assert_str_eq(first_text, second_text);
    ck_assert_uint_gt(placed_count(first), 20);
}
END_TEST

/* Numbers that broken data and expressions yield. */
static double wild_number(uint64_t *seed)
{
    static const double wild[] = {NAN, INFINITY, -INFINITY, 0, -1, 1e300, -1e300, 1e-300, 1e9, 7};
    return wild[(size_t)(random_number(seed) * 10)];
}

static void make_wild(SceneSymbol *symbol, uint64_t *seed)
{
    double *const fields[] = {&symbol->sort_key,
                              &symbol->spacing,
                              &symbol->text.size,
                              &symbol->text.max_width,
                              &symbol->text.line_height,
                              &symbol->text.letter_spacing,
                              &symbol->text.offsets[0][0],
                              &symbol->text.offsets[0][1],
                              &symbol->text.radial_offset,
                              &symbol->text.rotate,
                              &symbol->text.padding,
                              &symbol->text.max_angle,
                              &symbol->text.translate[0],
                              &symbol->icon.size,
                              &symbol->icon.rotate,
                              &symbol->icon.offset[0],
                              &symbol->icon.padding[1],
                              &symbol->icon.translate[1],
                              &symbol->icon.text_fit_padding[2]};
    for (size_t i = 0; i < 4; i++)
        *fields[(size_t)(random_number(seed) * G_N_ELEMENTS(fields))] = wild_number(seed);
    symbol->placement = (SymbolPlacement)(random_number(seed) * 3);
    symbol->icon.text_fit = (IconTextFit)(random_number(seed) * 4);
    symbol->leader = random_number(seed) < 0.3;
    symbol->numbered = random_number(seed) < 0.3;
    symbol->required = random_number(seed) < 0.3;
}

START_TEST(wildNumbersAreHarmless)
{
    uint64_t seed = (uint64_t)_i + 500;
    g_autoptr(Sheet) sheet = sheet_new();
    for (size_t i = 0; i < 24; i++) {
        Point points[6];
        for (size_t k = 0; k < 5; k++)
            points[k] = random_number(&seed) < 0.1
                            ? (Point){wild_number(&seed), wild_number(&seed)}
                            : (Point){random_number(&seed) * width, random_number(&seed) * height};
        points[5] = points[0];
        SceneSymbol *symbol = i % 3 == 0   ? sheet_add_point(sheet, "Issy", points[0].x, points[0].y)
                              : i % 3 == 1 ? sheet_add_line(sheet, "Vanves", points, 5)
                                           : sheet_add_polygon(sheet, "Montrouge", points, 6);
        if (i % 2)
            sheet_give_icon(sheet, i % 4 == 1 ? wild_number(&seed) : 8);
        make_wild(symbol, &seed);
    }
    PlacementOptions options = placement_options(width, height);
    options.effort = 0.05;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    size_t count;
    const PlacedSymbol *placed = placement_symbols(placement, &count);
    ck_assert_uint_ge(count, 24);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < placed[i].text_box_count; k++)
            ck_assert(isfinite(placed[i].boxes[k].center.x) && isfinite(placed[i].boxes[k].half_width));
}
END_TEST

Suite *placement_suite(void);
Suite *placement_suite(void)
{
    Suite *suite = suite_create("placement/placement");
    TCase *tests = tcase_create("placement");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, ofTwoTextsOnOnePlaceTheFirstIsShown);
    tcase_add_test(tests, upperLayerGoesFirst);
    tcase_add_test(tests, lowerSortKeyGoesFirst);
    tcase_add_test(tests, textsThatNeverMeetInTimeShareAPlace);
    tcase_add_test(tests, variableAnchorFindsFreeSide);
    tcase_add_test(tests, textThatWouldLeaveTheFrameIsNotShown);
    tcase_add_test(tests, optionalTextIsLeftWhereTheIconFits);
    tcase_add_test(tests, textGivesWayToIconThatAlwaysShows);
    tcase_add_test(tests, ignoredSymbolsKeepNobodyOut);
    tcase_add_test(tests, iconMatrixPutsTheAnchorOnThePoint);
    tcase_add_test(tests, iconIsFittedToItsText);
    tcase_add_test(tests, stepsFollowSortKeysAndColoursOfTheFrame);
    tcase_add_loop_test(tests, randomSheetsNeverOverlapAndRepeat, 1, 9);
    tcase_add_loop_test(tests, wildNumbersAreHarmless, 0, 25);
    suite_add_tcase(suite, tests);
    return suite;
}
