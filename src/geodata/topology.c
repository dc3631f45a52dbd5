#include "geodata/topology.h"

#include "geometry/rings.h"

#include <math.h>
#include <string.h>

/* ---- Noding ---- */

/* GEOS rounds to multiples of the grid, which are no short decimal numbers; these are. */
static int round_to_grid(double *x, double *y, void *user)
{
    const double scale = *(const double *)user;
    *x = round(*x * scale) / scale;
    *y = round(*y * scale) / scale;
    return 1;
}

static const GEOSGeometry *node_limits(Geos *geos, const Limit *limits, size_t count, double grid)
{
    GEOSGeometry **lines = g_new(GEOSGeometry *, MAX(count, 1));
    for (size_t i = 0; i < count; i++)
        lines[i] = GEOSGeom_clone_r(geos->handle, limits[i].geometry);
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(geos->handle, GEOS_GEOMETRYCOLLECTION, lines, (unsigned)count);
    g_free(lines);
    GEOSGeometry *noded = GEOSUnaryUnionPrec_r(geos->handle, all, grid);
    GEOSGeom_destroy_r(geos->handle, all);
    double scale = round(1 / grid);
    GEOSGeometry *rounded = noded ? GEOSGeom_transformXY_r(geos->handle, noded, round_to_grid, &scale) : NULL;
    GEOSGeom_destroy_r(geos->handle, noded);
    return geos_keep(geos, rounded);
}

static size_t nearest_limit(const Geos *geos, const GEOSGeometry *line, const Limit *limits, size_t count)
{
    size_t best = 0;
    double best_distance = INFINITY;
    GEOSGeometry *middle = GEOSInterpolateNormalized_r(geos->handle, line, 0.5);
    for (size_t i = 0; middle && i < count; i++) {
        double distance = INFINITY;
        GEOSDistance_r(geos->handle, middle, limits[i].geometry, &distance);
        if (distance < best_distance) {
            best_distance = distance;
            best = i;
        }
    }
    GEOSGeom_destroy_r(geos->handle, middle);
    return best;
}

/* Lines that bound nothing: those that end in nothing, and those that lie within one face. */
static void report_loose_lines(const Geos *geos, const GEOSGeometry *lines, const char *words,
                               const Limit *limits, size_t count, double overshoot, Report *report)
{
    const size_t parts = lines ? geos_part_count(geos, lines) : 0;
    for (size_t i = 0; i < parts; i++) {
        const GEOSGeometry *line = geos_part(geos, lines, i);
        const Limit *limit = &limits[nearest_limit(geos, line, limits, count)];
        const double length = geos_length(geos, line);
        if (limit->may_overshoot && length <= overshoot)
            continue;
        const Point place = geos_inner_point(geos, line);
        const Severity severity = length <= overshoot ? SEVERITY_WARNING : SEVERITY_ERROR;
        report_add(report, severity, limit->file, limit->line, "wkt", "%s near %.5f %.5f (%.0f m)", words,
                   place.x, place.y, length);
    }
}

/* ---- Faces ---- */

static size_t find_seed(const Geos *geos, const GEOSGeometry *face, const Seed *seeds, size_t count,
                        bool *taken, Report *report)
{
    size_t found = NO_FACE;
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(geos->handle, face);
    for (size_t i = 0; i < count; i++) {
        if (!seeds[i].point || GEOSPreparedContains_r(geos->handle, prepared, seeds[i].point) != 1)
            continue;
        taken[i] = true;
        if (found == NO_FACE)
            found = i;
        else
            report_add(report, SEVERITY_ERROR, seeds[i].file, seeds[i].line, NULL,
                       "lies in the same face as %s:%zu: no limit parts them", seeds[found].file,
                       seeds[found].line);
    }
    GEOSPreparedGeom_destroy_r(geos->handle, prepared);
    return found;
}

static void assign_faces(Geos *geos, const GEOSGeometry *polygons, const Seed *seeds, size_t count,
                         const char *limits_file, Topology *topology, Report *report)
{
    g_autofree bool *taken = g_new0(bool, MAX(count, 1));
    const size_t parts = polygons ? geos_part_count(geos, polygons) : 0;
    for (size_t i = 0; i < parts; i++) {
        const GEOSGeometry *face = geos_part(geos, polygons, i);
        const size_t seed = find_seed(geos, face, seeds, count, taken, report);
        const Point place = geos_inner_point(geos, face);
        if (seed == NO_FACE)
            report_add(report, SEVERITY_ERROR, limits_file, 0, NULL,
                       "gap: no row has its point in the face at %.5f %.5f", place.x, place.y);
        else
            topology->faces[seed] = face;
    }
    for (size_t i = 0; i < count; i++)
        if (seeds[i].point && !taken[i])
            report_add(report, SEVERITY_ERROR, seeds[i].file, seeds[i].line, NULL,
                       "its point lies in no face: the limits around it are not closed");
}

/* ---- Edges ---- */

/* A directed segment, as the key of a table. */
typedef struct {
    Point from, to;
} Segment;

static guint segment_hash(const void *key)
{
    guint hash = 2166136261u;
    const unsigned char *bytes = key;
    for (size_t i = 0; i < sizeof(Segment); i++)
        hash = (hash ^ bytes[i]) * 16777619u;
    return hash;
}

static gboolean segment_equal(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Segment)) == 0;
}

/* Notes that `face` lies on the left of each segment of a ring. */
static void note_ring(const Geos *geos, const GEOSGeometry *ring, bool hole, size_t face,
                      GHashTable *left_faces)
{
    size_t count = 0;
    g_autofree Point *points = geos_points(geos, ring, &count);
    const bool on_left = (ring_double_area(points, count) > 0) != hole;
    for (size_t i = 0; i + 1 < count; i++) {
        const Segment segment =
            on_left ? (Segment){points[i], points[i + 1]} : (Segment){points[i + 1], points[i]};
        g_hash_table_insert(left_faces, g_memdup2(&segment, sizeof segment), GSIZE_TO_POINTER(face + 1));
    }
}

static GHashTable *note_faces(const Geos *geos, const Topology *topology)
{
    GHashTable *left_faces = g_hash_table_new_full(segment_hash, segment_equal, g_free, NULL);
    for (size_t face = 0; face < topology->face_count; face++) {
        const GEOSGeometry *polygon = topology->faces[face];
        if (!polygon)
            continue;
        note_ring(geos, GEOSGetExteriorRing_r(geos->handle, polygon), false, face, left_faces);
        const int holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
        for (int i = 0; i < holes; i++)
            note_ring(geos, GEOSGetInteriorRingN_r(geos->handle, polygon, i), true, face, left_faces);
    }
    return left_faces;
}

static size_t face_left_of(GHashTable *left_faces, Point from, Point to)
{
    const Segment segment = {from, to};
    const size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(left_faces, &segment));
    return found == 0 ? NO_FACE : found - 1;
}

static void find_edges(Geos *geos, const GEOSGeometry *noded, const Limit *limits, size_t limit_count,
                       Topology *topology)
{
    g_autoptr(GHashTable) left_faces = note_faces(geos, topology);
    const size_t parts = noded ? geos_part_count(geos, noded) : 0;
    for (size_t i = 0; i < parts; i++) {
        size_t count = 0;
        Edge edge = {.line = geos_part(geos, noded, i)};
        g_autofree Point *points = geos_points(geos, edge.line, &count);
        if (count < 2)
            continue;
        edge.left = face_left_of(left_faces, points[0], points[1]);
        edge.right = face_left_of(left_faces, points[1], points[0]);
        edge.limit = nearest_limit(geos, edge.line, limits, limit_count);
        g_array_append_val(topology->edges, edge);
    }
}

/* ---- Everything ---- */

Topology *topology_build(Geos *geos, const Limit *limits, size_t limit_count, const Seed *seeds,
                         size_t seed_count, TopologyOptions options, Report *report)
{
    Topology *topology = g_new0(Topology, 1);
    topology->face_count = seed_count;
    topology->faces = g_new0(const GEOSGeometry *, MAX(seed_count, 1));
    topology->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    if (limit_count == 0)
        return topology;
    const GEOSGeometry *noded = node_limits(geos, limits, limit_count, options.grid);
    GEOSGeometry *cuts = NULL, *dangles = NULL, *invalid = NULL;
    const GEOSGeometry *polygons =
        noded ? geos_keep(geos, GEOSPolygonize_full_r(geos->handle, noded, &cuts, &dangles, &invalid)) : NULL;
    geos_keep(geos, cuts);
    geos_keep(geos, dangles);
    geos_keep(geos, invalid);
    report_loose_lines(geos, dangles, "ends in nothing", limits, limit_count, options.overshoot, report);
    report_loose_lines(geos, cuts, "bounds nothing", limits, limit_count, options.overshoot, report);
    report_loose_lines(geos, invalid, "bounds a face that crosses itself", limits, limit_count, 0, report);
    assign_faces(geos, polygons, seeds, seed_count, limits[0].file, topology, report);
    find_edges(geos, noded, limits, limit_count, topology);
    return topology;
}

void topology_free(Topology *topology)
{
    if (!topology)
        return;
    g_free(topology->faces);
    g_array_unref(topology->edges);
    g_free(topology);
}

/* ---- Borders ---- */

static GEOSGeometry *reversed(const Geos *geos, const GEOSGeometry *line)
{
    return GEOSReverse_r(geos->handle, line);
}

const GEOSGeometry *topology_border(Geos *geos, const Topology *topology, size_t left, size_t right,
                                    size_t *limit)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new();
    double longest = -1;
    for (guint i = 0; i < topology->edges->len; i++) {
        const Edge *edge = &g_array_index(topology->edges, Edge, i);
        const bool along = edge->left == left && edge->right == right;
        if (!along && !(edge->left == right && edge->right == left))
            continue;
        g_ptr_array_add(pieces,
                        along ? GEOSGeom_clone_r(geos->handle, edge->line) : reversed(geos, edge->line));
        const double length = geos_length(geos, edge->line);
        if (length > longest) {
            longest = length;
            *limit = edge->limit;
        }
    }
    if (pieces->len == 0)
        return NULL;
    GEOSGeometry *lines = GEOSGeom_createCollection_r(geos->handle, GEOS_MULTILINESTRING,
                                                      (GEOSGeometry **)pieces->pdata, pieces->len);
    GEOSGeometry *merged = GEOSLineMergeDirected_r(geos->handle, lines);
    GEOSGeom_destroy_r(geos->handle, lines);
    return geos_keep(geos, merged);
}
