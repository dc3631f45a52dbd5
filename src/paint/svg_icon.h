/* What icons and pictures hold, as SVG elements in their own pixels. */
#pragma once

#include "paint/canvas.h"

/* The content of an icon: its own SVG with its ids put behind `id`, the outline of one that is coloured by
 * its layer, or its pixels. */
void svg_add_icon(GString *out, const Icon *icon, const char *id);
/* The icon's pixels with their frame, as MapLibre repeats them. */
void svg_add_framed_icon(GString *out, const Icon *icon);
/* A picture's address attribute, its file within. */
void svg_add_picture_address(GString *out, const Picture *picture);
