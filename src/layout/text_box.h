/* Text set in a box: wrapped by Pango, painted as one label on a canvas. */
#pragma once

#include "paint/canvas.h"
#include "paint/glyphs.h"

typedef enum { TEXT_START, TEXT_MIDDLE, TEXT_END } TextAlign;

typedef struct {
    const char *font;      /* Pango font description without size */
    double size;           /* style pixels */
    double line_height;    /* factor of the size */
    double letter_spacing; /* style pixels */
    TextAlign align;
    Color color;
} TextStyle;

/* Paints `text` wrapped to `width` (0: not wrapped, aligned about `x`), its first line's top at `y`; returns
 * the height used. With `canvas` NULL it only measures. */
double text_box_paint(Canvas *canvas, GlyphShaper *shaper, const char *text, const TextStyle *style, double x,
                      double y, double width);
/* The width of the longest line, not wrapped. */
double text_box_width(GlyphShaper *shaper, const char *text, const TextStyle *style);
