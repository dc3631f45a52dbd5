#include "paint/tiles.h"

#include <math.h>

typedef struct {
    uint32_t tile;
    TileEntry entry;
} Touch;

struct TileLists {
    GArray *touches; /* of Touch, in the order of calls */
    GArray *marks;   /* for each tile, the last touch's number from 1: a part touches a tile once */
    GArray *starts;  /* of size_t */
    GArray *entries; /* of TileEntry, tile by tile */
    uint32_t part_number;
};

/* Small tiles for frames, of which little changes; large ones for posters, of which all is painted, but low,
 * since the pixels of a row of them are in memory. */
static const struct {
    double pixels;
    int across, down;
} sides[] = {{2.5e6, 64, 64}, {1e7, 128, 128}, {1e300, 512, 128}};

TileGrid tile_grid(int width, int height)
{
    TileGrid grid = {.width = width, .height = height};
    size_t i = 0;
    while ((double)width * height > sides[i].pixels)
        i++;
    grid.across = sides[i].across;
    grid.down = sides[i].down;
    grid.columns = (size_t)((width + grid.across - 1) / grid.across);
    grid.rows = (size_t)((height + grid.down - 1) / grid.down);
    grid.count = grid.columns * grid.rows;
    return grid;
}

Box tile_box(const TileGrid *grid, size_t tile)
{
    const int x = (int)(tile % grid->columns) * grid->across, y = (int)(tile / grid->columns) * grid->down;
    return (Box){x, y, MIN(x + grid->across, grid->width), MIN(y + grid->down, grid->height)};
}

TileLists *tile_lists_new(void)
{
    TileLists *lists = g_new0(TileLists, 1);
    lists->touches = g_array_new(FALSE, FALSE, sizeof(Touch));
    lists->marks = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    lists->starts = g_array_new(FALSE, TRUE, sizeof(size_t));
    lists->entries = g_array_new(FALSE, FALSE, sizeof(TileEntry));
    return lists;
}

void tile_lists_free(TileLists *lists)
{
    if (!lists)
        return;
    g_array_unref(lists->touches);
    g_array_unref(lists->marks);
    g_array_unref(lists->starts);
    g_array_unref(lists->entries);
    g_free(lists);
}

/* ---- touching ---- */

/* Tiles from `first` up to `last`; none where first > last. */
typedef struct {
    int first, last;
} Range;

/* Half a pixel and more beyond what is covered: antialiasing reaches there. */
static Range tile_range(double low, double high, int side, size_t count)
{
    const double most = (double)count * side;
    if (!(high > -1 && low < most + 1))
        return (Range){0, -1};
    return (Range){(int)(fmax(low - 1, 0) / side), (int)(fmin(high + 1, most - 1) / side)};
}

static void touch(TileLists *lists, const TileGrid *grid, Range rows, Range columns, TileEntry entry)
{
    for (int row = rows.first; row <= rows.last; row++)
        for (int column = columns.first; column <= columns.last; column++) {
            const uint32_t tile = (uint32_t)row * (uint32_t)grid->columns + (uint32_t)column;
            uint32_t *mark = &g_array_index(lists->marks, uint32_t, tile);
            if (*mark == lists->part_number)
                continue;
            *mark = lists->part_number;
            const Touch new_touch = {tile, entry};
            g_array_append_val(lists->touches, new_touch);
        }
}

static void touch_box(TileLists *lists, const TileGrid *grid, Box box, TileEntry entry)
{
    touch(lists, grid, tile_range(box.y_min, box.y_max, grid->down, grid->rows),
          tile_range(box.x_min, box.x_max, grid->across, grid->columns), entry);
}

/* The x between which a segment runs while its y is in a row of tiles. */
static void cross_row(Point a, Point b, double top, double bottom, double *low, double *high)
{
    double x[2] = {a.x, b.x};
    const Point ends[2] = {a, b};
    for (int i = 0; i < 2 && a.y != b.y; i++) {
        const double y = CLAMP(ends[i].y, top, bottom);
        x[i] = a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y));
    }
    *low = fmin(x[0], x[1]);
    *high = fmax(x[0], x[1]);
}

static void touch_segment(TileLists *lists, const TileGrid *grid, Point a, Point b, double reach, Box limits,
                          TileEntry entry)
{
    const double y_min = fmax(fmin(a.y, b.y) - reach, limits.y_min),
                 y_max = fmin(fmax(a.y, b.y) + reach, limits.y_max);
    const Range rows = tile_range(y_min, y_max, grid->down, grid->rows);
    for (int row = rows.first; row <= rows.last; row++) {
        double low, high;
        cross_row(a, b, row * (double)grid->down - reach - 1, (row + 1) * (double)grid->down + reach + 1,
                  &low, &high);
        touch(lists, grid, (Range){row, row},
              tile_range(fmax(low - reach, limits.x_min), fmin(high + reach, limits.x_max), grid->across,
                         grid->columns),
              entry);
    }
}

static void touch_line(TileLists *lists, const TileGrid *grid, const RecordedCall *call, TileEntry entry)
{
    const Geometry *geometry = &call->geometry;
    const size_t start = geometry_part_start(geometry, entry.part), end = geometry->part_ends[entry.part];
    const Box limits = call->part_boxes[entry.part];
    for (size_t i = start; i < end; i++)
        touch_segment(lists, grid, geometry->points[i == start ? i : i - 1], geometry->points[i], call->reach,
                      limits, entry);
}

static void touch_call(TileLists *lists, const TileGrid *grid, const RecordedCall *call, uint32_t index)
{
    const size_t parts = call->part_sums ? call->geometry.part_count : 1;
    for (size_t part = 0; part < parts; part++) {
        const TileEntry entry = {index, (uint32_t)part};
        const Box box = call->part_sums ? call->part_boxes[part] : call->box;
        lists->part_number++;
        if (box_is_empty(box))
            continue;
        if (call->kind == CALL_STROKE)
            touch_line(lists, grid, call, entry);
        else
            touch_box(lists, grid, box, entry);
    }
}

/* ---- sorting ---- */

static void sort(TileLists *lists, const TileGrid *grid)
{
    g_array_set_size(lists->starts, 0);
    g_array_set_size(lists->starts, (guint)grid->count + 1);
    g_array_set_size(lists->entries, lists->touches->len);
    size_t *starts = (size_t *)(void *)lists->starts->data;
    for (guint i = 0; i < lists->touches->len; i++)
        starts[g_array_index(lists->touches, Touch, i).tile + 1]++;
    for (size_t i = 0; i < grid->count; i++)
        starts[i + 1] += starts[i];
    for (guint i = 0; i < lists->touches->len; i++) {
        const Touch *next = &g_array_index(lists->touches, Touch, i);
        g_array_index(lists->entries, TileEntry, starts[next->tile]++) = next->entry;
    }
    for (size_t i = grid->count; i > 0; i--)
        starts[i] = starts[i - 1];
    starts[0] = 0;
}

void tile_lists_fill(TileLists *lists, const TileGrid *grid, const Recording *recording)
{
    lists->part_number = 0;
    g_array_set_size(lists->touches, 0);
    g_array_set_size(lists->marks, 0);
    g_array_set_size(lists->marks, (guint)grid->count);
    for (size_t i = 0; i < recording_count(recording); i++)
        touch_call(lists, grid, recording_call(recording, i), (uint32_t)i);
    sort(lists, grid);
}

size_t tile_lists_start(const TileLists *lists, size_t tile)
{
    return g_array_index(lists->starts, size_t, tile);
}

const TileEntry *tile_lists_entries(const TileLists *lists, size_t tile, size_t *count)
{
    const size_t start = tile_lists_start(lists, tile);
    *count = tile_lists_start(lists, tile + 1) - start;
    return (const TileEntry *)(const void *)lists->entries->data + start;
}
