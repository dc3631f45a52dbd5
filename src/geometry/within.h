/* Whether points and lines lie inside polygons, as the "within" of the style language decides it. */
#pragma once

#include "geometry/geometry.h"

/* Whether all points or lines of `inner` lie strictly inside the polygons: each point in one of them, each
 * line in a single one; what touches a boundary is outside. Always false for polygons. What lies a whole
 * `world` (the width of the earth in the units of the coordinates) away is brought near first, so polygons
 * may run past the antimeridian. The points of `inner` may be moved by that. */
bool geometry_within(Geometry *inner, const Geometry *polygons, Box polygons_box, double world);
