/* Reads a PDF content stream operation by operation (ISO 32000-1, 7.8.2), without building objects. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As many as the keys and values of an inline image. */
enum { CONTENT_OPERANDS = 24 };

/* A piece of the stream, not terminated. */
typedef struct {
    const char *text;
    size_t length;
} ContentSlice;

typedef struct {
    uint32_t code;        /* CONTENT_OPERATOR of its letters; 0 for a name longer than any operator's */
    size_t start, end;    /* bytes of the stream, operands included */
    size_t operand_count; /* how many there were; the first CONTENT_OPERANDS are kept */
    ContentSlice operands[CONTENT_OPERANDS]; /* arrays, dictionaries and strings whole; of BI: the
                                                dictionary's keys and values */
} ContentOperation;

typedef struct {
    const char *text;
    size_t length, position;
} ContentReader;

/* An operator's letters in one number, for switch: CONTENT_OPERATOR('r', 'g', 0). */
#define CONTENT_OPERATOR(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

/* The next operation, false at the end. An inline image (BI ... ID ... EI) is one operation, BI. Damaged
 * streams are read as far as they make sense; every call moves on. */
bool content_next(ContentReader *reader, ContentOperation *out);

/* The operand at `index` as a number; 0 where it is none. */
double content_number(const ContentOperation *operation, size_t index);
/* Whether the operand at `index` is this name, "/DeviceRGB". */
bool content_is_name(const ContentOperation *operation, size_t index, const char *name);
