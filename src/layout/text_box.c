#include "layout/text_box.h"

#include "placement/font.h"

#include <math.h>

static PangoLayout *set_text(GlyphShaper *shaper, const char *text, const TextStyle *style, double width)
{
    PangoLayout *layout = glyph_shaper_layout(shaper, style->font, style->size);
    pango_layout_set_single_paragraph_mode(layout, FALSE);
    pango_layout_set_width(layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    if (style->letter_spacing != 0) {
        PangoAttrList *attributes = pango_attr_list_new();
        const int spacing = (int)lround(style->letter_spacing * PANGO_SCALE);
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing));
        pango_layout_set_attributes(layout, attributes);
        pango_attr_list_unref(attributes);
    }
    pango_layout_set_text(layout, text, -1);
    return layout;
}

double text_box_width(GlyphShaper *shaper, const char *text, const TextStyle *style)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    int width, height;
    pango_layout_get_size(set_text(shaper, text, style, 0), &width, &height);
    return (double)width / PANGO_SCALE;
}

/* How far a line of `used` is moved to the right in `width`. */
static double indent(TextAlign align, double width, double used)
{
    return align == TEXT_START ? 0 : align == TEXT_MIDDLE ? (width - used) / 2 : width - used;
}

static void add_line(GArray *runs, PangoLayoutLine *line, const char *text, const TextStyle *style,
                     Point origin, double width)
{
    char *words = g_strchomp(g_strndup(text + line->start_index, (gsize)line->length));
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    const double used = (double)logical.width / PANGO_SCALE;
    const TextRun run = {.text = words,
                         .font = style->font,
                         .size = style->size,
                         .letter_spacing = style->letter_spacing,
                         .color = style->color,
                         .origin = {origin.x + indent(style->align, width, used), origin.y},
                         .width = used};
    if (*words)
        g_array_append_val(runs, run);
    else
        g_free(words);
}

static void clear_run(void *item)
{
    g_free((char *)((TextRun *)item)->text);
}

double text_box_paint(Canvas *canvas, GlyphShaper *shaper, const char *text, const TextStyle *style, double x,
                      double y, double width)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    PangoLayout *layout = set_text(shaper, text, style, width);
    const double step = style->size * style->line_height;
    const double height = step * pango_layout_get_line_count(layout);
    if (!canvas)
        return height;
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(TextRun));
    g_array_set_clear_func(runs, clear_run);
    Point baseline = {x, y + style->size * 0.8 + (step - style->size) / 2};
    for (GSList *node = pango_layout_get_lines_readonly(layout); node; node = node->next) {
        add_line(runs, node->data, text, style, baseline, width);
        baseline.y += step;
    }
    if (runs->len > 0)
        canvas_text(canvas, (const TextRun *)(const void *)runs->data, runs->len);
    return height;
}
