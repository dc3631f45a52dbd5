#include "geometry/within.h"

static double cross(Point origin, Point a, Point b)
{
    return (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
}

static bool on_edge(Point point, Point a, Point b)
{
    const double ax = point.x - a.x, ay = point.y - a.y, bx = point.x - b.x, by = point.y - b.y;
    return ax * by - bx * ay == 0 && ax * bx <= 0 && ay * by <= 0;
}

/* Whether a ray from the point to the right crosses an edge. */
static bool ray_crosses(Point point, Point a, Point b)
{
    return (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x;
}

static bool opposite(double a, double b)
{
    return (a > 0 && b < 0) || (a < 0 && b > 0);
}

/* Whether two segments cross; touching is not crossing. */
static bool segments_cross(Point a, Point b, Point c, Point d)
{
    return opposite(cross(c, d, a), cross(c, d, b)) && opposite(cross(a, b, c), cross(a, b, d));
}

static size_t first_ring(const Geometry *polygons, size_t polygon)
{
    return polygon == 0 ? 0 : polygons->polygon_ends[polygon - 1];
}

static bool point_in_polygon(Point point, const Geometry *polygons, size_t polygon)
{
    bool inside = false;
    for (size_t ring = first_ring(polygons, polygon); ring < polygons->polygon_ends[polygon]; ring++) {
        for (size_t i = geometry_part_start(polygons, ring); i + 1 < polygons->part_ends[ring]; i++) {
            const Point a = polygons->points[i], b = polygons->points[i + 1];
            if (on_edge(point, a, b))
                return false;
            if (ray_crosses(point, a, b))
                inside = !inside;
        }
    }
    return inside;
}

static bool point_in_polygons(Point point, const Geometry *polygons)
{
    for (size_t polygon = 0; polygon < polygons->polygon_count; polygon++)
        if (point_in_polygon(point, polygons, polygon))
            return true;
    return false;
}

static bool segment_crosses_polygon(Point a, Point b, const Geometry *polygons, size_t polygon)
{
    for (size_t ring = first_ring(polygons, polygon); ring < polygons->polygon_ends[polygon]; ring++)
        for (size_t i = geometry_part_start(polygons, ring); i + 1 < polygons->part_ends[ring]; i++)
            if (segments_cross(a, b, polygons->points[i], polygons->points[i + 1]))
                return true;
    return false;
}

static bool line_in_polygon(const Geometry *lines, size_t line, const Geometry *polygons, size_t polygon)
{
    const size_t start = geometry_part_start(lines, line), end = lines->part_ends[line];
    for (size_t i = start; i < end; i++)
        if (!point_in_polygon(lines->points[i], polygons, polygon))
            return false;
    for (size_t i = start; i + 1 < end; i++)
        if (segment_crosses_polygon(lines->points[i], lines->points[i + 1], polygons, polygon))
            return false;
    return true;
}

static bool line_in_polygons(const Geometry *lines, size_t line, const Geometry *polygons)
{
    for (size_t polygon = 0; polygon < polygons->polygon_count; polygon++)
        if (line_in_polygon(lines, line, polygons, polygon))
            return true;
    return false;
}

/* Moves a point that is more than half a world away from the polygons by a whole one. */
static Point bring_near(Point point, Box box, double world)
{
    if (point.x >= box.x_min && point.x <= box.x_max)
        return point;
    const double half = world / 2;
    if (point.x - box.x_min > half || point.x - box.x_max > half)
        point.x -= world;
    else if (box.x_min - point.x > half || box.x_max - point.x > half)
        point.x += world;
    return point;
}

static bool box_inside(Box inner, Box outer)
{
    return inner.x_min > outer.x_min && inner.x_max < outer.x_max && inner.y_min > outer.y_min &&
           inner.y_max < outer.y_max;
}

bool geometry_within(Geometry *inner, const Geometry *polygons, Box polygons_box, double world)
{
    if (inner->type != GEOMETRY_POINT && inner->type != GEOMETRY_LINE)
        return false;
    const Box box = geometry_box(inner);
    if (inner->type == GEOMETRY_POINT || box.x_max - box.x_min <= world / 2)
        for (size_t i = 0; i < inner->point_count; i++)
            inner->points[i] = bring_near(inner->points[i], polygons_box, world);
    if (!box_inside(geometry_box(inner), polygons_box))
        return false;
    if (inner->type == GEOMETRY_POINT) {
        for (size_t i = 0; i < inner->point_count; i++)
            if (!point_in_polygons(inner->points[i], polygons))
                return false;
    } else {
        for (size_t line = 0; line < inner->part_count; line++)
            if (!line_in_polygons(inner, line, polygons))
                return false;
    }
    return true;
}
