/* What the plates show along the cut: ink that is cut through must go on beyond it. */
#pragma once

#include "preflight/plate.h"

/* A rectangle in points from the top left of the media box, y downward. */
typedef struct {
    double x0, y0, x1, y1;
} SheetBox;

/* The length of the four edges of `trim`, in points, along which ink reaches the cut and is not found again
 * halfway between it and `bleed`. `scale`: pixels a point. */
double edges_bare_length(const InkSum *ink, const SheetBox *trim, const SheetBox *bleed, double scale);
