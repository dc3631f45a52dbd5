/* The timeline: a box for each day of the style's semaine:timeline, filled once the day has come, today
 * marked. */
#include "base/date.h"
#include "base/json.h"
#include "layout/page_place.h"

#include <math.h>
#include <string.h>

enum { DAYS_MAX = 2000 };

typedef struct {
    const PlacePainter *painter;
    const json_t *colors; /* array by day, or object by date; may be NULL */
    Date from;
    long days;
    long today;      /* index of the day shown; outside 0..days-1 where it is another time */
    double fraction; /* of today that is over; 1 for a whole day */
    double step;     /* style pixels for a day */
} Strip;

static bool read_strip(Strip *strip)
{
    const Page *page = strip->painter->page;
    const json_t *timeline =
        page->panel_count > 0 ? style_metadata(page->panels[0].style, "semaine:timeline") : NULL;
    const char *from = json_member_text(timeline, "from"), *to = json_member_text(timeline, "to");
    Date last, shown;
    const Panel *panel = page_panel(page, strip->painter->place);
    if (!from || !to || !panel || !date_parse(from, &strip->from, NULL) || !date_parse(to, &last, NULL) ||
        !date_parse(panel->scene->date, &shown, NULL))
        return false;
    strip->colors = json_object_get(timeline, "colors");
    strip->days = date_day_number(&last) - date_day_number(&strip->from) + 1;
    strip->today = date_day_number(&shown) - date_day_number(&strip->from);
    strip->fraction = (shown.hour * 60 + shown.minute + 1) / 1440.0;
    strip->step = place_width(strip->painter->place) / (double)strip->days;
    return strip->days >= 1 && strip->days <= DAYS_MAX;
}

static Color day_color(const Strip *strip, long day)
{
    const Date date = date_add_days(&strip->from, day);
    g_autofree char *name = date_day(&date);
    const json_t *text = json_is_array(strip->colors) ? json_array_get(strip->colors, (size_t)day)
                                                      : json_object_get(strip->colors, name);
    Color color = {0.6, 0.6, 0.6, 1};
    if (json_is_string(text))
        color_parse(json_string_value(text), &color);
    return color;
}

static void paint_day(const Strip *strip, long day, Box box)
{
    Canvas *canvas = strip->painter->canvas;
    const bool today = day == strip->today;
    Geometry outline = paint_rectangle(box);
    if (day <= strip->today) {
        Box over = box;
        if (today)
            over.x_max = box.x_min + (box.x_max - box.x_min) * fmin(strip->fraction, 1);
        Geometry filled = paint_rectangle(over);
        canvas_fill(canvas, &filled, day_color(strip, day), true);
        geometry_clear(&filled);
    }
    const Color ink = strip->painter->place->text.color, grey = {ink.r, ink.g, ink.b, 0.45};
    canvas_stroke(
        canvas, &outline,
        &(Stroke){
            .color = today ? ink : grey, .width = today ? 1.6 : 0.5, .join = JOIN_MITER, .miter_limit = 4});
    geometry_clear(&outline);
}

/* "mar. 23", or "23" where there is less room. */
static char *day_label(const Strip *strip, long day, bool with_weekday)
{
    const Date date = date_add_days(&strip->from, day);
    const char *language = strip->painter->page->language;
    const bool english = g_strcmp0(language, "en") == 0;
    if (!with_weekday)
        return g_strdup_printf("%d", date.day);
    g_autofree char *short_name = g_strndup(date_weekday(&date, language), 3);
    return g_strdup_printf(english ? "%s\u00a0%d" : "%s.\u00a0%d", short_name, date.day);
}

static void paint_labels(const Strip *strip, double y)
{
    const PlacePainter *painter = strip->painter;
    TextStyle style = painter->place->text;
    style.align = TEXT_MIDDLE;
    g_autofree char *bold = place_title_font(painter->place);
    TextStyle marked = style;
    marked.font = bold;
    g_autofree char *sample = day_label(strip, 0, true);
    const bool with_weekday = text_box_width(painter->shaper, sample, &marked) < strip->step * 0.95;
    const long every = (long)fmax(1, ceil(2.4 * style.size / strip->step));
    for (long day = 0; day < strip->days; day++) {
        const bool today = day == strip->today;
        if (day % every != 0 && !today)
            continue;
        if (!today && labs(day - strip->today) < every && day % every == 0 && every > 1)
            continue;
        g_autofree char *label = day_label(strip, day, with_weekday);
        text_box_paint(painter->canvas, painter->shaper, label, today ? &marked : &style,
                       painter->place->box.x_min + ((double)day + 0.5) * strip->step, y, 0);
    }
}

void place_paint_timeline(const PlacePainter *painter)
{
    Strip strip = {.painter = painter};
    if (!painter->canvas || !read_strip(&strip))
        return;
    const Box box = painter->place->box;
    const double label = painter->place->text.size * painter->place->text.line_height;
    const double bottom = fmax(box.y_min + 1, box.y_max - label), gap = fmin(1.5, strip.step * 0.08);
    for (int pass = 0; pass < 2; pass++) /* today's frame lies over its neighbours' */
        for (long day = 0; day < strip.days; day++)
            if ((day == strip.today) == (pass == 1))
                paint_day(&strip, day,
                          (Box){box.x_min + (double)day * strip.step + gap, box.y_min + 0.8,
                                box.x_min + (double)(day + 1) * strip.step - gap, bottom - 1});
    paint_labels(&strip, bottom);
}
