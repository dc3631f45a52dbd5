/* Clipping to a box. */
#pragma once

#include "geometry/geometry.h"

/* Where a piece of a line begins along the whole of it, and the length of the whole. */
typedef struct {
    double start, length;
} LinePlace;

/* The part of a geometry inside `box`: rings stay closed (their new edges run along the box), lines fall into
 * pieces, points outside are dropped. `places` (may be NULL) gets, for lines, a new array with the place of
 * each part of the result on its original line; the caller frees it. */
Geometry geometry_clip(const Geometry *geometry, Box box, LinePlace **places);
