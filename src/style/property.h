/* The table of every layer property: name, type, default, allowed values and inputs, after the reference
 * v8.json. */
#pragma once

#include "base/value.h"
#include "style/property_id.h"

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
    PROPERTY_ANCHORS,      /* variableAnchorOffsetCollection */
    PROPERTY_ANY,          /* no expected type: what ["get", x] yields stays a value */
    PROPERTY_NUMBER_ARRAY, /* one number or several; only where nothing is printed */
    PROPERTY_COLOR_ARRAY,  /* one colour or several; only where nothing is printed */
    PROPERTY_PROJECTION,   /* projectionDefinition of the style root */
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
    bool zoom_anywhere;        /* filters: not only as input of the outermost "step" or "interpolate" */
    bool line_progress;
    bool tokens; /* "{name}" in text is replaced by attributes */
    bool layout; /* stands in `layout`, else in `paint` */
    LayerType layer;
    const char *layer_name; /* "fill-extrusion"; NULL: every layer type */
    bool literal;           /* takes no expression */
    bool transition;        /* may have a `-transition` sibling, which paper ignores */
};
typedef struct PropertySpec PropertySpec;

/* The row of a property, static. */
const PropertySpec *property_spec(PropertyId id);
/* The property that a layer type (by its name in styles) has under `name` in `layout` or `paint`;
 * PROPERTY_ID_COUNT where there is none. */
PropertyId property_lookup(const char *layer_name, const char *name, bool layout);
/* Whether `text` is one of an enum's values. */
bool property_allows(const PropertySpec *spec, const char *text);

/* The names of all layer types, NULL-terminated. */
const char *const *layer_type_names(void);
/* The layer type called `name`; false where there is none. */
bool layer_type_lookup(const char *name, LayerType *out);
