#include "geometry/distance.h"

#include <math.h>

/* Edges are compared run by run: a pair of runs whose boxes lie farther apart than the shortest distance
 * known is left out. */
enum { RUN_LENGTH = 16 };

typedef struct {
    Point a, b; /* the same for a point */
} Edge;

typedef struct {
    Box box;
    size_t start, end; /* of its edges */
} Run;

struct DistanceTarget {
    const Geometry *geometry;
    size_t edge_count, run_count;
    Edge *edges;
    Run *runs;
};

/* Metres for a degree of longitude and of latitude. */
typedef struct {
    double x, y;
} Scale;

/* From the radii of curvature of the ellipsoid at a latitude. */
static Scale scale_at(double latitude)
{
    static const double radius = 6378137, flattening = 1 / 298.257223563;
    const double eccentricity = flattening * (2 - flattening), radian = G_PI / 180;
    const double cosine = cos(latitude * radian);
    const double factor = 1 / (1 - eccentricity * (1 - cosine * cosine));
    const double normal = radius * sqrt(factor);
    return (Scale){radian * normal * cosine, radian * normal * factor * (1 - eccentricity)};
}

/* ---- Edges ---- */

static size_t list_edges(const Geometry *geometry, Edge *edges)
{
    size_t count = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        const size_t start = geometry_part_start(geometry, part), end = geometry->part_ends[part];
        if (end - start == 1)
            edges[count++] = (Edge){geometry->points[start], geometry->points[start]};
        for (size_t i = start; i + 1 < end; i++)
            edges[count++] = (Edge){geometry->points[i], geometry->points[i + 1]};
    }
    return count;
}

static Run make_run(const Edge *edges, size_t start, size_t end)
{
    Run run = {box_empty(), start, end};
    for (size_t i = start; i < end; i++)
        run.box = box_extend(box_extend(run.box, edges[i].a), edges[i].b);
    return run;
}

const DistanceTarget *distance_target(const Geometry *geometry, Arena *arena)
{
    DistanceTarget *target = arena_allocate(arena, sizeof *target);
    target->geometry = geometry;
    target->edges = arena_allocate_array(arena, geometry->point_count, sizeof(Edge));
    target->edge_count = list_edges(geometry, target->edges);
    target->run_count = (target->edge_count + RUN_LENGTH - 1) / RUN_LENGTH;
    target->runs = arena_allocate_array(arena, target->run_count, sizeof(Run));
    for (size_t i = 0; i < target->run_count; i++)
        target->runs[i] =
            make_run(target->edges, i * RUN_LENGTH, MIN((i + 1) * RUN_LENGTH, target->edge_count));
    return target;
}

/* ---- One edge and another ---- */

static double squared(Point a, Point b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/* From a point to an edge, squared. */
static double point_to_edge(Point point, Edge edge)
{
    const double dx = edge.b.x - edge.a.x, dy = edge.b.y - edge.a.y, length = dx * dx + dy * dy;
    if (length == 0)
        return squared(point, edge.a);
    const double along = ((point.x - edge.a.x) * dx + (point.y - edge.a.y) * dy) / length;
    const double t = fmin(fmax(along, 0), 1);
    return squared(point, (Point){edge.a.x + t * dx, edge.a.y + t * dy});
}

static double side(Edge edge, Point point)
{
    return (edge.b.x - edge.a.x) * (point.y - edge.a.y) - (point.x - edge.a.x) * (edge.b.y - edge.a.y);
}

static bool edges_cross(Edge a, Edge b)
{
    return side(a, b.a) * side(a, b.b) < 0 && side(b, a.a) * side(b, a.b) < 0;
}

static double edge_to_edge(Edge a, Edge b)
{
    if (edges_cross(a, b))
        return 0;
    return fmin(fmin(point_to_edge(a.a, b), point_to_edge(a.b, b)),
                fmin(point_to_edge(b.a, a), point_to_edge(b.b, a)));
}

/* An edge in metres, moved by some degrees of longitude. */
static Edge scale_edge(Edge edge, Scale scale, double shift)
{
    return (Edge){{(edge.a.x + shift) * scale.x, edge.a.y * scale.y},
                  {(edge.b.x + shift) * scale.x, edge.b.y * scale.y}};
}

/* ---- Runs ---- */

static double gap(double a_min, double a_max, double b_min, double b_max)
{
    return fmax(fmax(b_min - a_max, a_min - b_max), 0);
}

/* From box to box, squared. */
static double box_to_box(Box a, Box b, Scale scale)
{
    const double dx = gap(a.x_min, a.x_max, b.x_min, b.x_max) * scale.x;
    const double dy = gap(a.y_min, a.y_max, b.y_min, b.y_max) * scale.y;
    return dx * dx + dy * dy;
}

static double run_to_run(const Edge *edges, const Edge *others, Run run, Run other, Scale scale, double shift,
                         double shortest)
{
    Edge scaled[RUN_LENGTH];
    for (size_t j = other.start; j < other.end; j++)
        scaled[j - other.start] = scale_edge(others[j], scale, shift);
    for (size_t i = run.start; i < run.end; i++) {
        const Edge edge = scale_edge(edges[i], scale, 0);
        for (size_t j = 0; j < other.end - other.start; j++)
            shortest = fmin(shortest, edge_to_edge(edge, scaled[j]));
    }
    return shortest;
}

/* The shortest distance, squared, when the target is moved by some degrees of longitude. */
static double shifted_distance(const DistanceTarget *from, const DistanceTarget *to, Scale scale,
                               double shift, double shortest)
{
    for (size_t i = 0; i < from->run_count && shortest > 0; i++)
        for (size_t j = 0; j < to->run_count && shortest > 0; j++) {
            Box box = to->runs[j].box;
            box.x_min += shift;
            box.x_max += shift;
            if (box_to_box(from->runs[i].box, box, scale) < shortest)
                shortest =
                    run_to_run(from->edges, to->edges, from->runs[i], to->runs[j], scale, shift, shortest);
        }
    return shortest;
}

/* ---- One inside the other ---- */

static bool edge_is_right_of(Point a, Point b, Point point)
{
    return (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x;
}

/* Even-odd over all rings: polygons of one geometry do not overlap, or holes would be counted twice. */
static bool polygon_has(const Geometry *polygons, size_t polygon, Point point)
{
    bool inside = false;
    const size_t first = polygon == 0 ? 0 : polygons->polygon_ends[polygon - 1];
    for (size_t ring = first; ring < polygons->polygon_ends[polygon]; ring++)
        for (size_t i = geometry_part_start(polygons, ring); i + 1 < polygons->part_ends[ring]; i++)
            inside ^= edge_is_right_of(polygons->points[i], polygons->points[i + 1], point);
    return inside;
}

/* Whether a part of `inner`, moved by `shift`, begins inside one of the polygons of `outer`. Parts that begin
 * outside and reach in cross an edge. */
static bool reaches_into(const Geometry *inner, const Geometry *outer, double shift)
{
    for (size_t part = 0; part < inner->part_count; part++) {
        Point point = inner->points[geometry_part_start(inner, part)];
        point.x += shift;
        for (size_t polygon = 0; polygon < outer->polygon_count; polygon++)
            if (polygon_has(outer, polygon, point))
                return true;
    }
    return false;
}

double distance_to_target(const Geometry *geometry, const DistanceTarget *target, Arena *arena)
{
    static const double shifts[] = {0, 360, -360};
    if (geometry->point_count == 0)
        return (double)NAN;
    const DistanceTarget *from = distance_target(geometry, arena);
    const Scale scale = scale_at(geometry->points[0].y);
    double shortest = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(shifts) && shortest > 0; i++) {
        if (reaches_into(geometry, target->geometry, -shifts[i]) ||
            reaches_into(target->geometry, geometry, shifts[i]))
            return 0;
        shortest = shifted_distance(from, target, scale, shifts[i], shortest);
    }
    return sqrt(shortest);
}
