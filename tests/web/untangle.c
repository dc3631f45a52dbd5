#include "web/untangle.h"

#include "geometry/measure.h"
#include "support.h"

#include <math.h>

/* A polygon of one ring. */
static Geometry polygon_of(const Point *points, size_t count)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++)
        geometry_builder_add_point(&builder, points[i]);
    geometry_builder_end_part(&builder);
    geometry_builder_end_polygon(&builder);
    Geometry area = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return area;
}

static double area_of(const Geometry *geometry)
{
    double sum = 0;
    for (size_t part = 0; part < geometry->part_count; part++)
        sum += ring_area(geometry->points + geometry_part_start(geometry, part),
                         geometry_part_length(geometry, part));
    return fabs(sum);
}

START_TEST(simpleOutlinesKeepTheirArea)
{
    static const Point square[] = {{0, 0}, {4, 0}, {4, 3}, {0, 3}, {0, 0}};
    Geometry area = polygon_of(square, G_N_ELEMENTS(square));
    web_untangle(&area);
    ck_assert_uint_eq(area.polygon_count, 1);
    ck_assert_uint_eq(area.part_count, 1);
    ck_assert_double_eq_tol(area_of(&area), 12, 1e-9);
    geometry_clear(&area);
}
END_TEST

/* A band that turns about and lies on itself: the square gone round twice is filled, not a hole. */
START_TEST(overlapsAreFilledOnce)
{
    static const Point band[] = {{0, 0}, {4, 0}, {4, 4}, {1, 4}, {1, 1}, {3, 1}, {3, 6}, {0, 6}, {0, 0}};
    Geometry area = polygon_of(band, G_N_ELEMENTS(band));
    web_untangle(&area);
    ck_assert_uint_eq(area.polygon_count, 1);
    ck_assert_uint_eq(area.part_count, 1);
    ck_assert_double_eq_tol(area_of(&area), 22, 1e-9);
    geometry_clear(&area);
}
END_TEST

START_TEST(nothingStaysNothing)
{
    Geometry area = {.type = GEOMETRY_POLYGON};
    web_untangle(&area);
    ck_assert_uint_eq(area.point_count, 0);
}
END_TEST

Suite *untangle_suite(void);
Suite *untangle_suite(void)
{
    Suite *suite = suite_create("untangle");
    TCase *all = tcase_create("untangle");
    tcase_add_test(all, simpleOutlinesKeepTheirArea);
    tcase_add_test(all, overlapsAreFilledOnce);
    tcase_add_test(all, nothingStaysNothing);
    suite_add_tcase(suite, all);
    return suite;
}
