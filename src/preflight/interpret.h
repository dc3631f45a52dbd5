/* Walks the content of a page with the graphics state that is in force (ISO 32000-1, 8.4), through forms and
 * patterns, and tells of texts, strokes, fills and images. Draws nothing. */
#pragma once

#include "print/pdf.h"

/* x' = a x + c y + e, y' = b x + d y + f. */
typedef struct {
    double a, b, c, d, e, f;
} PdfMatrix;

typedef enum {
    PAINT_OTHER, /* a pattern, or a space that does not matter here */
    PAINT_GREY,
    PAINT_RGB,
    PAINT_CMYK,
    PAINT_TINT, /* of one spot ink */
    PAINT_ALL,  /* registration */
} PaintKind;

typedef struct {
    PaintKind kind;
    double parts[4];
} Paint;

typedef struct {
    PdfMatrix matrix; /* user space to points of the page */
    double line_width;
    Paint fill, stroke;
    bool fill_overprints, stroke_overprints;
    bool keeps_below;      /* overprint mode 1: an ink of which a colour has none stays as it is below */
    double path_x, path_y; /* where the path began, user space */
    double thinnest;       /* lesser side of the thinnest rectangle of the path, user space; or INFINITY */
    double font_size;
    int text_mode; /* 0 fill, 1 stroke, 2 both, 3 neither ... */
} GraphicsState;

/* Any of the calls may be NULL. */
typedef struct {
    /* `glyphs`: from an em of the font to points of the page. */
    void (*text)(const GraphicsState *state, const PdfMatrix *glyphs, void *user);
    void (*stroke)(const GraphicsState *state, void *user);
    void (*fill)(const GraphicsState *state, void *user);
    /* The image fills the unit square of state->matrix. */
    void (*image)(const GraphicsState *state, int width, int height, bool mask, void *user);
    void *user;
} PageVisitor;

/* False where the page is nested or repeated beyond any sense, and was not read to its end. */
bool interpret_page(const Pdf *pdf, qpdf_oh page, const PageVisitor *visitor);

/* How many inks a paint lays down; RGB counts as four, PAINT_OTHER as one. */
size_t paint_ink_count(const Paint *paint);
/* No ink at all, and nothing but black ink in full. */
bool paint_is_white(const Paint *paint);
bool paint_is_black_ink(const Paint *paint);
/* How much a matrix enlarges lines, the root of its determinant. */
double pdf_matrix_scale(const PdfMatrix *matrix);
