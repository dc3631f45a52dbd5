/* Sites of icons without text on a web map's tiles, where MapLibre GL JS has them: each tile looks at its own
 * part of a line. */
#pragma once

#include "placement/anchor.h"

/* As sites_find(), on the tiles of `needs`, for as much of `geometry` as its tiles show of `frame`. */
void tile_sites_find(const SceneSymbol *symbol, size_t index, const Geometry *geometry,
                     const SiteNeeds *needs, Box frame, GArray *sites);
