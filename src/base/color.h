/* Colours: sRGB with alpha, not premultiplied, each part 0..1. CSS Color Module 4 syntax. */
#pragma once

#include <stdbool.h>

typedef struct {
    double r, g, b, a;
} Color;

typedef enum { COLOR_SPACE_RGB, COLOR_SPACE_LAB, COLOR_SPACE_HCL } ColorSpace;

/* Reads a CSS colour: names, #rgb #rgba #rrggbb #rrggbbaa, rgb() rgba() hsl() hsla() in old and new syntax,
 * transparent. False where the text is no colour. */
bool color_parse(const char *text, Color *out);
/* The colour at `t` (0: from, 1: to) of the way, straight in sRGB or in CIE L*a*b* or its polar form
 * (hue, chroma, lightness; white point D50, hue the short way round). */
Color color_interpolate(Color from, Color to, double t, ColorSpace space);
