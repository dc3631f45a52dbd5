/* The style as MapLibre GL JS gets it. */
#pragma once

#include "setup/map.h"
#include "web/arrows.h"

/* Writes `style.json` and the sources its layers show: shapefiles as GeoJSON, arrows as outlines, areas that
 * are labelled as points; the sprite is called "sprite", fonts are the page's own. `arrows` also says
 * how much larger all lengths become. The names of the files written are added to `files` (of char *).
 * Errors: IO, FORMAT, PROJECTION. */
bool web_rewrite(const Map *map, const WebArrows *arrows, GPtrArray *files, GError **error);
