/* SVG text: short numbers, path data, colours, escaped words. Lengths are given in style pixels and written
 * in millimetres. */
#pragma once

#include "paint/canvas.h"

#define SVG_MM_PER_PIXEL (25.4 / 96)

/* A length in millimetres with two decimals: 0.01 mm is finer than a platesetter's dot. */
void svg_add_length(GString *out, double pixels);
/* A number without unit, at most `decimals` (up to 6) of them, none that are zero, no zero before the point.
 */
void svg_add_number(GString *out, double number, int decimals);
/* Path data of a geometry: an absolute start, then relative steps between rounded points, so that errors do
 * not add up. Rings are closed. */
void svg_add_path(GString *out, const Geometry *geometry);
/* The same for one open line. */
void svg_add_line(GString *out, const Point *points, size_t count);
/* A transform attribute; the matrix is in style pixels. `scale`: what one unit of the transformed content is
 * in style pixels, when it is not written in millimetres itself (0: it is). */
void svg_add_transform(GString *out, const char *attribute, const Matrix *matrix, double scale);
/* "#rrggbb", without its alpha. */
void svg_add_color(GString *out, Color color);
void svg_add_escaped(GString *out, const char *text);
