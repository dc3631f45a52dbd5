#include "geometry/arrow.h"
#include "layout/page_place.h"

#include <math.h>

/* Sizes in ems of the legend's text. */
static const double SWATCH_WIDTH = 2.6, SWATCH_HEIGHT = 1.15, SWATCH_GAP = 0.7, ROW_GAP = 0.45,
                    COLUMN_WIDTH = 17;

static Geometry line_through(Box box)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    const double y = (box.y_min + box.y_max) / 2;
    geometry_builder_add_point(&builder, (Point){box.x_min, y});
    geometry_builder_add_point(&builder, (Point){box.x_max, y});
    geometry_builder_end_part(&builder);
    Geometry line = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    return line;
}

static void paint_fill_swatch(const SceneFill *from, Box box, Canvas *canvas)
{
    SceneFill fill = *from;
    fill.geometry = paint_rectangle(box);
    paint_fills(&(SceneLayer){.fill_count = 1, .fills = &fill}, canvas);
    const Color edge = {0.35, 0.35, 0.35, 1};
    canvas_stroke(canvas, &fill.geometry,
                  &(Stroke){.color = edge, .width = 0.34, .join = JOIN_MITER, .miter_limit = 4});
    geometry_clear(&fill.geometry);
}

static void paint_line_swatch(const SceneLine *from, Box box, Canvas *canvas)
{
    SceneLine line = *from;
    line.geometry = line_through(box);
    if (line.filled) {
        Geometry arrow = geometry_arrow(&line.geometry, &(ArrowShape){line.width, 0.4, 2.9, 2.6, 0});
        geometry_clear(&line.geometry);
        line.geometry = arrow;
    }
    line.starts = NULL;
    line.length = box.x_max - box.x_min;
    line.closed = false;
    paint_line(&line, canvas);
    geometry_clear(&line.geometry);
}

static void paint_icon_swatch(const SymbolIcon *symbol, Box box, Canvas *canvas)
{
    const Icon *icon = symbol->icon;
    const double height = box.y_max - box.y_min;
    const double scale = fmin(symbol->size, 1.5 * height / fmax(icon->height, 1));
    const Matrix matrix = {scale,
                           0,
                           0,
                           scale,
                           (box.x_min + box.x_max - icon->width * scale) / 2,
                           (box.y_min + box.y_max - icon->height * scale) / 2};
    canvas_icon(canvas, icon, &matrix, symbol->opacity, symbol->color);
}

static void paint_swatch(const SceneLayer *layer, size_t item, Box box, Canvas *canvas)
{
    const Point middle = {(box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2};
    if (layer->fill_count > 0) {
        paint_fill_swatch(&layer->fills[item], box, canvas);
    } else if (layer->line_count > 0) {
        paint_line_swatch(&layer->lines[item], box, canvas);
    } else if (layer->circle_count > 0) {
        SceneCircle circle = layer->circles[item];
        circle.center = middle;
        paint_circle(&circle, canvas);
    } else if (layer->symbols[item].icon.icon) {
        paint_icon_swatch(&layer->symbols[item].icon, box, canvas);
    }
}

typedef struct {
    const PlacePainter *painter;
    const Scene *scene;
    double x, y, column_width;
} LegendFlow;

static double entry_height(const LegendFlow *flow, const char *text)
{
    const TextStyle *style = &flow->painter->place->text;
    const double em = style->size, width = flow->column_width - (SWATCH_WIDTH + SWATCH_GAP) * em;
    return fmax(text_box_paint(NULL, flow->painter->shaper, text, style, 0, 0, width), SWATCH_HEIGHT * em) +
           ROW_GAP * em;
}

static void paint_entry(LegendFlow *flow, const LegendEntry *entry)
{
    const char *text = style_text(entry->text, flow->painter->page->language);
    if (!text)
        return;
    const Place *place = flow->painter->place;
    const double em = place->text.size, height = entry_height(flow, text);
    if (flow->y + height > place->box.y_max + ROW_GAP * em && flow->y > place->box.y_min) {
        flow->x += flow->column_width + em;
        flow->y = place->box.y_min;
    }
    const double line = em * place->text.line_height, swatch_top = flow->y + (line - SWATCH_HEIGHT * em) / 2;
    const Box swatch = {flow->x, swatch_top, flow->x + SWATCH_WIDTH * em, swatch_top + SWATCH_HEIGHT * em};
    paint_swatch(&flow->scene->layers[entry->layer], entry->item, swatch, flow->painter->canvas);
    const double text_x = swatch.x_max + SWATCH_GAP * em;
    text_box_paint(flow->painter->canvas, flow->painter->shaper, text, &place->text, text_x, flow->y,
                   flow->x + flow->column_width - text_x);
    flow->y += height;
}

void place_paint_legend(const PlacePainter *painter)
{
    const Place *place = painter->place;
    const Panel *panel = page_panel(painter->page, place);
    if (!panel || !painter->canvas)
        return;
    LegendFlow flow = {.painter = painter,
                       .scene = panel->scene,
                       .x = place->box.x_min,
                       .y = place->box.y_min,
                       .column_width = fmin(place_width(place), COLUMN_WIDTH * place->text.size)};
    for (size_t i = 0; i < panel->scene->legend_count; i++)
        paint_entry(&flow, &panel->scene->legend[i]);
}
