#include "placement/collision.h"

#include <math.h>
#include <stdlib.h>

/* Boxes that share less than this many style pixels do not overlap. */
static const double trace = 0.001;
/* More conflicts than this take too much time and memory (120 MB) to look at all of them. */
static const size_t conflict_limit = 30u * 1000 * 1000;
enum { GRID_SIDE_MAX = 1024 };
/* What a grid reckons with at most: the plane's reach from the origin, and sides of a box; style pixels. */
static const double plane_max = 30000, side_max = 1000;

TurnedBox turned_box(Point center, double half_width, double half_height, double angle)
{
    return (TurnedBox){center, half_width, half_height, cos(angle), sin(angle)};
}

static Point turned_offset(const TurnedBox *box, double x, double y)
{
    return (Point){box->center.x + x * box->cosine - y * box->sine,
                   box->center.y + x * box->sine + y * box->cosine};
}

void turned_box_corners(const TurnedBox *box, Point corners[4])
{
    corners[0] = turned_offset(box, -box->half_width, -box->half_height);
    corners[1] = turned_offset(box, box->half_width, -box->half_height);
    corners[2] = turned_offset(box, box->half_width, box->half_height);
    corners[3] = turned_offset(box, -box->half_width, box->half_height);
}

Box turned_box_bounds(const TurnedBox *box)
{
    const double x = fabs(box->half_width * box->cosine) + fabs(box->half_height * box->sine);
    const double y = fabs(box->half_width * box->sine) + fabs(box->half_height * box->cosine);
    return (Box){box->center.x - x, box->center.y - y, box->center.x + x, box->center.y + y};
}

TurnedBox turned_box_grow(TurnedBox box, double margin)
{
    box.half_width = fmax(0, box.half_width + margin);
    box.half_height = fmax(0, box.half_height + margin);
    return box;
}

/* Half the length of the box's shadow on the direction (x, y). */
static double shadow(const TurnedBox *box, double x, double y)
{
    return fabs(x * box->cosine + y * box->sine) * box->half_width +
           fabs(y * box->cosine - x * box->sine) * box->half_height;
}

static bool apart_along(const TurnedBox *a, const TurnedBox *b, double x, double y)
{
    const double distance = fabs((b->center.x - a->center.x) * x + (b->center.y - a->center.y) * y);
    return distance >= shadow(a, x, y) + shadow(b, x, y) - trace;
}

bool turned_boxes_overlap(const TurnedBox *a, const TurnedBox *b)
{
    return !apart_along(a, b, a->cosine, a->sine) && !apart_along(a, b, -a->sine, a->cosine) &&
           !apart_along(a, b, b->cosine, b->sine) && !apart_along(a, b, -b->sine, b->cosine);
}

/* The point in the box's own axes. */
static Point to_box(const TurnedBox *box, Point point)
{
    const double x = point.x - box->center.x, y = point.y - box->center.y;
    return (Point){x * box->cosine + y * box->sine, y * box->cosine - x * box->sine};
}

/* Narrows the stretch of a segment that lies between -half and half on one axis. */
static bool narrow(double from, double to, double half, double *low, double *high)
{
    const double step = to - from;
    if (step == 0)
        return fabs(from) <= half;
    const double a = (-half - from) / step, b = (half - from) / step;
    *low = fmax(*low, fmin(a, b));
    *high = fmin(*high, fmax(a, b));
    return *low <= *high;
}

/* The stretch of a segment in the box, as shares of its length; false where they do not meet. */
static bool cut_segment(const TurnedBox *box, Point from, Point to, double *low, double *high)
{
    const Point a = to_box(box, from), b = to_box(box, to);
    *low = 0;
    *high = 1;
    return narrow(a.x, b.x, box->half_width, low, high) && narrow(a.y, b.y, box->half_height, low, high);
}

bool turned_box_meets_segment(const TurnedBox *box, Point from, Point to)
{
    double low, high;
    return cut_segment(box, from, to, &low, &high);
}

double turned_box_covered_length(const TurnedBox *box, Point from, Point to)
{
    double low, high;
    return cut_segment(box, from, to, &low, &high) ? (high - low) * hypot(to.x - from.x, to.y - from.y) : 0;
}

bool shapes_exclude(const Shape *first, const Shape *later)
{
    if (first->ignored)
        return false;
    /* A leader line may run over icons, but over no text. */
    if ((first->kind == SHAPE_LEADER && later->kind == SHAPE_ICON) ||
        (first->kind == SHAPE_ICON && later->kind == SHAPE_LEADER))
        return false;
    /* Beyond the specification: text gives way even to what will be drawn in any case. */
    if (later->overlap == OVERLAP_ALWAYS)
        return first->kind != SHAPE_ICON && first->overlap == OVERLAP_NEVER && !later->ignored;
    return first->overlap == OVERLAP_NEVER || later->overlap == OVERLAP_NEVER;
}

/* ---- Grid ---- */

typedef struct {
    uint32_t item;
    uint32_t next; /* 1 + index of the cell's next entry, 0: none */
} Entry;

typedef struct {
    Box box;
    uint32_t item;
} GridItem;

struct BoxGrid {
    Box bounds;
    double cell_width, cell_height;
    size_t columns, rows;
    uint32_t *heads;
    GArray *entries, *items;
    GArray *seen; /* for each item, the number of the search that found it last */
    uint32_t search;
};

BoxGrid *box_grid_new(Box bounds, double cell_size)
{
    BoxGrid *grid = g_new0(BoxGrid, 1);
    if (box_is_empty(bounds))
        bounds = (Box){0, 0, 1, 1};
    const double width = fmax(bounds.x_max - bounds.x_min, 1), height = fmax(bounds.y_max - bounds.y_min, 1);
    grid->bounds = bounds;
    grid->columns = (size_t)CLAMP(ceil(width / cell_size), 1, GRID_SIDE_MAX);
    grid->rows = (size_t)CLAMP(ceil(height / cell_size), 1, GRID_SIDE_MAX);
    grid->cell_width = width / (double)grid->columns;
    grid->cell_height = height / (double)grid->rows;
    grid->heads = g_new0(uint32_t, grid->columns * grid->rows);
    grid->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    grid->items = g_array_new(FALSE, FALSE, sizeof(GridItem));
    grid->seen = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    return grid;
}

void box_grid_free(BoxGrid *grid)
{
    if (!grid)
        return;
    g_array_unref(grid->entries);
    g_array_unref(grid->items);
    g_array_unref(grid->seen);
    g_free(grid->heads);
    g_free(grid);
}

static size_t cell_index(double value, double low, double cell, size_t count)
{
    const double index = floor((value - low) / cell);
    return index > 0 ? MIN((size_t)fmin(index, GRID_SIDE_MAX), count - 1) : 0;
}

typedef struct {
    size_t x_first, x_last, y_first, y_last;
} CellRange;

static CellRange cells_of(const BoxGrid *grid, Box box)
{
    return (CellRange){cell_index(box.x_min, grid->bounds.x_min, grid->cell_width, grid->columns),
                       cell_index(box.x_max, grid->bounds.x_min, grid->cell_width, grid->columns),
                       cell_index(box.y_min, grid->bounds.y_min, grid->cell_height, grid->rows),
                       cell_index(box.y_max, grid->bounds.y_min, grid->cell_height, grid->rows)};
}

void box_grid_add(BoxGrid *grid, Box box, uint32_t item)
{
    const GridItem added = {box, item};
    const uint32_t index = grid->items->len;
    g_array_append_val(grid->items, added);
    g_array_set_size(grid->seen, grid->items->len);
    const CellRange range = cells_of(grid, box);
    for (size_t y = range.y_first; y <= range.y_last; y++) {
        for (size_t x = range.x_first; x <= range.x_last; x++) {
            const Entry entry = {index, grid->heads[y * grid->columns + x]};
            g_array_append_val(grid->entries, entry);
            grid->heads[y * grid->columns + x] = grid->entries->len;
        }
    }
}

/* Finds without putting in order. */
static void find_in_cell(BoxGrid *grid, size_t cell, Box box, GArray *found)
{
    for (uint32_t at = grid->heads[cell]; at;) {
        const Entry *entry = &g_array_index(grid->entries, Entry, at - 1);
        const GridItem *item = &g_array_index(grid->items, GridItem, entry->item);
        uint32_t *seen = &g_array_index(grid->seen, uint32_t, entry->item);
        if (*seen != grid->search && box_overlaps(item->box, box)) {
            *seen = grid->search;
            g_array_append_val(found, item->item);
        }
        at = entry->next;
    }
}

static int compare_numbers(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void find_any_order(BoxGrid *grid, Box box, GArray *found)
{
    g_array_set_size(found, 0);
    grid->search++;
    const CellRange range = cells_of(grid, box);
    for (size_t y = range.y_first; y <= range.y_last; y++)
        for (size_t x = range.x_first; x <= range.x_last; x++)
            find_in_cell(grid, y * grid->columns + x, box, found);
}

void box_grid_find(BoxGrid *grid, Box box, GArray *found)
{
    find_any_order(grid, box, found);
    g_array_sort(found, compare_numbers);
}

/* ---- Conflicts ---- */

void conflicts_free(Conflicts *conflicts)
{
    if (!conflicts)
        return;
    g_free(conflicts->starts);
    g_free(conflicts->neighbors);
    g_free(conflicts->encounter_starts);
    g_free(conflicts->encounters);
    g_free(conflicts);
}

typedef struct {
    const Problem *problem;
    BoxGrid *grid;
    uint32_t *owners;             /* candidate of each shape */
    GArray *found, *row;          /* of shapes, of candidates; uint32_t */
    GArray *neighbors, *meetings; /* of uint32_t, of Encounter */
} ConflictSearch;

/* How many cells of this size all shapes would touch together. */
static double count_entries(const Problem *problem, Box bounds, double cell)
{
    double entries = 0;
    for (size_t i = 0; i < problem->shapes->len; i++) {
        const Box box = turned_box_bounds(&problem_shape(problem, i)->box);
        const double width = fmin(box.x_max, bounds.x_max) - fmax(box.x_min, bounds.x_min);
        const double height = fmin(box.y_max, bounds.y_max) - fmax(box.y_min, bounds.y_min);
        entries += (fmax(width, 0) / cell + 1) * (fmax(height, 0) / cell + 1);
    }
    return entries;
}

BoxGrid *box_grid_for(const Problem *problem)
{
    const double shapes = fmax(problem->shapes->len, 1);
    Box bounds = box_empty();
    double sides = 0;
    for (size_t i = 0; i < problem->shapes->len; i++) {
        const Box box = turned_box_bounds(&problem_shape(problem, i)->box);
        bounds = box_union(bounds, box);
        sides += fmin(box.x_max - box.x_min + box.y_max - box.y_min, side_max);
    }
    /* A few wild boxes must neither make the cells of all others too large, nor lie in millions of cells. */
    bounds = (Box){fmax(bounds.x_min, -plane_max), fmax(bounds.y_min, -plane_max),
                   fmin(bounds.x_max, plane_max), fmin(bounds.y_max, plane_max)};
    double cell = fmax(sides / (2 * shapes), 1);
    while (cell < plane_max && count_entries(problem, bounds, cell) > 16 * shapes + 1000)
        cell *= 2;
    return box_grid_new(bounds, cell);
}

static BoxGrid *grid_shapes(const Problem *problem)
{
    BoxGrid *grid = box_grid_for(problem);
    for (size_t i = 0; i < problem->shapes->len; i++)
        box_grid_add(grid, turned_box_bounds(&problem_shape(problem, i)->box), (uint32_t)i);
    return grid;
}

uint32_t *shape_owners(const Problem *problem)
{
    uint32_t *owners = g_new0(uint32_t, problem->shapes->len);
    for (size_t i = 0; i < problem->candidates->len; i++)
        for (size_t j = 0; j < problem_candidate(problem, i)->shape_count; j++)
            owners[problem_candidate(problem, i)->first_shape + j] = (uint32_t)i;
    return owners;
}

static bool boxes_overlap(const Shape *a, const Shape *b, bool kin)
{
    const TurnedBox first = turned_box_grow(a->box, kin ? -a->padding : 0);
    const TurnedBox second = turned_box_grow(b->box, kin ? -b->padding : 0);
    return turned_boxes_overlap(&first, &second);
}

bool shapes_conflict(const Label *label, const Shape *shape, const Label *other_label, const Shape *other)
{
    const bool first = label->rank < other_label->rank;
    const bool kin = label->family != 0 && label->family == other_label->family;
    return (first ? shapes_exclude(shape, other) : shapes_exclude(other, shape)) &&
           life_overlaps(label->life, other_label->life) && boxes_overlap(shape, other, kin);
}

static void find_shape_conflicts(ConflictSearch *search, const Candidate *candidate, const Shape *shape)
{
    const Label *label = problem_label(search->problem, candidate->label);
    find_any_order(search->grid, turned_box_bounds(&shape->box), search->found);
    for (size_t i = 0; i < search->found->len; i++) {
        const uint32_t index = g_array_index(search->found, uint32_t, i);
        const uint32_t owner = search->owners[index];
        const uint32_t other = problem_candidate(search->problem, owner)->label;
        if (other != candidate->label && shapes_conflict(label, shape, problem_label(search->problem, other),
                                                         problem_shape(search->problem, index)))
            g_array_append_val(search->row, owner);
    }
}

/* Tells those that exclude the candidate from those that it meets. */
static void add_neighbor(ConflictSearch *search, const Label *label, uint32_t neighbor)
{
    const Label *other = problem_label(search->problem, problem_candidate(search->problem, neighbor)->label);
    Encounter encounter = {.candidate = neighbor};
    if (labels_take_turns(search->problem, label, other, &encounter))
        g_array_append_val(search->meetings, encounter);
    else
        g_array_append_val(search->neighbors, neighbor);
}

static void find_row(ConflictSearch *search, const Candidate *candidate)
{
    const Label *label = problem_label(search->problem, candidate->label);
    g_array_set_size(search->row, 0);
    for (size_t i = 0; i < candidate->shape_count; i++)
        find_shape_conflicts(search, candidate, problem_shape(search->problem, candidate->first_shape + i));
    g_array_sort(search->row, compare_numbers);
    for (size_t i = 0; i < search->row->len; i++) {
        const uint32_t neighbor = g_array_index(search->row, uint32_t, i);
        if (i == 0 || neighbor != g_array_index(search->row, uint32_t, i - 1))
            add_neighbor(search, label, neighbor);
    }
}

static void search_clear(ConflictSearch *search)
{
    g_array_unref(search->found);
    g_array_unref(search->row);
    g_free(search->owners);
    box_grid_free(search->grid);
}

Conflicts *conflicts_find(const Problem *problem)
{
    ConflictSearch search = {.problem = problem,
                             .grid = grid_shapes(problem),
                             .owners = shape_owners(problem),
                             .found = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                             .row = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                             .neighbors = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                             .meetings = g_array_new(FALSE, TRUE, sizeof(Encounter))};
    Conflicts *conflicts = g_new0(Conflicts, 1);
    conflicts->candidate_count = problem->candidates->len;
    conflicts->starts = g_new0(size_t, conflicts->candidate_count + 1);
    conflicts->encounter_starts = g_new0(size_t, conflicts->candidate_count + 1);
    size_t done = 0;
    for (;
         done < conflicts->candidate_count && search.neighbors->len + search.meetings->len <= conflict_limit;
         done++) {
        find_row(&search, problem_candidate(problem, done));
        conflicts->starts[done + 1] = search.neighbors->len;
        conflicts->encounter_starts[done + 1] = search.meetings->len;
    }
    conflicts->neighbors = (uint32_t *)(void *)g_array_free(search.neighbors, FALSE);
    conflicts->encounters = (Encounter *)(void *)g_array_free(search.meetings, FALSE);
    search_clear(&search);
    if (done == conflicts->candidate_count)
        return conflicts;
    conflicts_free(conflicts);
    return NULL;
}
