/* TiledPages painted in tiles, against the same calls painted at once, and against themselves. */
#include "paint/tiled_page.h"

#include "base/parallel.h"
#include "paint/canvas_cairo.h"
#include "support.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

enum { WIDTH = 300, HEIGHT = 200, ITEMS = 60 };
static const double SCALE = 1.5;

/* ---- drawings by chance ---- */

typedef struct {
    unsigned seeds[ITEMS]; /* of each item: one that changes gets a new seed */
} Drawing;

static double between(GRand *random, double low, double high)
{
    return g_rand_double_range(random, low, high);
}

static Color color(GRand *random)
{
    const double alpha = g_rand_boolean(random) ? 1 : 0.5;
    return (Color){between(random, 0, 1), between(random, 0, 1), between(random, 0, 1), alpha};
}

static Geometry make_geometry(GRand *random, GeometryType type)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (int parts = g_rand_int_range(random, 1, 3); parts > 0; parts--) {
        Point point = {between(random, -20, 220), between(random, -20, 150)};
        const Point first = point;
        const double step = g_rand_boolean(random) ? 8 : 60;
        for (int count = g_rand_int_range(random, 3, 30); count > 0; count--) {
            geometry_builder_add_point(&builder, point);
            point = (Point){point.x + between(random, -step, step), point.y + between(random, -step, step)};
        }
        if (type == GEOMETRY_POLYGON)
            geometry_builder_add_point(&builder, first);
        geometry_builder_end_part(&builder);
        if (type == GEOMETRY_POLYGON)
            geometry_builder_end_polygon(&builder);
    }
    Geometry geometry = geometry_builder_take(&builder, type, true);
    geometry_builder_clear(&builder);
    return geometry;
}

static void draw_line(GRand *random, Canvas *canvas)
{
    static const double dashes[] = {7, 4, 1, 4};
    const bool dashed = g_rand_int_range(random, 0, 4) == 0;
    Geometry lines = make_geometry(random, g_rand_boolean(random) ? GEOMETRY_LINE : GEOMETRY_POLYGON);
    const Stroke stroke = {.color = color(random),
                           .width = between(random, 0.3, 9),
                           .cap = (LineCap)g_rand_int_range(random, 0, 3),
                           .join = (LineJoin)g_rand_int_range(random, 0, 3),
                           .miter_limit = 4,
                           .dash_count = dashed ? 4 : 0,
                           .dashes = dashes,
                           .dash_offset = 3};
    canvas_stroke(canvas, &lines, &stroke);
    geometry_clear(&lines);
}

static void draw_area(GRand *random, Canvas *canvas)
{
    Geometry area = make_geometry(random, GEOMETRY_POLYGON);
    canvas_fill(canvas, &area, color(random), g_rand_int_range(random, 0, 5) > 0);
    geometry_clear(&area);
}

static void draw_text(GRand *random, Canvas *canvas)
{
    const Point curve[] = {{20, 100}, {60, 80}, {120, 90}, {180, 60}};
    const bool curved = g_rand_boolean(random);
    const TextRun run = {.text = "Hôtel de Ville",
                         .font = "Lato Italic",
                         .size = between(random, 6, 20),
                         .color = color(random),
                         .halo_color = {1, 1, 1, 1},
                         .halo_width = 1.5,
                         .origin = {between(random, 0, 150), between(random, 0, 130)},
                         .angle = between(random, -1, 1),
                         .curve_count = curved ? 4 : 0,
                         .curve = curve};
    canvas_text(canvas, &run, 1);
}

static void draw_disc(GRand *random, Canvas *canvas)
{
    const Point center = {between(random, 0, 200), between(random, 0, 130)};
    const Stroke outline = {.color = color(random), .width = 2};
    const ColorStop stops[] = {{0, color(random)}, {1, {0, 0, 0, 0}}};
    if (g_rand_boolean(random))
        canvas_circle(canvas, center, between(random, 1, 15), color(random), &outline);
    else
        canvas_soft_disc(canvas, center, between(random, 1, 15), stops, 2);
}

static void draw_item(GRand *random, Canvas *canvas)
{
    static void (*const kinds[])(GRand *, Canvas *) = {draw_line, draw_line, draw_area, draw_text, draw_disc};
    const bool group = g_rand_int_range(random, 0, 6) == 0, clip = g_rand_int_range(random, 0, 6) == 0;
    Geometry hole = make_geometry(random, GEOMETRY_POLYGON);
    if (group)
        canvas_begin_layer(canvas, NULL, NULL, 0.6);
    if (clip)
        canvas_push_clip(canvas, &hole);
    for (int i = g_rand_int_range(random, 1, 4); i > 0; i--)
        kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))](random, canvas);
    if (clip)
        canvas_pop(canvas);
    if (group)
        canvas_end_layer(canvas);
    geometry_clear(&hole);
}

static void draw(const Drawing *drawing, Canvas *canvas)
{
    Point corners[] = {{10.3, 8.7}, {190.3, 8.7}, {190.3, 125.2}, {10.3, 125.2}, {10.3, 8.7}};
    size_t end = 5;
    const Geometry frame = {
        .type = GEOMETRY_POLYGON, .point_count = 5, .points = corners, .part_count = 1, .part_ends = &end};
    canvas_push_clip(canvas, &frame);
    canvas_push_translate(canvas, 3.3, 2.1);
    for (size_t i = 0; i < ITEMS; i++) {
        g_autoptr(GRand) random = g_rand_new_with_seed(drawing->seeds[i]);
        draw_item(random, canvas);
    }
    canvas_pop(canvas);
    canvas_pop(canvas);
}

static Drawing make_drawing(unsigned seed)
{
    Drawing drawing;
    for (unsigned i = 0; i < ITEMS; i++)
        drawing.seeds[i] = seed * 1000 + i;
    return drawing;
}

/* ---- painting ---- */

static uint32_t *copy_pixels(TiledPage *picture)
{
    uint32_t *pixels = g_new(uint32_t, (size_t)WIDTH * HEIGHT), *next = pixels;
    for (size_t band = 0; band < tiled_page_band_count(picture); band++) {
        const size_t count = (size_t)tiled_page_band_rows(picture, band) * WIDTH;
        const uint32_t *rows = tiled_page_band(picture, band, NULL);
        ck_assert_ptr_nonnull(rows);
        memcpy(next, rows, count * sizeof *rows);
        next += count;
    }
    return pixels;
}

static uint32_t *paint_picture(TiledPage *picture, const Drawing *drawing)
{
    draw(drawing, tiled_page_begin(picture));
    return copy_pixels(picture);
}

static uint32_t *paint_once(const Drawing *drawing)
{
    g_autoptr(TiledPage) picture = tiled_page_new(WIDTH, HEIGHT, SCALE, false, false);
    return paint_picture(picture, drawing);
}

static uint32_t *paint_whole(const Drawing *drawing)
{
    uint32_t *pixels = g_new0(uint32_t, (size_t)WIDTH * HEIGHT);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT, WIDTH * 4);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, SCALE, SCALE);
    Canvas *canvas = canvas_cairo_new(cr);
    draw(drawing, canvas);
    canvas_cairo_free(canvas);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return pixels;
}

static int difference(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8)
        most = MAX(most, abs((int)(a >> shift & 255) - (int)(b >> shift & 255)));
    return most;
}

/* Cutting calls down to a tile shows as rounding, and where antialiased edges of clips meet what they cut;
 * exact coverage instead of cairo's samples where rims of the same tangled shape share a pixel. */
START_TEST(tilesMakeTheWhole)
{
    const Drawing drawing = make_drawing((unsigned)_i + 1);
    g_autofree uint32_t *tiles = paint_once(&drawing), *whole = paint_whole(&drawing);
    size_t little = 0, much = 0;
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) {
        little += difference(tiles[i], whole[i]) > 6;
        much += difference(tiles[i], whole[i]) > 60;
    }
    ck_assert_msg(little < (size_t)WIDTH * HEIGHT / 70, "%zu pixels differ", little);
    ck_assert_msg(much < (size_t)WIDTH * HEIGHT / 1500, "%zu pixels differ much", much);
}
END_TEST

/* Whatever was shown before, the bytes are those of the page alone. */
START_TEST(keptTiledPageEqualsFreshOne)
{
    g_autoptr(TiledPage) kept = tiled_page_new(WIDTH, HEIGHT, SCALE, false, true);
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
    Drawing drawing = make_drawing((unsigned)_i + 100);
    for (int page = 0; page < 12; page++) {
        for (int change = g_rand_int_range(random, 0, 4); change > 0; change--)
            drawing.seeds[g_rand_int_range(random, 0, ITEMS)] = g_rand_int(random);
        g_autofree uint32_t *found = paint_picture(kept, &drawing), *expected = paint_once(&drawing);
        ck_assert_msg(memcmp(found, expected, sizeof(uint32_t) * WIDTH * HEIGHT) == 0, "page %d", page);
    }
}
END_TEST

typedef struct {
    TiledPage *picture;
    int width;
    GArray *pixels; /* of uint32_t */
} Threads;

static void *start_painter(void *user)
{
    return band_painter_new(((Threads *)user)->picture);
}

static void stop_painter(void *state)
{
    band_painter_free(state);
}

static void *paint_rows(size_t band, void *state, void *user, GError **error)
{
    const Threads *threads = user;
    const uint32_t *rows = band_painter_paint(state, band, error);
    const size_t count = (size_t)tiled_page_band_rows(threads->picture, band) * (size_t)threads->width;
    return rows ? g_memdup2(rows, count * sizeof *rows) : NULL;
}

static bool take_rows(size_t band, void *result, void *user, GError **error)
{
    (void)error;
    const Threads *threads = user;
    const int count = tiled_page_band_rows(threads->picture, band) * threads->width;
    g_array_append_vals(threads->pixels, result, (guint)count);
    g_free(result);
    return true;
}

/* The drawing several times beside itself, on a page with several bands. */
static GArray *paint_in_threads(int width, int height, unsigned jobs)
{
    g_autoptr(TiledPage) picture = tiled_page_new(width, height, SCALE, false, false);
    Canvas *canvas = tiled_page_begin(picture);
    for (unsigned i = 0; i < 20; i++) {
        const Drawing drawing = make_drawing(i + 50);
        canvas_push_translate(canvas, 137.3 * (i % 5), 210.7 * (i / 5));
        draw(&drawing, canvas);
        canvas_pop(canvas);
    }
    Threads threads = {picture, width, g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    const ParallelPlan plan = {.count = tiled_page_band_count(picture),
                               .batch = 1,
                               .jobs = jobs,
                               .user = &threads,
                               .start = start_painter,
                               .stop = stop_painter,
                               .work = paint_rows,
                               .deliver = take_rows,
                               .drop = g_free};
    ck_assert(parallel_run(&plan, NULL));
    return threads.pixels;
}

/* Pixels all in memory, or those of a row of tiles for each thread. */
START_TEST(threadsPaintTheSame)
{
    static const int sizes[][2] = {{1100, 1300}, {8600, 1000}};
    const int width = sizes[_i][0], height = sizes[_i][1];
    g_autoptr(GArray) one = paint_in_threads(width, height, 1);
    ck_assert_uint_eq(one->len, (guint)width * (guint)height);
    for (unsigned jobs = 2; jobs <= 3; jobs++) {
        g_autoptr(GArray) more = paint_in_threads(width, height, jobs);
        ck_assert_int_eq(memcmp(one->data, more->data, one->len * sizeof(uint32_t)), 0);
    }
}
END_TEST

/* Two megabytes of vertices. */
static void draw_much(Canvas *canvas, double x)
{
    enum { VERTICES = 1 << 17 };
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (int i = 0; i <= VERTICES; i++)
        geometry_builder_add_point(
            &builder, (Point){x + 30 * cos(G_PI * 2 * i / VERTICES), 50 + 30 * sin(G_PI * 2 * i / VERTICES)});
    geometry_builder_end_part(&builder);
    geometry_builder_end_polygon(&builder);
    Geometry star = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    canvas_fill(canvas, &star, (Color){1, 0, 0, 0.5}, true);
    geometry_clear(&star);
}

/* A page too full to be remembered is painted in between; a kept one remembers it all. */
START_TEST(fullPageIsPaintedInBetween)
{
    g_autoptr(TiledPage) kept = tiled_page_new(WIDTH, HEIGHT, SCALE, false, true),
                         passing = tiled_page_new(WIDTH, HEIGHT, SCALE, false, false);
    TiledPage *const pages[] = {kept, passing};
    uint32_t *found[2];
    for (int page = 0; page < 2; page++) {
        Canvas *canvas = tiled_page_begin(pages[page]);
        canvas_begin_layer(canvas, "layer", NULL, 1);
        canvas_push_translate(canvas, 3, 2);
        for (unsigned seed = 0; seed < 6; seed++) {
            const Drawing drawing = make_drawing(seed);
            draw(&drawing, canvas);
            draw_much(canvas, 20 * seed);
        }
        canvas_pop(canvas);
        canvas_end_layer(canvas);
        found[page] = copy_pixels(pages[page]);
    }
    ck_assert_int_eq(memcmp(found[0], found[1], sizeof(uint32_t) * WIDTH * HEIGHT), 0);
    g_free(found[0]);
    g_free(found[1]);
}
END_TEST

START_TEST(sumTellsPagesApart)
{
    g_autoptr(TiledPage) picture = tiled_page_new(WIDTH, HEIGHT, SCALE, false, false);
    Drawing drawing = make_drawing(5);
    draw(&drawing, tiled_page_begin(picture));
    const uint64_t first = tiled_page_sum(picture);
    draw(&drawing, tiled_page_begin(picture));
    ck_assert_uint_eq(tiled_page_sum(picture), first);
    drawing.seeds[ITEMS / 2]++;
    draw(&drawing, tiled_page_begin(picture));
    ck_assert_uint_ne(tiled_page_sum(picture), first);
}
END_TEST

START_TEST(emptyPageIsClear)
{
    g_autoptr(TiledPage) kept = tiled_page_new(70, 5, 1, false, true);
    tiled_page_begin(kept);
    const uint32_t *rows = tiled_page_band(kept, 0, NULL);
    for (size_t i = 0; i < 70 * 5; i++)
        ck_assert_uint_eq(rows[i], 0);
}
END_TEST

Suite *tiled_page_suite(void);

Suite *tiled_page_suite(void)
{
    Suite *suite = suite_create("tiled page");
    TCase *cases = tcase_create("tiled page");
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, tilesMakeTheWhole, 0, 20);
    tcase_add_loop_test(cases, keptTiledPageEqualsFreshOne, 0, 10);
    tcase_add_loop_test(cases, threadsPaintTheSame, 0, 2);
    tcase_add_test(cases, fullPageIsPaintedInBetween);
    tcase_add_test(cases, sumTellsPagesApart);
    tcase_add_test(cases, emptyPageIsClear);
    suite_add_tcase(suite, cases);
    return suite;
}
