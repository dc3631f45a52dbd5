/* Rewrites a content stream: colours into inks, pure black overprinting, halo copies of text into outlines,
 * reserved colours into what they stand for, cairo's tags into layers. Paths and texts are copied as they
 * are. */
#pragma once

#include "ink/convert.h"
#include "print/content.h"

#include <glib.h>

typedef struct {
    InkConverter *converter;
    bool overprint;     /* pure black overprints */
    size_t layer_count; /* tags beyond are dropped */
    size_t next_layer;  /* counts the tags "Sect" over all pages */
} Recolor;

/* What a rewritten stream needs in its resources. */
typedef struct {
    unsigned overprints;           /* bit n: graphics state /XoN, n = fill + 2 * stroke */
    GPtrArray *plates;             /* Ink, borrowed: colour spaces by recolor_plate_name() */
    size_t first_layer, end_layer; /* properties /LayN */
} RecolorNeeds;

void recolor_needs_init(RecolorNeeds *needs);
void recolor_needs_clear(RecolorNeeds *needs);

/* The new stream. */
GString *recolor_content(Recolor *recolor, const char *bytes, size_t length, RecolorNeeds *needs);

/* The resource name of a spot ink or of all plates: "/XsAll", "/XsPANTONE#20485#20C"; newly allocated. */
char *recolor_plate_name(const Ink *ink);
