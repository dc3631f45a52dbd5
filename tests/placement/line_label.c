#include "placement/line_label.h"

#include "geometry/measure.h"
#include "placement/collision.h"
#include "support.h"
#include "symbols.h"

#include <math.h>

static const LineText text = {
    .width = 60, .size = 10, .ascent = 4, .descent = 6, .max_angle = 45 * G_PI / 180, .keep_upright = true};

/* An arc of the radius from one angle to another, in degrees, around (200, 200). */
static LabelPath *arc(double radius, double from, double to)
{
    Point points[91];
    for (size_t i = 0; i < 91; i++) {
        const double angle = (from + (to - from) * (double)i / 90) * G_PI / 180;
        points[i] = (Point){200 + radius * cos(angle), 200 + radius * sin(angle)};
    }
    return label_path_new(points, 91, text.size);
}

START_TEST(labelIsUprightInAllDirections)
{
    const double angle = _i * G_PI / 18;
    const Point points[] = {{200, 200}, {200 + 100 * cos(angle), 200 + 100 * sin(angle)}};
    g_autoptr(LabelPath) path = label_path_new(points, 2, text.size);
    Curve curve;
    ck_assert(curve_fit(path, &text, 50, &curve));
    const Point first = curve.points[0], last = curve.points[curve.count - 1];
    ck_assert_double_ge(last.x - first.x, -1e-6);
    /* Straight up and down it reads upward. */
    if (fabs(last.x - first.x) < 1e-6)
        ck_assert_double_lt(last.y, first.y);
    ck_assert_double_eq_tol(line_length(curve.points, curve.count), text.width, 1e-6);
    curve_clear(&curve);
}
END_TEST

/* A bend that ends hardly right of its start ends left of it once the text stands off the line. */
START_TEST(bendNearTheVerticalIsNeverReadBackward)
{
    for (int tilt = -12; tilt <= 12; tilt++) {
        g_autoptr(LabelPath) path = arc(90, -30 + tilt / 4.0, 30 + tilt / 4.0);
        for (double distance = 30; distance < path->length - 30; distance += 0.5) {
            LineText off = text;
            off.drop = -6;
            Curve curve;
            if (curve_fit(path, &off, distance, &curve))
                ck_assert_double_ge(curve.points[curve.count - 1].x - curve.points[0].x, -1e-3);
            curve_clear(&curve);
        }
    }
}
END_TEST

START_TEST(labelKeepsTheLinesDirectionWhenToldSo)
{
    const Point points[] = {{200, 0}, {0, 0}};
    g_autoptr(LabelPath) path = label_path_new(points, 2, text.size);
    LineText turned = text;
    turned.keep_upright = false;
    Curve curve;
    ck_assert(curve_fit(path, &turned, 100, &curve));
    ck_assert_double_lt(curve.points[curve.count - 1].x, curve.points[0].x);
    curve_clear(&curve);
}
END_TEST

START_TEST(capitalsStandInTheMiddleOfTheLine)
{
    const Point points[] = {{0, 50}, {200, 50}};
    g_autoptr(LabelPath) path = label_path_new(points, 2, text.size);
    Curve curve;
    ck_assert(curve_fit(path, &text, 100, &curve));
    ck_assert_double_eq_tol(curve.points[0].y, 50 + 3.4, 1e-6);
    ck_assert_double_eq_tol(curve.points[0].x, 70, 1e-6);
    curve_clear(&curve);
}
END_TEST

START_TEST(gentleArcCarriesItsLabelCurved)
{
    g_autoptr(LabelPath) path = arc(80, 200, 340);
    Curve curve;
    ck_assert(curve_fit(path, &text, path->length / 2, &curve));
    ck_assert_double_gt(curve.turning, 0.4);
    ck_assert_double_eq_tol(line_length(curve.points, curve.count), text.width, 1e-6);
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(TurnedBox));
    curve_boxes(&curve, &text, 0, boxes);
    ck_assert_uint_gt(boxes->len, 2);
    /* Every point of the baseline lies in one of the boxes. */
    for (size_t i = 0; i < curve.count; i++) {
        bool covered = false;
        for (size_t j = 0; j < boxes->len; j++) {
            const TurnedBox box = turned_box_grow(g_array_index(boxes, TurnedBox, j), 1e-6);
            covered = covered || box_covers(&box, curve.points[i]);
        }
        ck_assert(covered);
    }
    curve_clear(&curve);
}
END_TEST

START_TEST(labelNeverStandsOverASharpBend)
{
    const Point corner[] = {{0, 0}, {100, 0}, {100, 100}};
    g_autoptr(LabelPath) path = label_path_new(corner, 3, text.size);
    Curve curve;
    ck_assert(!curve_fit(path, &text, 100, &curve));
    ck_assert(curve_fit(path, &text, 50, &curve));
    curve_clear(&curve);
}
END_TEST

START_TEST(tightArcIsRefused)
{
    g_autoptr(LabelPath) path = arc(8, 0, 350);
    LineText small = text;
    small.width = 20;
    Curve curve;
    ck_assert(!curve_fit(path, &small, path->length / 2, &curve));
}
END_TEST

START_TEST(smallZigzagsAreSmoothedAway)
{
    Point points[41];
    for (size_t i = 0; i < 41; i++)
        points[i] = (Point){(double)i * 5, i % 2 ? 0.8 : -0.8};
    g_autoptr(LabelPath) path = label_path_new(points, 41, text.size);
    Curve curve;
    ck_assert(curve_fit(path, &text, path->length / 2, &curve));
    ck_assert_double_lt(curve.turning, 0.5);
    curve_clear(&curve);
}
END_TEST

START_TEST(lineShorterThanItsLabelIsRefused)
{
    const Point points[] = {{0, 0}, {50, 0}};
    g_autoptr(LabelPath) path = label_path_new(points, 2, text.size);
    Curve curve;
    ck_assert(!curve_fit(path, &text, 25, &curve));
}
END_TEST

START_TEST(brokenLinesMakeNoPath)
{
    const Point points[] = {{NAN, 0}, {5, 5}, {5, 5}, {INFINITY, 2}};
    g_autoptr(LabelPath) path = label_path_new(points, 4, text.size);
    Curve curve;
    ck_assert(!curve_fit(path, &text, 0, &curve));
    g_autoptr(LabelPath) none = label_path_new(NULL, 0, text.size);
    ck_assert(!curve_fit(none, &text, 0, &curve));
}
END_TEST

START_TEST(partsOfACurveJoin)
{
    g_autoptr(LabelPath) path = arc(80, 200, 340);
    Curve curve;
    ck_assert(curve_fit(path, &text, path->length / 2, &curve));
    size_t first_count, second_count;
    g_autofree Point *first = curve_part(&curve, 0, 25, &first_count);
    g_autofree Point *second = curve_part(&curve, 25, 60, &second_count);
    ck_assert_double_eq_tol(point_distance(first[first_count - 1], second[0]), 0, 1e-9);
    ck_assert_double_eq_tol(line_length(first, first_count), 25, 1e-6);
    curve_clear(&curve);
}
END_TEST

Suite *line_label_suite(void);
Suite *line_label_suite(void)
{
    Suite *suite = suite_create("placement/line_label");
    TCase *cases = tcase_create("line_label");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, labelIsUprightInAllDirections, 0, 36);
    tcase_add_test(cases, bendNearTheVerticalIsNeverReadBackward);
    tcase_add_test(cases, labelKeepsTheLinesDirectionWhenToldSo);
    tcase_add_test(cases, capitalsStandInTheMiddleOfTheLine);
    tcase_add_test(cases, gentleArcCarriesItsLabelCurved);
    tcase_add_test(cases, labelNeverStandsOverASharpBend);
    tcase_add_test(cases, tightArcIsRefused);
    tcase_add_test(cases, smallZigzagsAreSmoothedAway);
    tcase_add_test(cases, lineShorterThanItsLabelIsRefused);
    tcase_add_test(cases, brokenLinesMakeNoPath);
    tcase_add_test(cases, partsOfACurveJoin);
    suite_add_tcase(suite, cases);
    return suite;
}
