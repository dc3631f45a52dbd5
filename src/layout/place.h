/* Inside layout/: reading a place from its element. */
#pragma once

#include "layout/cascade.h"
#include "layout/layout.h"

/* Fills everything but the box. `scale`: style pixels per unit of the viewBox. */
void place_read(Place *place, const Cascade *cascade, xmlNode *node, double scale);
void place_clear(Place *place);
