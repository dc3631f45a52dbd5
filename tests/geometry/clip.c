#include "geometry/clip.h"
#include "support.h"

#include <math.h>

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

static Geometry polygon(const Point *points, size_t count)
{
    Geometry geometry = line(points, count);
    geometry.type = GEOMETRY_POLYGON;
    geometry.polygon_count = 1;
    geometry.polygon_ends = g_new(size_t, 1);
    geometry.polygon_ends[0] = 1;
    return geometry;
}

static double ring_area(const Geometry *geometry)
{
    double twice = 0;
    for (size_t i = 1; i < geometry->point_count; i++)
        twice += geometry->points[i - 1].x * geometry->points[i].y -
                 geometry->points[i].x * geometry->points[i - 1].y;
    return fabs(twice) / 2;
}

static const Box box = {0, 0, 10, 10};

START_TEST(lineThroughBoxIsCutAtBothSides)
{
    Geometry from = line((Point[]){{-5, 5}, {15, 5}}, 2);
    LinePlace *starts = NULL;
    Geometry to = geometry_clip(&from, box, &starts);
    ck_assert_uint_eq(to.part_count, 1);
    ck_assert_double_eq(to.points[0].x, 0);
    ck_assert_double_eq(to.points[1].x, 10);
    ck_assert_double_eq(starts[0].start, 5);
    g_free(starts);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(lineThatLeavesAndReturnsFallsInTwo)
{
    Geometry from = line((Point[]){{5, 5}, {5, 20}, {8, 20}, {8, 5}}, 4);
    LinePlace *starts = NULL;
    Geometry to = geometry_clip(&from, box, &starts);
    ck_assert_uint_eq(to.part_count, 2);
    ck_assert_double_eq(starts[0].start, 0);
    ck_assert_double_eq(starts[1].start, 15 + 3 + 10);
    g_free(starts);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(segmentFarOutsideKeepsItsDirection)
{
    Geometry from = line((Point[]){{-67108864, 5}, {67108864, 5}}, 2);
    Geometry to = geometry_clip(&from, box, NULL);
    ck_assert_double_eq(to.points[0].y, 5);
    ck_assert_double_eq(to.points[1].x, 10);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(polygonAroundBoxBecomesTheBox)
{
    Geometry from = polygon((Point[]){{-5, -5}, {15, -5}, {15, 15}, {-5, 15}, {-5, -5}}, 5);
    Geometry to = geometry_clip(&from, box, NULL);
    ck_assert_uint_eq(to.polygon_count, 1);
    ck_assert_double_eq_tol(ring_area(&to), 100, 1e-9);
    ck_assert_double_eq(to.points[0].x, to.points[to.point_count - 1].x);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(polygonOutsideVanishes)
{
    Geometry from = polygon((Point[]){{20, 20}, {30, 20}, {30, 30}, {20, 20}}, 4);
    Geometry to = geometry_clip(&from, box, NULL);
    ck_assert_uint_eq(to.point_count, 0);
    ck_assert_uint_eq(to.polygon_count, 0);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(cornerOfPolygonIsKept)
{
    Geometry from = polygon((Point[]){{5, 5}, {15, 5}, {15, 15}, {5, 15}, {5, 5}}, 5);
    Geometry to = geometry_clip(&from, box, NULL);
    ck_assert_double_eq_tol(ring_area(&to), 25, 1e-9);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

Suite *clip_suite(void);
Suite *clip_suite(void)
{
    Suite *suite = suite_create("geometry/clip");
    TCase *cases = tcase_create("clip");
    tcase_add_test(cases, lineThroughBoxIsCutAtBothSides);
    tcase_add_test(cases, lineThatLeavesAndReturnsFallsInTwo);
    tcase_add_test(cases, segmentFarOutsideKeepsItsDirection);
    tcase_add_test(cases, polygonAroundBoxBecomesTheBox);
    tcase_add_test(cases, polygonOutsideVanishes);
    tcase_add_test(cases, cornerOfPolygonIsKept);
    suite_add_tcase(suite, cases);
    return suite;
}
