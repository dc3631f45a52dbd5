/* The table of every layer property: name, type, default, allowed values and inputs, after the reference
 * v8.json. */
#pragma once

#include "base/value.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    LAYER_BACKGROUND,
    LAYER_FILL,
    LAYER_LINE,
    LAYER_CIRCLE,
    LAYER_SYMBOL,
    LAYER_RASTER,
    LAYER_UNPRINTABLE, /* fill-extrusion, heatmap, hillshade, color-relief, sky: a warning, not drawn */
} LayerType;

typedef enum {
    PROPERTY_NUMBER,
    PROPERTY_STRING,
    PROPERTY_BOOLEAN,
    PROPERTY_ENUM,
    PROPERTY_COLOR,
    PROPERTY_ARRAY,
    PROPERTY_FORMATTED,
    PROPERTY_IMAGE, /* resolvedImage */
    PROPERTY_PADDING,
    PROPERTY_ANCHORS, /* variableAnchorOffsetCollection */
    PROPERTY_ANY,     /* no expected type: what ["get", x] yields stays a value */
} PropertyType;

/* What a property wants of the expression in its place. Rows of the table are static; `semaine expr` fills
 * one from its request. */
struct PropertySpec {
    const char *name; /* "fill-color" */
    PropertyType type;
    PropertyType item_type;    /* arrays: type of the items */
    size_t length;             /* arrays: exact length, 0: any */
    const char *const *values; /* enums: NULL-terminated; items of enum arrays too */
    const char *default_json;  /* JSON text, NULL: none */
    double minimum, maximum;   /* numbers; NAN: no limit */
    bool interpolated;         /* may be interpolated between zooms */
    bool zoom, feature;        /* inputs an expression may read */
    bool line_progress;
    bool tokens; /* "{name}" in text is replaced by attributes */
    bool layout; /* stands in `layout`, else in `paint` */
    LayerType layer;
};
typedef struct PropertySpec PropertySpec;
