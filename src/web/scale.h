/* Lengths of a style made larger, for screens. */
#pragma once

#include <jansson.h>

/* By how much: `factor` where the map is shown at `zoom` or larger, less on small screens, which show the
 * whole of it smaller. */
typedef struct {
    double factor, zoom;
} WebScale;

/* The factor at a zoom. */
double web_scale_at(const WebScale *scale, double zoom);
/* Multiplies every length of the style's layers (text, icons, widths, spaces), in place: also where it is an
 * expression or an older function, and where it is left to its default. What depends on the zoom already is
 * multiplied by `factor` alone. */
void web_scale_style(json_t *style, const WebScale *scale);
