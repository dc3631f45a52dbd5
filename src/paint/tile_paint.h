/* Paints what a recording draws into one tile. */
#pragma once

#include "paint/coverage.h"
#include "paint/stamp.h"
#include "paint/tiles.h"

typedef struct {
    const TileGrid *grid;
    const Recording *recording;
    const TileLists *lists;
    StampCache *stamps;
    Canvas *canvas;     /* canvas_cairo_new(), for what is painted directly */
    Coverage *coverage; /* for fills and strokes */
} TileSource;

/* The sum of an entry within its tile: entries of equal sums paint the same there. */
uint64_t tile_entry_sum(const TileSource *source, size_t tile, const TileEntry *entry);
/* Paints the tile's entries from `first` up to `end` over what `pixels` hold: ARGB32, premultiplied, `stride`
 * pixels from row to row. No group may be open at `first` or `end`. False where cairo fails. */
bool tile_paint(const TileSource *source, size_t tile, size_t first, size_t end, uint32_t *pixels,
                size_t stride);
/* Whether painting may be parted before entry `index`: not within a group. */
bool tile_can_part(const TileSource *source, size_t tile, size_t index);
