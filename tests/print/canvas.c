/* The map painter's canvas on a page that is to be printed. */
#include "paint/canvas_cairo.h"
#include "print/pdf.h"
#include "print/sample.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static const Color BLACK = {0, 0, 0, 1}, WHITE = {1, 1, 1, 1}, RED = {0.7, 0.1, 0.1, 1};

static TextRun make_run(const char *text, double x, double y, double angle)
{
    return (TextRun){.text = text,
                     .font = "sans",
                     .size = 12,
                     .color = BLACK,
                     .halo_color = WHITE,
                     .halo_width = 1.5,
                     .origin = {x, y},
                     .angle = angle,
                     .width = 60};
}

static void paint_with(cairo_t *cr, InkKeys *keys, bool curves)
{
    Canvas *canvas = canvas_cairo_new(cr);
    canvas_cairo_set_print(canvas, keys, curves);
    canvas_begin_layer(canvas, "map", NULL, 1);
    canvas_circle(canvas, (Point){20, 20}, 5, RED, NULL);
    canvas_begin_layer(canvas, "ground", "Terrain", 0.5);
    canvas_begin_layer(canvas, "inner", NULL, 1); /* in a group: cairo could not tag it */
    canvas_circle(canvas, (Point){50, 50}, 20, RED, NULL);
    canvas_end_layer(canvas);
    canvas_end_layer(canvas);
    canvas_begin_layer(canvas, "names", NULL, 1);
    const TextRun lines[] = {make_run("Gare des marchandises", 100, 40, 0), make_run("du Nord", 120, 56, 0)};
    const TextRun broken[] = {make_run("PORTE-", 100, 80, 0), make_run("DAUPHINE", 100, 96, 0)};
    const TextRun level = make_run("Vanves", 20, 150, 0), turned = make_run("rue Haxo", 60, 150, 0.4);
    const TextRun curved = {.text = "La Seine",
                            .font = "sans",
                            .size = 12,
                            .color = BLACK,
                            .width = 60,
                            .curve_count = 3,
                            .curve = (const Point[]){{150, 150}, {190, 140}, {250, 160}}};
    canvas->calls->text(canvas, lines, 2);
    canvas->calls->text(canvas, broken, 2);
    canvas->calls->text(canvas, &level, 1);
    canvas->calls->text(canvas, &turned, 1);
    canvas->calls->text(canvas, &curved, 1);
    canvas_end_layer(canvas);
    canvas_circle(canvas, (Point){20, 20}, 5, RED, NULL);
    canvas_end_layer(canvas);
    canvas_cairo_free(canvas);
}

static void paint_texts(cairo_t *cr, InkKeys *keys)
{
    paint_with(cr, keys, false);
}

static void paint_curves(cairo_t *cr, InkKeys *keys)
{
    paint_with(cr, keys, true);
}

static char *print_content(SamplePainter paint)
{
    g_autoptr(Sample) sample = sample_paint("coated-fogra39", paint);
    g_autoptr(GBytes) bytes = sample_finish(sample);
    gsize size;
    const void *start = g_bytes_get_data(bytes, &size);
    g_autoptr(Pdf) pdf = pdf_open("canvas", start, size, NULL);
    unsigned char *text = NULL;
    size_t length = 0;
    ck_assert_int_eq(qpdf_oh_get_page_content_data(pdf->qpdf, qpdf_get_page_n(pdf->qpdf, 0), &text, &length),
                     QPDF_SUCCESS);
    char *content = g_strndup((const char *)text, length);
    free(text);
    return content;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *p = strstr(text, part); p; p = strstr(p + 1, part))
        count++;
    return count;
}

/* How often a content says these words. */
static size_t count_words(const char *content, const char *words)
{
    GString *hexadecimal = g_string_new("<FEFF");
    for (const char *c = words; *c; c++)
        g_string_append_printf(hexadecimal, "%04X", (unsigned)*c);
    g_string_append_c(hexadecimal, '>');
    const size_t count = count_of(content, hexadecimal->str);
    g_string_free(hexadecimal, TRUE);
    return count;
}

/* "map" paints before and after its inner layers; "inner" is part of the translucent "Terrain". */
START_TEST(layersAreThoseThatPaint)
{
    static const char *const names[] = {"map", "Terrain", "names", "map"};
    g_autoptr(Sample) sample = sample_paint("coated-fogra39", paint_texts);
    g_autofree char *content = print_content(paint_texts);
    ck_assert_uint_eq(ink_keys_layer_count(sample->keys), G_N_ELEMENTS(names));
    ck_assert_uint_eq(count_of(content, "/OC /Lay"), G_N_ELEMENTS(names));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        ck_assert_str_eq(ink_keys_layer(sample->keys, i), names[i]);
}
END_TEST

START_TEST(labelsAreSaidWhole)
{
    g_autofree char *content = print_content(paint_texts);
    ck_assert_uint_eq(count_words(content, "Gare des marchandises du Nord"), 1);
    ck_assert_uint_eq(count_words(content, "PORTE-DAUPHINE"), 1);
    ck_assert_uint_eq(count_words(content, "rue Haxo"), 1);
    ck_assert_uint_eq(count_words(content, "La Seine"), 1);
    ck_assert_uint_eq(count_words(content, "Vanves"), 0); /* level: its letters say it */
}
END_TEST

/* Style pixels to points, both sides of the outline. */
START_TEST(halosAreOutlinesOfText)
{
    g_autofree char *content = print_content(paint_texts);
    ck_assert_uint_eq(count_of(content, " 1 Tr"), 4);
    ck_assert_uint_eq(count_of(content, "3.0000 w 1 j 1 J"), 4);
    ck_assert_uint_eq(count_of(content, "0.019283"), 0);
}
END_TEST

START_TEST(curvesHaveNoText)
{
    g_autofree char *content = print_content(paint_curves);
    ck_assert_uint_eq(count_of(content, "BT"), 0);
    ck_assert_uint_eq(count_of(content, "ActualText"), 0);
    ck_assert_uint_eq(count_of(content, "/OC /Lay"), 4);
}
END_TEST

static void paint_hatch(cairo_t *cr, InkKeys *keys)
{
    g_autoptr(Sprite) sprite = sprite_new();
    ck_assert(sprite_add(sprite, SOURCE_DIR "/styles/icons", "", 1, NULL));
    Point points[] = {{20, 20}, {90, 30}, {60, 120}, {20, 20}};
    size_t end = 4;
    const Geometry area = {
        .type = GEOMETRY_POLYGON, .points = points, .point_count = 4, .part_ends = &end, .part_count = 1};
    const Matrix matrix = {.xx = 1, .yy = 1, .x0 = 5, .y0 = 5};
    Canvas *canvas = canvas_cairo_new(cr);
    canvas_cairo_set_print(canvas, keys, false);
    canvas_pattern(canvas, &area, sprite_lookup(sprite, "hatch-gain"), &matrix, false, 1, BLACK);
    canvas_cairo_free(canvas);
}

/* The area itself is filled: a clip around a painted tile came out empty. */
START_TEST(hatchesFillTheirArea)
{
    g_autofree char *content = print_content(paint_hatch);
    const char *hatch = strstr(content, " scn");
    ck_assert_ptr_nonnull(hatch);
    ck_assert_msg(strstr(hatch, "126.852 66.852 l") != NULL, "%s", hatch);
    ck_assert_ptr_null(strstr(content, "0 0 m W n"));
}
END_TEST

Suite *canvas_suite(void);
Suite *canvas_suite(void)
{
    Suite *suite = suite_create("print/canvas");
    TCase *cases = tcase_create("canvas");
    tcase_add_test(cases, layersAreThoseThatPaint);
    tcase_add_test(cases, labelsAreSaidWhole);
    tcase_add_test(cases, halosAreOutlinesOfText);
    tcase_add_test(cases, curvesHaveNoText);
    tcase_add_test(cases, hatchesFillTheirArea);
    suite_add_tcase(suite, cases);
    return suite;
}
