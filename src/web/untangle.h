/* Outlines that cross themselves: painted by the non-zero rule on paper, cut into triangles by MapLibre,
 * which wants simple polygons. */
#pragma once

#include "geometry/geometry.h"

/* Replaces an area by the same area, as the non-zero rule fills it, with rings that neither cross nor touch.
 * Left as it is where GEOS cannot. */
void web_untangle(Geometry *area);
