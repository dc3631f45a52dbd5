/* Numbered pictures, taken back into a film. */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <stddef.h>

/* The picture `number` of a pattern ("dir/%04d.png") as ARGB32 pixels; owned by the caller. Errors: IO (not
 * there), FORMAT (no PNG, or of another size). */
cairo_surface_t *film_picture_load(const char *pattern, size_t number, int width, int height, GError **error);
