/* What cairo paints, on a finer grid. */
#pragma once

#include <cairo.h>

/* The mean alpha, 0 to 255, of the samples in each of `side` by `side` pixels, of which each has `fine` by
 * `fine` of them; `draw` paints in pixels. Newly allocated. */
double *sample_pixels(int side, int fine, void (*draw)(cairo_t *cr, const void *user), const void *user);
