/* The CSS classes of an SVG document: each look once, however many elements have it. */
#pragma once

#include "paint/canvas.h"
#include "placement/text_run.h"

typedef struct SvgStyles SvgStyles;

/* Rules are written to `out`, borrowed. Free with svg_styles_free(). */
SvgStyles *svg_styles_new(GString *out);
void svg_styles_free(SvgStyles *styles);
/* Says which layer the next new classes are for: a comment among the rules. `name` is copied. */
void svg_styles_begin(SvgStyles *styles, const char *name);
/* Appends ` class="s7"` for declarations such as "fill:#fff", written when they are new. */
void svg_styles_add(SvgStyles *styles, GString *element, const char *declarations);

/* Declarations, to be put together. Lengths in style pixels. */
void svg_declare_fill(GString *out, Color color);
void svg_declare_stroke(GString *out, const Stroke *stroke);
void svg_declare_text(GString *out, const TextRun *run);
