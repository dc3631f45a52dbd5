/* A layer of a style: what is drawn (type, source, filter, zoom range) and how (properties). */
#pragma once

#include "style/expression.h"
#include "style/property.h"
#include "style/property_id.h"

typedef struct {
    char *id;
    LayerType type;
    size_t index;              /* position in the style's list */
    char *source;              /* name of the source; NULL: none (background) */
    Expression *filter;        /* boolean; NULL: everything */
    double zoom_min, zoom_max; /* drawn where zoom_min <= zoom < zoom_max */
    bool visible;              /* with the state the style begins with; see layer_is_visible() */
    Expression *properties[PROPERTY_ID_COUNT]; /* NULL: the default, or another layer type's property */
    bool varies[PROPERTY_ID_COUNT];            /* the property has to be evaluated */
    Value values[PROPERTY_ID_COUNT];           /* what it is else, and where evaluation fails */
    Dependencies dependencies;                 /* inputs that filter and properties read, together */
    json_t *metadata;                          /* object or NULL; owned */
} Layer;

void layer_free(Layer *layer);

/* The value of a property for one feature: the default where the style says nothing, where evaluation fails
 * and where it yields null, no number or a word that the property does not know. */
Value layer_value(const Layer *layer, PropertyId id, const EvaluationContext *context);
double layer_number(const Layer *layer, PropertyId id, const EvaluationContext *context);
bool layer_boolean(const Layer *layer, PropertyId id, const EvaluationContext *context);
Color layer_color(const Layer *layer, PropertyId id, const EvaluationContext *context);
/* Enum or string, or the name of an icon; NULL where the value is null. */
const char *layer_string(const Layer *layer, PropertyId id, const EvaluationContext *context);
/* Numbers of an array property into `out` (at most `count`); returns how many there were. */
size_t layer_numbers(const Layer *layer, PropertyId id, const EvaluationContext *context, size_t count,
                     double *out);
/* Whether the layer is to be drawn at all, which may depend on the context's state. */
bool layer_is_visible(const Layer *layer, const EvaluationContext *context);
/* Whether the filter lets the context's feature through; a filter that fails lets nothing through. */
bool layer_accepts(const Layer *layer, const EvaluationContext *context);
/* Inputs that filter and properties read, together. */
Dependencies layer_dependencies(const Layer *layer);
/* A metadata member such as "semaine:legend", borrowed, or NULL. */
const json_t *layer_metadata(const Layer *layer, const char *name);
