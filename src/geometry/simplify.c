#include "geometry/simplify.h"

#include "geometry/measure.h"

#include <math.h>

/* The directions in which a segment may leave `from` and still pass each vertex left out within the
 * tolerance: between the tangents to discs around them. */
typedef struct {
    Point from, left, right;
    bool bounded;             /* some vertex left out lies further away than the tolerance */
    double reach;             /* squared distance of the furthest of them */
    double tolerance, square; /* and its square */
} Cone;

static double cross(Point a, Point b)
{
    return a.x * b.y - a.y * b.x;
}

static void cone_narrow(Cone *cone, Point to, double square)
{
    const double along = sqrt(square - cone->square), beside = cone->tolerance;
    const Point left = {to.x * along - to.y * beside, to.y * along + to.x * beside};
    const Point right = {to.x * along + to.y * beside, to.y * along - to.x * beside};
    if (!cone->bounded || cross(left, cone->left) > 0)
        cone->left = left;
    if (!cone->bounded || cross(cone->right, right) > 0)
        cone->right = right;
    cone->bounded = true;
    cone->reach = MAX(cone->reach, square);
}

/* Whether one segment from the cone's tip to `point` may stand for all vertices left out; then `point` may be
 * left out in turn. A line that turns back must not lose its end. */
static bool cone_admits(Cone *cone, Point point)
{
    const Point to = {point.x - cone->from.x, point.y - cone->from.y};
    const double square = to.x * to.x + to.y * to.y;
    if (square <= cone->square)
        return !cone->bounded;
    if (square < cone->reach || (cone->bounded && (cross(cone->right, to) < 0 || cross(to, cone->left) < 0)))
        return false;
    cone_narrow(cone, to, square);
    return true;
}

static size_t thin_part(Point *points, size_t count, double tolerance, size_t least)
{
    const double square = tolerance * tolerance;
    if (count <= least)
        return count;
    size_t kept = 1, anchor = 0;
    Cone cone = {.from = points[0], .tolerance = tolerance, .square = square};
    for (size_t i = 1; i < count; i++) {
        const bool spare = kept + (count - i) >= least;
        if ((cone_admits(&cone, points[i]) && spare) || anchor == i - 1)
            continue;
        anchor = i - 1;
        points[kept++] = points[anchor];
        cone = (Cone){.from = points[anchor], .tolerance = tolerance, .square = square};
        cone_admits(&cone, points[i]);
    }
    points[kept++] = points[count - 1];
    return kept;
}

void geometry_thin(Geometry *geometry, double tolerance)
{
    if (geometry->type != GEOMETRY_LINE && geometry->type != GEOMETRY_POLYGON)
        return;
    const size_t least = geometry->type == GEOMETRY_POLYGON ? 4 : 2;
    size_t start = 0, written = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        const size_t end = geometry->part_ends[part];
        const size_t kept = thin_part(geometry->points + start, end - start, tolerance, least);
        if (written != start)
            for (size_t i = 0; i < kept; i++)
                geometry->points[written + i] = geometry->points[start + i];
        written += kept;
        geometry->part_ends[part] = written;
        start = end;
    }
    geometry->point_count = written;
}

/* ---- Douglas and Peucker ---- */

typedef struct {
    size_t first, last;
} Stretch;

/* The vertex between the ends of a stretch that lies furthest from the segment between them, of several the
 * one nearest to the middle; 0 where none is further off than the tolerance. */
static size_t find_furthest(const Point *points, Stretch stretch, double tolerance)
{
    const size_t middle = (stretch.first + stretch.last) / 2;
    size_t furthest = 0, off_middle = stretch.last - stretch.first;
    double most = tolerance;
    for (size_t i = stretch.first + 1; i < stretch.last; i++) {
        const double distance = segment_distance(points[i], points[stretch.first], points[stretch.last]);
        const size_t off = i > middle ? i - middle : middle - i;
        if (distance < most || (distance == most && (furthest == 0 || off >= off_middle)))
            continue;
        furthest = i;
        most = distance;
        off_middle = off;
    }
    return furthest;
}

static void mark_kept(const Point *points, size_t count, double tolerance, bool *kept, GArray *stretches)
{
    const Stretch whole = {0, count - 1};
    g_array_set_size(stretches, 0);
    g_array_append_val(stretches, whole);
    kept[0] = kept[count - 1] = true;
    while (stretches->len > 0) {
        const Stretch stretch = g_array_index(stretches, Stretch, stretches->len - 1);
        g_array_set_size(stretches, stretches->len - 1);
        const size_t furthest = find_furthest(points, stretch, tolerance);
        if (furthest == 0)
            continue;
        kept[furthest] = true;
        const Stretch before = {stretch.first, furthest}, after = {furthest, stretch.last};
        g_array_append_val(stretches, before);
        g_array_append_val(stretches, after);
    }
}

static bool is_too_small(const Point *points, size_t count, bool ring, double tolerance)
{
    double length = 0;
    if (ring)
        return fabs(ring_area(points, count)) < tolerance * tolerance;
    for (size_t i = 1; i < count; i++)
        length += point_distance(points[i - 1], points[i]);
    return length < tolerance;
}

/* False where the part is dropped. */
static bool reduce_part(const Geometry *geometry, size_t part, double tolerance, GArray *stretches,
                        GeometryBuilder *builder)
{
    const Point *points = geometry->points + geometry_part_start(geometry, part);
    const size_t count = geometry_part_length(geometry, part);
    if (count < 2 || is_too_small(points, count, geometry->type == GEOMETRY_POLYGON, tolerance))
        return false;
    g_autofree bool *kept = g_new0(bool, count);
    mark_kept(points, count, tolerance, kept, stretches);
    for (size_t i = 0; i < count; i++)
        if (kept[i])
            geometry_builder_add_point(builder, points[i]);
    geometry_builder_end_part(builder);
    return true;
}

/* A polygon goes with its exterior. */
static void reduce_polygon(const Geometry *geometry, size_t polygon, double tolerance, GArray *stretches,
                           GeometryBuilder *builder)
{
    size_t ring, end;
    polygon_rings(geometry, polygon, &ring, &end);
    if (ring == end || !reduce_part(geometry, ring, tolerance, stretches, builder))
        return;
    for (ring++; ring < end; ring++)
        reduce_part(geometry, ring, tolerance, stretches, builder);
    geometry_builder_end_polygon(builder);
}

void geometry_reduce(Geometry *geometry, double tolerance)
{
    if (geometry->type != GEOMETRY_LINE && geometry->type != GEOMETRY_POLYGON)
        return;
    g_autoptr(GArray) stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < geometry->polygon_count; i++)
        reduce_polygon(geometry, i, tolerance, stretches, &builder);
    for (size_t i = 0; geometry->type == GEOMETRY_LINE && i < geometry->part_count; i++)
        reduce_part(geometry, i, tolerance, stretches, &builder);
    Geometry reduced = geometry_builder_take(&builder, geometry->type, geometry->multi);
    geometry_builder_clear(&builder);
    geometry_clear(geometry);
    *geometry = reduced;
}
