/* Layers of a style file, checked and compiled. */
#pragma once

#include "style/layer.h"
#include "style/loader.h"

/* What layers need of the rest of the style. */
typedef struct {
    JsonCursor root;
    GHashTable *ids;       /* name of a layer -> its cursor (last of that name), for `ref` */
    const Value *defaults; /* by PropertyId */
    const ValueObject *state;
} LayerSurroundings;

/* Checks the layer at the cursor; what is wrong in it is left out, so that the rest can be used. Never NULL
 * for an object. Free with layer_free(). */
Layer *layer_load(const Loader *loader, const JsonCursor *at, const LayerSurroundings *surroundings);
