/* GEOS with its context: geometry in longitude and latitude while geodata are built. The only header of GEOS
 * that others include is this one. */
#pragma once

#include "geometry/geometry.h"

#include <geos_c.h>

/* Owns every geometry that is kept, until the build is over. */
typedef struct Geos {
    GEOSContextHandle_t handle;
    GPtrArray *kept;   /* of GEOSGeometry */
    char message[240]; /* what GEOS said last, "" where nothing */
} Geos;

/* A context of its own, whose geometries end with it. Free with geos_free(). */
Geos *geos_new(void);
void geos_free(Geos *geos);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Geos, geos_free)

/* Takes a geometry over; it lives as long as `geos`. NULL stays NULL. */
const GEOSGeometry *geos_keep(Geos *geos, GEOSGeometry *geometry);

/* A point, kept as by geos_keep(). */
const GEOSGeometry *geos_point(Geos *geos, double x, double y);
/* NULL where the text is no WKT; geos->message says why. */
const GEOSGeometry *geos_from_wkt(Geos *geos, const char *text);
/* An open or closed line from points. */
GEOSGeometry *geos_line(Geos *geos, const Point *points, size_t count);
/* The union of polygons that share their borders, or of anything else. NULL where there is none. */
const GEOSGeometry *geos_union(Geos *geos, const GEOSGeometry *const *parts, size_t count);

/* Points of a line or ring; `count` of them, newly allocated. */
Point *geos_points(const Geos *geos, const GEOSGeometry *line, size_t *count);
size_t geos_part_count(const Geos *geos, const GEOSGeometry *geometry);
const GEOSGeometry *geos_part(const Geos *geos, const GEOSGeometry *geometry, size_t index);
/* Point, line or polygon; none for collections of mixed kind and empty ones. */
GeometryType geos_type(const Geos *geos, const GEOSGeometry *geometry);
/* A point in it (in the middle of a line or inside a polygon). */
Point geos_inner_point(const Geos *geos, const GEOSGeometry *geometry);
/* Metres from one to the other on the ground, 0 where they touch. Good for some kilometres. */
double geos_distance(const Geos *geos, const GEOSGeometry *a, const GEOSGeometry *b);
/* Length of a line on the ground in metres. */
double geos_length(const Geos *geos, const GEOSGeometry *line);
/* Exterior rings counter-clockwise, as a value of our own; cleared by the caller. */
Geometry geos_to_geometry(const Geos *geos, const GEOSGeometry *geometry);
