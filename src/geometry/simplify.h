/* Dropping vertices that cannot be seen. */
#pragma once

#include "geometry/geometry.h"

/* Drops, in place, vertices of lines and rings so that no vertex left out lies further than `tolerance` from
 * the segment drawn in its stead; ends stay, rings keep at least four points. */
void geometry_thin(Geometry *geometry, double tolerance);
