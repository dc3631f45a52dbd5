/* Dropping vertices that cannot be seen. */
#pragma once

#include "geometry/geometry.h"

/* Drops, in place, vertices of lines and rings so that no vertex left out lies further than `tolerance` from
 * the segment drawn in its stead; ends stay, rings keep at least four points. */
void geometry_thin(Geometry *geometry, double tolerance);
/* The same by Douglas and Peucker's rule, as web maps do: of what lies between two vertices that stay, the
 * one furthest off stays while that is further than `tolerance`. Lines shorter than it and rings with less
 * area than its square are dropped. (Douglas and Peucker, The Canadian Cartographer 10, 1973.) */
void geometry_reduce(Geometry *geometry, double tolerance);
