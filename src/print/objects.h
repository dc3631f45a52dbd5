/* Everything outside content streams that carries colour: groups, images, shadings; and the streams
 * themselves. */
#pragma once

#include "print/pdf.h"
#include "print/recolor.h"

/* Rewrites all pages, forms, patterns and glyph procedures; with `cmyk` also images, shadings and groups.
 * Layer n of the tags is `layers[n]`. `digest` is fed with the new page contents. Errors: FORMAT (a construct
 * that cairo does not write and that cannot be converted). */
bool objects_recolor(const Pdf *pdf, Recolor *recolor, const qpdf_oh *layers, bool cmyk, GChecksum *digest,
                     GError **error);

/* A shading's colour space and functions. `done` holds the functions already converted, by object number. */
bool shading_recolor(const Pdf *pdf, qpdf_oh shading, InkConverter *converter, GHashTable *done,
                     GError **error);
/* An image's pixels; images without screen colours stay as they are. */
bool image_recolor(const Pdf *pdf, qpdf_oh stream, const InkConverter *converter, GError **error);
