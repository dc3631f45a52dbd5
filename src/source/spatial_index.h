/* The index of a shapefile by place: NAME.qix beside NAME.shp, the quadtree of shapelib, MapServer and OGR.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Makes or replaces the index of a shapefile; the same shapes, the same bytes. Errors: IO, FORMAT, LIMIT,
 * naming the file. */
bool spatial_index_write(const char *shp_path, GError **error);
/* Removes the index beside a shapefile, if there is one. */
void spatial_index_remove(const char *shp_path);
