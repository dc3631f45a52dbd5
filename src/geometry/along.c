#include "geometry/along.h"

#include <math.h>

static Point direction(Point a, Point b)
{
    const double length = hypot(b.x - a.x, b.y - a.y);
    return length > 0 ? (Point){(b.x - a.x) / length, (b.y - a.y) / length} : (Point){0, 0};
}

/* Copies a part without points that repeat the one before. */
static GArray *distinct_points(const Point *points, size_t count)
{
    GArray *distinct = g_array_sized_new(FALSE, FALSE, sizeof(Point), (guint)count);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || points[i].x != points[i - 1].x || points[i].y != points[i - 1].y)
            g_array_append_val(distinct, points[i]);
    return distinct;
}

static void add_corner(GeometryBuilder *out, Point at, Point before, Point after, double distance,
                       double limit)
{
    const Point n0 = {-before.y, before.x}, n1 = {-after.y, after.x};
    const double cosine = n0.x * n1.x + n0.y * n1.y;
    const double miter = 1 / sqrt(fmax((1 + cosine) / 2, 1e-9)); /* length of the miter over the distance */
    if (miter <= limit) {
        const double scale = distance / (1 + cosine);
        geometry_builder_add_point(out, (Point){at.x + (n0.x + n1.x) * scale, at.y + (n0.y + n1.y) * scale});
        return;
    }
    geometry_builder_add_point(out, (Point){at.x + n0.x * distance, at.y + n0.y * distance});
    geometry_builder_add_point(out, (Point){at.x + n1.x * distance, at.y + n1.y * distance});
}

static void offset_part(GeometryBuilder *out, const Point *p, size_t n, bool closed, double distance,
                        double limit)
{
    const guint first = out->points->len;
    for (size_t i = 0; i < n; i++) {
        const bool is_end = i == 0 || i + 1 == n;
        if (closed && i + 1 == n)
            break;
        Point before = i > 0 ? direction(p[i - 1], p[i]) : direction(p[0], p[1]);
        Point after = i + 1 < n ? direction(p[i], p[i + 1]) : before;
        if (closed && i == 0)
            before = direction(p[n - 2], p[0]);
        if (is_end && !closed)
            geometry_builder_add_point(out,
                                       (Point){p[i].x - after.y * distance, p[i].y + after.x * distance});
        else
            add_corner(out, p[i], before, after, distance, limit);
    }
    if (closed && out->points->len > first)
        geometry_builder_add_point(out, g_array_index(out->points, Point, first));
    geometry_builder_end_part(out);
}

Geometry geometry_offset(const Geometry *geometry, double distance, double miter_limit)
{
    GeometryBuilder out;
    geometry_builder_init(&out);
    for (size_t part = 0, polygon = 0; part < geometry->part_count; part++) {
        g_autoptr(GArray) points = distinct_points(geometry->points + geometry_part_start(geometry, part),
                                                   geometry_part_length(geometry, part));
        const Point *p = (const Point *)(const void *)points->data;
        const bool closed =
            points->len > 3 && p[0].x == p[points->len - 1].x && p[0].y == p[points->len - 1].y;
        if (points->len >= 2)
            offset_part(&out, p, points->len, closed, distance, fmax(miter_limit, 1));
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
        const double length = hypot(b.x - a.x, b.y - a.y), end = distance + length;
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
