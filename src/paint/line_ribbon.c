/* Lines as MapLibre GL JS paints them, triangle by triangle. */
#include "geometry/along.h"
#include "geometry/measure.h"
#include "geometry/ribbon.h"
#include "paint/line.h"

#include <math.h>

/* GL JS ends the lean of sharp corners so many pixels of its tiles from them. */
static const double CORNER_REACH = 15;
enum { ARC_STEPS = 12, STOPS_MAX = 96 };

/* Part of a line's breadth, from its middle (0) to its edges (1); two bands where it does not begin at 0. */
typedef struct {
    double inner, outer;
} Band;

/* One part of a line; distances count from its first point. */
typedef struct {
    const SceneLine *line;
    Canvas *canvas;
    Ribbon ribbon;
    double half;  /* to where the triangles reach, half a pixel further than the line */
    double shown; /* the line's own share of that */
    double length;
    LinePlace place;
    GeometryBuilder area; /* polygons to be painted next */
} RibbonPart;

/* ---- areas ---- */

static size_t cut_at(Point *points, size_t count, double limit, bool along, double sign)
{
    Point kept[RIBBON_SHAPE_MAX + 8];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const Point p = points[i], q = points[(i + 1) % count];
        const double here = ((along ? p.x : p.y) - limit) * sign,
                     there = ((along ? q.x : q.y) - limit) * sign;
        if (here >= 0)
            kept[n++] = p;
        if ((here >= 0) != (there >= 0)) {
            const double t = here / (here - there);
            kept[n++] = (Point){p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t};
        }
    }
    for (size_t i = 0; i < n; i++)
        points[i] = kept[i];
    return n;
}

static void add_slab(RibbonPart *part, const Point *shape, size_t count, double low, double high)
{
    Point cut[RIBBON_SHAPE_MAX + 8];
    for (size_t i = 0; i < count; i++)
        cut[i] = shape[i];
    count = cut_at(cut, count, low, false, 1);
    count = cut_at(cut, count, high, false, -1);
    if (count >= 3)
        ribbon_add_shape(&part->ribbon, cut, count, &part->area);
}

/* A shape over the whole breadth, as far as the band shows it. */
static void add_banded(RibbonPart *part, const Point *shape, size_t count, Band band)
{
    if (band.inner <= 0) {
        add_slab(part, shape, count, -band.outer, band.outer);
        return;
    }
    add_slab(part, shape, count, -band.outer, -band.inner);
    add_slab(part, shape, count, band.inner, band.outer);
}

/* From one distance to another, with round ends that reach further where `round` is above 0. */
static size_t make_stretch(double from, double to, double round, Point *out)
{
    size_t n = 0;
    if (round <= 0) {
        const Point corners[4] = {{from, -1}, {to, -1}, {to, 1}, {from, 1}};
        for (; n < 4; n++)
            out[n] = corners[n];
        return n;
    }
    for (int i = 0; i <= ARC_STEPS; i++) {
        const double angle = G_PI * i / ARC_STEPS;
        out[n++] = (Point){to + sin(angle) * round, -cos(angle)};
    }
    for (int i = 0; i <= ARC_STEPS; i++) {
        const double angle = G_PI * i / ARC_STEPS;
        out[n++] = (Point){from - sin(angle) * round, cos(angle)};
    }
    return n;
}

static void add_cap(RibbonPart *part, const RibbonCap *cap, Band band)
{
    const double turn = atan2(cap->ahead.y, cap->ahead.x) - G_PI / 2;
    for (int pass = 0; pass < 2; pass++) {
        const double radius = part->half * (pass == 0 ? band.outer : band.inner);
        for (int i = 0; i <= 2 * ARC_STEPS; i++) {
            const double angle = turn + G_PI * (pass == 0 ? i : 2 * ARC_STEPS - i) / (2 * ARC_STEPS);
            geometry_builder_add_point(&part->area, (Point){cap->center.x + cos(angle) * radius,
                                                            cap->center.y + sin(angle) * radius});
        }
    }
    const double radius = part->half * band.outer;
    geometry_builder_add_point(
        &part->area, (Point){cap->center.x + cos(turn) * radius, cap->center.y + sin(turn) * radius});
    geometry_builder_end_part(&part->area);
}

static void paint_area(RibbonPart *part, Color color)
{
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    if (area.part_count > 0)
        canvas_fill(part->canvas, &area, color, true);
    geometry_clear(&area);
}

/* ---- what is drawn along the line ---- */

static double dash_period(const SceneLine *line)
{
    double period = 0;
    for (size_t i = 0; i < line->dash_count; i++)
        period += line->dashes[i];
    return period;
}

/* The dashes between two distances of the part, and the caps that lie on one. */
static void add_dashes(RibbonPart *part, Band band, double from, double to)
{
    const SceneLine *line = part->line;
    const double period = dash_period(line), start = part->place.start + line->dash_start;
    const double round = line->cap == CAP_ROUND ? line->dash_width / 2 : 0;
    for (double at = floor((from + start - round) / period) * period - start; at < to + round; at += period) {
        double dash = at;
        for (size_t i = 0; i < line->dash_count; dash += line->dashes[i++]) {
            Point shape[RIBBON_SHAPE_MAX + 8];
            const double end = dash + line->dashes[i];
            if (i % 2 == 1 || (end <= dash && round <= 0) || end + round < from || dash - round > to)
                continue;
            size_t count = make_stretch(dash, end, round, shape);
            count = cut_at(shape, count, from, true, 1);
            count = cut_at(shape, count, to, true, -1);
            if (count >= 3)
                add_banded(part, shape, count, band);
            for (size_t k = 0; k < part->ribbon.cap_count; k++) {
                const RibbonCap *cap = &part->ribbon.caps[k];
                if (cap->distance >= dash - round && cap->distance <= end + round)
                    add_cap(part, cap, band);
            }
        }
    }
}

static void add_stretch(RibbonPart *part, Band band, double from, double to)
{
    Point shape[RIBBON_SHAPE_MAX];
    const size_t count = make_stretch(from, to, 0, shape);
    add_banded(part, shape, count, band);
    for (size_t i = 0; i < part->ribbon.cap_count; i++) {
        const RibbonCap *cap = &part->ribbon.caps[i];
        if (cap->distance >= from && cap->distance <= to)
            add_cap(part, cap, band);
    }
}

static void add_along(RibbonPart *part, Band band, double from, double to)
{
    if (part->line->dash_count > 0 && dash_period(part->line) > 0.05)
        add_dashes(part, band, from, to);
    else
        add_stretch(part, band, from, to);
}

/* ---- colours that change along or across the line ---- */

/* What a triangle lays on the page in even steps: the distance along the line, or the side across it. */
typedef enum { ALONG, ACROSS } Axis;

typedef struct {
    Point from, to;
    double start, end; /* what it is there */
} Lay;

static double axis_value(const RibbonPoint *point, Axis axis)
{
    return axis == ALONG ? point->distance : point->side;
}

/* False where the triangle is too thin to lay anything. */
static bool find_lay(const RibbonTriangle *triangle, Axis axis, Lay *out)
{
    const RibbonPoint *c = triangle->corners;
    const Point a = {c[1].at.x - c[0].at.x, c[1].at.y - c[0].at.y},
                b = {c[2].at.x - c[0].at.x, c[2].at.y - c[0].at.y};
    const double area = a.x * b.y - a.y * b.x, v0 = axis_value(&c[0], axis);
    const double da = axis_value(&c[1], axis) - v0, db = axis_value(&c[2], axis) - v0;
    if (fabs(area) < 1e-9)
        return false;
    const Point slope = {(da * b.y - db * a.y) / area, (db * a.x - da * b.x) / area};
    const double square = slope.x * slope.x + slope.y * slope.y;
    if (square < 1e-12)
        return false;
    out->start = v0 + fmin(0, fmin(da, db));
    out->end = v0 + fmax(0, fmax(da, db));
    const double back = (out->start - v0) / square, ahead = (out->end - v0) / square;
    out->from = (Point){c[0].at.x + slope.x * back, c[0].at.y + slope.y * back};
    out->to = (Point){c[0].at.x + slope.x * ahead, c[0].at.y + slope.y * ahead};
    return true;
}

static double value_at(const Lay *lay, Point p)
{
    const double x = lay->to.x - lay->from.x, y = lay->to.y - lay->from.y;
    return lay->start +
           ((p.x - lay->from.x) * x + (p.y - lay->from.y) * y) / (x * x + y * y) * (lay->end - lay->start);
}

/* Whether a triangle lays its corners as `lay` would. */
static bool fits_lay(const Lay *lay, const RibbonTriangle *triangle, Axis axis)
{
    for (int i = 0; i < 3; i++)
        if (fabs(value_at(lay, triangle->corners[i].at) - axis_value(&triangle->corners[i], axis)) > 0.01)
            return false;
    return true;
}

static void widen_lay(Lay *lay, const Lay *by)
{
    if (by->end <= lay->end)
        return;
    const double part = (by->end - lay->start) / (lay->end - lay->start);
    lay->to = (Point){lay->from.x + (lay->to.x - lay->from.x) * part,
                      lay->from.y + (lay->to.y - lay->from.y) * part};
    lay->end = by->end;
}

/* Triangles that lie alike, and what is drawn of them. */
typedef struct {
    Axis axis;
    Band band;
    double alpha;
    size_t (*make_stops)(const RibbonPart *part, const Lay *lay, double alpha, ColorStop *stops);
} Shading;

static void add_triangles(RibbonPart *part, Band band, size_t first, size_t end)
{
    const Ribbon whole = part->ribbon;
    part->ribbon.triangles += first;
    part->ribbon.triangle_count = end - first;
    part->ribbon.cap_count = 0;
    double from = INFINITY, to = -INFINITY;
    for (size_t i = first; i < end; i++)
        for (int k = 0; k < 3; k++) {
            from = fmin(from, whole.triangles[i].corners[k].distance);
            to = fmax(to, whole.triangles[i].corners[k].distance);
        }
    if (end > first)
        add_along(part, band, from, to);
    part->ribbon = whole;
}

static void paint_lay(RibbonPart *part, const Shading *shading, size_t first, size_t end, const Lay *lay)
{
    ColorStop stops[STOPS_MAX];
    add_triangles(part, shading->band, first, end);
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    const size_t count = shading->make_stops(part, lay, shading->alpha, stops);
    if (area.part_count > 0)
        canvas_gradient(part->canvas, &area, lay->from, lay->to, stops, count);
    geometry_clear(&area);
}

static void paint_shading(RibbonPart *part, const Shading *shading)
{
    Lay lay = {0}, next;
    size_t first = 0;
    bool has_lay = false;
    for (size_t i = 0; i < part->ribbon.triangle_count; i++) {
        const RibbonTriangle *triangle = &part->ribbon.triangles[i];
        if (!find_lay(triangle, shading->axis, &next))
            continue;
        if (has_lay && fits_lay(&lay, triangle, shading->axis)) {
            widen_lay(&lay, &next);
            continue;
        }
        if (has_lay)
            paint_lay(part, shading, first, i, &lay);
        if (has_lay)
            first = i;
        lay = next;
        has_lay = true;
    }
    if (has_lay)
        paint_lay(part, shading, first, part->ribbon.triangle_count, &lay);
}

/* ---- gradients ---- */

static Color gradient_color(const RibbonPart *part, double distance, double alpha)
{
    const double whole = part->place.length > 0 ? part->place.length : part->length;
    const double progress = CLAMP((part->place.start + distance) / whole, 0, 1);
    Color color = part->line->gradient[lround(progress * GRADIENT_STEPS)];
    color.a *= alpha;
    return color;
}

static size_t gradient_stops(const RibbonPart *part, const Lay *lay, double alpha, ColorStop *stops)
{
    const double whole = part->place.length > 0 ? part->place.length : part->length;
    const double wanted = ceil((lay->end - lay->start) / whole * GRADIENT_STEPS / 4) + 1;
    const size_t count = (size_t)CLAMP(wanted, 2, STOPS_MAX);
    for (size_t i = 0; i < count; i++) {
        const double t = (double)i / (double)(count - 1);
        stops[i] = (ColorStop){t, gradient_color(part, lay->start + (lay->end - lay->start) * t, alpha)};
    }
    return count;
}

static void paint_gradient(RibbonPart *part, Band band, double alpha)
{
    paint_shading(part, &(Shading){ALONG, band, alpha, gradient_stops});
    for (size_t i = 0; i < part->ribbon.cap_count; i++) {
        add_cap(part, &part->ribbon.caps[i], band);
        paint_area(part, gradient_color(part, part->ribbon.caps[i].distance, alpha));
    }
}

static void paint_band(RibbonPart *part, Band band, double alpha)
{
    const SceneLine *line = part->line;
    if (line->gradient) {
        paint_gradient(part, band, alpha * line->opacity);
        return;
    }
    add_along(part, band, 0, part->length);
    paint_area(part, (Color){line->color.r, line->color.g, line->color.b, line->color.a * alpha});
}

/* ---- soft edges ---- */

/* How much of the line's colour is seen at a distance from its middle, in half breadths. */
static double edge_alpha(const RibbonPart *part, double side)
{
    const SceneLine *line = part->line;
    const double pixel = part->canvas->pixel, ramp = line->blur + pixel, distance = fabs(side) * part->half;
    const double outer = (part->half - distance) / ramp;
    const double inner = line->gap_width > 0 ? (distance - line->gap_width / 2 - pixel / 2 + ramp) / ramp : 1;
    return CLAMP(fmin(outer, inner), 0, 1);
}

static size_t edge_stops(const RibbonPart *part, const Lay *lay, double alpha, ColorStop *stops)
{
    enum { COUNT = 65 };
    for (int i = 0; i < COUNT; i++) {
        const double t = (double)i / (COUNT - 1);
        stops[i] = (ColorStop){t, part->line->color};
        stops[i].color.a *= alpha * edge_alpha(part, lay->start + (lay->end - lay->start) * t);
    }
    return COUNT;
}

/* Half a disc, from the middle outward. */
static void paint_soft_cap(RibbonPart *part, const RibbonCap *cap)
{
    enum { COUNT = 33 };
    ColorStop stops[COUNT];
    for (int i = 0; i < COUNT; i++) {
        stops[i] = (ColorStop){(double)i / (COUNT - 1), part->line->color};
        stops[i].color.a *= edge_alpha(part, stops[i].offset);
    }
    add_cap(part, cap, (Band){0, 1});
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    canvas_push_clip(part->canvas, &area);
    canvas_soft_disc(part->canvas, cap->center, part->half, stops, COUNT);
    canvas_pop(part->canvas);
    geometry_clear(&area);
}

static void paint_soft(RibbonPart *part)
{
    paint_shading(part, &(Shading){ACROSS, {0, 1}, 1, edge_stops});
    for (size_t i = 0; i < part->ribbon.cap_count; i++)
        paint_soft_cap(part, &part->ribbon.caps[i]);
}

static void paint_part(RibbonPart *part)
{
    const SceneLine *line = part->line;
    if (line->blur > 0 && !line->gradient)
        paint_soft(part);
    else if (line->gap_width > 0)
        paint_band(part, (Band){line->gap_width / 2 / part->half, part->shown}, 1);
    else
        paint_band(part, (Band){0, part->shown}, 1);
}

/* ---- patterns ---- */

/* From the icon's pixels to the page, as a triangle lays it. False where the triangle has no length. */
static bool triangle_matrix(const RibbonPart *part, const RibbonTriangle *triangle, Matrix *out)
{
    const Icon *icon = part->line->pattern;
    const double frame = icon->image ? 2 / icon->pixel_ratio : 0;
    const double width = icon->width + frame, height = icon->height + frame;
    const double period = part->line->pattern_length;
    const RibbonPoint *c = triangle->corners;
    const double begin = floor((fmin(c[0].distance, c[1].distance) + part->place.start) / period) * period;
    Point p[3];
    for (int i = 0; i < 3; i++)
        p[i] = (Point){(c[i].distance + part->place.start - begin) / period * width,
                       (c[i].side + 1) / 2 * height};
    const double ux = p[1].x - p[0].x, uy = p[1].y - p[0].y, vx = p[2].x - p[0].x, vy = p[2].y - p[0].y;
    const double determinant = ux * vy - uy * vx;
    if (fabs(determinant) < 1e-9)
        return false;
    const Point a = {c[1].at.x - c[0].at.x, c[1].at.y - c[0].at.y},
                b = {c[2].at.x - c[0].at.x, c[2].at.y - c[0].at.y};
    *out = (Matrix){(a.x * vy - b.x * uy) / determinant,
                    (a.y * vy - b.y * uy) / determinant,
                    (b.x * ux - a.x * vx) / determinant,
                    (b.y * ux - a.y * vx) / determinant,
                    0,
                    0};
    out->x0 = c[0].at.x - out->xx * p[0].x - out->xy * p[0].y;
    out->y0 = c[0].at.y - out->yx * p[0].x - out->yy * p[0].y;
    return true;
}

static void add_triangle(RibbonPart *part, const RibbonTriangle *triangle)
{
    const RibbonPoint *c = triangle->corners;
    const double twice =
        (c[1].at.x - c[0].at.x) * (c[2].at.y - c[0].at.y) - (c[1].at.y - c[0].at.y) * (c[2].at.x - c[0].at.x);
    for (int i = 0; i < 4; i++)
        geometry_builder_add_point(&part->area, c[(twice > 0 ? i : 3 - i) % 3].at);
    geometry_builder_end_part(&part->area);
}

/* Areas reach a little under their neighbours, so that no seam shows; the whole line clips them. */
static void paint_pattern_area(RibbonPart *part, const Matrix *matrix)
{
    const Icon *icon = part->line->pattern;
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    Geometry wide = geometry_offset(&area, -0.5);
    if (wide.part_count > 0)
        canvas_pattern(part->canvas, &wide, icon, matrix, icon->image != NULL, 1, part->line->color);
    geometry_clear(&wide);
    geometry_clear(&area);
}

static void push_line_clip(RibbonPart *part)
{
    add_stretch(part, (Band){0, part->shown}, 0, 2 * part->length);
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    canvas_push_clip(part->canvas, &area);
    geometry_clear(&area);
}

static bool same_matrix(const Matrix *a, const Matrix *b)
{
    return fabs(a->xx - b->xx) + fabs(a->yx - b->yx) + fabs(a->xy - b->xy) + fabs(a->yy - b->yy) < 1e-6;
}

/* Triangles that lay the icon alike, such as the two of a straight leg, are painted together. */
static void paint_pattern_part(RibbonPart *part)
{
    Matrix lay = {0}, next;
    bool has_lay = false;
    push_line_clip(part);
    for (size_t i = 0; i < part->ribbon.triangle_count; i++) {
        const RibbonTriangle *triangle = &part->ribbon.triangles[i];
        if (triangle_matrix(part, triangle, &next)) {
            if (has_lay && !same_matrix(&lay, &next))
                paint_pattern_area(part, &lay);
            if (!has_lay || !same_matrix(&lay, &next))
                lay = next;
            has_lay = true;
        }
        add_triangle(part, triangle);
    }
    for (size_t i = 0; i < part->ribbon.cap_count; i++)
        add_cap(part, &part->ribbon.caps[i], (Band){0, 1});
    if (has_lay)
        paint_pattern_area(part, &lay);
    canvas_pop(part->canvas);
}

/* ---- lines ---- */

static RibbonShape ribbon_shape(const SceneLine *line, double half)
{
    return (RibbonShape){.half_width = half,
                         .offset = line->offset,
                         .cap = line->cap,
                         .join = line->join,
                         .miter_limit = line->miter_limit,
                         .round_limit = line->round_limit,
                         .corner_reach = CORNER_REACH * line->tile_pixel,
                         .square_reach = 1};
}

static double line_half(const SceneLine *line, const Canvas *canvas)
{
    return (line->gap_width > 0 ? line->gap_width / 2 + line->width : line->width / 2) + canvas->pixel / 2;
}

static double shown_half(const SceneLine *line, const Canvas *canvas)
{
    return line->gap_width > 0 ? line->gap_width / 2 + line->width
                               : paint_stroke_width(line->width, canvas) / 2;
}

/* Legs of a line that can be seen through show where they lie on each other. */
static bool is_translucent(const SceneLine *line)
{
    return line->gradient || line->blur > 0 || line->color.a < 1;
}

static void paint_ribbon(RibbonPart *part)
{
    const Ribbon whole = part->ribbon;
    const bool apart = part->line->pattern ? part->line->opacity < 1 : is_translucent(part->line);
    for (size_t leg = 0; leg < (apart ? whole.leg_count : 1); leg++) {
        if (apart)
            part->ribbon = ribbon_leg(&whole, leg);
        if (part->line->pattern) {
            canvas_begin_layer(part->canvas, NULL, NULL, part->line->opacity);
            paint_pattern_part(part);
            canvas_end_layer(part->canvas);
        } else {
            paint_part(part);
        }
    }
    part->ribbon = whole;
}

static void paint_points(const SceneLine *line, const Point *points, size_t count, LinePlace place,
                         Canvas *canvas)
{
    RibbonPart part = {.line = line,
                       .canvas = canvas,
                       .half = line_half(line, canvas),
                       .shown = shown_half(line, canvas) / line_half(line, canvas),
                       .length = line_length(points, count),
                       .place = place};
    if (line->closed)
        part.length += hypot(points[0].x - points[count - 2].x, points[0].y - points[count - 2].y);
    const RibbonShape shape = ribbon_shape(line, part.half);
    part.ribbon = ribbon_build(points, count, line->closed, &shape);
    geometry_builder_init(&part.area);
    paint_ribbon(&part);
    geometry_builder_clear(&part.area);
    ribbon_clear(&part.ribbon);
}

void paint_line_ribbon(const SceneLine *line, Canvas *canvas)
{
    const Geometry *geometry = &line->geometry;
    for (size_t i = 0; i < geometry->part_count; i++) {
        g_autoptr(GArray) points = line_distinct_points(geometry->points + geometry_part_start(geometry, i),
                                                        geometry_part_length(geometry, i));
        const LinePlace place = line->places && !line->closed ? line->places[i] : (LinePlace){0, 0};
        if (points->len >= (line->closed ? 4 : 2))
            paint_points(line, (const Point *)(const void *)points->data, points->len, place, canvas);
    }
}
