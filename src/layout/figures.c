/* Figures of the day: a large number, or the range the sources give, and what it counts. */
#include "layout/number_text.h"
#include "layout/page_place.h"
#include "layout/telling.h"

#include <math.h>

static const double NUMBER_FACTOR = 2.2; /* of the text's size */

char *figure_number_text(const Figure *figure, const char *language)
{
    const bool english = g_strcmp0(language, "en") == 0;
    const char *unit = figure->unit ? style_text(figure->unit, language) : NULL;
    g_autofree char *low = number_text_grouped(lround(figure->low), language);
    g_autofree char *number = NULL;
    if (!isfinite(figure->high))
        number = g_strconcat(english ? "over " : "plus de ", low, NULL);
    else if (lround(figure->low) != lround(figure->high)) {
        g_autofree char *high = number_text_grouped(lround(figure->high), language);
        number = g_strconcat(low, "–", high, NULL);
    }
    return g_strconcat(number ? number : low, unit ? "\u202f" : NULL, unit, NULL);
}

static double paint_figure(const PlacePainter *painter, const Figure *figure, Box box)
{
    const Place *place = painter->place;
    TextStyle number = place->text;
    g_autofree char *font = place_attribute(place, "data-number-font");
    number.font = font ? font : place->text.font;
    number.size *= place_number(place, "data-number-size", NUMBER_FACTOR);
    g_autofree char *text = figure_number_text(figure, painter->page->language);
    const double width = box.x_max - box.x_min;
    const char *label = figure_label(figure, painter->page->language);
    /* A number that is too wide for its column is set smaller. */
    const double wide = text_box_width(painter->shaper, text, &number), high = number.size;
    number.size = high * fmin(1, width / fmax(wide, 1) * 0.999);
    number.line_height = 1.1 * high / number.size;
    double y = box.y_min;
    y += text_box_paint(painter->canvas, painter->shaper, text, &number, box.x_min, y, width);
    y += text_box_paint(painter->canvas, painter->shaper, label, &place->text, box.x_min, y, width);
    return y - box.y_min;
}

void place_paint_figures(const PlacePainter *painter)
{
    const Place *place = painter->place;
    const Panel *panel = page_panel(painter->page, place);
    if (!panel || !panel->figures || panel->figures->len == 0)
        return;
    const size_t count = panel->figures->len;
    const size_t columns =
        (size_t)CLAMP(place_number(place, "data-columns", (double)count), 1, (double)count);
    const double gap = 1.2 * place->text.size;
    const double width = (place_width(place) - gap * (double)(columns - 1)) / (double)columns;
    double y = place->box.y_min, row = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && i % columns == 0) {
            y += row + 0.6 * place->text.size;
            row = 0;
        }
        const double x = place->box.x_min + (width + gap) * (double)(i % columns);
        const Figure *figure = &g_array_index(panel->figures, Figure, i);
        row = fmax(row, paint_figure(painter, figure, (Box){x, y, x + width, place->box.y_max}));
    }
    place_warn_overflow(painter, y + row - place->box.y_min, "the list of figures");
}
