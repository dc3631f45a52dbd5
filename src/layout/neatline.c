/* The border of a map: a ladder of degrees against the frame, ticks, their numbers. It
 * fills the band between the frame and its own box. */
#include "layout/graticule.h"
#include "layout/page_place.h"
#include "projection/transform.h"

#include <math.h>

typedef struct {
    const PlacePainter *painter;
    const Projection *projection;
    Box frame, outer;
    double ladder;          /* depth of the ladder, style pixels */
    GraticuleSystem second; /* numbered below and on the right */
    Color ink;
} Border;

/* A point so many pixels along an edge and so many outside the frame. */
static Point border_point(const Border *border, FrameEdge edge, double along, double outward)
{
    const Box frame = border->frame;
    switch (edge) {
    case EDGE_TOP:
        return (Point){frame.x_min + along, frame.y_min - outward};
    case EDGE_BOTTOM:
        return (Point){frame.x_min + along, frame.y_max + outward};
    case EDGE_LEFT:
        return (Point){frame.x_min - outward, frame.y_min + along};
    default:
        return (Point){frame.x_max + outward, frame.y_min + along};
    }
}

static double border_depth(const Border *border, FrameEdge edge)
{
    const Box frame = border->frame, outer = border->outer;
    const double depths[EDGE_COUNT] = {frame.y_min - outer.y_min, outer.x_max - frame.x_max,
                                       outer.y_max - frame.y_max, frame.x_min - outer.x_min};
    return depths[edge];
}

static void paint_quad(const Border *border, FrameEdge edge, const double along[2], const double outward[2])
{
    const Point a = border_point(border, edge, along[0], outward[0]),
                b = border_point(border, edge, along[1], outward[1]);
    Geometry quad = paint_rectangle((Box){fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)});
    canvas_fill(border->painter->canvas, &quad, border->ink, true);
    geometry_clear(&quad);
}

/* Every second interval is black. */
static void paint_ladder(const Border *border, const GraticuleEdge *edge, double step)
{
    g_autoptr(GArray) ticks = graticule_ticks(edge, step);
    const double outward[2] = {0, border->ladder};
    for (guint i = 0; i <= ticks->len && ticks->len > 0; i++) {
        const GraticuleTick *from = i > 0 ? &g_array_index(ticks, GraticuleTick, i - 1) : NULL;
        const GraticuleTick *to = i < ticks->len ? &g_array_index(ticks, GraticuleTick, i) : NULL;
        const double along[2] = {from ? from->position : 0, to ? to->position : edge->length};
        /* The interval is named by its lower end, whichever way values grow. */
        const long name = from && to ? MIN(from->index, to->index)
                          : from     ? from->index - (edge->edge == EDGE_LEFT || edge->edge == EDGE_RIGHT)
                                     : to->index - (edge->edge == EDGE_TOP || edge->edge == EDGE_BOTTOM);
        if ((name & 1) == 0 && along[1] > along[0])
            paint_quad(border, edge->edge, along, outward);
    }
}

static void paint_tick(const Border *border, FrameEdge edge, double along, double from, double to)
{
    const double half = 0.28;
    paint_quad(border, edge, (const double[2]){along - half, along + half}, (const double[2]){from, to});
}

/* A number centred on its tick, along the edge; at the sides it reads upward. */
static void paint_number(const Border *border, const GraticuleEdge *edge, double along, const char *text)
{
    const TextStyle *style = &border->painter->place->text;
    const double width = text_box_width(border->painter->shaper, text, style);
    if (along < width * 0.7 || along > edge->length - width * 0.7)
        return;
    const bool side = edge->edge == EDGE_LEFT || edge->edge == EDGE_RIGHT;
    const double depth = border_depth(border, edge->edge), free = depth - border->ladder;
    /* Figures are about 0.7 em high: centred in what the ladder leaves. */
    const double half = style->size * 0.35, middle = border->ladder + free / 2;
    const double outward =
        edge->edge == EDGE_BOTTOM || edge->edge == EDGE_RIGHT ? middle + half : middle - half;
    const Point origin =
        border_point(border, edge->edge, side ? along + width / 2 : along - width / 2, outward);
    const TextRun run = {.text = text,
                         .font = style->font,
                         .size = style->size,
                         .letter_spacing = style->letter_spacing,
                         .color = style->color,
                         .origin = origin,
                         .angle = side ? -G_PI / 2 : 0,
                         .width = width};
    canvas_text(border->painter->canvas, &run, 1);
}

static void paint_numbers(const Border *border, const GraticuleEdge *edge, const GraticuleSystem *system)
{
    const double em = border->painter->place->text.size, depth = border_depth(border, edge->edge);
    const double fine = graticule_step(edge, system, 2.2 * em),
                 coarse = graticule_step(edge, system, 13 * em);
    g_autoptr(GArray) small = graticule_ticks(edge, fine), large = graticule_ticks(edge, coarse);
    const double free = depth - border->ladder;
    for (guint i = 0; i < small->len; i++)
        paint_tick(border, edge->edge, g_array_index(small, GraticuleTick, i).position, depth - 0.22 * free,
                   depth);
    for (guint i = 0; i < large->len; i++) {
        const GraticuleTick *tick = &g_array_index(large, GraticuleTick, i);
        const bool is_longitude = edge->edge == EDGE_TOP || edge->edge == EDGE_BOTTOM;
        g_autofree char *text =
            system->label(tick->value, is_longitude, coarse, border->painter->page->language);
        paint_number(border, edge, tick->position, text);
    }
}

static void paint_lines(const Border *border)
{
    const Stroke thin = {.color = border->ink, .width = 0.6, .join = JOIN_MITER, .miter_limit = 4};
    const Box boxes[] = {border->frame, box_grow(border->frame, border->ladder), border->outer};
    for (size_t i = 0; i < G_N_ELEMENTS(boxes); i++) {
        const Stroke own = border->painter->place->stroke;
        const bool outermost = i + 1 == G_N_ELEMENTS(boxes);
        Geometry line = paint_rectangle(boxes[i]);
        canvas_stroke(border->painter->canvas, &line, outermost && own.width > 0 ? &own : &thin);
        geometry_clear(&line);
    }
}

static void paint_edge(const Border *border, FrameEdge which)
{
    /* The ladder is in degrees all around. */
    const bool second = border->second.crs && (which == EDGE_BOTTOM || which == EDGE_RIGHT);
    GraticuleEdge edge;
    if (graticule_edge_read(&edge, &graticule_degrees, border->projection, which)) {
        paint_ladder(border, &edge,
                     graticule_step(&edge, &graticule_degrees, 2.2 * border->painter->place->text.size));
        if (!second)
            paint_numbers(border, &edge, &graticule_degrees);
    }
    graticule_edge_clear(&edge);
    if (second && graticule_edge_read(&edge, &border->second, border->projection, which))
        paint_numbers(border, &edge, &border->second);
    if (second)
        graticule_edge_clear(&edge);
}

/* Warns of a system that PROJ does not know. */
static void measure_grades(const PlacePainter *painter, const char *crs)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Transform) transform = crs ? transform_new("EPSG:4326", crs, &error) : NULL;
    if (crs && !transform && painter->report)
        report_add(painter->report, SEVERITY_WARNING, layout_path(painter->page->layout),
                   painter->place->line, painter->place->id, "data-grades: %s", error->message);
}

void place_paint_graticule(const PlacePainter *painter)
{
    const Panel *panel = page_panel(painter->page, painter->place);
    g_autofree char *grades = place_attribute(painter->place, "data-grades");
    if (!painter->canvas)
        measure_grades(painter, grades);
    if (!panel || !painter->canvas)
        return;
    Border border = {.painter = painter,
                     .second = {grades, graticule_grades.steps, graticule_grades.label},
                     .projection = panel->projection,
                     .frame = panel->place->box,
                     .outer = painter->place->box,
                     .ink = painter->place->text.color};
    double least = INFINITY;
    for (int edge = 0; edge < EDGE_COUNT; edge++)
        least = fmin(least, border_depth(&border, (FrameEdge)edge));
    if (least <= 0)
        return;
    border.ladder = 0.24 * least;
    for (int edge = 0; edge < EDGE_COUNT; edge++)
        paint_edge(&border, (FrameEdge)edge);
    paint_lines(&border);
}
