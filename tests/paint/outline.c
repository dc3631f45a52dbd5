/* Strokes against those of cairo on a finer grid. */
#include "paint/outline.h"

#include "paint/samples.h"
#include "support.h"

#include <math.h>

enum { SIDE = 96, FINE = 4 };
static const Box TILE = {0, 0, SIDE, SIDE};

static const cairo_line_cap_t CAPS[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
static const cairo_line_join_t JOINS[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND,
                                          CAIRO_LINE_JOIN_BEVEL};

typedef struct {
    Point points[40];
    size_t count;
    bool closed;
    Stroke stroke;
} Line;

static uint8_t *covered(const Line *line)
{
    g_autoptr(Coverage) coverage = coverage_new(SIDE, SIDE);
    g_autofree uint32_t *pixels = g_new0(uint32_t, SIDE * SIDE);
    uint8_t *alpha = g_new(uint8_t, SIDE * SIDE);
    coverage_begin(coverage, TILE);
    ck_assert(outline_add(coverage, line->points, line->count, line->closed, &line->stroke));
    coverage_paint(coverage, line->stroke.color, pixels, SIDE);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        alpha[i] = (uint8_t)(pixels[i] >> 24);
    return alpha;
}

static void stroke_with_cairo(cairo_t *cr, const void *user)
{
    const Line *line = user;
    for (size_t i = 0; i + (line->closed ? 1 : 0) < line->count; i++)
        cairo_line_to(cr, line->points[i].x, line->points[i].y);
    if (line->closed)
        cairo_close_path(cr);
    cairo_set_line_width(cr, line->stroke.width);
    cairo_set_line_cap(cr, CAPS[line->stroke.cap]);
    cairo_set_line_join(cr, JOINS[line->stroke.join]);
    cairo_set_miter_limit(cr, line->stroke.miter_limit);
    cairo_stroke(cr);
}

/* Most pixels are the same; a few at corners differ a little, since overlapping rims add up. */
static void compare(const Line *line, double most, double mean)
{
    g_autofree uint8_t *found = covered(line);
    g_autofree double *expected = sample_pixels(SIDE, FINE, stroke_with_cairo, line);
    double sum = 0, furthest = 0, ink = 0;
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        sum += fabs(found[i] - expected[i]);
        furthest = fmax(furthest, fabs(found[i] - expected[i]));
        ink += expected[i];
    }
    ck_assert(ink > 0);
    ck_assert_msg(furthest <= most, "a pixel differs by %g", furthest);
    ck_assert_msg(sum <= mean * ink, "%g of the ink differ", sum / ink);
}

static Line make_line(unsigned number)
{
    static const double widths[] = {0.6, 1, 2.5, 9, 17};
    return (Line){.stroke = {.color = {0, 0, 0, 1},
                             .width = widths[number % G_N_ELEMENTS(widths)],
                             .cap = (LineCap)(number / 5 % 3),
                             .join = (LineJoin)(number / 15 % 3),
                             .miter_limit = 3}};
}

START_TEST(straightLineIsExact)
{
    Line line = make_line((unsigned)_i);
    line.points[0] = (Point){20.3, 31.8};
    line.points[1] = (Point){71.6, 50.1};
    line.count = 2;
    compare(&line, 12, 0.02);
}
END_TEST

static void check_corner(unsigned number, double angle)
{
    Line line = make_line(number);
    line.points[0] = (Point){18, 48};
    line.points[1] = (Point){48, 46};
    line.points[2] = (Point){48 + 30 * cos(angle), 46 + 30 * sin(angle)};
    line.count = 3;
    /* A line that goes back upon itself covers the same ground twice. */
    const bool back = fabs(cos((angle + 0.0666) / 2)) < 0.35;
    compare(&line, back ? 255 : 60, back ? 0.5 : 0.035);
}

START_TEST(cornerIsJoined)
{
    for (int turn = 0; turn < 18; turn++)
        check_corner((unsigned)_i, 0.35 * turn);
}
END_TEST

/* A way in small steps that turns slowly, as streets and rivers do; of the widest the inner rims overlap. */
START_TEST(windingLineIsFollowed)
{
    Line line = make_line((unsigned)_i);
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
    double heading = 0.4;
    Point at = {14, 22};
    for (line.count = 0; line.count < 30; line.count++) {
        line.points[line.count] = at;
        heading += g_rand_double_range(random, -0.25, 0.3);
        at = (Point){at.x + 2.2 * cos(heading), at.y + 2.2 * sin(heading)};
    }
    compare(&line, 110, 0.05);
}
END_TEST

START_TEST(ringIsClosed)
{
    Line line = make_line((unsigned)_i);
    line.closed = true;
    for (line.count = 0; line.count < 8; line.count++) {
        const double angle = 2 * G_PI * (double)line.count / 7;
        line.points[line.count] = (Point){48 + 30 * cos(angle), 48 + 24 * sin(angle)};
    }
    line.points[7] = line.points[0];
    compare(&line, 60, 0.03);
}
END_TEST

START_TEST(repeatedPointsDoNotShow)
{
    Line plain = make_line((unsigned)_i), repeated = plain;
    const Point points[] = {{20, 20}, {60, 30}, {50, 70}};
    for (size_t i = 0; i < 3; i++) {
        plain.points[plain.count++] = points[i];
        for (int times = 0; times < 3; times++)
            repeated.points[repeated.count++] = points[i];
    }
    g_autofree uint8_t *a = covered(&plain), *b = covered(&repeated);
    ck_assert_mem_eq(a, b, SIDE * SIDE);
}
END_TEST

START_TEST(pointsWithoutPlaceArePassedOver)
{
    Line plain = make_line((unsigned)_i), broken = plain;
    const Point points[] = {{20, 20}, {60, 30}, {50, 70}};
    const double nowhere[] = {NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 3; i++) {
        plain.points[plain.count++] = points[i];
        broken.points[broken.count++] = points[i];
        broken.points[broken.count++] = (Point){nowhere[i], 30};
    }
    g_autofree uint8_t *a = covered(&plain), *b = covered(&broken);
    ck_assert_mem_eq(a, b, SIDE * SIDE);
}
END_TEST

START_TEST(singlePointIsLeftToOthers)
{
    const Line line = make_line(5);
    const Point points[] = {{20, 20}, {20, 20}};
    g_autoptr(Coverage) coverage = coverage_new(SIDE, SIDE);
    coverage_begin(coverage, TILE);
    ck_assert(!outline_add(coverage, points, 2, false, &line.stroke));
    ck_assert(!outline_add(coverage, points, 0, false, &line.stroke));
    g_autofree uint32_t *pixels = g_new0(uint32_t, SIDE * SIDE);
    coverage_paint(coverage, line.stroke.color, pixels, SIDE);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        ck_assert_uint_eq(pixels[i], 0);
}
END_TEST

START_TEST(widthBeyondAllUseIsLeftToOthers)
{
    const double widths[] = {INFINITY, NAN, 1e300, 0, -1};
    const Point points[] = {{20, 20}, {40, 20}};
    g_autoptr(Coverage) coverage = coverage_new(SIDE, SIDE);
    coverage_begin(coverage, TILE);
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
        const Stroke stroke = {
            .color = {0, 0, 0, 1}, .width = widths[i], .join = JOIN_ROUND, .cap = CAP_ROUND};
        ck_assert(!outline_add(coverage, points, 2, false, &stroke));
    }
}
END_TEST

Suite *outline_suite(void);
Suite *outline_suite(void)
{
    Suite *suite = suite_create("paint/outline");
    TCase *tests = tcase_create("strokes");
    tcase_add_loop_test(tests, straightLineIsExact, 0, 15);
    tcase_add_loop_test(tests, cornerIsJoined, 0, 45);
    tcase_add_loop_test(tests, windingLineIsFollowed, 0, 45);
    tcase_add_loop_test(tests, ringIsClosed, 0, 45);
    tcase_add_loop_test(tests, repeatedPointsDoNotShow, 0, 45);
    tcase_add_loop_test(tests, pointsWithoutPlaceArePassedOver, 0, 45);
    tcase_add_test(tests, singlePointIsLeftToOthers);
    tcase_add_test(tests, widthBeyondAllUseIsLeftToOthers);
    suite_add_tcase(suite, tests);
    return suite;
}
