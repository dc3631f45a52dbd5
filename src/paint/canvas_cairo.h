/* The canvas on any cairo surface: PNG bands, PDF. */
#pragma once

#include "paint/canvas.h"

#include <cairo.h>

/* Draws on `cr`, whose user space is style pixels of the page; borrowed. Free with canvas_cairo_free(). */
Canvas *canvas_cairo_new(cairo_t *cr);
void canvas_cairo_free(Canvas *canvas);
