/* Geometry that was read and projected, kept in few bytes for the layers that draw the same source once more,
 * as far as there is room. Any thread may call. */
#pragma once

#include "geometry/geometry.h"

#include <glib.h>

typedef struct KeptGeometry KeptGeometry;

/* For so many features, in steps that are a small part of `tolerance`, by which their geometry may be off.
 * Free with kept_free(). */
KeptGeometry *kept_new(size_t count, double tolerance);
void kept_free(KeptGeometry *kept);
/* What was added for a feature, owned by the caller. False: nothing was, or there was no room. */
bool kept_find(KeptGeometry *kept, size_t feature, Geometry *out);
/* Rounds `geometry` to the steps, whether it can be kept or not: all layers see the same. Coordinates that
 * have too many steps stay as they are, and are not kept. */
void kept_add(KeptGeometry *kept, size_t feature, Geometry *geometry);
