/* A card: an SVG template that fills the page by itself, such as the title of a film. */
#pragma once

#include "layout/field.h"

#include <cairo.h>

/* Draws the template at `path`, its fields filled, fitted into a surface of `width` by `height` pixels and on
 * white. Errors: FORMAT (no SVG), STYLE (unknown field, with the line). */
cairo_surface_t *card_paint(const char *path, const Fields *fields, int width, int height, GError **error);
