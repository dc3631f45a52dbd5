/* Screen colours -> inks, by the style's table, the grey axis, and the ICC profile of the press: relative
 * colorimetric with black point compensation. */
#pragma once

#include "ink/keys.h"
#include "ink/printer.h"
#include "ink/table.h"

#include <stddef.h>

/* Operands ready to be written, "0 0.95 0.8 0.2". */
typedef struct {
    char operands[40];
    bool pure_black; /* 0 0 0 1: may overprint */
} InkText;

/* A colour as areas have it, and as lines and letters have it: dark ones with hardly any hue are black ink
 * alone there, since four plates never meet exactly in a letter. */
typedef struct {
    Ink ink;
    InkText area, line;
    bool differs;      /* the two */
    const InkKey *key; /* the reserved colour it was, or NULL */
} InkColor;

typedef struct InkConverter InkConverter;

/* `table` and `keys` may be NULL; all are borrowed. Errors: FORMAT (a profile that cannot be used). */
InkConverter *ink_converter_new(const Printer *printer, const InkTable *table, const InkKeys *keys,
                                GError **error);
void ink_converter_free(InkConverter *converter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InkConverter, ink_converter_free)

/* What a colour (0..1 each) is printed with; borrowed from a cache that lives as long as the converter. */
const InkColor *ink_converter_color(InkConverter *converter, double r, double g, double b);
/* The same for a gradient's stop: always C, M, Y, K (or RGB where colours are left alone), 0..1. */
void ink_converter_process(InkConverter *converter, const double rgb[3], double out[4]);
/* Pixels of three bytes into pixels of four. */
void ink_converter_pixels(const InkConverter *converter, const unsigned char *rgb, unsigned char *cmyk,
                          size_t count);
