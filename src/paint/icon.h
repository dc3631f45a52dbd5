/* Pictures of a sprite sheet: outlines of those that hold distances instead of colours (SDF), and forms of
 * the others. */
#pragma once

#include "geometry/geometry.h"
#include "style/sprite.h"

/* The value, as a part of the largest, at the edge of the icon; and by how much one style pixel changes it.
 */
#define SDF_EDGE 0.75
#define SDF_PIXEL (1.0 / 8)

/* The area of an SDF icon within the line where its values reach `level`, in style pixels from its upper left
 * corner. Clear it with geometry_clear(). */
Geometry paint_icon_outline(const Icon *icon, double level);
/* The pixels of an icon with one more on each side, taken from the opposite side: so MapLibre repeats it
 * along lines. A new surface. */
cairo_surface_t *paint_icon_frame(const Icon *icon);
/* A picture as a PNG file in base64, as data: addresses want it; newly allocated. */
char *paint_icon_base64(cairo_surface_t *image);
