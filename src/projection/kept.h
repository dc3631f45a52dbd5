/* Geometry that was read and projected, kept for the layers that draw the same source once more, as far as
 * there is room. Any thread may call. */
#pragma once

#include "geometry/geometry.h"

#include <glib.h>

typedef struct KeptGeometry KeptGeometry;

/* For so many features. Free with kept_free(). */
KeptGeometry *kept_new(size_t count);
void kept_free(KeptGeometry *kept);
/* Borrowed. NULL: the feature has not been read yet, or there was no room. */
const Geometry *kept_find(KeptGeometry *kept, size_t feature);
/* Takes `geometry` over, where there is room and no other thread was first; returns what to use: what is
 * kept, or `geometry`. */
const Geometry *kept_add(KeptGeometry *kept, size_t feature, Geometry *geometry);
