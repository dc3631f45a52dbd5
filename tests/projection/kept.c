#include "projection/kept.h"
#include "support.h"

#include <math.h>

/* Two polygons, one with a hole. */
static Geometry make_polygons(double shift)
{
    static const Point points[] = {{0.3, 0.7},  {90.1, -40.2},   {-300, 5000.9}, {0.3, 0.7},
                                   {10, 10},    {12, 10.55},     {11, 14},       {10, 10},
                                   {1e6, -1e6}, {1e6 + 1, -1e6}, {1e6, 1e-9},    {1e6, -1e6}};
    static const size_t part_ends[] = {4, 8, 12}, polygon_ends[] = {2, 3};
    Geometry geometry = {.type = GEOMETRY_POLYGON,
                         .multi = true,
                         .point_count = 12,
                         .points = g_memdup2(points, sizeof points),
                         .part_count = 3,
                         .part_ends = g_memdup2(part_ends, sizeof part_ends),
                         .polygon_count = 2,
                         .polygon_ends = g_memdup2(polygon_ends, sizeof polygon_ends)};
    for (size_t i = 0; i < geometry.point_count; i++)
        geometry.points[i].x += shift;
    return geometry;
}

static void expect_same(const Geometry *a, const Geometry *b)
{
    ck_assert_int_eq(a->type, b->type);
    ck_assert(a->multi == b->multi);
    ck_assert_uint_eq(a->point_count, b->point_count);
    ck_assert_uint_eq(a->part_count, b->part_count);
    ck_assert_uint_eq(a->polygon_count, b->polygon_count);
    ck_assert_mem_eq(a->points, b->points, a->point_count * sizeof(Point));
    ck_assert_mem_eq(a->part_ends, b->part_ends, a->part_count * sizeof(size_t));
    if (a->polygon_count > 0)
        ck_assert_mem_eq(a->polygon_ends, b->polygon_ends, a->polygon_count * sizeof(size_t));
}

START_TEST(whatIsFoundIsWhatTheFirstSaw)
{
    KeptGeometry *kept = kept_new(3, 0.25);
    Geometry before = make_polygons(0.1), first = make_polygons(0.1), found;
    ck_assert(!kept_find(kept, 1, &found));
    kept_add(kept, 1, &first);
    for (size_t i = 0; i < first.point_count; i++) {
        ck_assert_double_le(fabs(first.points[i].x - before.points[i].x), 0.25 / 1000);
        ck_assert_double_le(fabs(first.points[i].y - before.points[i].y), 0.25 / 1000);
    }
    ck_assert(kept_find(kept, 1, &found) && !kept_find(kept, 0, &before));
    expect_same(&first, &found);
    geometry_clear(&before);
    geometry_clear(&first);
    geometry_clear(&found);
    kept_free(kept);
}
END_TEST

START_TEST(linesAreKeptToo)
{
    KeptGeometry *kept = kept_new(1, 0.08);
    Geometry line = make_polygons(-7), found;
    line.type = GEOMETRY_LINE;
    line.multi = false;
    g_clear_pointer(&line.polygon_ends, g_free);
    line.polygon_count = 0;
    kept_add(kept, 0, &line);
    ck_assert(kept_find(kept, 0, &found));
    expect_same(&line, &found);
    geometry_clear(&line);
    geometry_clear(&found);
    kept_free(kept);
}
END_TEST

START_TEST(coordinatesOutOfReachStay)
{
    static const double far[] = {1e18, -1e300, INFINITY, NAN};
    KeptGeometry *kept = kept_new(1, 0.25);
    for (size_t i = 0; i < G_N_ELEMENTS(far); i++) {
        Geometry before = make_polygons(0.1), after = make_polygons(0.1), found;
        before.points[5].y = after.points[5].y = far[i];
        kept_add(kept, 0, &after);
        expect_same(&before, &after);
        ck_assert(!kept_find(kept, 0, &found));
        geometry_clear(&before);
        geometry_clear(&after);
    }
    kept_free(kept);
}
END_TEST

/* Those that find no room are rounded like the others, and those that did stay. */
START_TEST(roomRunsOut)
{
    enum { POINTS = 1 << 19, FEATURES = 30 };
    KeptGeometry *kept = kept_new(FEATURES, 0.25);
    size_t end = POINTS, held = 0;
    g_autofree Point *points = g_new(Point, POINTS);
    Geometry line = {.type = GEOMETRY_LINE,
                     .point_count = POINTS,
                     .points = points,
                     .part_count = 1,
                     .part_ends = &end},
             found;
    for (size_t feature = 0; feature < FEATURES; feature++) {
        for (size_t i = 0; i < POINTS; i++)
            points[i] = (Point){(double)((i * 37 + feature) % 1009) + 0.001, (double)(i % 2) * 0.3};
        kept_add(kept, feature, &line);
        ck_assert_double_ne(points[1].y, 0.3);
        ck_assert_double_eq_tol(points[1].y, 0.3, 0.25 / 1000);
    }
    for (size_t feature = 0; feature < FEATURES; feature++) {
        if (!kept_find(kept, feature, &found))
            continue;
        held++;
        ck_assert_double_eq_tol(found.points[3].x, (double)((3 * 37 + feature) % 1009) + 0.001, 0.25 / 1000);
        geometry_clear(&found);
    }
    ck_assert(held > 2 && held < FEATURES);
    kept_free(kept);
}
END_TEST

Suite *kept_suite(void);
Suite *kept_suite(void)
{
    Suite *suite = suite_create("projection/kept");
    TCase *cases = tcase_create("kept");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, whatIsFoundIsWhatTheFirstSaw);
    tcase_add_test(cases, linesAreKeptToo);
    tcase_add_test(cases, coordinatesOutOfReachStay);
    tcase_add_test(cases, roomRunsOut);
    suite_add_tcase(suite, cases);
    return suite;
}
