/* Parts of the interpreter: resources looked up once, and paints. */
#pragma once

#include "preflight/interpret.h"
#include "print/content.h"

/* What `gs` changes: -1 nothing, else 0 or 1. */
typedef struct {
    int fill_overprints, stroke_overprints, keeps_below;
    double line_width; /* below 0: unchanged */
} ExtendedState;

/* The resources of a page or form, with what was already read of them. */
typedef struct {
    const Pdf *pdf;
    qpdf_oh resources;
    GHashTable *states; /* name -> ExtendedState */
    GHashTable *spaces; /* name -> PaintKind + 1 */
} Resources;

void resources_init(Resources *resources, const Pdf *pdf, qpdf_oh dictionary);
void resources_clear(Resources *resources);
const ExtendedState *resources_state(Resources *resources, ContentSlice name);
/* The kind of a colour space by its name in content. */
PaintKind resources_space(Resources *resources, ContentSlice name);
/* An entry of a class, "/XObject" or "/Pattern"; qpdf's null where there is none. */
qpdf_oh resources_lookup(const Resources *resources, const char *class, ContentSlice name);

/* The numbers of an operation as a paint of a kind. */
Paint paint_read(PaintKind kind, const ContentOperation *operation);
