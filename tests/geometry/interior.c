#include "geometry/interior.h"

#include "geometry/measure.h"
#include "support.h"

#include <math.h>

/* A polygon of one or two rings; each ring is closed by the caller. */
static Geometry polygon(const Point *outer, size_t outer_count, const Point *hole, size_t hole_count)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < outer_count; i++)
        geometry_builder_add_point(&builder, outer[i]);
    geometry_builder_end_part(&builder);
    for (size_t i = 0; i < hole_count; i++)
        geometry_builder_add_point(&builder, hole[i]);
    if (hole_count)
        geometry_builder_end_part(&builder);
    geometry_builder_end_polygon(&builder);
    Geometry geometry = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return geometry;
}

static const Point square[] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}};
static const Point l_shape[] = {{0, 0}, {100, 0}, {100, 40}, {30, 40}, {30, 100}, {0, 100}, {0, 0}};

START_TEST(poleOfSquareIsItsMiddle)
{
    Geometry geometry = polygon(square, 5, NULL, 0);
    Point pole;
    double radius;
    ck_assert(polygon_pole(&geometry, 0, NULL, 0.5, &pole, &radius));
    ck_assert_double_eq_tol(pole.x, 50, 1);
    ck_assert_double_eq_tol(pole.y, 50, 1);
    ck_assert_double_eq_tol(radius, 50, 1);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(poleOfBentAreaLiesInside)
{
    Geometry geometry = polygon(l_shape, 7, NULL, 0);
    Point pole;
    double radius;
    ck_assert(polygon_pole(&geometry, 0, NULL, 0.5, &pole, &radius));
    ck_assert(polygon_contains(&geometry, 0, pole));
    ck_assert_double_eq_tol(polygon_clearance(&geometry, 0, NULL, pole), radius, 1e-9);
    /* The largest circle stands where the two arms meet, or anywhere along the wider one. */
    ck_assert_double_ge(radius, 20);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(poleKeepsClearOfHoles)
{
    const Point hole[] = {{40, 40}, {60, 40}, {60, 60}, {40, 60}, {40, 40}};
    Geometry geometry = polygon(square, 5, hole, 5);
    Point pole;
    ck_assert(polygon_pole(&geometry, 0, NULL, 0.5, &pole, NULL));
    ck_assert(polygon_contains(&geometry, 0, pole));
    ck_assert_double_lt(polygon_clearance(&geometry, 0, NULL, (Point){50, 50}), 0);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(poleStaysInsideTheFrame)
{
    Geometry geometry = polygon(square, 5, NULL, 0);
    const Box frame = {80, 0, 300, 100}, elsewhere = {200, 200, 300, 300};
    Point pole;
    double radius;
    ck_assert(polygon_pole(&geometry, 0, &frame, 0.5, &pole, &radius));
    ck_assert_double_eq_tol(pole.x, 90, 1);
    ck_assert_double_eq_tol(radius, 10, 1);
    ck_assert(!polygon_pole(&geometry, 0, &elsewhere, 0.5, &pole, NULL));
    geometry_clear(&geometry);
}
END_TEST

START_TEST(brokenPolygonsHaveNoPole)
{
    const Point flat[] = {{0, 0}, {10, 0}, {0, 0}},
                wild[] = {{NAN, 0}, {1e300, -1e300}, {INFINITY, 5}, {NAN, 0}};
    const Point thin[] = {{0, 0}, {1e15, 0}, {1e15, 1e-9}, {0, 1e-9}, {0, 0}};
    Point pole;
    Geometry geometry = polygon(flat, 3, NULL, 0);
    ck_assert(!polygon_pole(&geometry, 0, NULL, 1, &pole, NULL));
    geometry_clear(&geometry);
    geometry = polygon(wild, 4, NULL, 0);
    polygon_pole(&geometry, 0, NULL, 1, &pole, NULL);
    geometry_clear(&geometry);
    geometry = polygon(thin, 5, NULL, 0);
    polygon_pole(&geometry, 0, NULL, 1, &pole, NULL);
    size_t count;
    g_free(polygon_medial_line(&geometry, 0, NULL, 1, &count));
    geometry_clear(&geometry);
}
END_TEST

/* A band of width 20 along half a circle of radius 100: a river's bend. */
static Geometry bend(void)
{
    Point points[123];
    for (size_t i = 0; i <= 60; i++) {
        const double angle = G_PI * (double)i / 60;
        points[i] = (Point){110 * cos(angle), 110 * sin(angle)};
        points[121 - i] = (Point){90 * cos(angle), 90 * sin(angle)};
    }
    points[122] = points[0];
    return polygon(points, 123, NULL, 0);
}

START_TEST(medialLineFollowsTheBend)
{
    Geometry geometry = bend();
    size_t count;
    g_autofree Point *line = polygon_medial_line(&geometry, 0, NULL, 6, &count);
    ck_assert_uint_gt(count, 10);
    /* Half a circle of radius 100, less the ends. */
    ck_assert_double_gt(line_length(line, count), 270);
    for (size_t i = 0; i < count; i++)
        ck_assert_double_eq_tol(hypot(line[i].x, line[i].y), 100, 4.5);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(medialLineKeepsItsClearance)
{
    Geometry geometry = bend();
    size_t count;
    ck_assert_ptr_null(polygon_medial_line(&geometry, 0, NULL, 12, &count));
    ck_assert_uint_eq(count, 0);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(manyVerticesTakeLittleTime)
{
    const size_t count = 60001;
    g_autofree Point *points = g_new(Point, count);
    for (size_t i = 0; i < count; i++) {
        const double angle = 2 * G_PI * (double)(i % (count - 1)) / (double)(count - 1);
        const double radius = 100 + 5 * sin(40 * angle);
        points[i] = (Point){3 * radius * cos(angle), radius * sin(angle)};
    }
    Geometry geometry = polygon(points, count, NULL, 0);
    Point pole;
    ck_assert(polygon_pole(&geometry, 0, NULL, 1, &pole, NULL));
    size_t line_count;
    g_free(polygon_medial_line(&geometry, 0, NULL, 10, &line_count));
    ck_assert_uint_gt(line_count, 2);
    geometry_clear(&geometry);
}
END_TEST

/* ---- Measuring ---- */

START_TEST(pointAlongLineIsHeldAtTheEnds)
{
    const Point line[] = {{0, 0}, {10, 0}, {10, 10}};
    double angle;
    Point at = line_point_at(line, 3, 15, &angle);
    ck_assert_double_eq_tol(at.x, 10, 1e-12);
    ck_assert_double_eq_tol(at.y, 5, 1e-12);
    ck_assert_double_eq_tol(angle, G_PI / 2, 1e-12);
    at = line_point_at(line, 3, 99, NULL);
    ck_assert_double_eq(at.y, 10);
    at = line_point_at(line, 3, -5, NULL);
    ck_assert_double_eq(at.x, 0);
}
END_TEST

START_TEST(segmentsThatCrossOrTouchMeet)
{
    ck_assert(segments_meet((Point){0, 0}, (Point){10, 10}, (Point){0, 10}, (Point){10, 0}));
    ck_assert(segments_meet((Point){0, 0}, (Point){10, 0}, (Point){5, 0}, (Point){5, 9}));
    ck_assert(!segments_meet((Point){0, 0}, (Point){10, 0}, (Point){5, 1}, (Point){5, 9}));
    ck_assert(!segments_meet((Point){0, 0}, (Point){10, 0}, (Point){11, 0}, (Point){20, 0}));
}
END_TEST

START_TEST(areaHasTheSignOfTheTurn)
{
    ck_assert_double_eq(ring_area(square, 5), 10000);
    const Point back[] = {{0, 0}, {0, 100}, {100, 100}, {100, 0}};
    ck_assert_double_eq(ring_area(back, 4), -10000);
}
END_TEST

Suite *interior_suite(void);
Suite *interior_suite(void)
{
    Suite *suite = suite_create("geometry/interior");
    TCase *cases = tcase_create("interior");
    tcase_set_timeout(cases, 30);
    tcase_add_test(cases, poleOfSquareIsItsMiddle);
    tcase_add_test(cases, poleOfBentAreaLiesInside);
    tcase_add_test(cases, poleKeepsClearOfHoles);
    tcase_add_test(cases, poleStaysInsideTheFrame);
    tcase_add_test(cases, brokenPolygonsHaveNoPole);
    tcase_add_test(cases, medialLineFollowsTheBend);
    tcase_add_test(cases, medialLineKeepsItsClearance);
    tcase_add_test(cases, manyVerticesTakeLittleTime);
    tcase_add_test(cases, pointAlongLineIsHeldAtTheEnds);
    tcase_add_test(cases, segmentsThatCrossOrTouchMeet);
    tcase_add_test(cases, areaHasTheSignOfTheTurn);
    suite_add_tcase(suite, cases);
    return suite;
}
