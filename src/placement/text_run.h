/* What placement hands to paint: text with its font, size and place. Style pixels of the page, y downward. */
#pragma once

#include "base/color.h"
#include "geometry/geometry.h"

/* One line of text along a straight baseline, or glyph by glyph along a curve. */
typedef struct {
    const char *text;      /* UTF-8 of this run */
    const char *font;      /* Pango font description without size, e.g. "EB Garamond Italic" */
    double size;           /* style pixels */
    double letter_spacing; /* style pixels */
    Color color, halo_color;
    double halo_width;  /* 0: no halo */
    Point origin;       /* start of the baseline */
    double angle;       /* radians clockwise */
    double width;       /* advance of the whole run, style pixels */
    size_t curve_count; /* points of the baseline a curved run follows from its first point; 0: straight */
    const Point *curve; /* as long as `width`, or a trace longer */
} TextRun;
