/* Rings to polygons: which ring is a hole of which, found by containment. */
#pragma once

#include "geometry/geometry.h"

/* Rings in any order and orientation, each closed with at least four points (`part_ends` as in Geometry),
 * into a polygon geometry that takes their points over: exterior rings counter-clockwise, each followed by
 * its holes, clockwise; a ring inside a hole is a polygon of its own. Polygons come in the order of their
 * exterior rings. Frees nothing of its arguments. `*entangled` is set where rings lie one in another so often
 * that orientation had to decide (clockwise: exterior, as in shapefiles). */
Geometry rings_to_polygons(const Point *points, const size_t *part_ends, size_t part_count, bool *entangled);
/* The same for a geometry of one ring, in place. */
void ring_to_polygon(Geometry *ring);
/* Twice the signed area of a closed ring; positive: counter-clockwise where y grows upward. */
double ring_double_area(const Point *points, size_t count);
