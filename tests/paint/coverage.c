/* Areas against what is known of them, and against cairo's on a finer grid. */
#include "paint/coverage.h"

#include "paint/samples.h"
#include "support.h"

#include <math.h>
#include <string.h>

enum { SIDE = 64 };
static const Box TILE = {100, 200, 100 + SIDE, 200 + SIDE};
static const Color BLACK = {0, 0, 0, 1};

/* Alpha of all pixels of the tile after the area is painted in black on nothing. */
static uint8_t *painted(Coverage *coverage)
{
    g_autofree uint32_t *pixels = g_new0(uint32_t, SIDE * SIDE);
    uint8_t *alpha = g_new(uint8_t, SIDE * SIDE);
    coverage_paint(coverage, BLACK, pixels, SIDE);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        alpha[i] = (uint8_t)(pixels[i] >> 24);
    return alpha;
}

static void add_polygon(Coverage *coverage, const Point *corners, size_t count)
{
    for (size_t i = 0; i < count; i++)
        coverage_add_edge(coverage, corners[i], corners[(i + 1) % count]);
}

static void add_box(Coverage *coverage, double x, double y, double x_end, double y_end)
{
    const Point corners[] = {{x, y}, {x_end, y}, {x_end, y_end}, {x, y_end}};
    add_polygon(coverage, corners, 4);
}

static Coverage *begun(void)
{
    Coverage *coverage = coverage_new(SIDE, SIDE);
    coverage_begin(coverage, TILE);
    return coverage;
}

static double total(const uint8_t *alpha)
{
    double sum = 0;
    for (size_t i = 0; i < SIDE * SIDE; i++)
        sum += alpha[i];
    return sum / 255;
}

START_TEST(boxCoversItsPixels)
{
    g_autoptr(Coverage) coverage = begun();
    add_box(coverage, 110, 210, 120, 213);
    g_autofree uint8_t *alpha = painted(coverage);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            ck_assert_uint_eq(alpha[y * SIDE + x], x >= 10 && x < 20 && y >= 10 && y < 13 ? 255 : 0);
}
END_TEST

START_TEST(pixelIsCoveredInPart)
{
    g_autoptr(Coverage) coverage = begun();
    add_box(coverage, 110.25, 210.5, 111.75, 211.5);
    g_autofree uint8_t *alpha = painted(coverage);
    static const struct {
        int x, y;
        double part;
    } expected[] = {{10, 10, .375}, {11, 10, .375}, {10, 11, .375}, {11, 11, .375}, {12, 10, 0}, {9, 11, 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        ck_assert_uint_eq(alpha[expected[i].y * SIDE + expected[i].x],
                          (unsigned)(expected[i].part * 255 + 0.5));
}
END_TEST

START_TEST(triangleCoversItsArea)
{
    g_autoptr(Coverage) coverage = begun();
    const Point corners[] = {{103.3, 204.1}, {160.7, 215.9}, {121.2, 262.4}};
    add_polygon(coverage, corners, 3);
    g_autofree uint8_t *alpha = painted(coverage);
    const double area = fabs((corners[1].x - corners[0].x) * (corners[2].y - corners[0].y) -
                             (corners[2].x - corners[0].x) * (corners[1].y - corners[0].y)) /
                        2;
    ck_assert_double_eq_tol(total(alpha), area, 0.3);
}
END_TEST

START_TEST(neighboursMeetWithoutSeam)
{
    g_autoptr(Coverage) coverage = begun();
    const Point left[] = {{105, 205}, {131.37, 205}, {140.91, 255}, {105, 255}},
                right[] = {{131.37, 205}, {160, 205}, {160, 255}, {140.91, 255}};
    add_polygon(coverage, left, 4);
    add_polygon(coverage, right, 4);
    g_autofree uint8_t *alpha = painted(coverage);
    for (int y = 5; y < 55; y++)
        for (int x = 5; x < 60; x++)
            ck_assert_uint_eq(alpha[y * SIDE + x], 255);
}
END_TEST

START_TEST(overlapCountsOnceAndHoleStaysOpen)
{
    g_autoptr(Coverage) coverage = begun();
    add_box(coverage, 105, 205, 145, 245);
    add_box(coverage, 125, 225, 160, 260);
    const Point hole[] = {{110, 210}, {110, 220}, {120, 220}, {120, 210}};
    add_polygon(coverage, hole, 4);
    g_autofree uint8_t *alpha = painted(coverage);
    ck_assert_uint_eq(alpha[35 * SIDE + 35], 255);
    ck_assert_uint_eq(alpha[15 * SIDE + 15], 0);
    ck_assert_double_eq_tol(total(alpha), 40 * 40 + 35 * 35 - 20 * 20 - 10 * 10, 1e-6);
}
END_TEST

/* What lies beyond each side of the tile, and across it. */
START_TEST(areaBeyondTheTileIsCut)
{
    g_autoptr(Coverage) coverage = begun();
    const Point corners[] = {{-900, 150}, {2000, 230.5}, {130, 3000}};
    add_polygon(coverage, corners, 3);
    g_autofree uint8_t *alpha = painted(coverage);
    g_autoptr(Coverage) large = coverage_new(512, 512);
    coverage_begin(large, (Box){0, 0, 512, 512});
    add_polygon(large, corners, 3);
    g_autofree uint32_t *pixels = g_new0(uint32_t, 512 * 512);
    coverage_paint(large, BLACK, pixels, 512);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            ck_assert_int_le(abs((int)(pixels[(y + 200) * 512 + x + 100] >> 24) - alpha[y * SIDE + x]), 1);
}
END_TEST

START_TEST(nothingIsLeftAfterPainting)
{
    g_autoptr(Coverage) coverage = begun();
    add_box(coverage, 110.3, 210.3, 150.8, 250.1);
    g_autofree uint8_t *first = painted(coverage);
    coverage_begin(coverage, TILE);
    g_autofree uint8_t *second = painted(coverage);
    ck_assert(total(first) > 1);
    ck_assert_double_eq(total(second), 0);
}
END_TEST

START_TEST(edgeWithoutPlaceIsIgnored)
{
    g_autoptr(Coverage) coverage = begun();
    coverage_add_edge(coverage, (Point){NAN, 210}, (Point){120, 220});
    coverage_add_edge(coverage, (Point){120, 210}, (Point){120, INFINITY});
    coverage_add_edge(coverage, (Point){1e300, -1e300}, (Point){1e300, 1e300});
    g_autofree uint8_t *alpha = painted(coverage);
    ck_assert_double_eq(total(alpha), 0);
}
END_TEST

START_TEST(ringPassesOverWhatHasNoPlace)
{
    g_autoptr(Coverage) coverage = begun();
    Point corners[] = {{NAN, 0}, {110, 210}, {120, INFINITY}, {120, 210}, {120, 220}, {NAN, NAN}, {110, 220}};
    size_t ends[] = {0, 7};
    const Geometry rings = {
        .type = GEOMETRY_POLYGON, .point_count = 7, .points = corners, .part_count = 2, .part_ends = ends};
    coverage_add_rings(coverage, &rings);
    g_autofree uint8_t *alpha = painted(coverage);
    ck_assert_double_eq_tol(total(alpha), 100, 1e-9);
}
END_TEST

/* ---- against cairo ---- */

/* A ring without crossings: its corners lie round a middle, by angle. */
static GArray *star(GRand *random, double reach)
{
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(Point));
    const int count = g_rand_int_range(random, 3, 40);
    for (int i = 0; i < count; i++) {
        const double angle = 2 * G_PI * i / count, radius = g_rand_double_range(random, 3, reach);
        const Point corner = {132 + radius * cos(angle), 232 + radius * sin(angle)};
        g_array_append_val(corners, corner);
    }
    return corners;
}

enum { FINE = 8 };

static void fill_with_cairo(cairo_t *cr, const void *user)
{
    const GArray *corners = user;
    cairo_translate(cr, -TILE.x_min, -TILE.y_min);
    for (guint i = 0; i < corners->len; i++)
        cairo_line_to(cr, g_array_index(corners, Point, i).x, g_array_index(corners, Point, i).y);
    cairo_fill(cr);
}

START_TEST(coverageIsThatOfManySamples)
{
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
    g_autoptr(GArray) corners = star(random, _i % 2 ? 30 : 300);
    g_autoptr(Coverage) coverage = begun();
    add_polygon(coverage, (const Point *)(const void *)corners->data, corners->len);
    g_autofree uint8_t *alpha = painted(coverage);
    g_autofree double *expected = sample_pixels(SIDE, FINE, fill_with_cairo, corners);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        ck_assert_double_eq_tol(alpha[i], expected[i], 4);
}
END_TEST

/* ---- colours ---- */

START_TEST(opaqueColourIsThatOfCairo)
{
    const Color color = {208 / 255.0, 0.3, 0.77, 1};
    uint32_t ours = 0x80402010, theirs = 0x80402010;
    g_autoptr(Coverage) coverage = coverage_new(1, 1);
    coverage_begin(coverage, (Box){0, 0, 1, 1});
    add_box(coverage, -1, -1, 2, 2);
    coverage_paint(coverage, color, &ours, 1);
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data((unsigned char *)&theirs, CAIRO_FORMAT_ARGB32, 1, 1, 4);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    ck_assert_uint_eq(ours, theirs);
}
END_TEST

static int difference(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8)
        most = MAX(most, abs((int)(a >> shift & 255) - (int)(b >> shift & 255)));
    return most;
}

/* Painted by cairo or by ourselves, over what is there. */
START_TEST(bothWaysOfPaintingAgree)
{
    const Color color = {0.8, 0.4, 0.1, 0.6};
    g_autofree uint32_t *ours = g_new(uint32_t, SIDE * SIDE), *theirs = g_new(uint32_t, SIDE * SIDE);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        ours[i] = theirs[i] = 0xff000000 | (uint32_t)i * 4099 % 0xffffff;
    cairo_surface_t *surface = cairo_image_surface_create_for_data((unsigned char *)theirs,
                                                                   CAIRO_FORMAT_ARGB32, SIDE, SIDE, SIDE * 4);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, -TILE.x_min, -TILE.y_min);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    g_autoptr(GArray) corners = star(random, 40);
    g_autoptr(Coverage) coverage = begun();
    add_polygon(coverage, (const Point *)(const void *)corners->data, corners->len);
    coverage_paint(coverage, color, ours, SIDE);
    coverage_begin(coverage, TILE);
    add_polygon(coverage, (const Point *)(const void *)corners->data, corners->len);
    coverage_paint_cairo(coverage, color, cr);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    size_t changed = 0;
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        ck_assert_int_le(difference(ours[i], theirs[i]), 1);
        changed += theirs[i] != (0xff000000 | (uint32_t)i * 4099 % 0xffffff);
    }
    ck_assert_uint_gt(changed, 100);
}
END_TEST

Suite *coverage_suite(void);
Suite *coverage_suite(void)
{
    Suite *suite = suite_create("paint/coverage");
    TCase *areas = tcase_create("areas"), *samples = tcase_create("samples"),
          *colors = tcase_create("colors");
    tcase_add_test(areas, boxCoversItsPixels);
    tcase_add_test(areas, pixelIsCoveredInPart);
    tcase_add_test(areas, triangleCoversItsArea);
    tcase_add_test(areas, neighboursMeetWithoutSeam);
    tcase_add_test(areas, overlapCountsOnceAndHoleStaysOpen);
    tcase_add_test(areas, areaBeyondTheTileIsCut);
    tcase_add_test(areas, nothingIsLeftAfterPainting);
    tcase_add_test(areas, edgeWithoutPlaceIsIgnored);
    tcase_add_test(areas, ringPassesOverWhatHasNoPlace);
    tcase_add_loop_test(samples, coverageIsThatOfManySamples, 0, 8);
    tcase_add_test(colors, opaqueColourIsThatOfCairo);
    tcase_add_test(colors, bothWaysOfPaintingAgree);
    suite_add_tcase(suite, areas);
    suite_add_tcase(suite, samples);
    suite_add_tcase(suite, colors);
    return suite;
}
