#include "geometry/strip.h"

#include <math.h>

/* Cosine of the turn from which a corner is sharp. */
static const double SHARP_COSINE = -0.5;
/* Bends smaller than this miter are not worth a bevel. */
static const double BEVEL_LIMIT = 1.05;

GArray *line_distinct_points(const Point *points, size_t count)
{
    GArray *distinct = g_array_sized_new(FALSE, FALSE, sizeof(Point), (guint)count);
    g_array_set_size(distinct, (guint)count);
    Point *out = (Point *)(void *)distinct->data;
    guint kept = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || points[i].x != points[i - 1].x || points[i].y != points[i - 1].y)
            out[kept++] = points[i];
    g_array_set_size(distinct, kept);
    return distinct;
}

static double dot(Point a, Point b)
{
    return a.x * b.x + a.y * b.y;
}

static double cross(Point a, Point b)
{
    return a.x * b.y - a.y * b.x;
}

/* To the right of a direction. */
static Point normal_of(Point direction)
{
    return (Point){-direction.y, direction.x};
}

static Point move(Point from, Point along, double distance)
{
    return (Point){from.x + along.x * distance, from.y + along.y * distance};
}

bool corner_is_sharp(Point before, Point after)
{
    return dot(before, after) < SHARP_COSINE;
}

/* ---- corners ---- */

typedef struct {
    Point at, n0, n1; /* normals before and after */
    Point middle;     /* unit vector between them */
    double miter;     /* length of the miter over the distance */
    bool turns_right;
} Corner;

static Corner find_corner(Point at, Point before, Point after)
{
    Corner corner = {at, normal_of(before), normal_of(after), {0, 0}, INFINITY, cross(before, after) > 0};
    const Point sum = {corner.n0.x + corner.n1.x, corner.n0.y + corner.n1.y};
    const double length = point_distance((Point){0, 0}, sum);
    if (length > 1e-9) {
        corner.middle = (Point){sum.x / length, sum.y / length};
        corner.miter = 2 / length;
    }
    return corner;
}

static LineJoin choose_join(const Corner *corner, LineJoin join, double miter_limit, double round_limit)
{
    if (join == JOIN_ROUND)
        return corner->miter < round_limit ? JOIN_MITER : JOIN_ROUND;
    return corner->miter > (join == JOIN_BEVEL ? BEVEL_LIMIT : miter_limit) ? JOIN_BEVEL : JOIN_MITER;
}

/* Points on a circle round `at` from one unit vector to another, the second included. */
static void add_arc(GArray *out, Point at, Point from, double radius, double angle)
{
    const double fine = 2 * acos(fmax(1 - 0.03 / fmax(fabs(radius), 0.06), 0));
    const int steps = (int)fmin(fmax(ceil(fabs(angle) / fmax(fine, 0.02)), 1), 256);
    for (int i = 1; i <= steps; i++) {
        const double c = cos(angle * i / steps), s = sin(angle * i / steps);
        const Point point = move(at, (Point){from.x * c - from.y * s, from.x * s + from.y * c}, radius);
        g_array_append_val(out, point);
    }
}

static void add_point(GArray *out, Point at, Point along, double distance)
{
    const Point point = move(at, along, distance);
    g_array_append_val(out, point);
}

/* One side of a corner: `distance` to the right (or, negative, to the left). */
static void add_side(GArray *out, const Corner *corner, LineJoin join, double distance)
{
    const bool outside = corner->turns_right == (distance < 0);
    if (join == JOIN_MITER || (!outside && corner->miter <= 2)) {
        add_point(out, corner->at, corner->middle, distance * fmin(corner->miter, 100));
        return;
    }
    add_point(out, corner->at, corner->n0, distance);
    if (join == JOIN_ROUND && outside) {
        const double angle = atan2(cross(corner->n0, corner->n1), dot(corner->n0, corner->n1));
        add_arc(out, corner->at, corner->n0, distance, angle);
    } else {
        add_point(out, corner->at, corner->n1, distance);
    }
}

/* ---- outlines of open lines ---- */

/* Where the edge at `distance` ends: moved along the line so that both edges end on the line across the
 * corner. */
static double cut_length(Point direction, Point beyond, double distance)
{
    const Corner corner = find_corner((Point){0, 0}, direction, beyond);
    const double lean = dot(direction, corner.middle);
    return fabs(lean) < 0.5 ? 0 : -distance * dot(normal_of(direction), corner.middle) / lean;
}

/* The end of a strip that runs in `direction` to `at`, from its right edge to its left. */
static void add_end(GArray *out, Point at, Point direction, StripEnd end, Point beyond, double half)
{
    const Point normal = normal_of(direction);
    double right = 0, left = 0;
    if (end == END_SQUARE)
        right = left = half;
    if (end == END_CUT) {
        right = cut_length(direction, beyond, half);
        left = cut_length(direction, beyond, -half);
    }
    add_point(out, move(at, direction, right), normal, half);
    if (end == END_ROUND)
        add_arc(out, at, normal, half, -G_PI);
    else
        add_point(out, move(at, direction, left), normal, -half);
}

static void add_reversed(GArray *out, const GArray *points)
{
    for (guint i = points->len; i > 0; i--)
        g_array_append_val(out, g_array_index(points, Point, i - 1));
}

/* Both sides of the corner at point `index`, in the direction of the line. */
static void add_corner(const Point *points, size_t index, const StripShape *shape, GArray *right,
                       GArray *left)
{
    const Corner corner = find_corner(points[index], line_direction(points[index - 1], points[index]),
                                      line_direction(points[index], points[index + 1]));
    const LineJoin join = choose_join(&corner, shape->join, shape->miter_limit, shape->round_limit);
    add_side(right, &corner, join, shape->half_width);
    add_side(left, &corner, join, -shape->half_width);
}

void strip_add_outline(const Point *points, size_t count, const StripShape *shape, GeometryBuilder *out)
{
    if (count < 2)
        return;
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(Point));
    const guint first = out->points->len;
    for (size_t i = 1; i + 1 < count; i++)
        add_corner(points, i, shape, out->points, left);
    add_end(out->points, points[count - 1], line_direction(points[count - 2], points[count - 1]), shape->end,
            shape->after, shape->half_width);
    add_reversed(out->points, left);
    const Point back = line_direction(points[1], points[0]);
    add_end(out->points, points[0], back, shape->start, (Point){-shape->before.x, -shape->before.y},
            shape->half_width);
    geometry_builder_add_point(out, g_array_index(out->points, Point, first));
    geometry_builder_end_part(out);
}

/* ---- parallels ---- */

typedef struct {
    double distance, reach, miter_limit;
    LineCap cap;
    LineJoin join;
    GeometryBuilder *out;
} Parallels;

static void add_parallel(const Parallels *p, const GArray *line, bool closed, double distance)
{
    const Point *points = (const Point *)(const void *)line->data;
    const guint count = line->len, first = p->out->points->len;
    for (guint i = 0; i < count; i++) {
        const bool is_end = i == 0 || i + 1 == count;
        if (closed && i + 1 == count)
            break;
        const Point before = i > 0 ? line_direction(points[i - 1], points[i])
                                   : line_direction(points[closed ? count - 2 : 0], points[closed ? 0 : 1]);
        const Point after = i + 1 < count ? line_direction(points[i], points[i + 1]) : before;
        const Corner corner = find_corner(points[i], before, after);
        if (is_end && !closed)
            add_point(p->out->points, points[i], normal_of(after), distance);
        else
            add_side(p->out->points, &corner, choose_join(&corner, p->join, p->miter_limit, BEVEL_LIMIT),
                     distance);
    }
    if (closed && p->out->points->len > first)
        geometry_builder_add_point(p->out, g_array_index(p->out->points, Point, first));
}

static void reverse(GArray *line)
{
    for (guint i = 0; i < line->len / 2; i++) {
        Point *a = &g_array_index(line, Point, i), *b = &g_array_index(line, Point, line->len - 1 - i);
        const Point swap = *a;
        *a = *b;
        *b = swap;
    }
}

static void add_cap(const Parallels *p, const GArray *line)
{
    const Point last = g_array_index(line, Point, line->len - 1);
    const Point direction = line_direction(g_array_index(line, Point, line->len - 2), last);
    add_arc(p->out->points, last, normal_of(direction), p->distance, -G_PI);
}

/* There and back with half a circle at each end. */
static void add_ring(const Parallels *p, GArray *line)
{
    const guint first = p->out->points->len;
    add_parallel(p, line, false, p->distance);
    add_cap(p, line);
    reverse(line);
    add_parallel(p, line, false, p->distance);
    add_cap(p, line);
    geometry_builder_add_point(p->out, g_array_index(p->out->points, Point, first));
    geometry_builder_end_part(p->out);
}

static void lengthen(GArray *line, double reach)
{
    Point *first = &g_array_index(line, Point, 0), *last = &g_array_index(line, Point, line->len - 1);
    const Point back = line_direction(g_array_index(line, Point, 1), *first);
    const Point ahead = line_direction(g_array_index(line, Point, line->len - 2), *last);
    *first = move(*first, back, reach);
    *last = move(*last, ahead, reach);
}

static void add_pair(const Parallels *p, GArray *line, bool closed)
{
    if (!closed && p->cap == CAP_ROUND) {
        add_ring(p, line);
        return;
    }
    if (!closed && p->cap == CAP_SQUARE)
        lengthen(line, p->reach);
    add_parallel(p, line, closed, p->distance);
    geometry_builder_end_part(p->out);
    add_parallel(p, line, closed, -p->distance);
    geometry_builder_end_part(p->out);
}

Geometry geometry_parallels(const Geometry *geometry, double distance, double reach, LineCap cap,
                            LineJoin join, double miter_limit)
{
    GeometryBuilder out;
    geometry_builder_init(&out);
    const Parallels parallels = {distance, reach, miter_limit, cap, join, &out};
    const bool closed = geometry->type == GEOMETRY_POLYGON;
    for (size_t part = 0; part < geometry->part_count; part++) {
        g_autoptr(GArray) line = line_distinct_points(geometry->points + geometry_part_start(geometry, part),
                                                      geometry_part_length(geometry, part));
        if (line->len >= (closed ? 3 : 2))
            add_pair(&parallels, line, closed);
    }
    const bool rings = closed || cap == CAP_ROUND;
    if (rings)
        geometry_builder_end_polygon(&out);
    Geometry result = geometry_builder_take(&out, rings ? GEOMETRY_POLYGON : GEOMETRY_LINE, true);
    geometry_builder_clear(&out);
    return result;
}
