#include "web/swatches.h"

#include "layout/swatch.h"
#include "paint/canvas_svg.h"

#include <math.h>

/* Of a picture, in pixels of the screen; the swatch keeps a margin, for icons may be larger. */
enum { PICTURE_WIDTH = 44, PICTURE_HEIGHT = 26, MARGIN_X = 3, MARGIN_Y = 5 };

typedef struct {
    GString *styles, *definitions, *body;
    Canvas *canvas;
    GlyphShaper *shaper;
    double width, height; /* style pixels */
} Drawing;

static Drawing picture_begin(double factor, double height)
{
    Drawing picture = {.styles = g_string_new(NULL),
                       .definitions = g_string_new(NULL),
                       .body = g_string_new(NULL),
                       .shaper = glyph_shaper_new(),
                       .width = PICTURE_WIDTH / factor,
                       .height = height / factor};
    picture.canvas = canvas_svg_new(picture.styles, picture.definitions, picture.body);
    return picture;
}

static Box inner_box(const Drawing *picture, double factor)
{
    const double x = MARGIN_X / factor, y = MARGIN_Y / factor;
    return (Box){x, y, picture->width - x, picture->height - y};
}

static void append_number(GString *text, const char *before, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(text, before);
    g_string_append(text, g_ascii_formatd(digits, sizeof digits, "%.5g", number));
}

/* The canvas writes millimetres. */
static bool picture_end(Drawing *picture, double factor, const WebFolder *folder, const char *name,
                        GError **error)
{
    canvas_svg_free(picture->canvas);
    glyph_shaper_free(picture->shaper);
    g_autoptr(GString) text = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" "
                                           "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                                           "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"");
    append_number(text, " width=\"", picture->width * factor);
    append_number(text, "\" height=\"", picture->height * factor);
    append_number(text, "\" viewBox=\"0 0 ", picture->width * 25.4 / 96);
    append_number(text, " ", picture->height * 25.4 / 96);
    g_string_append_printf(text, "\">\n<style>\n%s</style>\n<defs>\n%s</defs>\n%s</svg>\n",
                           picture->styles->str, picture->definitions->str, picture->body->str);
    g_string_free(picture->styles, TRUE);
    g_string_free(picture->definitions, TRUE);
    g_string_free(picture->body, TRUE);
    g_autofree char *path = g_strconcat("legend/", name, ".svg", NULL);
    return web_folder_write(folder, path, text->str, text->len, error);
}

bool web_swatch_write(const WebFolder *folder, const LegendClass *class, double factor, const char *name,
                      GError **error)
{
    Drawing picture = picture_begin(factor, PICTURE_HEIGHT);
    swatch_paint(class, inner_box(&picture, factor), picture.shaper, picture.canvas);
    return picture_end(&picture, factor, folder, name, error);
}

/* Discs and lines may be higher than a row. */
static double sample_height(const SceneLayer *sample)
{
    double height = PICTURE_HEIGHT - 2 * MARGIN_Y;
    for (size_t i = 0; i < sample->circle_count; i++)
        height = fmax(height, 2 * (sample->circles[i].radius + sample->circles[i].stroke_width));
    for (size_t i = 0; i < sample->line_count; i++)
        height = fmax(height, sample->lines[i].width);
    return height + 2 * MARGIN_Y;
}

bool web_swatch_write_samples(const WebFolder *folder, const LegendClass *class, double factor,
                              const char *name, size_t *count, GError **error)
{
    const SceneLayer *sample = class->entry->sample;
    *count = sample ? scene_layer_items(sample) : 0;
    for (size_t i = 0; i < *count; i++) {
        g_autofree char *own = g_strdup_printf("%s-%zu", name, scene_layer_origin(sample, i).feature);
        Drawing picture = picture_begin(factor, sample_height(sample) * factor);
        swatch_paint_item(sample, i, inner_box(&picture, factor), picture.shaper, picture.canvas);
        if (!picture_end(&picture, factor, folder, own, error))
            return false;
    }
    return true;
}
