#include "layout/page_place.h"

#include <math.h>

enum { SEGMENTS = 4 };

/* The largest round distance (1, 2 or 5 times a power of ten metres) not longer than `most`. */
static double round_distance(double most)
{
    const double power = pow(10, floor(log10(most)));
    const double leading = most / power;
    return (leading >= 5 ? 5 : leading >= 2 ? 2 : 1) * power;
}

static void paint_segment(Canvas *canvas, double x, double y, double width, double height, bool dark,
                          Color color)
{
    Geometry box = paint_rectangle((Box){x, y, x + width, y + height});
    canvas_fill(canvas, &box, dark ? color : (Color){1, 1, 1, 1}, true);
    canvas_stroke(canvas, &box,
                  &(Stroke){.color = color, .width = 0.5, .join = JOIN_MITER, .miter_limit = 4});
    geometry_clear(&box);
}

static char *distance_text(double meters, bool unit, const char *language)
{
    const bool kilometers = meters >= 1000 || meters == 0;
    g_autofree char *number = g_strdup_printf("%g", kilometers ? meters / 1000 : meters);
    if (g_strcmp0(language, "en") != 0) {
        for (char *c = number; *c; c++)
            if (*c == '.')
                *c = ',';
    }
    return g_strdup_printf("%s%s", number, unit ? (kilometers ? "\u00a0km" : "\u00a0m") : "");
}

void place_paint_scale_bar(const PlacePainter *painter)
{
    const Place *place = painter->place;
    const Panel *panel = page_panel(painter->page, place);
    Canvas *canvas = painter->canvas;
    if (!panel || !canvas)
        return;
    TextStyle style = place->text;
    style.align = TEXT_MIDDLE;
    const double resolution = projection_resolution(panel->projection);
    const double meters = round_distance((place_width(place) - 3 * style.size) * resolution);
    const double step = meters / SEGMENTS / resolution, height = style.size * 0.4;
    const double x = place->box.x_min + style.size, y = place->box.y_min + style.size * 1.5;
    for (int i = 0; i < SEGMENTS; i++)
        paint_segment(canvas, x + i * step, y, step, height, i % 2 == 0, style.color);
    for (int i = 0; i <= SEGMENTS; i += 2) {
        g_autofree char *label = distance_text(meters * i / SEGMENTS, i == SEGMENTS, painter->page->language);
        text_box_paint(canvas, painter->shaper, i == 0 ? "0" : label, &style, x + i * step, place->box.y_min,
                       0);
    }
}
