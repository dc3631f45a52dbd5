/* The canvas on any cairo surface: PNG bands, PDF. */
#pragma once

#include "ink/keys.h"
#include "paint/canvas.h"

#include <cairo.h>

/* Draws on `cr`, whose user space is style pixels of the page; borrowed. NULL: see canvas_cairo_set_target().
 * Free with canvas_cairo_free(). */
Canvas *canvas_cairo_new(cairo_t *cr);
/* Draws on another `cr` from now on, borrowed; caches of fonts and icons stay. No layer may be open. */
void canvas_cairo_set_target(Canvas *canvas, cairo_t *cr);
/* For PDF that goes through print_finish(): halos and names are painted in keys, layers tagged; borrowed.
 * With `curves` text becomes outlines. */
void canvas_cairo_set_print(Canvas *canvas, InkKeys *keys, bool curves);
void canvas_cairo_free(Canvas *canvas);
