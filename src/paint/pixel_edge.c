#include "paint/pixel_edge.h"

#include <math.h>

/* A segment leaves its row or column by less, in pixels. */
static const double ALIGNED = 1e-4;

static bool is_aligned(double from, double to, double pixel)
{
    return fabs(to - from) < ALIGNED * pixel;
}

/* How much of a pixel the line covers whose middle it misses by a part of a pixel. */
static double line_share(double off_middle)
{
    const double t = fmin(fabs(off_middle), 1);
    return 1 - t * t * (3 - 2 * t);
}

/* The column or row of pixels that an edge runs through; between two the left one, or the lower one. */
static double find_row(double at, bool column)
{
    const double near = round(at);
    if (fabs(at - near) < ALIGNED)
        return column ? near - 1 : near;
    return floor(at);
}

/* Where an edge at `at` (pixels) ends on screen; `outward` 1 or -1. */
static double edge_end(double at, double outward, bool smoothed, bool is_column)
{
    const double column = find_row(at, is_column), part = at - column;
    const bool filled = outward > 0 ? part > 0.5 : part <= 0.5;
    const double outer = outward > 0 ? column + 1 : column, inner = outward > 0 ? column : column + 1;
    if (filled)
        return outer;
    return smoothed ? inner + (outer - inner) * line_share(part - 0.5) : inner;
}

static double snap(double at, double outward, double pixel, double spread, bool smoothed, double shift,
                   bool column)
{
    const double place = (at - outward * spread + shift) / pixel;
    return edge_end(place, outward, smoothed, column) * pixel - shift;
}

/* Exteriors turn so that their inside lies to the right, holes the other way round: outside is always to the
 * left of the direction. */
static void snap_ring(Point *points, size_t count, double pixel, double spread, bool smoothed, Point shift)
{
    g_autofree Point *before = g_memdup2(points, count * sizeof(Point));
    for (size_t i = 0; i + 1 < count; i++) {
        const Point a = before[i], b = before[i + 1];
        if (is_aligned(a.x, b.x, pixel) && !is_aligned(a.y, b.y, pixel)) {
            const double x = snap(a.x, b.y > a.y ? 1 : -1, pixel, spread, smoothed, shift.x, true);
            points[i].x = points[i + 1].x = x;
        } else if (is_aligned(a.y, b.y, pixel) && !is_aligned(a.x, b.x, pixel)) {
            const double y = snap(a.y, b.x > a.x ? -1 : 1, pixel, spread, smoothed, shift.y, false);
            points[i].y = points[i + 1].y = y;
        }
    }
    if (count < 2 || before[0].x != before[count - 1].x || before[0].y != before[count - 1].y)
        return;
    /* The first point moved with the first edge, the last with the last: each takes the other's move. */
    const Point first = points[0], last = points[count - 1];
    points[0] = points[count - 1] =
        (Point){first.x != before[0].x ? first.x : last.x, first.y != before[0].y ? first.y : last.y};
}

void pixel_edge_snap(Geometry *area, double pixel, double spread, bool smoothed, Point shift)
{
    for (size_t part = 0; part < area->part_count; part++)
        snap_ring(area->points + geometry_part_start(area, part), geometry_part_length(area, part), pixel,
                  spread, smoothed, shift);
}

/* ---- lines over edges ---- */

static void stroke_run(Point *points, size_t count, Color color, double width, Canvas *canvas)
{
    const Geometry run = {
        .type = GEOMETRY_LINE, .point_count = count, .points = points, .part_count = 1, .part_ends = &count};
    if (count > 1)
        canvas_stroke(canvas, &run, &(Stroke){.color = color, .width = width, .join = JOIN_BEVEL});
}

static double middle_of(double at, double pixel, double shift, bool column, double *share)
{
    const double place = (at + shift) / pixel, middle = find_row(place, column) + 0.5;
    *share = line_share(place - middle);
    return middle * pixel - shift;
}

/* One row or column of pixels. False where the segment runs along neither. */
static bool stroke_aligned(Point a, Point b, Color color, Point shift, Canvas *canvas)
{
    const double pixel = canvas->pixel;
    double share = 0;
    if (is_aligned(a.x, b.x, pixel))
        a.x = b.x = middle_of(a.x, pixel, shift.x, true, &share);
    else if (is_aligned(a.y, b.y, pixel))
        a.y = b.y = middle_of(a.y, pixel, shift.y, false, &share);
    else
        return false;
    Point points[2] = {a, b};
    color.a *= share;
    stroke_run(points, 2, color, pixel, canvas);
    return true;
}

void pixel_edge_stroke(const Geometry *rings, Color color, double width, Point shift, Canvas *canvas)
{
    for (size_t part = 0; part < rings->part_count; part++) {
        Point *points = rings->points + geometry_part_start(rings, part);
        const size_t count = geometry_part_length(rings, part);
        size_t first = 0;
        for (size_t i = 0; i + 1 < count; i++)
            if (stroke_aligned(points[i], points[i + 1], color, shift, canvas)) {
                stroke_run(points + first, i + 1 - first, color, width, canvas);
                first = i + 1;
            }
        stroke_run(points + first, count - first, color, width, canvas);
    }
}
