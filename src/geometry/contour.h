/* Outlines in grids of values. */
#pragma once

#include "geometry/geometry.h"

/* The area where the values of a grid, `width` by `height` bytes in rows of `stride` bytes, reach `level`
 * (above 0); values lie in the middle of their cells, between them they change evenly, and round the grid
 * they are 0. One polygon of rings in cells, exteriors clockwise (y downward), holes the other way. */
Geometry geometry_contour(const unsigned char *values, size_t width, size_t height, size_t stride,
                          double level);
