#include "geometry/measure.h"

double line_length(const Point *points, size_t count)
{
    double length = 0;
    for (size_t i = 1; i < count; i++)
        length += point_distance(points[i - 1], points[i]);
    return length;
}

static Point between(Point a, Point b, double share)
{
    return (Point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

Point line_point_at(const Point *points, size_t count, double distance, double *angle)
{
    double direction = 0;
    Point found = count ? points[0] : (Point){0, 0};
    for (size_t i = 1; i < count; i++) {
        const double length = point_distance(points[i - 1], points[i]);
        if (length <= 0)
            continue;
        direction = atan2(points[i].y - points[i - 1].y, points[i].x - points[i - 1].x);
        found = points[i];
        if (distance <= length) {
            found = between(points[i - 1], points[i], MAX(distance, 0) / length);
            break;
        }
        distance -= length;
    }
    if (angle)
        *angle = direction;
    return found;
}

double segment_distance(Point point, Point a, Point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double share = square > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / square : 0;
    share = CLAMP(share, 0, 1);
    return point_distance(point, between(a, b, share));
}

static double turn(Point a, Point b, Point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool touches(Point a, Point b, Point c)
{
    return c.x >= fmin(a.x, b.x) && c.x <= fmax(a.x, b.x) && c.y >= fmin(a.y, b.y) && c.y <= fmax(a.y, b.y);
}

bool segments_meet(Point a, Point b, Point c, Point d)
{
    const double c_side = turn(a, b, c), d_side = turn(a, b, d);
    const double a_side = turn(c, d, a), b_side = turn(c, d, b);
    if (((c_side > 0) != (d_side > 0)) && ((a_side > 0) != (b_side > 0)) && c_side != 0 && d_side != 0 &&
        a_side != 0 && b_side != 0)
        return true;
    return (c_side == 0 && touches(a, b, c)) || (d_side == 0 && touches(a, b, d)) ||
           (a_side == 0 && touches(c, d, a)) || (b_side == 0 && touches(c, d, b));
}

double ring_area(const Point *points, size_t count)
{
    double twice = 0;
    for (size_t i = 0; i < count; i++) {
        const Point a = points[i], b = points[i + 1 < count ? i + 1 : 0];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

void polygon_rings(const Geometry *geometry, size_t polygon, size_t *first, size_t *end)
{
    *first = polygon ? geometry->polygon_ends[polygon - 1] : 0;
    *end = geometry->polygon_ends[polygon];
}

static bool crosses_right_of(Point point, Point a, Point b)
{
    return (a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y);
}

bool polygon_contains(const Geometry *geometry, size_t polygon, Point point)
{
    size_t first, end;
    bool inside = false;
    polygon_rings(geometry, polygon, &first, &end);
    for (size_t ring = first; ring < end; ring++) {
        const Point *points = geometry->points + geometry_part_start(geometry, ring);
        const size_t count = geometry_part_length(geometry, ring);
        for (size_t i = 1; i < count; i++)
            if (crosses_right_of(point, points[i - 1], points[i]))
                inside = !inside;
    }
    return inside;
}
