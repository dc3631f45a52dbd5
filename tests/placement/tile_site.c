/* Icons on the tiles of a web map, where MapLibre GL JS has them. */
#include "symbols.h"

#include <math.h>

/* One page pixel is a tile pixel; the world is two tiles wide and begins 100 to the left of the page. */
static const TileGrid grid = {{-100, -300}, {1, 0}, {0, 1}, 2};

static Placement *solve(const Sheet *sheet)
{
    PlacementOptions options = placement_options(800, 400);
    options.cut_at_frame = true;
    options.tiles = &grid;
    return sheet_solve(sheet, &options);
}

static SceneSymbol *add_line_icon(Sheet *sheet, Geometry *line, Point *points, size_t *end)
{
    *line = (Geometry){
        .type = GEOMETRY_LINE, .point_count = *end, .points = points, .part_count = 1, .part_ends = end};
    SceneSymbol *symbol = sheet_add_icon(sheet, 10, 0, 0);
    symbol->geometry = line;
    symbol->placement = PLACE_LINE;
    symbol->spacing = 100;
    symbol->text.size = 12;
    return symbol;
}

START_TEST(edgeBelongsToTheTileBehindIt)
{
    const Tile before = tile_grid_find((Point){511.9, 0}), behind = tile_grid_find((Point){511.99, -1});
    ck_assert_int_eq(before.column, 0);
    ck_assert_int_eq(behind.column, 1);
    ck_assert_int_eq(behind.row, -1);
}
END_TEST

START_TEST(lineGoesOnInTheNextTile)
{
    /* From 100 to 500 of the first tile, on to 800: each part has its own first icon. */
    static const double wanted[] = {26.5, 126.5, 226.5, 326.5, 462, 562, 662};
    g_autoptr(Sheet) sheet = sheet_new();
    Point points[] = {{0, 100}, {700, 100}};
    size_t end = 2;
    Geometry line;
    add_line_icon(sheet, &line, points, &end);
    g_autoptr(Placement) placement = solve(sheet);
    size_t count;
    const PlacedSymbol *placed = placement_symbols(placement, &count);
    ck_assert_uint_eq(count, G_N_ELEMENTS(wanted));
    for (size_t i = 0; i < count; i++)
        ck_assert_double_eq_tol(placed[i].site.x, wanted[i], 0.1);
}
END_TEST

START_TEST(worldRepeats)
{
    g_autoptr(Sheet) sheet = sheet_new();
    sheet_add_icon(sheet, 10, -50, 100);
    g_autoptr(Placement) placement = solve(sheet);
    size_t count;
    const PlacedSymbol *placed = placement_symbols(placement, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_double_eq_tol(placed[0].site.x, -50, 0.1);
    g_autoptr(Sheet) other = sheet_new();
    sheet_add_icon(other, 10, 1000, 100);
    g_autoptr(Placement) shifted = solve(other);
    placed = placement_symbols(shifted, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_double_eq_tol(placed[0].site.x, 1000 - 1024, 0.1);
}
END_TEST

START_TEST(leftTileIsPlacedFirst)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const uint64_t late = sheet_add_icon(sheet, 10, 413, 100)->key;
    const uint64_t early = sheet_add_icon(sheet, 10, 411, 100)->key;
    g_autoptr(Placement) placement = solve(sheet);
    size_t count;
    ck_assert_int_eq(placement_lookup(placement, late, &count)->fate, FATE_COLLISION);
    ck_assert_int_eq(placement_lookup(placement, early, &count)->fate, FATE_PLACED);
}
END_TEST

START_TEST(earlierIconKeepsItsPlaceFromALaterOneDrawnInAnyCase)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const uint64_t first = sheet_add_icon(sheet, 10, 200, 100)->key;
    SceneSymbol *later = sheet_add_icon(sheet, 10, 203, 100);
    later->icon.overlap = OVERLAP_ALWAYS;
    g_autoptr(Placement) placement = solve(sheet);
    size_t count;
    ck_assert_int_eq(placement_lookup(placement, first, &count)->fate, FATE_PLACED);
    ck_assert_int_eq(placement_lookup(placement, later->key, &count)->fate, FATE_PLACED);
}
END_TEST

Suite *tile_site_suite(void);

Suite *tile_site_suite(void)
{
    Suite *suite = suite_create("tile_site");
    TCase *tiles = tcase_create("tiles");
    tcase_add_test(tiles, edgeBelongsToTheTileBehindIt);
    tcase_add_test(tiles, lineGoesOnInTheNextTile);
    tcase_add_test(tiles, worldRepeats);
    tcase_add_test(tiles, leftTileIsPlacedFirst);
    tcase_add_test(tiles, earlierIconKeepsItsPlaceFromALaterOneDrawnInAnyCase);
    suite_add_tcase(suite, tiles);
    return suite;
}
