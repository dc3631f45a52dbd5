/* Clipping to a box. */
#pragma once

#include "geometry/geometry.h"

/* The part of a geometry inside `box`: rings stay closed (their new edges run along the box), lines fall into
 * pieces, points outside are dropped. `starts` (may be NULL) gets, for lines, a new array with the distance
 * along its original line at which each part of the result begins; the caller frees it. */
Geometry geometry_clip(const Geometry *geometry, Box box, double **starts);
