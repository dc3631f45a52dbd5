/* Swatches of the legend: what a class looks like, painted by the code that paints the map. */
#pragma once

#include "layout/page.h"

/* Paints the first painted item of a class, with the layers its `with` member names. */
void swatch_paint(const LegendClass *class, Box box, GlyphShaper *shaper, Canvas *canvas);
/* Paints one item of a layer. */
void swatch_paint_item(const SceneLayer *layer, size_t item, Box box, GlyphShaper *shaper, Canvas *canvas);
