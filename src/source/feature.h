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

/* The attribute called `name`, or NULL. `name` should be interned: equal pointers are found at once. */
const Value *feature_lookup(const Feature *feature, const char *name);
