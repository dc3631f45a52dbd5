/* Distances on the earth: geometries in degrees, metres on the WGS 84 ellipsoid. Edges are straight in
 * longitude and latitude. Near each other (some hundred kilometres) distances are good to a thousandth;
 * farther apart they are those of a map stretched for the latitude of the first geometry's first point, as in
 * MapLibre. */
#pragma once

#include "base/arena.h"
#include "geometry/geometry.h"

/* A geometry prepared for many distances: its edges in runs with boxes. */
typedef struct DistanceTarget DistanceTarget;

/* Prepares a geometry; it must live as long as the target, which lives in the arena. */
const DistanceTarget *distance_target(const Geometry *geometry, Arena *arena);
/* The shortest distance to a target in metres: 0 where they touch or one lies in the other, infinite where
 * the target is empty, NAN where the geometry is. What the calculation needs for a while is taken from the
 * arena. */
double distance_to_target(const Geometry *geometry, const DistanceTarget *target, Arena *arena);
