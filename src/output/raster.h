/* Pixels of a page, for PNG files and films alike. */
#pragma once

#include "layout/page.h"

#include <cairo.h>

typedef struct {
    int width, height;
    double scale; /* device pixels per style pixel */
    bool screen;  /* drawn as on a screen; see Canvas */
} RasterSize;

/* How many device pixels a page has; false and an error LIMIT where that cannot be. */
bool raster_measure(double width, double height, double dpi, bool screen, RasterSize *out, GError **error);

/* Paints `rows` rows of the page from row `top` on: ARGB32, premultiplied. Errors: LIMIT. */
cairo_surface_t *raster_paint(const Page *page, const RasterSize *size, int top, int rows, GError **error);
