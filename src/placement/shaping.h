/* Shaping: the text of a symbol -> lines of runs and images, measured by Pango and HarfBuzz. Lengths are
 * style pixels; x runs from the start of a line, y from the top of the block, both before anchor and
 * justification are applied. */
#pragma once

#include "placement/font.h"
#include "scene/symbol.h"

/* A run of one section on one line, or an inline image. */
typedef struct {
    size_t section;
    const char *text; /* UTF-8; NULL for an image */
    const char *font; /* Pango description without size */
    double size, letter_spacing;
    double x, y;          /* start of the baseline; lower left corner of an image */
    double width, height; /* advance of a run; size of an image */
    Box ink;              /* around (x, y), not moved by it */
} ShapedPiece;

typedef struct {
    size_t first_piece, piece_count;
    double width;
    Box ink;                /* in the line: x from its start, y from the top of the block */
    double ascent, descent; /* of its ink above and below the middle of capitals, for lettering along paths */
} ShapedLine;

typedef struct {
    size_t piece_count, line_count;
    ShapedPiece *pieces;
    ShapedLine *lines;
    double width, height;  /* of the block the specification anchors: widest line, sum of line heights */
    double baseline;       /* of the first line, from the top of the block */
    size_t missing_glyphs; /* characters no font of the system has */
    GStringChunk *texts;
} ShapedText;

typedef struct Shaper Shaper;

Shaper *shaper_new(void);
void shaper_free(Shaper *shaper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shaper, shaper_free)

/* Shapes a text, wrapped to its max_width when `wrap`. NULL where there is nothing to see. Owned by the
 * shaper, which hands out the same result for the same text. */
const ShapedText *shaper_shape(Shaper *shaper, const SymbolText *text, bool wrap);
/* The piece's x on the sheet of the block when lines are aligned by `justify` (0 left, 0.5 centre, 1 right).
 */
double shaped_line_start(const ShapedText *shaped, size_t line, double justify);
/* Around all ink of the block with its lines aligned by `justify`. */
Box shaped_ink(const ShapedText *shaped, double justify);
/* Height of the middle of capitals above the baseline, in ems: what a line of text is centred by. */
double shaped_capital_middle(void);
