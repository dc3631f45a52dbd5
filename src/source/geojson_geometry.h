/* GeoJSON geometries (RFC 7946) out of parsed JSON. */
#pragma once

#include "geometry/geometry.h"

#include <jansson.h>

/* Reads a geometry object: Point, LineString, Polygon and their Multi... forms. Rings are
 * closed where they are not. Positions beyond the second number are left out. False: `error` (FORMAT) says
 * what is wrong, and `out` is empty. Clear with geometry_clear(). */
bool geojson_geometry(const json_t *json, Geometry *out, GError **error);
