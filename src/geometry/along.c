#include "geometry/along.h"

#include "geometry/measure.h"
#include "geometry/strip.h"

#include <math.h>

/* Miter lengths over the distance: as far as an offset line follows a corner, and where it begins and ends to
 * follow the segments alone, for the middle between nearly opposite directions points along the line. */
static const double MITER_MAX = 2, FALLBACK_START = 3, FALLBACK_END = 8;

/* One point or two; says how many. */
static size_t offset_point(Point at, Point before, Point after, double distance, Point out[2])
{
    const Point n0 = {-before.y, before.x}, n1 = {-after.y, after.x};
    const double length = point_distance((Point){0, 0}, (Point){n0.x + n1.x, n0.y + n1.y});
    const double miter = length > 1e-9 ? 2 / length : INFINITY;
    const double fallback = CLAMP((miter - FALLBACK_START) / (FALLBACK_END - FALLBACK_START), 0, 1);
    const double scale = length > 1e-9 ? fmin(miter, MITER_MAX) / length : 0;
    const Point joint = {(n0.x + n1.x) * scale, (n0.y + n1.y) * scale};
    const Point normals[2] = {n0, n1};
    const size_t count = fallback > 0 ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        const Point n = {joint.x + (normals[i].x - joint.x) * fallback,
                         joint.y + (normals[i].y - joint.y) * fallback};
        out[i] = (Point){at.x + n.x * distance, at.y + n.y * distance};
    }
    return count;
}

static void offset_part(GeometryBuilder *out, const Point *p, size_t n, bool closed, double distance)
{
    const guint first = out->points->len;
    g_array_set_size(out->points, first + 2 * (guint)n + 1);
    Point *points = (Point *)(void *)out->points->data + first;
    size_t count = 0;
    Point before = line_direction(p[closed ? n - 2 : 0], p[closed ? 0 : 1]);
    for (size_t i = 0; i < n - (closed ? 1 : 0); i++) {
        const Point after = i + 1 < n ? line_direction(p[i], p[i + 1]) : before;
        count += offset_point(p[i], before, after, distance, points + count);
        before = after;
    }
    if (closed)
        points[count++] = points[0];
    g_array_set_size(out->points, first + (guint)count);
    geometry_builder_end_part(out);
}

Geometry geometry_offset(const Geometry *geometry, double distance)
{
    GeometryBuilder out;
    geometry_builder_init(&out);
    for (size_t part = 0, polygon = 0; part < geometry->part_count; part++) {
        g_autoptr(GArray) points = line_distinct_points(
            geometry->points + geometry_part_start(geometry, part), geometry_part_length(geometry, part));
        const bool closed = geometry->type == GEOMETRY_POLYGON && points->len >= 3;
        if (points->len >= 2)
            offset_part(&out, (const Point *)(const void *)points->data, points->len, closed, distance);
        if (polygon < geometry->polygon_count && geometry->polygon_ends[polygon] == part + 1) {
            geometry_builder_end_polygon(&out);
            polygon++;
        }
    }
    Geometry result = geometry_builder_take(&out, geometry->type, geometry->multi);
    geometry_builder_clear(&out);
    return result;
}

static Point between(Point a, Point b, double t)
{
    return (Point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

Geometry geometry_slice(const Geometry *geometry, size_t part, double from, double to)
{
    GeometryBuilder out;
    geometry_builder_init(&out);
    double distance = 0;
    bool open = false;
    for (size_t i = geometry_part_start(geometry, part) + 1; i < geometry->part_ends[part]; i++) {
        const Point a = geometry->points[i - 1], b = geometry->points[i];
        const double length = point_distance(a, b), end = distance + length;
        if (end > from && distance < to && length > 0) {
            if (!open)
                geometry_builder_add_point(&out, between(a, b, fmax(from - distance, 0) / length));
            open = true;
            geometry_builder_add_point(&out, between(a, b, fmin(to - distance, length) / length));
        }
        distance = end;
    }
    if (open)
        geometry_builder_end_part(&out);
    Geometry result = geometry_builder_take(&out, GEOMETRY_LINE, false);
    geometry_builder_clear(&out);
    return result;
}
