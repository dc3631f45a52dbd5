/* Arrows of movement for MapLibre, which draws lines of one width: their outlines as polygons, for each zoom
 * level one; of those that grow (semaine:reveal), for each date one. */
#pragma once

#include "style/style.h"
#include "web/data.h"
#include "web/scale.h"

/* For which levels outlines are made; below and above, those of the ends are shown. */
typedef struct {
    int from, to;
} WebLevels;

/* All borrowed. */
typedef struct {
    const WebFolder *folder;
    const Style *style;
    WebScale scale; /* of lengths on the screen */
    WebLevels levels;
    size_t state_count;
    const ValueObject *states; /* of the dates of the slider */
} WebArrows;

/* Writes the outlines of a layer's lines as the source `name`. Errors: IO. */
bool web_arrows_write(const WebArrows *arrows, const DegreeSource *degrees, const Layer *layer,
                      const char *name, GError **error);
/* Makes a line layer of the style a fill layer that shows the source `name`, in place. */
void web_arrows_rewrite(const WebArrows *arrows, json_t *layer, const char *name);
