/* Text set in a box: wrapped by Pango, painted as runs on a canvas. */
#pragma once

#include "paint/canvas.h"

typedef struct {
    const char *font;   /* Pango font description without size */
    double size;        /* style pixels */
    double line_height; /* factor of the size */
    Color color;
} TextStyle;

/* Paints `text` wrapped to `width`, its first line's top at `y`; returns the height used. With `canvas` NULL
 * it only measures. */
double text_box_paint(Canvas *canvas, const char *text, const TextStyle *style, double x, double y,
                      double width);
/* The width of one line of text. */
double text_box_width(const char *text, const TextStyle *style);
