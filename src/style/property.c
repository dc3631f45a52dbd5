#include "style/property.h"

#include <math.h>
#include <string.h>

static const char *const alignments[] = {"map", "viewport", "auto", NULL};
static const char *const anchors[] = {"center",   "left",      "right",       "top",          "bottom",
                                      "top-left", "top-right", "bottom-left", "bottom-right", NULL};
static const char *const blend_modes[] = {"normal",       "multiply", "color",   "luminosity",
                                          "plus-lighter", "screen",   "overlay", NULL};
static const char *const height_anchors[] = {"ground", "absolute", NULL};
static const char *const hillshade_methods[] = {"standard",         "basic", "combined", "igor",
                                                "multidirectional", NULL};
static const char *const justifications[] = {"auto", "left", "center", "right", NULL};
static const char *const line_caps[] = {"butt", "round", "square", NULL};
static const char *const line_joins[] = {"bevel", "round", "miter", NULL};
static const char *const map_viewport[] = {"map", "viewport", NULL};
static const char *const overlaps[] = {"never", "always", "cooperative", NULL};
static const char *const resamplings[] = {"linear", "nearest", NULL};
static const char *const symbol_placements[] = {"point", "line", "line-center", NULL};
static const char *const text_alignments[] = {"map", "viewport", "viewport-glyph", "auto", NULL};
static const char *const text_fits[] = {"none", "width", "height", "both", NULL};
static const char *const transforms[] = {"none", "uppercase", "lowercase", NULL};
static const char *const visibilities[] = {"visible", "none", NULL};
static const char *const writing_modes[] = {"horizontal", "vertical", NULL};
static const char *const z_orders[] = {"auto", "viewport-y", "source", NULL};

/* The last column of the table. */
enum {
    NONE = 0,
    ZOOM = 1,    /* may read the zoom */
    FEATURE = 2, /* may read feature and zoom */
    LINE_PROGRESS = 4,
    INTERPOLATED = 8,
    TRANSITION = 16,
    TOKENS = 32,
    LITERAL = 64, /* no expression */
};

/* The type column. */
#define RANGE(low, high) .type = PROPERTY_NUMBER, .minimum = (low), .maximum = (high)
#define UNLIMITED .minimum = NAN, .maximum = NAN
#define TYPE(name) .type = PROPERTY_##name, UNLIMITED
#define ENUM(list) .type = PROPERTY_ENUM, .values = (list), UNLIMITED
#define ENUMS(list) .type = PROPERTY_ARRAY, .item_type = PROPERTY_ENUM, .values = (list), UNLIMITED
#define ARRAY(item, count) .type = PROPERTY_ARRAY, .item_type = PROPERTY_##item, .length = (count), UNLIMITED

/* The layer and place columns. */
#define IN_LAYOUT true
#define IN_PAINT false
#define ON_BACKGROUND .layer = LAYER_BACKGROUND, .layer_name = "background"
#define ON_FILL .layer = LAYER_FILL, .layer_name = "fill"
#define ON_LINE .layer = LAYER_LINE, .layer_name = "line"
#define ON_CIRCLE .layer = LAYER_CIRCLE, .layer_name = "circle"
#define ON_SYMBOL .layer = LAYER_SYMBOL, .layer_name = "symbol"
#define ON_RASTER .layer = LAYER_RASTER, .layer_name = "raster"
#define ON_FILL_EXTRUSION .layer = LAYER_UNPRINTABLE, .layer_name = "fill-extrusion"
#define ON_HEATMAP .layer = LAYER_UNPRINTABLE, .layer_name = "heatmap"
#define ON_HILLSHADE .layer = LAYER_UNPRINTABLE, .layer_name = "hillshade"
#define ON_COLOR_RELIEF .layer = LAYER_UNPRINTABLE, .layer_name = "color-relief"
#define ON_ANY .layer = LAYER_UNPRINTABLE, .layer_name = NULL

#define ROW(id, layer_type, place, text, type_column, default_text, flags)                                   \
    [PROPERTY_##id] = {.name = (text),                                                                       \
                       type_column,                                                                          \
                       .default_json = (default_text),                                                       \
                       .interpolated = ((flags)&INTERPOLATED) != 0,                                          \
                       .zoom = ((flags) & (ZOOM | FEATURE)) != 0,                                            \
                       .feature = ((flags)&FEATURE) != 0,                                                    \
                       .line_progress = ((flags)&LINE_PROGRESS) != 0,                                        \
                       .tokens = ((flags)&TOKENS) != 0,                                                      \
                       .literal = ((flags)&LITERAL) != 0,                                                    \
                       .transition = ((flags)&TRANSITION) != 0,                                              \
                       .layout = IN_##place,                                                                 \
                       ON_##layer_type},

static const PropertySpec table[PROPERTY_ID_COUNT] = {
#include "style/property_table.h"
};

static const char *const type_names[] = {"fill",         "line",           "symbol", "circle",
                                         "heatmap",      "fill-extrusion", "raster", "hillshade",
                                         "color-relief", "background",     NULL};
static const LayerType types[] = {LAYER_FILL,        LAYER_LINE,        LAYER_SYMBOL, LAYER_CIRCLE,
                                  LAYER_UNPRINTABLE, LAYER_UNPRINTABLE, LAYER_RASTER, LAYER_UNPRINTABLE,
                                  LAYER_UNPRINTABLE, LAYER_BACKGROUND};

const PropertySpec *property_spec(PropertyId id)
{
    return &table[id];
}

PropertyId property_lookup(const char *layer_name, const char *name, bool layout)
{
    for (int id = 0; id < PROPERTY_ID_COUNT; id++) {
        const PropertySpec *spec = &table[id];
        if (spec->layout == layout && strcmp(spec->name, name) == 0 &&
            (!spec->layer_name || strcmp(spec->layer_name, layer_name) == 0))
            return (PropertyId)id;
    }
    return PROPERTY_ID_COUNT;
}

bool property_allows(const PropertySpec *spec, const char *text)
{
    for (const char *const *value = spec->values; value && *value; value++)
        if (strcmp(*value, text) == 0)
            return true;
    return false;
}

const char *const *layer_type_names(void)
{
    return type_names;
}

bool layer_type_lookup(const char *name, LayerType *out)
{
    for (size_t i = 0; type_names[i]; i++)
        if (strcmp(type_names[i], name) == 0) {
            *out = types[i];
            return true;
        }
    return false;
}
