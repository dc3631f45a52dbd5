/* Dropping vertices that cannot be seen. */
#pragma once

#include "geometry/geometry.h"

/* Drops, in place, vertices of lines and rings nearer than `tolerance` to the last one kept; ends stay, rings
 * keep at least four points or keep all they had. */
void geometry_thin(Geometry *geometry, double tolerance);
