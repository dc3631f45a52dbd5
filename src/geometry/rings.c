#include "geometry/rings.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    const Point *points;
    size_t count;
    size_t index; /* place in the file */
    Box box;
    double area; /* twice, signed */
    size_t parent;
    size_t depth;
} Ring;

enum { NO_PARENT = SIZE_MAX };

/* Steps (box comparisons, edges looked at) that one shape may cost before orientation decides: some seconds
 * at worst. */
static const size_t BUDGET = 2000000000;

double ring_double_area(const Point *points, size_t count)
{
    double area = 0;
    if (count == 0)
        return 0;
    /* Relative to the first point, which keeps the digits of small rings far from the origin. */
    const Point origin = points[0];
    for (size_t i = 1; i + 1 < count; i++)
        area += (points[i].x - origin.x) * (points[i + 1].y - origin.y) -
                (points[i + 1].x - origin.x) * (points[i].y - origin.y);
    return area;
}

typedef enum { OUTSIDE, INSIDE, ON_BOUNDARY } Side;

static bool lies_on(Point p, Point a, Point b)
{
    const double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    return cross == 0 && p.x >= fmin(a.x, b.x) && p.x <= fmax(a.x, b.x) && p.y >= fmin(a.y, b.y) &&
           p.y <= fmax(a.y, b.y);
}

/* Even-odd rule with a ray to the right. */
static Side side_of(Point p, const Ring *ring)
{
    bool inside = false;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        const Point a = ring->points[i], b = ring->points[i + 1];
        if (lies_on(p, a, b))
            return ON_BOUNDARY;
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside ? INSIDE : OUTSIDE;
}

/* Whether `inner` lies in `outer`: its first vertex that is not on the border says it, else the middle of an
 * edge, else (all of the border is shared) it does. */
static bool ring_contains(const Ring *outer, const Ring *inner, size_t *budget)
{
    for (size_t i = 0; i + 1 < inner->count && *budget > 0; i++) {
        const Point a = inner->points[i], b = inner->points[i + 1];
        *budget -= MIN(*budget, 2 * outer->count);
        Side side = side_of(a, outer);
        if (side == ON_BOUNDARY)
            side = side_of((Point){a.x / 2 + b.x / 2, a.y / 2 + b.y / 2}, outer);
        if (side != ON_BOUNDARY)
            return side == INSIDE;
    }
    return true;
}

static bool box_within(Box inner, Box outer)
{
    return inner.x_min >= outer.x_min && inner.x_max <= outer.x_max && inner.y_min >= outer.y_min &&
           inner.y_max <= outer.y_max;
}

/* Larger rings first; of equal ones the earlier in the file. */
static bool is_larger(const Ring *a, const Ring *b)
{
    const double left = fabs(a->area), right = fabs(b->area);
    return left != right ? left > right : a->index < b->index;
}

static int compare_left_edge(const void *left, const void *right)
{
    const Ring *a = left, *b = right;
    if (a->box.x_min != b->box.x_min)
        return a->box.x_min < b->box.x_min ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static int compare_size(const void *left, const void *right)
{
    const Ring *a = *(Ring *const *)left, *b = *(Ring *const *)right;
    return a == b ? 0 : is_larger(a, b) ? -1 : 1;
}

/* The smallest of the active rings that `ring` lies in becomes its parent. */
static void find_parent(Ring *ring, const Ring *rings, const size_t *active, size_t active_count,
                        size_t *budget)
{
    *budget -= MIN(*budget, active_count);
    for (size_t k = 0; k<active_count && * budget> 0; k++) {
        const Ring *outer = &rings[active[k]];
        if (!box_within(ring->box, outer->box) || !is_larger(outer, ring))
            continue;
        if (ring->parent != NO_PARENT && is_larger(outer, &rings[ring->parent]))
            continue;
        if (ring_contains(outer, ring, budget))
            ring->parent = active[k];
    }
}

/* Keeps the rings that reach as far east as `x`. */
static size_t drop_passed(const Ring *rings, size_t *active, size_t count, double x)
{
    size_t kept = 0;
    for (size_t k = 0; k < count; k++)
        if (rings[active[k]].box.x_max >= x)
            active[kept++] = active[k];
    return kept;
}

/* Sweeps from west to east: `active` are the rings that a later one can still lie in. Rings are sorted by
 * their left edge; parents become indices into them. False when the budget is spent. */
static bool find_parents(Ring *rings, size_t count)
{
    g_autofree size_t *active = g_new(size_t, count);
    size_t active_count = 0, budget = BUDGET;
    for (size_t i = 0, end; i < count && budget > 0; i = end) {
        const double x = rings[i].box.x_min;
        for (end = i; end < count && rings[end].box.x_min == x; end++)
            active[active_count++] = end;
        budget -= MIN(budget, active_count);
        active_count = drop_passed(rings, active, active_count, x);
        for (size_t r = i; r < end; r++)
            find_parent(&rings[r], rings, active, active_count, &budget);
    }
    return budget > 0;
}

/* A parent is larger than its child, so in order of size its depth is known first. */
static void find_depths(Ring *rings, size_t count)
{
    g_autofree Ring **by_size = g_new(Ring *, count);
    for (size_t i = 0; i < count; i++)
        by_size[i] = &rings[i];
    qsort(by_size, count, sizeof *by_size, compare_size);
    for (size_t i = 0; i < count; i++)
        if (by_size[i]->parent != NO_PARENT)
            by_size[i]->depth = rings[by_size[i]->parent].depth + 1;
}

/* The rule of the shapefile: clockwise rings are exteriors. A hole belongs to the last exterior before it. */
static void trust_orientation(Ring **in_order, const Ring *rings, size_t count)
{
    size_t exterior = NO_PARENT;
    for (size_t i = 0; i < count; i++) {
        const bool hole = in_order[i]->area > 0 && exterior != NO_PARENT;
        in_order[i]->depth = hole;
        in_order[i]->parent = hole ? exterior : NO_PARENT;
        if (!hole)
            exterior = (size_t)(in_order[i] - rings);
    }
}

static void add_ring(GeometryBuilder *builder, const Ring *ring, bool counter_clockwise)
{
    const bool reverse = counter_clockwise ? ring->area < 0 : ring->area > 0;
    for (size_t i = 0; i < ring->count; i++)
        geometry_builder_add_point(builder, ring->points[reverse ? ring->count - 1 - i : i]);
    geometry_builder_end_part(builder);
}

/* Exteriors in the order of the file, each followed by its holes in that order: the holes of each exterior
 * are chained, `next[i]` being the index after ring i's. */
static Geometry assemble(Ring **in_order, const Ring *rings, size_t count)
{
    g_autofree size_t *first = g_new(size_t, count + 1), *next = g_new(size_t, count + 1);
    for (size_t i = 0; i < count; i++)
        first[i] = NO_PARENT;
    for (size_t i = count; i-- > 0;) {
        const Ring *ring = in_order[i];
        if (ring->depth % 2 == 1) {
            next[i] = first[ring->parent];
            first[ring->parent] = i;
        }
    }
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++) {
        if (in_order[i]->depth % 2 == 1)
            continue;
        add_ring(&builder, in_order[i], true);
        for (size_t hole = first[in_order[i] - rings]; hole != NO_PARENT; hole = next[hole])
            add_ring(&builder, in_order[hole], false);
        geometry_builder_end_polygon(&builder);
    }
    const bool multi = builder.polygon_ends->len > 1;
    Geometry geometry = geometry_builder_take(&builder, GEOMETRY_POLYGON, multi);
    geometry_builder_clear(&builder);
    return geometry;
}

static void describe_ring(Ring *ring, const Point *points, size_t count, size_t index)
{
    *ring = (Ring){.points = points, .count = count, .index = index, .parent = NO_PARENT, .box = box_empty()};
    const double area = ring_double_area(points, count);
    ring->area = isfinite(area) ? area : 0;
    for (size_t i = 0; i < count; i++)
        ring->box = box_extend(ring->box, points[i]);
}

void ring_to_polygon(Geometry *ring)
{
    const double area = ring_double_area(ring->points, ring->point_count);
    if (area < 0 && isfinite(area))
        geometry_reverse(ring);
    ring->type = GEOMETRY_POLYGON;
    ring->multi = false;
    ring->polygon_ends = g_renew(size_t, ring->polygon_ends, 1);
    ring->polygon_ends[0] = ring->polygon_count = 1;
}

Geometry rings_to_polygons(const Point *points, const size_t *part_ends, size_t part_count, bool *entangled)
{
    g_autofree Ring *rings = g_new(Ring, MAX(part_count, 1));
    g_autofree Ring **in_order = g_new(Ring *, MAX(part_count, 1));
    for (size_t i = 0, start = 0; i < part_count; start = part_ends[i++])
        describe_ring(&rings[i], points + start, part_ends[i] - start, i);
    qsort(rings, part_count, sizeof *rings, compare_left_edge);
    for (size_t i = 0; i < part_count; i++)
        in_order[rings[i].index] = &rings[i];
    *entangled = !find_parents(rings, part_count);
    if (*entangled)
        trust_orientation(in_order, rings, part_count);
    else
        find_depths(rings, part_count);
    return assemble(in_order, rings, part_count);
}
