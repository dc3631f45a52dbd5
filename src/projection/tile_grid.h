/* The square tiles of a web map at its whole zoom level, as they lie on the page: what MapLibre GL JS works
 * in. */
#pragma once

#include "geometry/geometry.h"

/* A tile's side counts so many of its own pixels; the tiles of GeoJSON sources have so many levels. */
enum { TILE_PIXELS = 512, TILE_LEVEL_MAX = 18 };

typedef struct {
    Point origin;       /* the upper left corner of the world, style pixels of the page */
    Point across, down; /* one pixel of a tile to the right and downward */
    int columns;        /* of the world, which repeats */
} TileGrid;

/* A tile by its column and row; columns go on beyond the world's edges. */
typedef struct {
    int column, row;
} Tile;

/* The tiles' own way with geometry, in place: vertices are left out that lie nearer than a part of a pixel to
 * the line without them, lines and areas too small for that as well; the others move to the nearest place
 * that a tile has a coordinate for. */
void tile_grid_reduce(const TileGrid *grid, Geometry *geometry);
/* The size of a tile's pixel in style pixels. */
double tile_grid_pixel(const TileGrid *grid);
/* From the page to pixels of the tiles, counted from the world's corner, and back. */
Point tile_grid_to_tiles(const TileGrid *grid, Point page);
Point tile_grid_to_page(const TileGrid *grid, Point pixel);
/* The nearest place that a tile has a coordinate for. */
Point tile_grid_round(Point pixel);
/* The tile that a place in tile pixels lies in; on an edge the one to the right or below. */
Tile tile_grid_find(Point pixel);
/* A tile's own box, grown by `buffer`, in tile pixels. */
Box tile_grid_box(Tile tile, double buffer);
/* Pixels round a tile in which its lines and areas go on. */
#define TILE_BUFFER 128.0
/* Calls `visit` for each tile that shows something of the box `frame` of the page and of the geometry, with
 * the geometry in tile pixels; in each copy of the world anew. */
typedef void (*TileVisit)(Tile tile, const Geometry *pixels, void *user);
void tile_grid_visit(const TileGrid *grid, const Geometry *geometry, Box frame, TileVisit visit, void *user);
