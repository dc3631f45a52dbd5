/* Edges of areas that run along the rows or columns of pixels, as MapLibre GL JS has them on screen: it fills
 * the pixels whose middle lies inside, and lays a line over them that covers the pixels it runs through, each
 * by how near its middle is. */
#pragma once

#include "paint/canvas.h"

/* Moves such edges, in place, to where whole pixels end; with `smoothed`, to where those end together with
 * the part of a pixel that the line in the area's own colour adds. `spread`: how far the edges were moved
 * outward before. `shift`: where the layer is moved to. */
void pixel_edge_snap(Geometry *area, double pixel, double spread, bool smoothed, Point shift);
/* Draws the line over the edges of rings: others as a stroke of `width`. */
void pixel_edge_stroke(const Geometry *rings, Color color, double width, Point shift, Canvas *canvas);
