/* The canvas as SVG text: real <text>, named Inkscape layers, vector hatches. Coordinates are written in
 * style pixels. */
#pragma once

#include "paint/canvas.h"

/* Writes elements to `body` and definitions (clips, icons, patterns, text paths) to `definitions`; both
 * borrowed. */
Canvas *canvas_svg_new(GString *definitions, GString *body);
void canvas_svg_free(Canvas *canvas);
