#include "projection/densify.h"

#include <math.h>

enum { LEVELS_MAX = 10 };
static const double SEGMENT_MIN = 8;     /* px: shorter segments bend less than can be seen */
static const double DEVIATION_MAX = 0.1; /* px */

/* Vertices of one part, before and after projection, and whether the segment that ends there may still bend.
 */
typedef struct {
    Point from, to;
    bool open;
} Vertex;

static double deviation(Point a, Point b, Point middle)
{
    return hypot(middle.x - (a.x + b.x) / 2, middle.y - (a.y + b.y) / 2);
}

static bool is_long(Point a, Point b)
{
    const double x = b.x - a.x, y = b.y - a.y;
    return x * x + y * y > SEGMENT_MIN * SEGMENT_MIN && isfinite(x) && isfinite(y);
}

static bool has_long_segment(const Point *points, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (is_long(points[i - 1], points[i]))
            return true;
    return false;
}

static GArray *pair_points(const Point *points, const Point *projected, size_t count)
{
    GArray *vertices = g_array_sized_new(FALSE, FALSE, sizeof(Vertex), (guint)count);
    for (size_t i = 0; i < count; i++) {
        const Vertex vertex = {points[i], projected[i], i > 0};
        g_array_append_val(vertices, vertex);
    }
    return vertices;
}

static bool wants_middle(const Vertex *a, const Vertex *b)
{
    return b->open && is_long(a->to, b->to);
}

/* The middles of all segments that may still bend, in both coordinate systems. */
static GArray *segment_middles(const GArray *vertices, ProjectPoints project, const void *user,
                               Point **projected)
{
    GArray *middles = g_array_new(FALSE, FALSE, sizeof(Point));
    for (guint i = 1; i < vertices->len; i++) {
        const Vertex *a = &g_array_index(vertices, Vertex, i - 1), *b = &g_array_index(vertices, Vertex, i);
        if (wants_middle(a, b)) {
            const Point middle = {(a->from.x + b->from.x) / 2, (a->from.y + b->from.y) / 2};
            g_array_append_val(middles, middle);
        }
    }
    *projected = g_memdup2(middles->data, middles->len * sizeof(Point));
    if (middles->len > 0)
        project(user, *projected, middles->len);
    return middles;
}

/* One round over a part: a new vertex in each segment that bends. False where none did. */
static bool split_segments(GArray **vertices, ProjectPoints project, const void *user)
{
    g_autofree Point *projected = NULL;
    g_autoptr(GArray) middles = segment_middles(*vertices, project, user, &projected);
    if (middles->len == 0)
        return false;
    GArray *split = g_array_sized_new(FALSE, FALSE, sizeof(Vertex), (*vertices)->len + middles->len);
    g_array_append_val(split, g_array_index(*vertices, Vertex, 0));
    bool any = false;
    for (guint i = 1, m = 0; i < (*vertices)->len; i++) {
        const Vertex *a = &g_array_index(*vertices, Vertex, i - 1);
        Vertex b = g_array_index(*vertices, Vertex, i);
        if (wants_middle(a, &b)) {
            const Vertex middle = {g_array_index(middles, Point, m), projected[m], true};
            m++;
            b.open = isfinite(middle.to.x) && deviation(a->to, b.to, middle.to) > DEVIATION_MAX;
            if (b.open) {
                g_array_append_val(split, middle);
                any = true;
            }
        }
        g_array_append_val(split, b);
    }
    g_array_unref(*vertices);
    *vertices = split;
    return any;
}

static void densify_part(const Point *points, const Point *projected, size_t count, ProjectPoints project,
                         const void *user, GeometryBuilder *out)
{
    if (!has_long_segment(projected, count)) {
        g_array_append_vals(out->points, projected, (guint)count);
        return;
    }
    GArray *vertices = pair_points(points, projected, count);
    for (int level = 0; level < LEVELS_MAX && split_segments(&vertices, project, user); level++) {
    }
    for (guint i = 0; i < vertices->len; i++)
        geometry_builder_add_point(out, g_array_index(vertices, Vertex, i).to);
    g_array_unref(vertices);
}

static Geometry densify_parts(const Geometry *geometry, const Point *projected, ProjectPoints project,
                              const void *user)
{
    GeometryBuilder out;
    geometry_builder_init(&out);
    for (size_t part = 0, polygon = 0; part < geometry->part_count; part++) {
        const size_t start = geometry_part_start(geometry, part);
        densify_part(geometry->points + start, projected + start, geometry_part_length(geometry, part),
                     project, user, &out);
        geometry_builder_end_part(&out);
        if (polygon < geometry->polygon_count && geometry->polygon_ends[polygon] == part + 1) {
            geometry_builder_end_polygon(&out);
            polygon++;
        }
    }
    Geometry result = geometry_builder_take(&out, geometry->type, geometry->multi);
    geometry_builder_clear(&out);
    return result;
}

Geometry geometry_densify(const Geometry *geometry, ProjectPoints project, const void *user)
{
    Geometry projected = geometry_copy(geometry);
    project(user, projected.points, projected.point_count);
    /* Across the gap between two parts a segment may seem long: then the parts are looked at. */
    if (!has_long_segment(projected.points, projected.point_count))
        return projected;
    Geometry result = densify_parts(geometry, projected.points, project, user);
    geometry_clear(&projected);
    return result;
}

static void copy_finite_part(const Geometry *geometry, size_t part, GeometryBuilder *out, size_t *count)
{
    const size_t start = geometry_part_start(geometry, part), end = geometry->part_ends[part];
    Point first = {0, 0}, last = {0, 0};
    *count = 0;
    for (size_t i = start; i < end; i++) {
        const Point point = geometry->points[i];
        if (!isfinite(point.x) || !isfinite(point.y))
            continue;
        if ((*count)++ == 0)
            first = point;
        last = point;
        geometry_builder_add_point(out, point);
    }
    if (geometry->type == GEOMETRY_POLYGON && *count > 0 && (first.x != last.x || first.y != last.y)) {
        geometry_builder_add_point(out, first);
        (*count)++;
    }
}

void geometry_drop_unprojected(Geometry *geometry)
{
    const size_t least = geometry->type == GEOMETRY_POLYGON ? 4 : geometry->type == GEOMETRY_LINE ? 2 : 1;
    GeometryBuilder out;
    geometry_builder_init(&out);
    bool has_exterior = false;
    for (size_t part = 0, polygon = 0; part < geometry->part_count; part++) {
        const bool exterior = polygon < geometry->polygon_count &&
                              part == (polygon == 0 ? 0 : geometry->polygon_ends[polygon - 1]);
        const guint before = out.points->len;
        size_t count;
        copy_finite_part(geometry, part, &out, &count);
        const bool kept = count >= least && (exterior || geometry->type != GEOMETRY_POLYGON || has_exterior);
        if (kept)
            geometry_builder_end_part(&out);
        else
            g_array_set_size(out.points, before);
        if (exterior)
            has_exterior = kept;
        if (polygon < geometry->polygon_count && geometry->polygon_ends[polygon] == part + 1) {
            if (has_exterior)
                geometry_builder_end_polygon(&out);
            polygon++;
        }
    }
    Geometry result = geometry_builder_take(&out, geometry->type, geometry->multi);
    geometry_builder_clear(&out);
    geometry_clear(geometry);
    *geometry = result;
}
