/* Labels as SVG: one <text> for each, its lines as <tspan>, along a curve by <textPath>. */
#pragma once

#include "paint/svg_style.h"

/* Where an element of text is written, and the definitions it needs. */
typedef struct {
    GString *body, *definitions;
    SvgStyles *styles;
    unsigned *curves; /* how many curves are defined */
} SvgText;

void svg_add_label(const SvgText *text, const TextRun *runs, size_t count);
