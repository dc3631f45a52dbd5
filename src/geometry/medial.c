/* The medial line of a polygon: the longest way through the Voronoi edges between points of its border. GEOS
 * gives the Delaunay triangles; the Voronoi edges join the circumcentres of neighbours. */
#include "geometry/interior.h"

#include "geometry/measure.h"

#include <geos_c.h>
#include <math.h>
#include <stdlib.h>

/* Points that stand for the border, and edges looked at. */
enum { BORDER_POINTS = 400, TRIANGLES_MAX = 20000 };
static const uint32_t nowhere = UINT32_MAX;

typedef struct {
    Point from, to;
} Edge;

/* ---- Border and edges ---- */

/* Adds points `step` apart along a ring, and closes it. A ring too short for three of them is left out. */
static bool add_ring(GeometryBuilder *builder, const Point *ring, size_t count, double step)
{
    const double length = line_length(ring, count);
    const size_t pieces = (size_t)floor(length / step);
    double walked = 0;
    if (pieces < 3)
        return false;
    for (size_t i = 0, corner = 1; i < pieces; i++) {
        const double wanted = length * (double)i / (double)pieces;
        while (corner + 1 < count && walked + point_distance(ring[corner - 1], ring[corner]) < wanted) {
            walked += point_distance(ring[corner - 1], ring[corner]);
            corner++;
        }
        geometry_builder_add_point(builder, line_point_at(ring + corner - 1, 2, wanted - walked, NULL));
    }
    geometry_builder_add_point(builder, ring[0]);
    geometry_builder_end_part(builder);
    return true;
}

/* The polygon with its border drawn anew through evenly spaced points: however many vertices it had, the work
 * stays small. */
static Geometry even_polygon(const Geometry *geometry, size_t polygon)
{
    GeometryBuilder builder;
    size_t first, end;
    double length = 0;
    bool any = false;
    polygon_rings(geometry, polygon, &first, &end);
    geometry_builder_init(&builder);
    for (size_t ring = first; ring < end; ring++)
        length += line_length(geometry->points + geometry_part_start(geometry, ring),
                              geometry_part_length(geometry, ring));
    for (size_t ring = first; ring < end && isfinite(length) && length > 0; ring++)
        any |= add_ring(&builder, geometry->points + geometry_part_start(geometry, ring),
                        geometry_part_length(geometry, ring), length / BORDER_POINTS);
    if (any)
        geometry_builder_end_polygon(&builder);
    Geometry even = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return even;
}

static GEOSGeometry *line_through(GEOSContextHandle_t context, const Geometry *even)
{
    GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(context, (unsigned)even->point_count, 2);
    for (size_t i = 0; sequence && i < even->point_count; i++)
        GEOSCoordSeq_setXY_r(context, sequence, (unsigned)i, even->points[i].x, even->points[i].y);
    return sequence ? GEOSGeom_createLineString_r(context, sequence) : NULL;
}

typedef struct {
    Point corners[3], center;
} Triangle;

/* The point as far from all three corners; false where they lie on a line. */
static bool circumcenter(const Point *corners, Point *out)
{
    const double bx = corners[1].x - corners[0].x, by = corners[1].y - corners[0].y;
    const double cx = corners[2].x - corners[0].x, cy = corners[2].y - corners[0].y;
    const double twice = 2 * (bx * cy - by * cx), b = bx * bx + by * by, c = cx * cx + cy * cy;
    *out = (Point){corners[0].x + (cy * b - by * c) / twice, corners[0].y + (bx * c - cx * b) / twice};
    return isfinite(out->x) && isfinite(out->y);
}

static void take_triangle(GEOSContextHandle_t context, const GEOSGeometry *polygon, GArray *triangles)
{
    const GEOSGeometry *ring = GEOSGetExteriorRing_r(context, polygon);
    const GEOSCoordSequence *sequence = ring ? GEOSGeom_getCoordSeq_r(context, ring) : NULL;
    unsigned count = 0;
    if (!sequence || !GEOSCoordSeq_getSize_r(context, sequence, &count) || count != 4)
        return;
    Triangle triangle;
    for (unsigned i = 0; i < 3; i++)
        if (!GEOSCoordSeq_getXY_r(context, sequence, i, &triangle.corners[i].x, &triangle.corners[i].y))
            return;
    if (circumcenter(triangle.corners, &triangle.center))
        g_array_append_val(triangles, triangle);
}

/* The Delaunay triangles between the points of the border; none where GEOS has no answer. */
static GArray *find_triangles(const Geometry *even)
{
    GArray *triangles = g_array_new(FALSE, FALSE, sizeof(Triangle));
    GEOSContextHandle_t context = GEOS_init_r();
    GEOSGeometry *line = even->point_count >= 3 ? line_through(context, even) : NULL;
    GEOSGeometry *found = line ? GEOSDelaunayTriangulation_r(context, line, 0, 0) : NULL;
    const int count = found ? GEOSGetNumGeometries_r(context, found) : 0;
    for (int i = 0; i < MIN(count, TRIANGLES_MAX); i++)
        take_triangle(context, GEOSGetGeometryN_r(context, found, i), triangles);
    GEOSGeom_destroy_r(context, found);
    GEOSGeom_destroy_r(context, line);
    GEOS_finish_r(context);
    return triangles;
}

/* A side of a triangle, its ends in order. */
typedef struct {
    Point low, high;
    guint triangle;
} Side;

static int compare_points(Point a, Point b)
{
    const int order = (a.x > b.x) - (a.x < b.x);
    return order ? order : (a.y > b.y) - (a.y < b.y);
}

static int compare_sides(const void *left, const void *right)
{
    const Side *a = left, *b = right;
    int order = compare_points(a->low, b->low);
    if (order == 0)
        order = compare_points(a->high, b->high);
    return order ? order : (a->triangle > b->triangle) - (a->triangle < b->triangle);
}

/* Joins the centres of triangles that share a side. */
static GArray *voronoi_edges(const Geometry *even)
{
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    g_autoptr(GArray) triangles = find_triangles(even);
    g_autofree Side *sides = g_new(Side, 3 * (size_t)triangles->len + 1);
    for (guint i = 0; i < 3 * triangles->len; i++) {
        const Triangle *triangle = &g_array_index(triangles, Triangle, i / 3);
        const Point a = triangle->corners[i % 3], b = triangle->corners[(i + 1) % 3];
        sides[i] = compare_points(a, b) < 0 ? (Side){a, b, i / 3} : (Side){b, a, i / 3};
    }
    qsort(sides, 3 * (size_t)triangles->len, sizeof *sides, compare_sides);
    for (guint i = 1; i < 3 * triangles->len; i++) {
        if (compare_points(sides[i].low, sides[i - 1].low) != 0 ||
            compare_points(sides[i].high, sides[i - 1].high) != 0)
            continue;
        const Edge edge = {g_array_index(triangles, Triangle, sides[i - 1].triangle).center,
                           g_array_index(triangles, Triangle, sides[i].triangle).center};
        g_array_append_val(edges, edge);
    }
    return edges;
}

static void drop_edges_near_border(GArray *edges, const Geometry *even, const Box *bounds, double clearance)
{
    guint kept = 0;
    for (guint i = 0; i < edges->len; i++) {
        const Edge edge = g_array_index(edges, Edge, i);
        if (polygon_clearance(even, 0, bounds, edge.from) >= clearance &&
            polygon_clearance(even, 0, bounds, edge.to) >= clearance)
            g_array_index(edges, Edge, kept++) = edge;
    }
    g_array_set_size(edges, kept);
}

/* ---- The longest way ---- */

typedef struct {
    Point point;
    size_t end; /* number of the edge end: twice the edge's, plus one for `to` */
} Joint;

typedef struct {
    size_t node_count;
    Point *nodes;
    uint32_t *edge_nodes; /* two for each edge */
    size_t edge_count;
    uint32_t *starts, *neighbors;
} Graph;

static int compare_joints(const void *left, const void *right)
{
    const Joint *a = left, *b = right;
    const int order = compare_points(a->point, b->point);
    return order ? order : (a->end > b->end) - (a->end < b->end);
}

static void number_nodes(Graph *graph, const GArray *edges)
{
    const size_t count = 2 * (size_t)edges->len;
    g_autofree Joint *joints = g_new(Joint, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Edge *edge = &g_array_index(edges, Edge, i / 2);
        joints[i] = (Joint){i % 2 ? edge->to : edge->from, i};
    }
    qsort(joints, count, sizeof *joints, compare_joints);
    for (size_t i = 0; i < count; i++) {
        const bool same =
            i > 0 && joints[i].point.x == joints[i - 1].point.x && joints[i].point.y == joints[i - 1].point.y;
        if (!same)
            graph->nodes[graph->node_count++] = joints[i].point;
        graph->edge_nodes[joints[i].end] = (uint32_t)(graph->node_count - 1);
    }
}

static Graph graph_new(const GArray *edges)
{
    const size_t ends = 2 * (size_t)edges->len;
    Graph graph = {.edge_count = edges->len};
    graph.nodes = g_new0(Point, ends + 1);
    graph.edge_nodes = g_new0(uint32_t, ends + 1);
    number_nodes(&graph, edges);
    graph.starts = g_new0(uint32_t, graph.node_count + 2);
    graph.neighbors = g_new0(uint32_t, ends + 1);
    for (size_t i = 0; i < ends; i++)
        graph.starts[graph.edge_nodes[i] + 2]++;
    for (size_t i = 2; i < graph.node_count + 2; i++)
        graph.starts[i] += graph.starts[i - 1];
    for (size_t i = 0; i < ends; i++)
        graph.neighbors[graph.starts[graph.edge_nodes[i] + 1]++] = graph.edge_nodes[i ^ 1];
    return graph;
}

static void graph_clear(Graph *graph)
{
    g_free(graph->nodes);
    g_free(graph->edge_nodes);
    g_free(graph->starts);
    g_free(graph->neighbors);
}

/* Walks from `start` to everything it is joined to, by the fewest edges; returns the node farthest along
 * these ways. `from` gets for each node the one before it, `nowhere` for those not reached. */
static uint32_t walk(const Graph *graph, uint32_t start, double *distances, uint32_t *from)
{
    g_autofree uint32_t *queue = g_new(uint32_t, graph->node_count + 1);
    size_t head = 0, tail = 0;
    uint32_t farthest = start;
    for (size_t i = 0; i < graph->node_count; i++)
        from[i] = nowhere;
    distances[start] = 0;
    from[start] = start;
    queue[tail++] = start;
    while (head < tail) {
        const uint32_t node = queue[head++];
        if (distances[node] > distances[farthest])
            farthest = node;
        for (uint32_t i = graph->starts[node]; i < graph->starts[node + 1]; i++) {
            const uint32_t next = graph->neighbors[i];
            if (from[next] != nowhere)
                continue;
            from[next] = node;
            distances[next] = distances[node] + point_distance(graph->nodes[node], graph->nodes[next]);
            queue[tail++] = next;
        }
    }
    return farthest;
}

/* The ends of the longest way in any joined part of the graph: from a node to the farthest, from there to the
 * farthest again. */
static uint32_t find_longest(const Graph *graph, double *distances, uint32_t *from)
{
    g_autofree bool *seen = g_new0(bool, graph->node_count + 1);
    uint32_t best_start = nowhere;
    double best = -1;
    for (uint32_t node = 0; node < graph->node_count; node++) {
        if (seen[node])
            continue;
        const uint32_t one = walk(graph, node, distances, from);
        for (size_t i = 0; i < graph->node_count; i++)
            seen[i] = seen[i] || from[i] != nowhere;
        const uint32_t other = walk(graph, one, distances, from);
        if (distances[other] > best) {
            best = distances[other];
            best_start = one;
        }
    }
    return best_start;
}

static Point *longest_way(const Graph *graph, size_t *count)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(Point));
    g_autofree double *distances = g_new0(double, graph->node_count + 1);
    g_autofree uint32_t *from = g_new0(uint32_t, graph->node_count + 1);
    const uint32_t start = find_longest(graph, distances, from);
    uint32_t node = walk(graph, start, distances, from);
    for (; from[node] != node; node = from[node])
        g_array_append_val(points, graph->nodes[node]);
    g_array_append_val(points, graph->nodes[node]);
    *count = points->len;
    return (Point *)(void *)g_array_free(points, FALSE);
}

Point *polygon_medial_line(const Geometry *geometry, size_t polygon, const Box *bounds, double clearance,
                           size_t *count)
{
    Geometry even = even_polygon(geometry, polygon);
    g_autoptr(GArray) edges = voronoi_edges(&even);
    drop_edges_near_border(edges, &even, bounds, clearance);
    geometry_clear(&even);
    *count = 0;
    if (edges->len == 0)
        return NULL;
    Graph graph = graph_new(edges);
    Point *way = longest_way(&graph, count);
    graph_clear(&graph);
    return way;
}
