#include "geometry/arrow.h"
#include "support.h"

#include <math.h>

static Geometry bent_line(void)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    geometry_builder_add_point(&builder, (Point){0, 0});
    geometry_builder_add_point(&builder, (Point){100, 0});
    geometry_builder_add_point(&builder, (Point){100, 80});
    geometry_builder_end_part(&builder);
    Geometry line = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    return line;
}

START_TEST(roundedCornerKeepsEndsAndStaysInside)
{
    Geometry line = bent_line(), rounded = geometry_round_corners(&line, 10);
    ck_assert_double_eq(rounded.points[0].x, 0);
    ck_assert_double_eq(rounded.points[rounded.point_count - 1].y, 80);
    for (size_t i = 0; i < rounded.point_count; i++) {
        ck_assert_double_le(rounded.points[i].x, 100);
        ck_assert_double_ge(rounded.points[i].y, 0);
        ck_assert(hypot(rounded.points[i].x - 100, rounded.points[i].y) > 3);
    }
    geometry_clear(&line);
    geometry_clear(&rounded);
}
END_TEST

START_TEST(arrowEndsInItsTipAndIsClosed)
{
    Geometry line = bent_line();
    Geometry arrow = geometry_arrow(&line, &(ArrowShape){4, 0.5, 3, 2.5, 10});
    ck_assert_uint_eq(arrow.polygon_count, 1);
    bool has_tip = false;
    for (size_t i = 0; i < arrow.point_count; i++)
        has_tip = has_tip || (arrow.points[i].x == 100 && arrow.points[i].y == 80);
    ck_assert(has_tip);
    ck_assert_double_eq(arrow.points[0].x, arrow.points[arrow.point_count - 1].x);
    const Box box = geometry_box(&arrow);
    ck_assert_double_eq_tol(box.x_max, 106, 1e-6); /* half the head's width beyond the line */
    ck_assert_double_eq_tol(box.y_min, -2, 1);     /* never wider than the band */
    geometry_clear(&line);
    geometry_clear(&arrow);
}
END_TEST

START_TEST(shortLineGetsASmallHead)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    geometry_builder_add_point(&builder, (Point){0, 0});
    geometry_builder_add_point(&builder, (Point){4, 0});
    geometry_builder_end_part(&builder);
    Geometry line = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    Geometry arrow = geometry_arrow(&line, &(ArrowShape){4, 0.5, 3, 2.5, 10});
    const Box box = geometry_box(&arrow);
    ck_assert_double_ge(box.x_min, 0);
    ck_assert_double_lt(box.y_max - box.y_min, 12);
    geometry_clear(&line);
    geometry_clear(&arrow);
}
END_TEST

Suite *arrow_suite(void);
Suite *arrow_suite(void)
{
    Suite *suite = suite_create("geometry/arrow");
    TCase *cases = tcase_create("arrow");
    tcase_add_test(cases, roundedCornerKeepsEndsAndStaysInside);
    tcase_add_test(cases, arrowEndsInItsTipAndIsClosed);
    tcase_add_test(cases, shortLineGetsASmallHead);
    suite_add_tcase(suite, cases);
    return suite;
}
