/* Colours: sRGB with alpha, not premultiplied, each part 0..1. CSS Color Module 4 syntax. */
#pragma once

#include <stdbool.h>

typedef struct {
    double r, g, b, a;
} Color;

/* Reads a CSS colour: names, #rgb #rgba #rrggbb #rrggbbaa, rgb() rgba() hsl() hsla() in old and new syntax,
 * transparent. False where the text is no colour. */
bool color_parse(const char *text, Color *out);
