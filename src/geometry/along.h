/* Points, pieces and parallels along lines. */
#pragma once

#include "geometry/geometry.h"

/* The parallel at `distance` to the right of the direction of each part (y downward); rings stay closed.
 * Corners are mitred up to `miter_limit` times the distance, then cut. */
Geometry geometry_offset(const Geometry *geometry, double distance, double miter_limit);
/* The piece of a part between two distances from its start. */
Geometry geometry_slice(const Geometry *geometry, size_t part, double from, double to);
