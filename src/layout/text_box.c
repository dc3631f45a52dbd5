#include "layout/text_box.h"

#include "paint/glyphs.h"

static PangoLayout *set_text(GlyphShaper *shaper, const char *text, const TextStyle *style, double width)
{
    PangoLayout *layout = glyph_shaper_layout(shaper, style->font, style->size);
    pango_layout_set_single_paragraph_mode(layout, FALSE);
    pango_layout_set_width(layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

double text_box_width(const char *text, const TextStyle *style)
{
    g_autoptr(GlyphShaper) shaper = glyph_shaper_new();
    int width, height;
    pango_layout_get_size(set_text(shaper, text, style, 0), &width, &height);
    return (double)width / PANGO_SCALE;
}

double text_box_paint(Canvas *canvas, const char *text, const TextStyle *style, double x, double y,
                      double width)
{
    g_autoptr(GlyphShaper) shaper = glyph_shaper_new();
    PangoLayout *layout = set_text(shaper, text, style, width);
    const double step = style->size * style->line_height;
    double baseline = y + style->size * 0.8 + (step - style->size) / 2;
    for (GSList *node = pango_layout_get_lines_readonly(layout); node; node = node->next) {
        const PangoLayoutLine *line = node->data;
        g_autofree char *words = g_strndup(text + line->start_index, (gsize)line->length);
        PangoRectangle logical;
        pango_layout_line_get_extents((PangoLayoutLine *)node->data, NULL, &logical);
        const TextRun run = {.text = g_strchomp(words),
                             .font = style->font,
                             .size = style->size,
                             .color = style->color,
                             .origin = {x, baseline},
                             .width = (double)logical.width / PANGO_SCALE};
        if (canvas && *words)
            canvas_text(canvas, &run, 1);
        baseline += step;
    }
    return step * pango_layout_get_line_count(layout);
}
