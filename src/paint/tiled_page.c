#include "paint/tiled_page.h"

#include "base/error.h"
#include "base/mix.h"
#include "paint/canvas_cairo.h"
#include "paint/tile_paint.h"

#include <string.h>

/* What a tile's first entries painted, once they stayed the same from one page to the next. */
typedef struct {
    uint32_t *pixels; /* NULL: none */
    size_t count;     /* of entries */
    uint64_t sum;     /* of their sums */
} Base;

struct TiledPage {
    TileGrid grid;
    Recording *recording;
    StampCache *stamps;
    Canvas *canvas;
    Coverage *coverage;
    bool keep, sorted; /* the recording is in tiles */
    TileLists *lists;
    GArray *sums;     /* of uint64_t, for each entry of the lists */
    uint32_t *pixels; /* all, or those of one row of tiles */
    bool whole;       /* all */
    bool begun;       /* some of the page is painted, and no longer in the recording */
    /* Kept pictures: */
    uint64_t **painted;    /* for each tile, sums of the entries it shows */
    size_t *painted_count; /* SIZE_MAX: nothing painted yet */
    Base *bases;
};

/* Bytes of a picture whose pixels may all be in memory. */
enum { WHOLE_MAX = 32 << 20 };

static void paint_full(void *user);

/* A base is worth its memory from so many entries on. */
enum { BASE_MIN = 4 };

static Canvas *new_canvas(bool screen)
{
    Canvas *canvas = canvas_cairo_new(NULL);
    canvas->pixel = 1;
    canvas->screen = screen;
    return canvas;
}

TiledPage *tiled_page_new(int width, int height, double scale, bool screen, bool keep)
{
    TiledPage *tiles = g_new0(TiledPage, 1);
    tiles->grid = tile_grid(width, height);
    tiles->recording = recording_new(scale, screen);
    tiles->stamps = stamp_cache_new(screen, 1, keep);
    tiles->canvas = new_canvas(screen);
    tiles->coverage = coverage_new(tiles->grid.across, tiles->grid.down);
    tiles->keep = keep;
    tiles->lists = tile_lists_new();
    tiles->sums = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    tiles->whole = keep || (double)width * height * sizeof(uint32_t) <= WHOLE_MAX;
    if (!keep && tiles->whole)
        recording_set_full(tiles->recording, paint_full, tiles);
    if (!keep)
        return tiles;
    const size_t count = tiles->grid.count;
    tiles->painted = g_new0(uint64_t *, count);
    tiles->painted_count = g_new(size_t, count);
    tiles->bases = g_new0(Base, count);
    for (size_t i = 0; i < count; i++)
        tiles->painted_count[i] = SIZE_MAX;
    return tiles;
}

void tiled_page_free(TiledPage *tiles)
{
    if (!tiles)
        return;
    for (size_t i = 0; tiles->keep && i < tiles->grid.count; i++) {
        g_free(tiles->painted[i]);
        g_free(tiles->bases[i].pixels);
    }
    g_free(tiles->painted);
    g_free(tiles->painted_count);
    g_free(tiles->bases);
    g_free(tiles->pixels);
    g_array_unref(tiles->sums);
    tile_lists_free(tiles->lists);
    coverage_free(tiles->coverage);
    canvas_cairo_free(tiles->canvas);
    stamp_cache_free(tiles->stamps);
    recording_free(tiles->recording);
    g_free(tiles);
}

Canvas *tiled_page_begin(TiledPage *tiles)
{
    stamp_cache_forget_drawings(tiles->stamps);
    tiles->sorted = tiles->begun = false;
    return recording_begin(tiles->recording);
}

uint64_t tiled_page_sum(const TiledPage *tiles)
{
    return mix_word(mix_word(recording_sum(tiles->recording), (uint64_t)tiles->grid.width),
                    (uint64_t)tiles->grid.height);
}

size_t tiled_page_band_count(const TiledPage *tiles)
{
    return tiles->grid.rows;
}

int tiled_page_band_rows(const TiledPage *tiles, size_t band)
{
    const int top = (int)band * tiles->grid.down;
    return MIN(tiles->grid.down, tiles->grid.height - top);
}

/* ---- one tile ---- */

static TileSource tile_source(TiledPage *tiles)
{
    return (TileSource){&tiles->grid,  tiles->recording, tiles->lists,
                        tiles->stamps, tiles->canvas,    tiles->coverage};
}

typedef struct {
    size_t index, width, rows, stride;
    uint32_t *pixels;
    const uint64_t *sums; /* of its entries */
    size_t count;
} TileWork;

static void clear(const TileWork *tile)
{
    for (size_t y = 0; y < tile->rows; y++)
        memset(tile->pixels + y * tile->stride, 0, tile->width * sizeof(uint32_t));
}

static void copy(const TileWork *tile, uint32_t *base, bool back)
{
    for (size_t y = 0; y < tile->rows; y++) {
        uint32_t *row = tile->pixels + y * tile->stride, *kept = base + y * tile->width;
        memcpy(back ? row : kept, back ? kept : row, tile->width * sizeof(uint32_t));
    }
}

static uint64_t sum_first(const TileWork *tile, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum = mix_word(sum, tile->sums[i]);
    return sum;
}

/* How many entries are the same as when the tile was painted last. */
static size_t common_count(const TiledPage *tiles, const TileWork *tile)
{
    const size_t painted = tiles->painted_count[tile->index];
    const uint64_t *sums = tiles->painted[tile->index];
    size_t count = 0;
    while (painted != SIZE_MAX && count < tile->count && count < painted && sums[count] == tile->sums[count])
        count++;
    return count;
}

/* Puts back what the tile's base has painted: how many entries that are. */
static size_t begin_with_base(const TiledPage *tiles, const TileWork *tile)
{
    const Base *base = &tiles->bases[tile->index];
    if (!base->pixels || base->count > tile->count || sum_first(tile, base->count) != base->sum) {
        clear(tile);
        return 0;
    }
    copy(tile, base->pixels, true);
    return base->count;
}

static void keep_base(TiledPage *tiles, const TileWork *tile, size_t count)
{
    Base *base = &tiles->bases[tile->index];
    if (!base->pixels)
        base->pixels = g_new(uint32_t, tile->width * tile->rows);
    copy(tile, base->pixels, false);
    base->count = count;
    base->sum = sum_first(tile, count);
}

/* What stayed the same since the last page and is not yet in the base is added to it on the way. */
static bool repaint(TiledPage *tiles, const TileSource *source, const TileWork *tile, size_t common)
{
    size_t from = begin_with_base(tiles, tile), part = common;
    while (part > 0 && !tile_can_part(source, tile->index, part))
        part--;
    if (part >= from + BASE_MIN) {
        if (!tile_paint(source, tile->index, from, part, tile->pixels, tile->stride))
            return false;
        keep_base(tiles, tile, part);
        from = part;
    }
    return tile_paint(source, tile->index, from, tile->count, tile->pixels, tile->stride);
}

static bool update(TiledPage *tiles, const TileSource *source, const TileWork *tile)
{
    const size_t common = common_count(tiles, tile), painted = tiles->painted_count[tile->index];
    if (painted == tile->count && common == painted)
        return true;
    g_free(tiles->painted[tile->index]);
    tiles->painted[tile->index] = g_memdup2(tile->sums, tile->count * sizeof(uint64_t));
    tiles->painted_count[tile->index] = tile->count;
    return repaint(tiles, source, tile, common);
}

/* ---- rows of tiles ---- */

static void sum_entries(TiledPage *tiles, const TileSource *source)
{
    g_array_set_size(tiles->sums, 0);
    for (size_t tile = 0; tile < tiles->grid.count; tile++) {
        size_t count;
        const TileEntry *entries = tile_lists_entries(tiles->lists, tile, &count);
        for (size_t i = 0; i < count; i++) {
            /* Parts of one call are painted together, which neighbouring calls are not. */
            const bool goes_on = i > 0 && entries[i].call == entries[i - 1].call;
            const uint64_t sum = mix_word(tile_entry_sum(source, tile, &entries[i]), goes_on);
            g_array_append_val(tiles->sums, sum);
        }
    }
}

static uint32_t *new_pixels(const TiledPage *tiles)
{
    const size_t rows = tiles->whole ? (size_t)tiles->grid.height : (size_t)tiles->grid.down;
    return g_try_malloc_n(rows * (size_t)tiles->grid.width, sizeof(uint32_t));
}

static void sort_calls(TiledPage *tiles, const TileSource *source)
{
    if (!tiles->sorted) {
        tile_lists_fill(tiles->lists, &tiles->grid, tiles->recording);
        if (tiles->keep)
            sum_entries(tiles, source);
    }
    tiles->sorted = true;
}

static bool prepare(TiledPage *tiles, const TileSource *source)
{
    if (!tiles->pixels)
        tiles->pixels = new_pixels(tiles);
    if (tiles->pixels)
        sort_calls(tiles, source);
    return tiles->pixels != NULL;
}

static bool paint_tile(TiledPage *tiles, const TileSource *source, size_t index, uint32_t *row)
{
    const Box box = tile_box(&tiles->grid, index);
    TileWork tile = {.index = index,
                     .width = (size_t)(box.x_max - box.x_min),
                     .rows = (size_t)(box.y_max - box.y_min),
                     .stride = (size_t)tiles->grid.width,
                     .pixels = row + (size_t)box.x_min};
    tile_lists_entries(tiles->lists, index, &tile.count);
    if (tiles->keep) {
        tile.sums = (const uint64_t *)(const void *)tiles->sums->data + tile_lists_start(tiles->lists, index);
        return update(tiles, source, &tile);
    }
    if (!tiles->begun)
        clear(&tile);
    return tile_paint(source, index, 0, tile.count, tile.pixels, tile.stride);
}

static bool paint_band(TiledPage *tiles, const TileSource *source, size_t band, uint32_t *row)
{
    bool good = true;
    for (size_t i = 0; i < tiles->grid.columns && good; i++)
        good = paint_tile(tiles, source, band * tiles->grid.columns + i, row);
    return good;
}

/* `pixels`: all, or those of one row of tiles. */
static uint32_t *band_row(const TiledPage *tiles, size_t band, uint32_t *pixels)
{
    const size_t top = tiles->whole ? band * (size_t)tiles->grid.down : 0;
    return pixels + top * (size_t)tiles->grid.width;
}

/* Paints what is recorded so far, to make room for more. What fails here fails again when the rest is
 * painted. */
static void paint_full(void *user)
{
    TiledPage *tiles = user;
    const TileSource source = tile_source(tiles);
    if (!prepare(tiles, &source))
        return;
    for (size_t band = 0; band < tiles->grid.rows; band++)
        paint_band(tiles, &source, band, band_row(tiles, band, tiles->pixels));
    recording_forget(tiles->recording);
    tiles->sorted = false;
    tiles->begun = true;
}

static void set_unpainted(const TiledPage *tiles, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "a picture of %d x %d pixels cannot be painted",
                tiles->grid.width, tiles->grid.height);
}

uint32_t *tiled_page_band(TiledPage *tiles, size_t band, GError **error)
{
    const TileSource source = tile_source(tiles);
    if (prepare(tiles, &source)) {
        uint32_t *row = band_row(tiles, band, tiles->pixels);
        if (paint_band(tiles, &source, band, row))
            return row;
    }
    set_unpainted(tiles, error);
    return NULL;
}

/* ---- bands in threads ---- */

struct BandPainter {
    TiledPage *tiles; /* read only, but for the pixels of its own bands */
    StampCache *stamps;
    Canvas *canvas;
    Coverage *coverage;
    uint32_t *pixels; /* of one row of tiles; NULL where the picture has them all */
};

BandPainter *band_painter_new(TiledPage *tiles)
{
    BandPainter *painter = g_new0(BandPainter, 1);
    const TileSource source = tile_source(tiles);
    painter->tiles = tiles;
    if (tiles->whole)
        prepare(tiles, &source);
    else
        sort_calls(tiles, &source);
    painter->stamps = stamp_cache_new_beside(tiles->stamps);
    painter->canvas = new_canvas(tiles->canvas->screen);
    painter->coverage = coverage_new(tiles->grid.across, tiles->grid.down);
    return painter;
}

void band_painter_free(BandPainter *painter)
{
    if (!painter)
        return;
    coverage_free(painter->coverage);
    canvas_cairo_free(painter->canvas);
    stamp_cache_free(painter->stamps);
    g_free(painter->pixels);
    g_free(painter);
}

uint32_t *band_painter_paint(BandPainter *painter, size_t band, GError **error)
{
    TiledPage *tiles = painter->tiles;
    if (!tiles->whole && !painter->pixels)
        painter->pixels = new_pixels(tiles);
    uint32_t *pixels = tiles->whole ? tiles->pixels : painter->pixels;
    TileSource source = tile_source(tiles);
    source.stamps = painter->stamps;
    source.canvas = painter->canvas;
    source.coverage = painter->coverage;
    if (pixels && paint_band(tiles, &source, band, band_row(tiles, band, pixels)))
        return band_row(tiles, band, pixels);
    set_unpainted(tiles, error);
    return NULL;
}

uint64_t tiled_page_band_sum(const TiledPage *tiles, size_t band)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < tiles->grid.columns; i++) {
        const size_t tile = band * tiles->grid.columns + i, count = tiles->painted_count[tile];
        sum = mix_bytes(sum, tiles->painted[tile], count * sizeof(uint64_t));
    }
    return sum;
}
