#include "geometry/simplify.h"
#include "support.h"

#include <math.h>

static Geometry line_of(const Point *points, size_t count)
{
    Geometry geometry = {.type = GEOMETRY_LINE, .point_count = count, .part_count = 1};
    geometry.points = g_memdup2(points, count * sizeof(Point));
    geometry.part_ends = g_memdup2(&count, sizeof count);
    return geometry;
}

/* A walk whose direction drifts; the seed says how much, so that smooth and wild ones come. */
static Geometry walk(unsigned seed, size_t count)
{
    g_autofree Point *points = g_new(Point, count);
    GRand *random = g_rand_new_with_seed(seed);
    double direction = 0;
    Point at = {0, 0};
    for (size_t i = 0; i < count; i++) {
        points[i] = at;
        direction += g_rand_double_range(random, -1, 1) * (seed % 7) * 0.4;
        const double step = g_rand_double_range(random, 0, 0.6);
        at = (Point){at.x + step * cos(direction), at.y + step * sin(direction)};
    }
    g_rand_free(random);
    return line_of(points, count);
}

static double distance_to_segment(Point p, Point a, Point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const double t = square > 0 ? CLAMP(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0, 1) : 0;
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

START_TEST(whatIsLeftOutLiesNearTheSegmentInItsStead)
{
    Geometry whole = walk((unsigned)_i, 400), thin = geometry_copy(&whole);
    geometry_thin(&thin, 0.3);
    size_t segment = 0;
    for (size_t i = 0; i < whole.point_count; i++) {
        if (i > 0 && segment + 2 < thin.point_count && whole.points[i].x == thin.points[segment + 1].x &&
            whole.points[i].y == thin.points[segment + 1].y)
            segment++;
        ck_assert_double_le(
            distance_to_segment(whole.points[i], thin.points[segment], thin.points[segment + 1]), 0.3 + 1e-9);
    }
    ck_assert_uint_eq(segment + 2, thin.point_count);
    ck_assert_uint_lt(thin.point_count, whole.point_count);
    geometry_clear(&whole);
    geometry_clear(&thin);
}
END_TEST

START_TEST(smoothLinesLoseMostVertices)
{
    Point arc[200];
    for (size_t i = 0; i < 200; i++)
        arc[i] = (Point){100 * cos((double)i * 0.01), 100 * sin((double)i * 0.01)};
    Geometry line = line_of(arc, 200);
    geometry_thin(&line, 0.5);
    ck_assert_uint_lt(line.point_count, 20);
    ck_assert_uint_gt(line.point_count, 8);
    geometry_clear(&line);
}
END_TEST

START_TEST(lineThatTurnsBackKeepsItsTip)
{
    Geometry spur = line_of((Point[]){{0, 0}, {5, 0}, {10, 0}, {5, 0.01}, {0, 0.02}}, 5);
    geometry_thin(&spur, 0.5);
    ck_assert_uint_eq(spur.point_count, 3);
    ck_assert_double_eq(spur.points[1].x, 10);
    geometry_clear(&spur);
}
END_TEST

START_TEST(endsAndSmallRingsStay)
{
    Geometry street = line_of((Point[]){{0, 0}, {0.1, 0}, {0.2, 0}, {5, 0}, {5.1, 0}}, 5);
    geometry_thin(&street, 1);
    ck_assert_uint_eq(street.point_count, 2);
    ck_assert_double_eq(street.points[1].x, 5.1);
    Geometry tiny = line_of((Point[]){{0, 0}, {0.1, 0}, {0.2, 0.1}, {0.1, 0.2}, {0, 0.1}, {0, 0}}, 6);
    tiny.type = GEOMETRY_POLYGON;
    geometry_thin(&tiny, 1);
    ck_assert_uint_eq(tiny.point_count, 4);
    ck_assert_double_eq(tiny.points[0].x, tiny.points[3].x);
    geometry_clear(&street);
    geometry_clear(&tiny);
}
END_TEST

Suite *simplify_suite(void);
START_TEST(furthestVertexStays)
{
    Geometry line = line_of((Point[]){{0, 0}, {3, 0.3}, {5, 2}, {7, 0.3}, {10, 0}}, 5);
    geometry_reduce(&line, 1);
    ck_assert_uint_eq(line.point_count, 3);
    ck_assert_double_eq(line.points[1].x, 5);
    geometry_clear(&line);
    /* Of two as far off the one nearer to the middle. */
    Geometry twin = line_of((Point[]){{0, 0}, {1, 2}, {4, 2}, {6, 0}, {10, 0}}, 5);
    geometry_reduce(&twin, 1.9);
    ck_assert_uint_eq(twin.point_count, 3);
    ck_assert_double_eq(twin.points[1].x, 4);
    geometry_clear(&twin);
}
END_TEST

START_TEST(whatIsTooSmallIsDropped)
{
    Geometry dash = line_of((Point[]){{0, 0}, {0.5, 0}}, 2);
    geometry_reduce(&dash, 1);
    ck_assert_uint_eq(dash.part_count, 0);
    geometry_clear(&dash);
    Point points[] = {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}, {2, 2}, {2, 2.5}, {2.5, 2.5}, {2.5, 2}, {2, 2}};
    size_t ends[] = {5, 10}, polygon = 2;
    const Geometry holed = {.type = GEOMETRY_POLYGON,
                            .point_count = 10,
                            .points = points,
                            .part_count = 2,
                            .part_ends = ends,
                            .polygon_count = 1,
                            .polygon_ends = &polygon};
    Geometry reduced = geometry_copy(&holed);
    geometry_reduce(&reduced, 1);
    ck_assert_uint_eq(reduced.part_count, 1);
    ck_assert_uint_eq(reduced.polygon_count, 1);
    geometry_reduce(&reduced, 20);
    ck_assert_uint_eq(reduced.polygon_count, 0);
    geometry_clear(&reduced);
}
END_TEST

Suite *simplify_suite(void)
{
    Suite *suite = suite_create("geometry/simplify");
    TCase *cases = tcase_create("thinning");
    tcase_add_loop_test(cases, whatIsLeftOutLiesNearTheSegmentInItsStead, 0, 50);
    tcase_add_test(cases, smoothLinesLoseMostVertices);
    tcase_add_test(cases, lineThatTurnsBackKeepsItsTip);
    tcase_add_test(cases, endsAndSmallRingsStay);
    tcase_add_test(cases, furthestVertexStays);
    tcase_add_test(cases, whatIsTooSmallIsDropped);
    suite_add_tcase(suite, cases);
    return suite;
}
