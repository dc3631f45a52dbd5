/* Types of the expression language: number, array<string, 2>, value (any) ... Simple types are constants
 * below and compared by address; array types live in the arena of whoever made them. */
#pragma once

#include "base/arena.h"
#include "base/value.h"

typedef enum {
    TYPE_NULL,
    TYPE_NUMBER,
    TYPE_STRING,
    TYPE_BOOLEAN,
    TYPE_COLOR,
    TYPE_PROJECTION,
    TYPE_OBJECT,
    TYPE_VALUE, /* any of them, known only when evaluated */
    TYPE_ARRAY,
    TYPE_ERROR, /* what never yields a value: fits everywhere */
    TYPE_COLLATOR,
    TYPE_FORMATTED,
    TYPE_PADDING,
    TYPE_NUMBER_ARRAY,
    TYPE_COLOR_ARRAY,
    TYPE_IMAGE,
    TYPE_ANCHORS,
} TypeKind;

enum { TYPE_ANY_LENGTH = -1 };

typedef struct Type {
    TypeKind kind;
    const struct Type *item; /* arrays: type of the items */
    ptrdiff_t length;        /* arrays: exact number of items, or TYPE_ANY_LENGTH */
} Type;

extern const Type type_null, type_number, type_string, type_boolean, type_color, type_projection, type_object,
    type_value, type_error, type_collator, type_formatted, type_padding, type_number_array, type_color_array,
    type_image, type_anchors;
/* array, array<string>, array<number>, array<number, 4>. */
extern const Type type_any_array, type_strings, type_rgba;

/* array<item> or array<item, length>, in the arena. */
const Type *type_array(Arena *arena, const Type *item, ptrdiff_t length);
/* The type of a value; `arena` holds array types. */
const Type *type_of(const Value *value, Arena *arena);
/* Whether a value of type `actual` may stand where `expected` is asked for. */
bool type_accepts(const Type *expected, const Type *actual);
/* Whether a value is of a type, without making a type for it. */
bool type_holds(const Type *type, const Value *value);
/* "array<string, 2>", in the arena or static. */
const char *type_name(const Type *type, Arena *arena);
