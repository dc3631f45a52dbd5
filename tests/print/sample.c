#include "print/sample.h"

#include "base/cleanup.h"
#include "support.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

static const double WIDTH = 300, HEIGHT = 200;

void sample_color(cairo_t *cr, Color color)
{
    cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
}

void sample_text(cairo_t *cr, const char *text, double size, double x, double y, double angle)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_rotate(cr, angle);
    PangoLayout *layout = pango_cairo_create_layout(cr);
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
    PangoFontDescription *font = pango_font_description_from_string("sans");
    pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    cairo_move_to(cr, 0, 0);
    pango_cairo_show_layout(cr, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_restore(cr);
}

static void begin_layer(cairo_t *cr, InkKeys *keys, const char *title)
{
    ink_keys_begin_layer(keys, title);
    cairo_tag_begin(cr, "Sect", "");
}

static void paint_ground(cairo_t *cr, InkKeys *keys)
{
    begin_layer(cr, keys, "Terrain");
    cairo_set_source_rgb(cr, 0.85, 0.88, 0.75);
    cairo_rectangle(cr, -20, -20, WIDTH + 40, HEIGHT + 40);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0.5, 0.5, 0.5);
    cairo_rectangle(cr, 10, 10, 60, 40);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0xd5 / 255.0, 0x2b / 255.0, 0x1e / 255.0);
    cairo_rectangle(cr, 80, 10, 60, 40);
    cairo_fill(cr);
    cairo_tag_end(cr, "Sect");
}

static void paint_gradient(cairo_t *cr)
{
    g_autoptr(cairo_pattern_t) gradient = cairo_pattern_create_linear(150, 0, 210, 0);
    cairo_pattern_add_color_stop_rgba(gradient, 0, 1, 0, 0, 1);
    cairo_pattern_add_color_stop_rgba(gradient, 0.5, 0, 0.6, 0.2, 0.8);
    cairo_pattern_add_color_stop_rgba(gradient, 1, 0, 0, 0.7, 0);
    cairo_set_source(cr, gradient);
    cairo_rectangle(cr, 150, 10, 60, 40);
    cairo_fill(cr);
}

static void paint_image(cairo_t *cr)
{
    g_autoptr(cairo_surface_t) image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 40, 40);
    unsigned char *pixels = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    for (int y = 0; y < 40; y++)
        for (int x = 0; x < 40; x++)
            memcpy(pixels + y * stride + 4 * x,
                   (const unsigned char[4]){(unsigned char)(6 * x), (unsigned char)(6 * y), 90, 255}, 4);
    cairo_surface_mark_dirty(image);
    cairo_save(cr);
    cairo_translate(cr, 220, 10);
    cairo_scale(cr, 0.25, 0.25);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_rectangle(cr, 0, 0, 40, 40);
    cairo_fill(cr);
    cairo_restore(cr);
}

static void paint_group(cairo_t *cr, InkKeys *keys)
{
    begin_layer(cr, keys, "Front");
    cairo_push_group(cr);
    cairo_set_source_rgb(cr, 0.2, 0.3, 0.8);
    cairo_rectangle(cr, 20, 70, 80, 60);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_rectangle(cr, 60, 90, 80, 60);
    cairo_set_line_width(cr, 1.5);
    cairo_stroke(cr);
    cairo_pop_group_to_source(cr);
    cairo_paint_with_alpha(cr, 0.5);
    cairo_tag_end(cr, "Sect");
}

static void paint_name(cairo_t *cr, InkKeys *keys, const char *text, double x, double y, double angle)
{
    sample_color(cr, ink_keys_halo(keys, (Color){1, 1, 1, 1}, 2.4));
    sample_text(cr, text, 10, x, y, angle);
    sample_color(cr, ink_keys_text(keys, (Color){0, 0, 0, 1}, text));
    sample_text(cr, text, 10, x, y, angle);
}

static void paint_sample(cairo_t *cr, InkKeys *keys)
{
    paint_ground(cr, keys);
    paint_gradient(cr);
    paint_image(cr);
    paint_group(cr, keys);
    sample_color(cr, (Color){0, 0.6, 0.2, 1});
    cairo_rectangle(cr, 250, 10, 40, 40);
    cairo_fill(cr);
    begin_layer(cr, keys, "Noms & dates");
    paint_name(cr, keys, "Belleville", 120, 70, 0);
    paint_name(cr, keys, "Montmartre", 120, 110, 0.5);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_set_line_width(cr, 0.5);
    cairo_move_to(cr, 10, 190);
    cairo_line_to(cr, 290, 190);
    cairo_stroke(cr);
    cairo_tag_end(cr, "Sect");
}

static cairo_status_t collect(void *user, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(user, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static GBytes *paint_pdf(Sample *sample, SamplePainter paint)
{
    const PrintSheet *sheet = &sample->options.sheet;
    GByteArray *bytes = g_byte_array_new();
    g_autoptr(cairo_surface_t) surface = cairo_pdf_surface_create_for_stream(
        collect, bytes, print_sheet_width(sheet), print_sheet_height(sheet));
    cairo_t *cr = cairo_create(surface);
    print_sheet_begin(cr, sheet);
    paint(cr, sample->keys);
    print_sheet_end(cr, sheet, sample->keys);
    cairo_show_page(cr);
    ck_assert_int_eq(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    ck_assert_int_eq(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    return g_byte_array_free_to_bytes(bytes);
}

static Printer *load_printer(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/styles/printers/%s.json", SOURCE_DIR, name);
    Printer *printer = printer_load(path, &error);
    ck_assert_msg(printer != NULL, "%s", error ? error->message : "");
    return printer;
}

static InkTable *read_inks(void)
{
    g_autoptr(json_t) json =
        json_pack("{s:[i,i,i,i],s:{s:s,s:[i,i,i,i],s:i}}", "#d52b1e", 0, 95, 100, 5, "#009933", "spot",
                  "PANTONE 354 C", "cmyk", 90, 0, 100, 10, "tint", 60);
    return ink_table_read(json, NULL);
}

Sample *sample_paint(const char *name, SamplePainter paint)
{
    Sample *sample = g_new0(Sample, 1);
    sample->printer = load_printer(name);
    sample->keys = ink_keys_new();
    sample->inks = read_inks();
    sample->options = (PrintOptions){.printer = sample->printer,
                                     .inks = sample->inks,
                                     .keys = sample->keys,
                                     .sheet = print_sheet(sample->printer, WIDTH, HEIGHT),
                                     .title = "Paris, mai 1871 \u2014 \u00e9preuve",
                                     .language = "fr",
                                     .date = "2026-03-18"};
    sample->cairo = paint_pdf(sample, paint);
    return sample;
}

Sample *sample_new(const char *name)
{
    return sample_paint(name, paint_sample);
}

void sample_free(Sample *sample)
{
    if (!sample)
        return;
    g_bytes_unref(sample->cairo);
    ink_table_free(sample->inks);
    ink_keys_free(sample->keys);
    printer_free(sample->printer);
    g_free(sample);
}

GBytes *sample_finish(const Sample *sample)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = print_finish(sample->cairo, &sample->options, &error);
    ck_assert_msg(bytes != NULL, "%s", error ? error->message : "");
    return bytes;
}
