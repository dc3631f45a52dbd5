#include "placement/merge.h"

#include "geometry/measure.h"
#include "symbols.h"

static Geometry line(const Point *points, size_t count)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++)
        geometry_builder_add_point(&builder, points[i]);
    geometry_builder_end_part(&builder);
    Geometry geometry = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    return geometry;
}

static Geometry join(Geometry *lines, size_t count)
{
    g_autofree const Geometry **borrowed = g_new0(const Geometry *, count);
    for (size_t i = 0; i < count; i++)
        borrowed[i] = &lines[i];
    Geometry joined = lines_join(borrowed, count);
    for (size_t i = 0; i < count; i++)
        geometry_clear(&lines[i]);
    return joined;
}

START_TEST(partsJoinWhicheverWayTheyRun)
{
    Geometry lines[] = {line((Point[]){{10, 0}, {20, 0}}, 2), line((Point[]){{10, 0}, {0, 0}}, 2),
                        line((Point[]){{30, 5}, {20, 0}}, 2)};
    Geometry joined = join(lines, 3);
    ck_assert_uint_eq(joined.part_count, 1);
    ck_assert_uint_eq(joined.point_count, 4);
    ck_assert_double_eq_tol(line_length(joined.points, 4),
                            20 + point_distance((Point){20, 0}, (Point){30, 5}), 1e-9);
    geometry_clear(&joined);
}
END_TEST

START_TEST(straightestPairJoinsAtAFork)
{
    Geometry lines[] = {line((Point[]){{0, 0}, {10, 0}}, 2), line((Point[]){{10, 0}, {20, 8}}, 2),
                        line((Point[]){{10, 0}, {20, 1}}, 2)};
    Geometry joined = join(lines, 3);
    ck_assert_uint_eq(joined.part_count, 2);
    /* The chain from (0, 0) goes on to (20, 1). */
    ck_assert_double_eq(joined.points[0].x, 0);
    ck_assert_double_eq(joined.points[2].y, 1);
    geometry_clear(&joined);
}
END_TEST

START_TEST(sharpCornerDoesNotJoin)
{
    Geometry lines[] = {line((Point[]){{0, 0}, {10, 0}}, 2), line((Point[]){{10, 0}, {5, 8}}, 2)};
    Geometry joined = join(lines, 2);
    ck_assert_uint_eq(joined.part_count, 2);
    geometry_clear(&joined);
}
END_TEST

START_TEST(ringOfPartsEnds)
{
    Geometry lines[] = {
        line((Point[]){{10, 0}, {7, 7}, {0, 10}}, 3), line((Point[]){{0, 10}, {-7, 7}, {-10, 0}}, 3),
        line((Point[]){{-10, 0}, {-7, -7}, {0, -10}}, 3), line((Point[]){{0, -10}, {7, -7}, {10, 0}}, 3)};
    Geometry joined = join(lines, 4);
    ck_assert_uint_eq(joined.part_count, 1);
    ck_assert_uint_eq(joined.point_count, 9);
    geometry_clear(&joined);
}
END_TEST

START_TEST(onlyEqualTextsAndLivesMerge)
{
    g_autoptr(Sheet) sheet = sheet_new();
    const Point first[] = {{0, 0}, {100, 0}}, second[] = {{100, 0}, {200, 0}};
    sheet_add_line(sheet, "rue Lepic", first, 2);
    sheet_add_line(sheet, "rue Lepic", second, 2);
    sheet_add_line(sheet, "rue Norvins", second, 2);
    sheet_add_line(sheet, "rue Lepic", second, 2);
    sheet_set_life(sheet, 0, 1);
    size_t count;
    const PlacementSymbol *symbols = sheet_symbols(sheet, &count);
    g_autoptr(MergedLines) merged = merged_lines_new(symbols, count);
    ck_assert_uint_eq(merged->leaders[1], 0);
    ck_assert_uint_eq(merged->leaders[2], 2);
    ck_assert_uint_eq(merged->leaders[3], 3);
    ck_assert_uint_eq(merged->geometries[0]->part_count, 1);
    ck_assert_ptr_null(merged->geometries[3]);
}
END_TEST

Suite *merge_suite(void);
Suite *merge_suite(void)
{
    Suite *suite = suite_create("placement/merge");
    TCase *cases = tcase_create("merge");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, partsJoinWhicheverWayTheyRun);
    tcase_add_test(cases, straightestPairJoinsAtAFork);
    tcase_add_test(cases, sharpCornerDoesNotJoin);
    tcase_add_test(cases, ringOfPartsEnds);
    tcase_add_test(cases, onlyEqualTextsAndLivesMerge);
    suite_add_tcase(suite, cases);
    return suite;
}
