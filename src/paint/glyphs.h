/* Text runs to glyphs: the same shaping for every canvas, so that all outputs break and space alike. */
#pragma once

#include "placement/text_run.h"

#include <pango/pango.h>

typedef struct GlyphShaper GlyphShaper;

GlyphShaper *glyph_shaper_new(void);
void glyph_shaper_free(GlyphShaper *shaper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GlyphShaper, glyph_shaper_free)

/* An empty paragraph in a font, for text that is to be wrapped; borrowed until the next call. */
PangoLayout *glyph_shaper_layout(GlyphShaper *shaper, const char *font, double size);
/* The run as one line, its baseline at y 0, starting at x 0. Borrowed until the next call. */
PangoLayoutLine *glyph_shaper_line(GlyphShaper *shaper, const TextRun *run);

/* The area that a run's letters and halo cover, style pixels; empty where it shows nothing. */
Box glyph_shaper_ink(GlyphShaper *shaper, const TextRun *run);

/* Glyphs that belong together (a letter and its accents) with their place on a curve. */
typedef struct {
    PangoFont *font;
    PangoGlyphString *glyphs;
    Point origin;
    double angle; /* radians clockwise */
} GlyphCluster;

/* The run along its curve, glyph by glyph, in reading order. Free with glyph_clusters_free(). */
GlyphCluster *glyph_shaper_curve(GlyphShaper *shaper, const TextRun *run, size_t *count);
void glyph_clusters_free(GlyphCluster *clusters, size_t count);
