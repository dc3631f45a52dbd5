/* Points, pieces and parallels along lines. */
#pragma once

#include "geometry/geometry.h"

/* The parallel at `distance` to the right of the direction of each part (y downward), as line-offset moves it
 * in MapLibre GL JS 6; rings of polygons stay closed. Keeps one part for each part with two points or more.
 */
Geometry geometry_offset(const Geometry *geometry, double distance);
/* The piece of a part between two distances from its start. */
Geometry geometry_slice(const Geometry *geometry, size_t part, double from, double to);
