/* What happened, for the page's list: features of the sources that the style's `semaine:events` names. */
#pragma once

#include "setup/map.h"

/* A list in the order of time, each {"id", "start", "sure", "end", "name": {"fr", "en"}, "at": [lon, lat],
 * "kind", "side", "certainty", "source", "note"}, with `pictures` also
 * "pixel": [x, y], where they lie in a picture of that projection; empty where the style names no events.
 * Only what lies in the days `from` to `to`. Errors: STYLE (no such source, wrong filter), PROJECTION. */
json_t *web_events(const Map *map, const Projection *pictures, const char *from, const char *to,
                   GError **error);
