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

START_TEST(lineInsideStaysWithItsLength)
{
    Geometry from = line((Point[]){{1, 1}, {4, 5}, {4, 5}, {4, 10}}, 4);
    LinePlace *places = NULL;
    Geometry to = geometry_clip(&from, box, &places);
    ck_assert_uint_eq(to.point_count, 4);
    ck_assert_mem_eq(to.points, from.points, 4 * sizeof(Point));
    ck_assert_double_eq(places[0].start, 0);
    ck_assert_double_eq(places[0].length, 10);
    g_free(places);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(polygonInsideStaysAsItIs)
{
    Geometry from = polygon((Point[]){{0, 0}, {9, 0}, {9, 10}, {0, 0}}, 4);
    Geometry to = geometry_clip(&from, box, NULL);
    ck_assert_uint_eq(to.polygon_count, 1);
    ck_assert_mem_eq(to.points, from.points, 4 * sizeof(Point));
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(partTooShortIsDroppedInsideToo)
{
    Geometry from = polygon((Point[]){{1, 1}, {2, 2}, {1, 1}}, 3);
    Geometry to = geometry_clip(&from, box, NULL);
    ck_assert_uint_eq(to.point_count, 0);
    geometry_clear(&from);
    geometry_clear(&to);
}
END_TEST

START_TEST(boxPassesOverWhatIsNoNumber)
{
    const Box grown = box_extend(box_extend(box_empty(), (Point){NAN, 3}), (Point){2, NAN});
    ck_assert_double_eq(grown.x_min, 2);
    ck_assert_double_eq(grown.x_max, 2);
    ck_assert_double_eq(grown.y_min, 3);
    ck_assert_double_eq(grown.y_max, 3);
    ck_assert(box_is_empty(box_union(box_empty(), box_empty())));
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
    tcase_add_test(cases, lineInsideStaysWithItsLength);
    tcase_add_test(cases, polygonInsideStaysAsItIs);
    tcase_add_test(cases, partTooShortIsDroppedInsideToo);
    tcase_add_test(cases, boxPassesOverWhatIsNoNumber);
    suite_add_tcase(suite, cases);
    return suite;
}
