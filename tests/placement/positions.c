/* Positions beyond the anchors: areas, lines, leaders, numbers, and what surrounds them. */
#include "geometry/measure.h"
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

static Placement *solve(const Sheet *sheet)
{
    const PlacementOptions options = placement_options(width, height);
    return sheet_solve(sheet, &options);
}

START_TEST(streetOfManyPartsIsNamedOnce)
{
    g_autoptr(Sheet) sheet = sheet_new();
    for (size_t i = 0; i < 10; i++) {
        const Point part[] = {{20 + (double)i * 30, 100}, {50 + (double)i * 30, 100}};
        sheet_add_line(sheet, "rue de Rivoli", part, 2);
    }
    g_autoptr(Placement) placement = solve(sheet);
    ck_assert_uint_eq(placed_count(placement), 1);
    ck_assert_int_eq(first_of(placement, 5)->fate, FATE_MERGED);
}
END_TEST

START_TEST(sameNameKeepsHalfTheSpacingAway)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const Point upper[] = {{20, 100}, {220, 100}}, lower[] = {{20, 120}, {220, 120}};
    sheet_add_line(sheet, "Seine", upper, 2);
    sheet_add_line(sheet, "Seine", lower, 2);
    g_autoptr(Placement) placement = solve(sheet);
    ck_assert_uint_eq(placed_count(placement), 1);
}
END_TEST

START_TEST(longLineRepeatsItsName)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const Point line[] = {{5, 100}, {395, 100}};
    sheet_add_line(sheet, "Seine", line, 2)->spacing = 100;
    g_autoptr(Placement) placement = solve(sheet);
    ck_assert_uint_ge(placed_count(placement), 3);
    check_no_overlap(placement, width, height);
}
END_TEST

START_TEST(lineLabelSlidesAwayFromAnother)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const Point line[] = {{20, 100}, {380, 100}};
    sheet_add_icon(sheet, 30, 200, 100)->layer = 2;
    sheet_add_line(sheet, "boulevard", line, 2)->placement = PLACE_LINE_CENTER;
    g_autoptr(Placement) placement = solve(sheet);
    ck_assert_uint_eq(placed_count(placement), 2);
    check_no_overlap(placement, width, height);
}
END_TEST

START_TEST(areaLabelMovesInsideItsArea)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const Point area[] = {{50, 50}, {250, 50}, {250, 200}, {50, 200}, {50, 50}};
    sheet_add_polygon(sheet, "Belleville", area, 5);
    sheet_add_icon(sheet, 20, 150, 125)->layer = 1;
    g_autoptr(Placement) placement = solve(sheet);
    ck_assert_uint_eq(placed_count(placement), 2);
    check_no_overlap(placement, width, height);
    const Box box = turned_box_bounds(&first_of(placement, 1)->boxes[0]);
    ck_assert(box.x_min >= 48 && box.x_max <= 252 && box.y_min >= 48 && box.y_max <= 202);
}
END_TEST

START_TEST(longAreaIsNamedAlongItsMiddle)
{
    g_autoptr(Sheet) sheet = sheet_new();
    Point area[43];
    for (size_t i = 0; i <= 20; i++) {
        const double angle = G_PI * (0.15 + 0.7 * (double)i / 20);
        area[i] = (Point){200 + 165 * cos(angle), 250 - 165 * sin(angle)};
        area[41 - i] = (Point){200 + 135 * cos(angle), 250 - 135 * sin(angle)};
    }
    area[42] = area[0];
    sheet_add_polygon(sheet, "canal Saint-Martin", area, 43);
    g_autoptr(Placement) placement = solve(sheet);
    const PlacedSymbol *placed = first_of(placement, 1);
    ck_assert_int_eq(placed->fate, FATE_PLACED);
    ck_assert_uint_gt(placed->pieces[0].run.curve_count, 2);
    const Point *curve = placed->pieces[0].run.curve;
    for (size_t i = 0; i < placed->pieces[0].run.curve_count; i++)
        ck_assert_double_eq_tol(point_distance(curve[i], (Point){200, 250}), 150, 12);
    ck_assert_double_eq_tol(line_length(curve, placed->pieces[0].run.curve_count),
                            placed->pieces[0].run.width, 0.01);
}
END_TEST

START_TEST(requiredLabelStandsApartWithALeader)
{
    g_autoptr(Sheet) sheet = sheet_new();
    for (size_t i = 0; i < 9; i++)
        sheet_add_icon(sheet, 20, 180 + (double)(i % 3) * 20, 130 + (double)(i / 3) * 20)->icon.overlap =
            OVERLAP_ALWAYS;
    sheet_add_point(sheet, "Delescluze", 200, 150)->required = true;
    g_autoptr(Placement) placement = solve(sheet);
    const PlacedSymbol *placed = first_of(placement, 10);
    ck_assert_int_eq(placed->fate, FATE_PLACED);
    ck_assert(placed->has_leader);
    ck_assert_double_eq(placed->leader[0].x, 200);
    ck_assert_double_gt(point_distance(placed->leader[0], placed->leader[1]), 20);
    /* The leader may run over icons, the text may not. */
    size_t count;
    const PlacedSymbol *symbols = placement_symbols(placement, &count);
    for (size_t i = 0; i < 9; i++)
        ck_assert(!turned_boxes_overlap(&placed->boxes[0], &symbols[i].boxes[0]));
}
END_TEST

START_TEST(crowdedTextBecomesANumber)
{
    g_autoptr(Sheet) sheet = sheet_new();
    for (size_t i = 0; i < 4; i++) {
        SceneSymbol *symbol = sheet_add_point(sheet, "barricade du Château-d'Eau", 150 + (double)i * 25, 150);
        symbol->text.max_width = 100;
        symbol->numbered = true;
    }
    g_autoptr(Placement) placement = solve(sheet);
    ck_assert_uint_eq(placed_count(placement), 4);
    check_no_overlap(placement, width, height);
    size_t count;
    const NumberedText *numbers = placement_numbers(placement, &count);
    /* All have one text, so one number stands for those that did not fit. */
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(numbers[0].text, "barricade du Château-d'Eau");
    size_t symbol_count, numbered = 0;
    const PlacedSymbol *symbols = placement_symbols(placement, &symbol_count);
    for (size_t i = 0; i < symbol_count; i++) {
        if (symbols[i].number == 0)
            continue;
        numbered++;
        ck_assert_str_eq(symbols[i].pieces[0].run.text, "1");
    }
    ck_assert_uint_ge(numbered, 3);
}
END_TEST

/* A line from top to bottom. */
static Geometry line_at(double x)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    geometry_builder_add_point(&builder, (Point){x, 20});
    geometry_builder_add_point(&builder, (Point){x, 280});
    geometry_builder_end_part(&builder);
    const Geometry line = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    return line;
}

START_TEST(labelAvoidsTheFront)
{
    g_autoptr(Sheet) sheet = sheet_new();
    symbol_set_anchors(sheet_add_point(sheet, "Montmartre", 200, 150), 4);
    Geometry front = line_at(215);
    const Obstacle obstacle = {.lines = &front, .width = 4, .cost = -1};
    PlacementOptions options = placement_options(width, height);
    g_autoptr(Placement) across = sheet_solve(sheet, &options);
    ck_assert_double_gt(first_of(across, 1)->boxes[0].center.x, 200);
    options.obstacles = &obstacle;
    options.obstacle_count = 1;
    g_autoptr(Placement) beside = sheet_solve(sheet, &options);
    ck_assert_double_lt(first_of(beside, 1)->boxes[0].center.x, 200);
    geometry_clear(&front);
}
END_TEST

START_TEST(labelYieldsWhileTheFrontRunsOverIt)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "CROULEBARBE", 200, 150)->yields = true;
    sheet_add_point(sheet, "Gobelins", 200, 250);
    Geometry front = line_at(200);
    LifeSpan day = {3, 5};
    const Obstacle obstacle = {.lines = &front, .width = 4, .cost = -1, .life = {1, &day}};
    PlacementOptions options = placement_options(width, height);
    options.instant_count = 8;
    options.obstacles = &obstacle;
    options.obstacle_count = 1;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    size_t count;
    const PlacedSymbol *symbols = placement_symbols(placement, &count);
    ck_assert_uint_eq(count, 2);
    for (size_t i = 0; i < count; i++) {
        g_autofree char *life = life_to_text(symbols[i].life, NULL, 8);
        ck_assert_str_eq(life, strcmp(symbols[i].text, "Gobelins") == 0 ? "always" : "0/3,5/8");
    }
    /* A front that stays leaves no room for the name at all. */
    day = (LifeSpan){1, 8};
    g_autoptr(Placement) covered = sheet_solve(sheet, &options);
    ck_assert_uint_eq(placed_count(covered), 1);
    /* An arrow that stays does. */
    const Obstacle arrow = {.lines = &front, .width = 4, .cost = 0.5, .life = {1, &day}};
    options.obstacles = &arrow;
    g_autoptr(Placement) borne = sheet_solve(sheet, &options);
    ck_assert_uint_eq(placed_count(borne), 2);
    geometry_clear(&front);
}
END_TEST

START_TEST(labelKeepsFromAnotherPoint)
{
    g_autoptr(Sheet) sheet = sheet_new();
    symbol_set_anchors(sheet_add_point(sheet, "Passy", 200, 150), 4);
    /* A dot just where the first position ends: the text would seem to name it. */
    SceneSymbol *dot = sheet_add_icon(sheet, 2, 232, 144);
    dot->icon.ignore_placement = true;
    dot->icon.overlap = OVERLAP_ALWAYS;
    g_autoptr(Placement) placement = solve(sheet);
    const TurnedBox *box = &first_of(placement, 1)->boxes[0];
    ck_assert(box->center.x < 200 || box->center.y > 150);
}
END_TEST

START_TEST(labelHidesForPartOfItsLifeOnly)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "ATHIS", 200, 150);
    sheet_add_point(sheet, "explosion", 200, 150)->layer = 1;
    sheet_set_life(sheet, 3, 5);
    PlacementOptions options = placement_options(width, height);
    options.instant_count = 8;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    const PlacedSymbol *hidden = first_of(placement, 1);
    ck_assert_int_eq(hidden->fate, FATE_PLACED);
    ck_assert(hidden->partly);
    g_autofree char *life = life_to_text(hidden->life, NULL, 8);
    ck_assert_str_eq(life, "0/3,5/8");
    check_no_overlap(placement, width, height);
    size_t count;
    ck_assert_str_eq(placement_symbols(placement, &count)[hidden->winner].text, "explosion");
}
END_TEST

START_TEST(labelOfAMomentIsNotShown)
{
    /* Free for one instant of eight only. */
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "ATHIS", 200, 150);
    sheet_add_point(sheet, "explosion", 200, 150)->layer = 1;
    sheet_set_life(sheet, 1, 8);
    PlacementOptions options = placement_options(width, height);
    options.instant_count = 8;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(placement, 1)->fate, FATE_COLLISION);
    /* But the calendar may say that this instant is most of the time. */
    const int64_t sums[] = {0, 90, 91, 92, 93, 94, 95, 96, 97};
    options.instant_sums = sums;
    g_autoptr(Placement) weighed = sheet_solve(sheet, &options);
    ck_assert_int_eq(first_of(weighed, 1)->fate, FATE_PLACED);
    ck_assert(first_of(weighed, 1)->partly);
}
END_TEST

START_TEST(placesAreSharedOutOverTime)
{
    /* The street meets a fight of one day on either side, and takes turns rather than drop a label. */
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_point(sheet, "rue Haxo", 200, 150);
    for (size_t day = 2; day < 5; day++) {
        sheet_add_point(sheet, "barricade", 200, 150)->layer = 1;
        sheet_set_life(sheet, day, day + 1);
    }
    PlacementOptions options = placement_options(width, height);
    options.instant_count = 8;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    ck_assert_uint_eq(placed_count(placement), 4);
    g_autofree char *life = life_to_text(first_of(placement, 1)->life, NULL, 8);
    ck_assert_str_eq(life, "0/2,5/8");
    check_no_overlap(placement, width, height);
}
END_TEST

START_TEST(weightOfALayerDecides)
{
    /* The upper one has four positions, all of them over the large lower one. */
    for (int weight = 1; weight <= 10; weight += 9) {
        g_autoptr(Sheet) sheet = sheet_new();
        SceneSymbol *square = sheet_add_point(sheet, "place", 200, 150);
        square->text.size = 60;
        square->weight = weight;
        SceneSymbol *street = sheet_add_point(sheet, "rue", 200, 150);
        street->layer = 1;
        symbol_set_anchors(street, 4);
        g_autoptr(Placement) placement = solve(sheet);
        ck_assert_int_eq(first_of(placement, 1)->fate, weight == 1 ? FATE_COLLISION : FATE_PLACED);
        ck_assert_int_eq(first_of(placement, 2)->fate, weight == 1 ? FATE_PLACED : FATE_COLLISION);
    }
}
END_TEST

START_TEST(labelOfABentLineStandsBesideIt)
{
    const Point zigzag[] = {{180, 100}, {220, 130}, {180, 160}, {220, 190}};
    g_autoptr(Sheet) sheet = sheet_new();
    SceneSymbol *corps = sheet_add_line(sheet, "4e corps", zigzag, 4);
    corps->placement = PLACE_LINE_CENTER;
    corps->text.max_angle = 10;
    g_autoptr(Placement) along = solve(sheet);
    ck_assert_int_eq(first_of(along, 1)->fate, FATE_NO_ROOM);
    corps->leader = true;
    g_autoptr(Placement) beside = solve(sheet);
    const PlacedSymbol *placed = first_of(beside, 1);
    ck_assert_int_eq(placed->fate, FATE_PLACED);
    ck_assert(!placed->has_leader);
    ck_assert_double_eq(placed->boxes[0].sine, 0);
    const TurnedBox bare = turned_box_grow(placed->boxes[0], -corps->text.padding);
    const TurnedBox wider = turned_box_grow(bare, corps->text.size);
    bool near = false;
    for (size_t i = 1; i < 4; i++) {
        ck_assert(!turned_box_meets_segment(&bare, zigzag[i - 1], zigzag[i]));
        near = near || turned_box_meets_segment(&wider, zigzag[i - 1], zigzag[i]);
    }
    ck_assert(near);
}
END_TEST

START_TEST(missingRequiredLabelIsAnError)
{
    g_autoptr(Sheet) sheet = sheet_new();
    SceneSymbol *wide = sheet_add_point(sheet, "Vaugirard, wider than the whole sheet is", width / 2, 100);
    wide->required = true;
    wide->text.size = 100;
    wide->text.max_width = 100;
    PlacementOptions options = placement_options(width, height);
    const char *const ids[] = {"quartiers"};
    options.layer_ids = ids;
    options.layer_count = 1;
    g_autoptr(Placement) placement = sheet_solve(sheet, &options);
    GError *error = NULL;
    ck_assert(!placement_check_required(placement, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "layer \"quartiers\": required label \"Vaugirard, wider"));
    ck_assert(g_str_has_suffix(error->message, "expected a place for it, found outside"));
    g_clear_error(&error);
    g_autoptr(Sheet) good = sheet_new();
    sheet_add_point(good, "Vaugirard", 100, 100)->required = true;
    sheet_add_point(good, "Beyond the sheet", width + 50, 100)->required = true;
    g_autoptr(Placement) placed = sheet_solve(good, &options);
    ck_assert(placement_check_required(placed, &error));
}
END_TEST

START_TEST(nameStandsCloseToItsOwnFeaturesIcon)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_icon(sheet, 8, 200, 150)->icon.overlap = OVERLAP_ALWAYS;
    SceneSymbol *name = sheet_add_point(sheet, "porte", 200, 150);
    name->text.anchors[0] = ANCHOR_LEFT;
    name->text.offsets[0][0] = 0.7;
    name->layer = 1;
    name->text.padding = 4;
    /* The icon's own padding still keeps the name away. */
    g_autoptr(Placement) strangers = solve(sheet);
    ck_assert_int_eq(first_of(strangers, 2)->fate, FATE_COLLISION);
    name->origin.feature = 0;
    g_autoptr(Placement) kin = solve(sheet);
    ck_assert_int_eq(first_of(kin, 2)->fate, FATE_PLACED);
}
END_TEST

Suite *positions_suite(void);
Suite *positions_suite(void)
{
    Suite *suite = suite_create("placement/positions");
    TCase *cases = tcase_create("positions");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, streetOfManyPartsIsNamedOnce);
    tcase_add_test(cases, sameNameKeepsHalfTheSpacingAway);
    tcase_add_test(cases, longLineRepeatsItsName);
    tcase_add_test(cases, lineLabelSlidesAwayFromAnother);
    tcase_add_test(cases, areaLabelMovesInsideItsArea);
    tcase_add_test(cases, longAreaIsNamedAlongItsMiddle);
    tcase_add_test(cases, requiredLabelStandsApartWithALeader);
    tcase_add_test(cases, crowdedTextBecomesANumber);
    tcase_add_test(cases, labelAvoidsTheFront);
    tcase_add_test(cases, labelYieldsWhileTheFrontRunsOverIt);
    tcase_add_test(cases, labelKeepsFromAnotherPoint);
    tcase_add_test(cases, labelHidesForPartOfItsLifeOnly);
    tcase_add_test(cases, labelOfAMomentIsNotShown);
    tcase_add_test(cases, placesAreSharedOutOverTime);
    tcase_add_test(cases, weightOfALayerDecides);
    tcase_add_test(cases, labelOfABentLineStandsBesideIt);
    tcase_add_test(cases, missingRequiredLabelIsAnError);
    tcase_add_test(cases, nameStandsCloseToItsOwnFeaturesIcon);
    suite_add_tcase(suite, cases);
    return suite;
}
