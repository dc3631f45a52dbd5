/* A value of the style language: what an attribute holds and what an expression yields.
 *
 * Values are small and copied freely. What they point at is borrowed: from the feature or style they came
 * from, or from the arena of the evaluation that computed them. Nobody frees a value. */
#pragma once

#include "base/color.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_COLOR,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_FORMATTED,
    VALUE_IMAGE,
    VALUE_PADDING,
    VALUE_ANCHORS, /* variableAnchorOffsetCollection */
    VALUE_COLLATOR,
    VALUE_NUMBER_ARRAY, /* numberArray and colorArray: relief shading only, never printed */
    VALUE_COLOR_ARRAY,
    VALUE_PROJECTION, /* two projections mixed: globe views only */
} ValueKind;

typedef struct ValueArray ValueArray;
typedef struct ValueObject ValueObject;
typedef struct Formatted Formatted;
typedef struct ImageReference ImageReference;
typedef struct Collator Collator;
typedef struct AnchorOffsets AnchorOffsets;
typedef struct ProjectionMix ProjectionMix;

typedef struct {
    ValueKind kind;
    union {
        bool boolean;
        double number;
        const char *string; /* UTF-8 */
        const Color *color;
        const ValueArray *array; /* also of numberArray and colorArray */
        const ValueObject *object;
        const Formatted *formatted;
        const ImageReference *image;
        const double *padding; /* top, right, bottom, left */
        const AnchorOffsets *anchors;
        const Collator *collator;
        const ProjectionMix *projection;
    };
} Value;

struct ValueArray {
    size_t count;
    const Value *items;
};

typedef struct {
    const char *name;
    Value value;
} Member;

struct ValueObject {
    size_t count;
    const Member *members; /* in the order of the document */
};

struct ImageReference {
    const char *name;
    bool available;
};

typedef struct {
    const char *text;            /* "" for an image section */
    const ImageReference *image; /* NULL for text */
    double scale;                /* NAN: the layer's size */
    const char *font_stack;      /* names joined by commas; NULL: the layer's font */
    const Color *color;          /* NULL: the layer's colour */
    const char *vertical_align;  /* "bottom", "center", "top"; NULL: default */
} FormattedSection;

struct Formatted {
    size_t count;
    const FormattedSection *sections;
};

struct Collator {
    bool case_sensitive, diacritic_sensitive;
    const char *locale;
};

struct AnchorOffsets {
    size_t count;
    const char **anchors;       /* "top-left" ... */
    const double (*offsets)[2]; /* in ems */
};

struct ProjectionMix {
    const char *from, *to;
    double transition;
};

static inline Value value_null(void)
{
    return (Value){.kind = VALUE_NULL};
}

static inline Value value_boolean(bool boolean)
{
    return (Value){.kind = VALUE_BOOLEAN, .boolean = boolean};
}

static inline Value value_number(double number)
{
    return (Value){.kind = VALUE_NUMBER, .number = number};
}

static inline Value value_string(const char *string)
{
    return (Value){.kind = VALUE_STRING, .string = string};
}
