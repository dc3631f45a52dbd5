/* The canvas as SVG text for people who edit it: real <text>, named Inkscape layers, vector hatches, shared
 * styles. Coordinates are written in millimetres. */
#pragma once

#include "paint/canvas.h"

/* Writes elements to `body`, what they refer to (clips, icons, patterns, curves of text) to `definitions`,
 * and CSS rules to `styles`; all borrowed. */
Canvas *canvas_svg_new(GString *styles, GString *definitions, GString *body);
void canvas_svg_free(Canvas *canvas);
/* Keeps an id from being given to a layer: it stands elsewhere in the document. */
void canvas_svg_reserve(Canvas *canvas, const char *id);
