/* The scale bar: divisions of a round length, one more on the left cut into smaller ones; below, where the
 * box has room, the representative fraction. */
#include "base/number.h"
#include "layout/page_place.h"

#include <math.h>

enum { DIVISIONS_MAX = 5 };

typedef struct {
    const PlacePainter *painter;
    TextStyle style;
    double division;  /* metres */
    double step;      /* style pixels for a division */
    int count, parts; /* divisions right of zero; parts of the one on the left */
    double zero, y, height;
} ScaleBar;

/* The smallest round length (1, 2 or 5 times a power of ten metres) of which at most six fill the bar. */
static void choose_division(ScaleBar *bar, double most)
{
    static const double leads[] = {1, 2, 5, 10};
    const double power = pow(10, floor(log10(most / (DIVISIONS_MAX + 1))));
    bar->division = 10 * power;
    for (size_t i = G_N_ELEMENTS(leads); i-- > 0;)
        if (most / (leads[i] * power) < DIVISIONS_MAX + 2) {
            bar->division = leads[i] * power;
            bar->parts = leads[i] == 2 ? 4 : 5;
        }
    bar->count = (int)fmax(1, floor(most / bar->division + 1e-9) - 1);
}

static void paint_box(const ScaleBar *bar, double x, double width, bool dark)
{
    Geometry box = paint_rectangle((Box){x, bar->y, x + width, bar->y + bar->height});
    canvas_fill(bar->painter->canvas, &box, dark ? bar->style.color : (Color){1, 1, 1, 1}, true);
    canvas_stroke(bar->painter->canvas, &box,
                  &(Stroke){.color = bar->style.color, .width = 0.5, .join = JOIN_MITER, .miter_limit = 4});
    geometry_clear(&box);
}

static char *distance_text(const ScaleBar *bar, double meters, bool with_unit)
{
    const bool kilometers = bar->division * bar->count >= 1000;
    char number[NUMBER_TEXT_MAX];
    number_to_text(kilometers ? meters / 1000 : meters, number);
    if (g_strcmp0(bar->painter->page->language, "en") != 0)
        g_strdelimit(number, ".", ',');
    return g_strdup_printf("%s%s", number, with_unit ? (kilometers ? "\u00a0km" : "\u00a0m") : "");
}

static void paint_label(const ScaleBar *bar, double division, bool with_unit)
{
    g_autofree char *label = distance_text(bar, fabs(division) * bar->division, with_unit);
    text_box_paint(bar->painter->canvas, bar->painter->shaper, label, &bar->style,
                   bar->zero + division * bar->step, bar->painter->place->box.y_min, 0);
}

static void paint_fraction(const ScaleBar *bar, const char *fraction)
{
    TextStyle style = bar->style;
    const double top = bar->y + bar->height + 0.35 * style.size;
    if (fraction && top + style.size * style.line_height <= bar->painter->place->box.y_max + 0.5)
        text_box_paint(bar->painter->canvas, bar->painter->shaper, fraction, &style,
                       bar->zero + bar->step * (bar->count - 1) / 2.0, top, 0);
}

void place_paint_scale_bar(const PlacePainter *painter)
{
    const Place *place = painter->place;
    const Panel *panel = page_panel(painter->page, place);
    if (!panel || !painter->canvas)
        return;
    ScaleBar bar = {.painter = painter, .style = place->text};
    bar.style.align = TEXT_MIDDLE;
    const double em = place->text.size, resolution = projection_resolution(panel->projection);
    /* Half a number stands out on the left, a number and its unit on the right. */
    choose_division(&bar, fmax(place_width(place) - 3.2 * em, em) * resolution);
    bar.step = bar.division / resolution;
    bar.zero = place->box.x_min + 1.2 * em + bar.step;
    bar.height = 0.3 * em;
    bar.y = place->box.y_min + em * place->text.line_height + 0.15 * em;
    for (int i = 0; i < bar.parts; i++)
        paint_box(&bar, bar.zero - bar.step * (bar.parts - i) / bar.parts, bar.step / bar.parts, i % 2 == 0);
    for (int i = 0; i < bar.count; i++)
        paint_box(&bar, bar.zero + bar.step * i, bar.step, i % 2 == (bar.parts % 2 ? 1 : 0));
    paint_label(&bar, -1, false);
    for (int i = 0; i <= bar.count; i++)
        paint_label(&bar, i, i == bar.count);
    g_autofree char *name = g_strconcat(panel->place->id, ".scale", NULL);
    paint_fraction(&bar, fields_lookup(painter->page->fields, name));
}
