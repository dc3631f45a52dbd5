/* Where features lie on the earth: distance and within. */
#include "geometry/distance.h"
#include "geometry/within.h"
#include "support.h"

#include <math.h>

static Geometry build(GeometryType type, const Point *points, size_t count)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++) {
        geometry_builder_add_point(&builder, points[i]);
        if (type == GEOMETRY_POINT)
            geometry_builder_end_part(&builder);
    }
    if (type != GEOMETRY_POINT)
        geometry_builder_end_part(&builder);
    if (type == GEOMETRY_POLYGON)
        geometry_builder_end_polygon(&builder);
    Geometry geometry = geometry_builder_take(&builder, type, false);
    geometry_builder_clear(&builder);
    return geometry;
}

#define BUILD(type, ...)                                                                                     \
    build(type, (const Point[]){__VA_ARGS__}, sizeof((const Point[]){__VA_ARGS__}) / sizeof(Point))
#define POINTS(...) BUILD(GEOMETRY_POINT, __VA_ARGS__)
#define LINE(...) BUILD(GEOMETRY_LINE, __VA_ARGS__)
#define POLYGON(...) BUILD(GEOMETRY_POLYGON, __VA_ARGS__)

/* A square around 0,0 with a square hole. */
static Geometry frame(double half, double hole)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    const double sizes[] = {half, hole};
    for (size_t i = 0; i < 2; i++) {
        const double s = sizes[i];
        const Point ring[] = {{-s, -s}, {s, -s}, {s, s}, {-s, s}, {-s, -s}};
        for (size_t j = 0; j < G_N_ELEMENTS(ring); j++)
            geometry_builder_add_point(&builder, ring[j]);
        geometry_builder_end_part(&builder);
    }
    geometry_builder_end_polygon(&builder);
    Geometry geometry = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return geometry;
}

/* ---- Distance ---- */

static double distance(Geometry a, Geometry b)
{
    g_autoptr(Arena) arena = arena_new();
    const double metres = distance_to_target(&a, distance_target(&b, arena), arena);
    geometry_clear(&a);
    geometry_clear(&b);
    return metres;
}

START_TEST(metresOfADegree)
{
    /* Of WGS 84, at the equator and at 60 degrees. */
    ck_assert_double_eq_tol(distance(POINTS({0, 0}), POINTS({0.01, 0})), 1113.195, 0.001);
    ck_assert_double_eq_tol(distance(POINTS({0, 0}), POINTS({0, 0.01})), 1105.743, 0.001);
    ck_assert_double_eq_tol(distance(POINTS({0, 60}), POINTS({0.01, 60})), 558.0, 0.05);
    ck_assert_double_eq_tol(distance(POINTS({0, 60}), POINTS({0, 60.01})), 1114.12, 0.05);
}
END_TEST

START_TEST(nearestOfLineAndItsEnds)
{
    ck_assert_double_eq_tol(distance(POINTS({0.005, 0.01}), LINE({0, 0}, {0.01, 0})), 1105.743, 0.01);
    ck_assert_double_eq_tol(distance(POINTS({0.02, 0}), LINE({0, 0}, {0.01, 0})), 1113.195, 0.01);
    ck_assert_double_eq_tol(distance(LINE({0, 0.01}, {0.01, 0.01}), LINE({0, 0}, {0.01, 0})), 1105.743, 0.01);
    ck_assert_double_eq(distance(LINE({0, -1}, {0, 1}), LINE({-1, 0}, {1, 0})), 0);
}
END_TEST

START_TEST(insideIsZeroAndHolesAreOutside)
{
    ck_assert_double_eq(distance(POINTS({0.5, 0}), frame(1, 0.1)), 0);
    ck_assert_double_eq_tol(distance(POINTS({0, 0}), frame(1, 0.1)), 11057.4, 0.1);
    ck_assert_double_eq(distance(frame(2, 1.5), LINE({1.6, 0}, {1.7, 0})), 0);
    ck_assert_double_eq(distance(POLYGON({-3, -3}, {3, -3}, {3, 3}, {-3, 3}, {-3, -3}), frame(1, 0.1)), 0);
    ck_assert_double_eq(distance(frame(1, 0.1), POLYGON({-3, -3}, {3, -3}, {3, 3}, {-3, 3}, {-3, -3})), 0);
}
END_TEST

START_TEST(distanceAcrossTheAntimeridian)
{
    ck_assert_double_eq_tol(distance(POINTS({-179.995, 0}), POINTS({179.995, 0})), 1113.195, 0.001);
    ck_assert_double_eq_tol(distance(POINTS({179.995, 0}), LINE({-179.995, -1}, {-179.995, 1})), 1113.195,
                            0.001);
}
END_TEST

START_TEST(distanceOfNothing)
{
    ck_assert_double_nan(distance((Geometry){0}, POINTS({0, 0})));
    ck_assert_double_infinite(distance(POINTS({0, 0}), (Geometry){0}));
}
END_TEST

/* Runs and boxes must not lose the nearest edge: compared with every edge on its own. */
START_TEST(nearestOfManyEdges)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(1871);
    for (int round = 0; round < 20; round++) {
        Point points[200];
        for (size_t i = 0; i < G_N_ELEMENTS(points); i++)
            points[i] = (Point){2.3 + 0.0005 * (double)i, 48.8 + g_rand_double(random) * 0.1};
        Geometry line = build(GEOMETRY_LINE, points, G_N_ELEMENTS(points));
        Geometry from = POINTS({2.3 + g_rand_double(random) * 0.1, 48.9 + g_rand_double(random) * 0.02});
        double shortest = INFINITY;
        for (size_t i = 0; i + 1 < G_N_ELEMENTS(points); i++) {
            Geometry edge = build(GEOMETRY_LINE, points + i, 2);
            shortest = fmin(shortest, distance_to_target(&from, distance_target(&edge, arena), arena));
            geometry_clear(&edge);
        }
        const double found = distance_to_target(&from, distance_target(&line, arena), arena);
        ck_assert_double_eq_tol(found, shortest, 1e-6);
        geometry_clear(&line);
        geometry_clear(&from);
    }
}
END_TEST

/* ---- Within ---- */

static bool within(Geometry inner, Geometry polygons)
{
    const bool inside = geometry_within(&inner, &polygons, geometry_box(&polygons), 360);
    geometry_clear(&inner);
    geometry_clear(&polygons);
    return inside;
}

START_TEST(pointsStrictlyInside)
{
    ck_assert(within(POINTS({5, 0}), frame(10, 2)));
    ck_assert(!within(POINTS({0, 0}), frame(10, 2)));
    ck_assert(!within(POINTS({10, 0}), frame(10, 2)));
    ck_assert(!within(POINTS({2, 1}), frame(10, 2)));
    ck_assert(!within(POINTS({10, 10}), frame(10, 2)));
    ck_assert(within(POINTS({5, 0}, {-5, 0}), frame(10, 2)));
    ck_assert(!within(POINTS({5, 0}, {15, 0}), frame(10, 2)));
}
END_TEST

START_TEST(linesThatLeaveAreNotInside)
{
    ck_assert(within(LINE({5, -5}, {5, 5}), frame(10, 2)));
    ck_assert(!within(LINE({-5, 0}, {5, 0}), frame(10, 2)));
    ck_assert(!within(LINE({5, 0}, {15, 0}), frame(10, 2)));
    ck_assert(!within(LINE({5, 0}, {10, 0}), frame(10, 2)));
}
END_TEST

START_TEST(polygonsAreNeverInside)
{
    ck_assert(!within(POLYGON({5, 5}, {6, 5}, {6, 6}, {5, 5}), frame(10, 2)));
}
END_TEST

START_TEST(aWorldAwayIsBroughtNear)
{
    ck_assert(within(POINTS({365, 0}), frame(10, 2)));
    ck_assert(within(POINTS({-355, 0}), frame(10, 2)));
    ck_assert(within(POINTS({-179, 0}), POLYGON({170, -5}, {190, -5}, {190, 5}, {170, 5}, {170, -5})));
    ck_assert(
        within(LINE({-179, 0}, {-178, 1}), POLYGON({170, -5}, {190, -5}, {190, 5}, {170, 5}, {170, -5})));
    ck_assert(!within(POINTS({-169, 0}), POLYGON({170, -5}, {190, -5}, {190, 5}, {170, 5}, {170, -5})));
}
END_TEST

Suite *earth_suite(void);
Suite *earth_suite(void)
{
    Suite *suite = suite_create("geometry/earth");
    TCase *cases = tcase_create("earth");
    tcase_add_test(cases, metresOfADegree);
    tcase_add_test(cases, nearestOfLineAndItsEnds);
    tcase_add_test(cases, insideIsZeroAndHolesAreOutside);
    tcase_add_test(cases, distanceAcrossTheAntimeridian);
    tcase_add_test(cases, distanceOfNothing);
    tcase_add_test(cases, nearestOfManyEdges);
    tcase_add_test(cases, pointsStrictlyInside);
    tcase_add_test(cases, linesThatLeaveAreNotInside);
    tcase_add_test(cases, polygonsAreNeverInside);
    tcase_add_test(cases, aWorldAwayIsBroughtNear);
    suite_add_tcase(suite, cases);
    return suite;
}
