/* A feature: an identifier, attributes and a geometry, as read from a file. */
#pragma once

#include "base/value.h"
#include "geometry/geometry.h"

typedef struct {
    Value id; /* null, number or string */
    size_t attribute_count;
    const Member *attributes; /* in file order; names are interned (g_intern_string) */
    Geometry geometry;        /* longitude, latitude in degrees, or the source's own CRS */
} Feature;

/* The attribute called `name`, borrowed, or NULL. */
const Value *feature_lookup(const Feature *feature, const char *name);
/* The same for an interned name (g_intern_string): addresses are compared, not texts. */
const Value *feature_lookup_interned(const Feature *feature, const char *name);
