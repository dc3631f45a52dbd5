#include "geometry/arrow.h"

#include <math.h>

static Point along(Point a, Point b, double distance)
{
    const double length = hypot(b.x - a.x, b.y - a.y);
    const double t = length > 0 ? distance / length : 0;
    return (Point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

/* A quadratic curve from p to q that bends towards the corner. */
static void add_curve(GeometryBuilder *out, Point p, Point corner, Point q)
{
    enum { STEPS = 6 };
    for (int i = 0; i <= STEPS; i++) {
        const double t = (double)i / STEPS, u = 1 - t;
        geometry_builder_add_point(out, (Point){u * u * p.x + 2 * u * t * corner.x + t * t * q.x,
                                                u * u * p.y + 2 * u * t * corner.y + t * t * q.y});
    }
}

static void round_part(GeometryBuilder *out, const Point *points, size_t count, double radius)
{
    geometry_builder_add_point(out, points[0]);
    for (size_t i = 1; i + 1 < count; i++) {
        const Point a = points[i - 1], b = points[i], c = points[i + 1];
        const double before = hypot(b.x - a.x, b.y - a.y), behind = hypot(c.x - b.x, c.y - b.y);
        const double reach = fmin(radius, fmin(before, behind) / 2);
        if (reach > 0)
            add_curve(out, along(b, a, reach), b, along(b, c, reach));
    }
    geometry_builder_add_point(out, points[count - 1]);
    geometry_builder_end_part(out);
}

Geometry geometry_round_corners(const Geometry *line, double radius)
{
    GeometryBuilder out;
    geometry_builder_init(&out);
    for (size_t part = 0; part < line->part_count; part++)
        if (geometry_part_length(line, part) >= 2)
            round_part(&out, line->points + geometry_part_start(line, part), geometry_part_length(line, part),
                       radius);
    Geometry result = geometry_builder_take(&out, GEOMETRY_LINE, line->multi);
    geometry_builder_clear(&out);
    return result;
}

/* The unit normal to the left of the line at point i. */
static Point normal_at(const Point *p, size_t count, size_t i)
{
    const Point a = p[i > 0 ? i - 1 : 0], b = p[i + 1 < count ? i + 1 : count - 1];
    const double length = hypot(b.x - a.x, b.y - a.y);
    return length > 0 ? (Point){(b.y - a.y) / length, -(b.x - a.x) / length} : (Point){0, 0};
}

/* Points of the part up to the head's neck; `neck` is where the head begins. */
static GArray *cut_shaft(const Point *p, size_t count, double shaft, Point *neck)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(Point));
    double done = 0;
    g_array_append_val(kept, p[0]);
    for (size_t i = 1; i < count; i++) {
        const double length = hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y);
        if (done + length >= shaft) {
            *neck = along(p[i - 1], p[i], shaft - done);
            g_array_append_val(kept, *neck);
            return kept;
        }
        if (length > 0)
            g_array_append_val(kept, p[i]);
        done += length;
    }
    *neck = p[count - 1];
    return kept;
}

static double part_length(const Point *p, size_t count)
{
    double length = 0;
    for (size_t i = 1; i < count; i++)
        length += hypot(p[i].x - p[i - 1].x, p[i].y - p[i - 1].y);
    return length;
}

static void add_side(GeometryBuilder *out, const Point *p, size_t count, const ArrowShape *shape, double size,
                     int side)
{
    const double total = part_length(p, count);
    double done = side > 0 ? 0 : total;
    for (size_t k = 0; k < count; k++) {
        const size_t i = side > 0 ? k : count - 1 - k;
        const double share = total > 0 ? done / total : 1;
        const double half = side * size * shape->width / 2 * (shape->tail + (1 - shape->tail) * share);
        const Point n = normal_at(p, count, i);
        geometry_builder_add_point(out, (Point){p[i].x + n.x * half, p[i].y + n.y * half});
        const size_t next = side > 0 ? i + 1 : i - 1;
        if (k + 1 < count)
            done += side * hypot(p[next].x - p[i].x, p[next].y - p[i].y);
    }
}

static void add_arrow(GeometryBuilder *out, const Point *p, size_t count, const ArrowShape *shape)
{
    const double length = part_length(p, count);
    if (length <= 0)
        return;
    const double size = fmin(1, length / (1.6 * shape->head_length * shape->width));
    Point neck;
    g_autoptr(GArray) shaft = cut_shaft(p, count, length - size * shape->head_length * shape->width, &neck);
    const Point *s = (const Point *)(const void *)shaft->data;
    const guint first = out->points->len;
    add_side(out, s, shaft->len, shape, size, 1);
    const Point tip = p[count - 1], n = normal_at((Point[]){neck, tip}, 2, 0);
    const double half = size * shape->head_width * shape->width / 2;
    geometry_builder_add_point(out, (Point){neck.x + n.x * half, neck.y + n.y * half});
    geometry_builder_add_point(out, tip);
    geometry_builder_add_point(out, (Point){neck.x - n.x * half, neck.y - n.y * half});
    add_side(out, s, shaft->len, shape, size, -1);
    geometry_builder_add_point(out, g_array_index(out->points, Point, first));
    geometry_builder_end_part(out);
    geometry_builder_end_polygon(out);
}

Geometry geometry_arrow(const Geometry *line, const ArrowShape *shape)
{
    Geometry rounded = geometry_round_corners(line, shape->radius);
    GeometryBuilder out;
    geometry_builder_init(&out);
    for (size_t part = 0; part < rounded.part_count; part++)
        add_arrow(&out, rounded.points + geometry_part_start(&rounded, part),
                  geometry_part_length(&rounded, part), shape);
    geometry_clear(&rounded);
    Geometry result = geometry_builder_take(&out, GEOMETRY_POLYGON, true);
    geometry_builder_clear(&out);
    return result;
}
