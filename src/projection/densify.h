/* Projecting geometry whose straight lines bend: vertices are added until the bend is too small to be seen.
 */
#pragma once

#include "geometry/geometry.h"

/* Projects points in place; points without an answer become infinite. */
typedef void (*ProjectPoints)(const void *user, Point *points, size_t count);

/* The projected copy of a line or polygon, in style pixels, with vertices added so that no point of a
 * straight segment of the original is drawn more than 0.1 px off. */
Geometry geometry_densify(const Geometry *geometry, ProjectPoints project, const void *user);
/* Removes, in place, the points that became infinite; what is left of a ring is closed again, parts with too
 * few points go. */
void geometry_drop_unprojected(Geometry *geometry);
