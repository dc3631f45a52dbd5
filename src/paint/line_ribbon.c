/* Lines as MapLibre GL JS paints them, triangle by triangle. */
#include "geometry/measure.h"
#include "geometry/ribbon.h"
#include "paint/line.h"

#include <math.h>

/* GL JS ends the lean of sharp corners so many pixels from them. */
static const double CORNER_REACH = 15;
enum { STEPS = 8, ARC_STEPS = 12, STOPS_MAX = 96 };

/* Part of a line's breadth, from its middle (0) to its edges (1); two bands where it does not begin at 0. */
typedef struct {
    double inner, outer;
} Band;

/* One part of a line; distances count from its first point. */
typedef struct {
    const SceneLine *line;
    Canvas *canvas;
    Ribbon ribbon;
    double half, length;
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

/* ---- colours along the line ---- */

/* Where the line's distance begins and ends on the page, as a triangle lays it: it grows evenly from one to
 * the other. */
typedef struct {
    Point from, to;
    double start, end; /* distances there */
} Lay;

static bool find_lay(const RibbonTriangle *triangle, Lay *out)
{
    const RibbonPoint *c = triangle->corners;
    const Point a = {c[1].at.x - c[0].at.x, c[1].at.y - c[0].at.y},
                b = {c[2].at.x - c[0].at.x, c[2].at.y - c[0].at.y};
    const double area = a.x * b.y - a.y * b.x;
    const double da = c[1].distance - c[0].distance, db = c[2].distance - c[0].distance;
    if (fabs(area) < 1e-9)
        return false;
    const Point slope = {(da * b.y - db * a.y) / area, (db * a.x - da * b.x) / area};
    const double square = slope.x * slope.x + slope.y * slope.y;
    if (square < 1e-12)
        return false;
    out->start = fmin(c[0].distance, fmin(c[1].distance, c[2].distance));
    out->end = fmax(c[0].distance, fmax(c[1].distance, c[2].distance));
    const double back = (out->start - c[0].distance) / square, ahead = (out->end - c[0].distance) / square;
    out->from = (Point){c[0].at.x + slope.x * back, c[0].at.y + slope.y * back};
    out->to = (Point){c[0].at.x + slope.x * ahead, c[0].at.y + slope.y * ahead};
    return true;
}

/* Whether both lay the line's distance alike. */
static bool same_lay(const Lay *a, const Lay *b)
{
    const double x = a->to.x - a->from.x, y = a->to.y - a->from.y, square = x * x + y * y;
    const double per_x = x * (a->end - a->start) / square, per_y = y * (a->end - a->start) / square;
    const double from = a->start + (b->from.x - a->from.x) * per_x + (b->from.y - a->from.y) * per_y,
                 to = a->start + (b->to.x - a->from.x) * per_x + (b->to.y - a->from.y) * per_y;
    const double cross = x * (b->to.y - b->from.y) - y * (b->to.x - b->from.x);
    return fabs(from - b->start) < 0.01 && fabs(to - b->end) < 0.01 && fabs(cross) < 0.01 * square;
}

static void widen_lay(Lay *lay, const Lay *by)
{
    if (by->end > lay->end) {
        lay->end = by->end;
        const double part = (lay->end - lay->start) / (by->end - by->start);
        lay->to = (Point){lay->from.x + (by->to.x - by->from.x) * part,
                          lay->from.y + (by->to.y - by->from.y) * part};
    }
}

static size_t make_stops(const RibbonPart *part, const Lay *lay, double alpha, ColorStop *stops)
{
    const double whole = part->place.length > 0 ? part->place.length : part->length;
    const double first = (part->place.start + lay->start) / whole,
                 last = (part->place.start + lay->end) / whole;
    const double wanted = ceil((last - first) * GRADIENT_STEPS / 4) + 1;
    const size_t count = (size_t)CLAMP(wanted, 2, STOPS_MAX);
    for (size_t i = 0; i < count; i++) {
        const double t = (double)i / (double)(count - 1);
        const double progress = CLAMP(first + (last - first) * t, 0, 1);
        stops[i] = (ColorStop){t, part->line->gradient[lround(progress * GRADIENT_STEPS)]};
        stops[i].color.a *= alpha;
    }
    return count;
}

/* Triangles `first` to `end`, which lie alike; the last has the caps at its end too. */
static void paint_lay(RibbonPart *part, Band band, size_t first, size_t end, const Lay *lay, double alpha)
{
    ColorStop stops[STOPS_MAX];
    const Ribbon whole = part->ribbon;
    part->ribbon.triangles += first;
    part->ribbon.triangle_count = end - first;
    if (end < whole.triangle_count && lay->end < part->length)
        part->ribbon.cap_count = 0;
    add_along(part, band, lay->start, lay->end);
    part->ribbon = whole;
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    const size_t count = make_stops(part, lay, alpha, stops);
    if (area.part_count > 0)
        canvas_gradient(part->canvas, &area, lay->from, lay->to, stops, count);
    geometry_clear(&area);
}

static void paint_gradient(RibbonPart *part, Band band, double alpha)
{
    Lay lay = {0}, next;
    size_t first = 0;
    bool has_lay = false;
    for (size_t i = 0; i < part->ribbon.triangle_count; i++) {
        if (!find_lay(&part->ribbon.triangles[i], &next))
            continue;
        if (has_lay && !same_lay(&lay, &next)) {
            paint_lay(part, band, first, i, &lay, alpha);
            first = i;
            has_lay = false;
        }
        if (has_lay)
            widen_lay(&lay, &next);
        else
            lay = next;
        has_lay = true;
    }
    if (has_lay)
        paint_lay(part, band, first, part->ribbon.triangle_count, &lay, alpha);
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

/* ---- edges ---- */

/* From an inner to an outer edge, both fading over `ramp`: bands on top of each other. */
static void paint_soft(RibbonPart *part, double inner, double outer, double ramp)
{
    double covered = 0;
    const double full = part->line->gradient ? part->line->opacity : part->line->color.a;
    for (int i = 1; i <= STEPS; i++) {
        const double to = outer - ramp * (i - 0.5) / STEPS, wanted = full * i / STEPS,
                     from = inner > 0 ? inner - ramp * (STEPS - i + 0.5) / STEPS : 0;
        if (to > fmax(from, 0))
            paint_band(part, (Band){fmax(from, 0) / part->half, to / part->half},
                       (wanted - covered) / (1 - covered) / full);
        covered = wanted;
    }
}

static void paint_part(RibbonPart *part)
{
    const SceneLine *line = part->line;
    const double pixel = part->canvas->pixel, gap = line->gap_width / 2;
    if (line->blur > 0)
        paint_soft(part, gap > 0 ? gap + pixel / 2 : 0, part->half, line->blur + pixel);
    else if (gap > 0)
        paint_band(part, (Band){gap / part->half, 1}, 1);
    else
        paint_band(part, (Band){0, 1}, 1);
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

static void paint_pattern_area(RibbonPart *part, const Matrix *matrix)
{
    const Icon *icon = part->line->pattern;
    geometry_builder_end_polygon(&part->area);
    Geometry area = geometry_builder_take(&part->area, GEOMETRY_POLYGON, true);
    if (area.part_count > 0)
        canvas_pattern(part->canvas, &area, icon, matrix, icon->image != NULL, 1, part->line->color);
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
}

/* ---- lines ---- */

static RibbonShape ribbon_shape(const SceneLine *line, double half, double pixel)
{
    return (RibbonShape){.half_width = half,
                         .offset = line->offset,
                         .cap = line->cap,
                         .join = line->join,
                         .miter_limit = line->miter_limit,
                         .round_limit = line->round_limit,
                         .corner_reach = CORNER_REACH,
                         .square_reach = 1 + pixel / 2 / half};
}

static double line_half(const SceneLine *line, const Canvas *canvas)
{
    const double half =
        line->gap_width > 0 ? line->gap_width / 2 + line->width : paint_stroke_width(line->width, canvas) / 2;
    return line->blur > 0 ? half + canvas->pixel / 2 : half;
}

/* Legs of a line that can be seen through show where they lie on each other. */
static bool is_translucent(const SceneLine *line)
{
    return line->gradient || line->blur > 0 || line->color.a < 1;
}

static void paint_ribbon(RibbonPart *part)
{
    const Ribbon whole = part->ribbon;
    const bool apart = !part->line->pattern && is_translucent(part->line);
    for (size_t leg = 0; leg < (apart ? whole.leg_count : 1); leg++) {
        if (apart)
            part->ribbon = ribbon_leg(&whole, leg);
        if (part->line->pattern)
            paint_pattern_part(part);
        else
            paint_part(part);
    }
    part->ribbon = whole;
}

static void paint_points(const SceneLine *line, const Point *points, size_t count, LinePlace place,
                         Canvas *canvas)
{
    RibbonPart part = {.line = line,
                       .canvas = canvas,
                       .half = line_half(line, canvas),
                       .length = line_length(points, count),
                       .place = place};
    const RibbonShape shape = ribbon_shape(line, part.half, canvas->pixel);
    part.ribbon = ribbon_build(points, count, line->closed, &shape);
    geometry_builder_init(&part.area);
    paint_ribbon(&part);
    geometry_builder_clear(&part.area);
    ribbon_clear(&part.ribbon);
}

void paint_line_ribbon(const SceneLine *line, Canvas *canvas)
{
    const Geometry *geometry = &line->geometry;
    if (line->pattern)
        canvas_begin_layer(canvas, NULL, NULL, line->opacity);
    for (size_t i = 0; i < geometry->part_count; i++) {
        g_autoptr(GArray) points = line_distinct_points(geometry->points + geometry_part_start(geometry, i),
                                                        geometry_part_length(geometry, i));
        const LinePlace place = line->places && !line->closed ? line->places[i] : (LinePlace){0, 0};
        if (points->len >= (line->closed ? 4 : 2))
            paint_points(line, (const Point *)(const void *)points->data, points->len, place, canvas);
    }
    if (line->pattern)
        canvas_end_layer(canvas);
}
