/* Edges along rows and columns of pixels, as on screen. */
#include "paint/pixel_edge.h"
#include "support.h"

/* A square with its inside to the right of its direction, from (low, low) to (high, high). */
static Geometry square(double low, double high)
{
    const Point corners[5] = {{low, low}, {high, low}, {high, high}, {low, high}, {low, low}};
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (int i = 0; i < 5; i++)
        geometry_builder_add_point(&builder, corners[i]);
    geometry_builder_end_part(&builder);
    geometry_builder_end_polygon(&builder);
    Geometry result = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return result;
}

START_TEST(bareEdgesEndWithThePixelsWhoseMiddleLiesInside)
{
    Geometry area = square(2.4, 7.4);
    pixel_edge_snap(&area, 1, 0, false, (Point){0, 0});
    const Box box = geometry_box(&area);
    ck_assert_double_eq(box.x_min, 2);
    ck_assert_double_eq(box.y_min, 2);
    ck_assert_double_eq(box.x_max, 7);
    ck_assert_double_eq(box.y_max, 7);
    ck_assert_double_eq(area.points[0].x, area.points[4].x);
    ck_assert_double_eq(area.points[0].y, area.points[4].y);
    geometry_clear(&area);
}
END_TEST

START_TEST(smoothedEdgesAddTheLinesShareOfThePixel)
{
    /* The line misses the middle of its pixel by 0.1: it covers all but 0.028 of it. */
    Geometry area = square(2.6, 7.4);
    pixel_edge_snap(&area, 1, 0, true, (Point){0, 0});
    const Box box = geometry_box(&area);
    ck_assert_double_eq_tol(box.x_min, 3 - 0.972, 1e-9);
    ck_assert_double_eq_tol(box.x_max, 7 + 0.972, 1e-9);
    geometry_clear(&area);
}
END_TEST

START_TEST(movedLayersKeepToTheSamePixels)
{
    Geometry area = square(2.4, 7.4);
    pixel_edge_snap(&area, 1, 0, false, (Point){0.3, 0});
    const Box box = geometry_box(&area);
    ck_assert_double_eq_tol(box.x_min, 2.7, 1e-9);
    ck_assert_double_eq_tol(box.x_max, 7.7, 1e-9);
    geometry_clear(&area);
}
END_TEST

Suite *pixel_edge_suite(void);

Suite *pixel_edge_suite(void)
{
    Suite *suite = suite_create("paint/pixel_edge");
    TCase *edges = tcase_create("edges");
    tcase_add_test(edges, bareEdgesEndWithThePixelsWhoseMiddleLiesInside);
    tcase_add_test(edges, smoothedEdgesAddTheLinesShareOfThePixel);
    tcase_add_test(edges, movedLayersKeepToTheSamePixels);
    suite_add_tcase(suite, edges);
    return suite;
}
