/* One film frame between two. */
#pragma once

#include "geometry/geometry.h"

typedef struct {
    int width, height;
    const unsigned char *from, *to; /* four bytes a pixel */
} FadePair;

/* Fills `out` with `to`, and within `boxes` (pixels) with a mixture that is `part`/256 of it: maps fade,
 * while dates and legends beside them change at once, for two texts on one another cannot be read. */
void fade_mix(const FadePair *pair, const Box *boxes, size_t count, unsigned part, unsigned char *out);
