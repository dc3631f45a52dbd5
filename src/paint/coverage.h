/* How much of each pixel of a tile an area covers, exactly: every edge of its outline adds, to the pixels
 * that it crosses, the part of them that lies to its right, and the sum along a row is the coverage. So do
 * the font rasterisers of R. Levien (font-rs) and S. Barrett (stb_truetype 2). For small shapes it costs far
 * less than sampling them. */
#pragma once

#include "geometry/geometry.h"
#include "paint/canvas.h"

#include <cairo.h>

typedef struct Coverage Coverage;

/* Pixels in the widest tile. */
enum { COVERAGE_WIDTH = 512 };

/* For tiles of up to `width` (at most COVERAGE_WIDTH) by `height` pixels. Free with coverage_free(). */
Coverage *coverage_new(int width, int height);
void coverage_free(Coverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coverage, coverage_free)

/* Begins an area in that tile, given in whole pixels of the page; the edges to come are in pixels of the
 * page, too. */
void coverage_begin(Coverage *coverage, Box tile);
/* An edge of the outline; all edges together must be closed rings, which may lie outside the tile. Where they
 * overlap the area is covered once, if they turn the same way; only what they cover of a pixel at their rims
 * is added up. */
void coverage_add_edge(Coverage *coverage, Point from, Point to);
/* All parts of a geometry, each closed from its end to its start. */
void coverage_add_rings(Coverage *coverage, const Geometry *rings);

/* Paints the area over the pixels of the tile: ARGB32, premultiplied, `stride` pixels from row to row.
 * Nothing is covered afterwards. */
void coverage_paint(Coverage *coverage, Color color, uint32_t *pixels, size_t stride);
/* The same by cairo, in page pixels, under its clip and in its group. */
void coverage_paint_cairo(Coverage *coverage, Color color, cairo_t *cr);
