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
/* The longest line along the middle of a polygon (of the part inside `bounds` when given) that keeps at least
 * `clearance` from its border: for lettering along rivers and long areas. Newly allocated; NULL with `count`
 * 0 where nothing is that wide. */
Point *polygon_medial_line(const Geometry *geometry, size_t polygon, const Box *bounds, double clearance,
                           size_t *count);
