/* A picture in tiles, and which parts of a recording touch each of them. All pixels are painted tile
 * by tile: so a tile painted alone is the same as in the whole, whoever asks for it. */
#pragma once

#include "paint/recording.h"

typedef struct {
    int width, height; /* of the picture, pixels */
    int across, down;  /* sides of a tile; those at the right and lower edges may be smaller */
    size_t columns, rows, count;
} TileGrid;

/* The sides depend on the picture's size alone. */
TileGrid tile_grid(int width, int height);
/* A tile's pixels. */
Box tile_box(const TileGrid *grid, size_t tile);

/* A part of a call; 0 where calls have none. */
typedef struct {
    uint32_t call, part;
} TileEntry;

typedef struct TileLists TileLists;

TileLists *tile_lists_new(void);
void tile_lists_free(TileLists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TileLists, tile_lists_free)

/* Sorts a recording into tiles, replacing what was there. */
void tile_lists_fill(TileLists *lists, const TileGrid *grid, const Recording *recording);
/* What touches a tile, in the order of painting; borrowed. */
const TileEntry *tile_lists_entries(const TileLists *lists, size_t tile, size_t *count);
/* Where the entries of a tile begin in all of them; for tile `count`, how many there are. */
size_t tile_lists_start(const TileLists *lists, size_t tile);
