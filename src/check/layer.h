/* What a check of a style looks at beyond the file itself: whether its layers find the fields, icons, fonts
 * and glyphs they ask for. Everything told here is a warning: the map can be printed, but not as it was
 * meant. */
#pragma once

#include "source/source.h"
#include "style/loader.h"
#include "style/style.h"

typedef struct {
    const Loader *loader;
    const JsonCursor *at; /* the layer in the document */
    const Style *style;
    const Layer *layer;
    const Source *source; /* NULL: none, or not readable */
    GPtrArray *parts;     /* of Expression: conditions of the filter that hold at any zoom and date alike */
    Arena *arena;
} LayerCheck;

/* The layer's own value of a property in the document; its `value` is NULL where it has none. `place` (layout
 * or paint) must outlive the cursor. */
JsonCursor layer_check_cursor(const JsonCursor *place, PropertyId id);
JsonCursor layer_check_place(const LayerCheck *check, PropertyId id);

/* Calls `visit` with the values that a property takes: for every feature the filter may let through, at every
 * whole zoom where that matters. They live until the call returns. */
typedef void (*ValueVisitor)(const Value *value, void *user);
void layer_check_values(const LayerCheck *check, PropertyId id, ValueVisitor visit, void *user);

/* Warns of icons and patterns that the sprite does not have (icon.c). */
void layer_check_icons(const LayerCheck *check);
/* Warns of fonts that are not installed, and of characters that the fonts do not have (font.c). */
void layer_check_fonts(const LayerCheck *check);
