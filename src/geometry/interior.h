/* Where a label fits inside an area. */
#pragma once

#include "geometry/geometry.h"

/* The point inside a polygon that is farthest from its border (pole of inaccessibility), found to within
 * `precision`. With `bounds`, of the part inside that box. `radius` (may be NULL) gets its distance to the
 * border. False where polygon and bounds share no area. */
bool polygon_pole(const Geometry *geometry, size_t polygon, const Box *bounds, double precision, Point *out,
                  double *radius);
/* Distance from the point to the polygon's border, and to that of `bounds` when given; negative outside. */
double polygon_clearance(const Geometry *geometry, size_t polygon, const Box *bounds, Point point);
