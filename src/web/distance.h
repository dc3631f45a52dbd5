/* Pictures of distances (SDF), from which MapLibre draws icons in any colour. */
#pragma once

#include <cairo.h>

enum { WEB_DISTANCE_REACH = 8 };

/* From the alpha of `shape`, which is `finer` times as large, into an ARGB picture of white with the distance
 * to the edge as alpha: 0.75 on it, 1/8 less for each pixel outside. Newly allocated. */
cairo_surface_t *web_distance_field(cairo_surface_t *shape, int finer);
