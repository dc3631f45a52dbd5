#include "geometry/interior.h"

#include "geometry/measure.h"

#include <math.h>

/* A search for a pole settles for what it has after this many cells, or this many cells times vertices. */
static const double pole_cells_max = 20000, pole_work_max = 5e7;

static double box_clearance(Box box, Point point)
{
    return fmin(fmin(point.x - box.x_min, box.x_max - point.x),
                fmin(point.y - box.y_min, box.y_max - point.y));
}

double polygon_clearance(const Geometry *geometry, size_t polygon, const Box *bounds, Point point)
{
    size_t ring, end;
    double nearest = HUGE_VAL;
    polygon_rings(geometry, polygon, &ring, &end);
    for (; ring < end; ring++) {
        const Point *points = geometry->points + geometry_part_start(geometry, ring);
        const size_t count = geometry_part_length(geometry, ring);
        for (size_t i = 1; i < count; i++)
            nearest = fmin(nearest, segment_distance(point, points[i - 1], points[i]));
    }
    const double clearance = polygon_contains(geometry, polygon, point) ? nearest : -nearest;
    return bounds ? fmin(clearance, box_clearance(*bounds, point)) : clearance;
}

/* A square that may hold the pole. */
typedef struct {
    Point center;
    double half, clearance, best_possible;
} Cell;

/* A heap with the most promising cell on top. */
static void push_cell(GArray *heap, Cell cell)
{
    g_array_append_val(heap, cell);
    for (size_t at = heap->len - 1; at > 0;) {
        const size_t parent = (at - 1) / 2;
        if (g_array_index(heap, Cell, parent).best_possible >= g_array_index(heap, Cell, at).best_possible)
            break;
        const Cell swap = g_array_index(heap, Cell, parent);
        g_array_index(heap, Cell, parent) = g_array_index(heap, Cell, at);
        g_array_index(heap, Cell, at) = swap;
        at = parent;
    }
}

static Cell pop_cell(GArray *heap)
{
    const Cell top = g_array_index(heap, Cell, 0);
    g_array_index(heap, Cell, 0) = g_array_index(heap, Cell, heap->len - 1);
    g_array_set_size(heap, heap->len - 1);
    for (size_t at = 0;;) {
        size_t largest = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < heap->len; child++)
            if (g_array_index(heap, Cell, child).best_possible >
                g_array_index(heap, Cell, largest).best_possible)
                largest = child;
        if (largest == at)
            return top;
        const Cell swap = g_array_index(heap, Cell, at);
        g_array_index(heap, Cell, at) = g_array_index(heap, Cell, largest);
        g_array_index(heap, Cell, largest) = swap;
        at = largest;
    }
}

typedef struct {
    const Geometry *geometry;
    size_t polygon;
    const Box *bounds;
    GArray *heap;
    Cell best;
} PoleSearch;

static void try_cell(PoleSearch *search, Point center, double half)
{
    const double clearance = polygon_clearance(search->geometry, search->polygon, search->bounds, center);
    const Cell cell = {center, half, clearance, clearance + half * G_SQRT2};
    if (clearance > search->best.clearance)
        search->best = cell;
    push_cell(search->heap, cell);
}

static Box polygon_box(const Geometry *geometry, size_t polygon, const Box *bounds)
{
    size_t ring, end;
    Box box = box_empty();
    polygon_rings(geometry, polygon, &ring, &end);
    if (ring == end)
        return box;
    for (size_t i = geometry_part_start(geometry, ring); i < geometry->part_ends[ring]; i++)
        box = box_extend(box, geometry->points[i]);
    if (bounds)
        box = (Box){fmax(box.x_min, bounds->x_min), fmax(box.y_min, bounds->y_min),
                    fmin(box.x_max, bounds->x_max), fmin(box.y_max, bounds->y_max)};
    return box;
}

/* Covers the box with square cells as wide as its shorter side, at most 64 on the longer. */
static void cover_box(PoleSearch *search, Box box)
{
    const double width = box.x_max - box.x_min, height = box.y_max - box.y_min;
    const double side = fmax(fmin(width, height), fmax(width, height) / 64);
    const size_t columns = (size_t)ceil(width / side), rows = (size_t)ceil(height / side);
    for (size_t i = 0; i < columns * rows; i++)
        try_cell(search,
                 (Point){box.x_min + ((double)(i % columns) + 0.5) * side,
                         box.y_min + ((double)(i / columns) + 0.5) * side},
                 side / 2);
    try_cell(search, (Point){(box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2}, 0);
}

bool polygon_pole(const Geometry *geometry, size_t polygon, const Box *bounds, double precision, Point *out,
                  double *radius)
{
    const Box box = polygon_box(geometry, polygon, bounds);
    if (box_is_empty(box) || !isfinite(box.x_max - box.x_min + box.y_max - box.y_min) ||
        box.x_max <= box.x_min || box.y_max <= box.y_min)
        return false;
    PoleSearch search = {
        geometry, polygon, bounds, g_array_new(FALSE, FALSE, sizeof(Cell)), {.clearance = -HUGE_VAL}};
    cover_box(&search, box);
    const double most = fmin(pole_cells_max, pole_work_max / fmax((double)geometry->point_count, 1));
    for (double looked = 0; search.heap->len && looked < most; looked++) {
        const Cell cell = pop_cell(search.heap);
        if (cell.best_possible - search.best.clearance <= precision)
            break;
        const double half = cell.half / 2;
        try_cell(&search, (Point){cell.center.x - half, cell.center.y - half}, half);
        try_cell(&search, (Point){cell.center.x + half, cell.center.y - half}, half);
        try_cell(&search, (Point){cell.center.x - half, cell.center.y + half}, half);
        try_cell(&search, (Point){cell.center.x + half, cell.center.y + half}, half);
    }
    g_array_unref(search.heap);
    *out = search.best.center;
    if (radius)
        *radius = search.best.clearance;
    return search.best.clearance > 0;
}
