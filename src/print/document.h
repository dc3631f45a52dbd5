/* What a printed PDF says beside its pages. Each adds to a document whose pages are already rewritten. */
#pragma once

#include "print/pdf.h"
#include "print/print.h"

/* Trim and bleed boxes on each page; what PDF/X forbids on a page goes. */
void document_add_boxes(const Pdf *pdf, const PrintOptions *options);
/* The output intent with the printer's ICC profile. */
void document_add_intent(const Pdf *pdf, const Printer *printer);
/* Document information and the same as XMP. `identity` names this very content, 32 hexadecimal digits. */
void document_add_metadata(const Pdf *pdf, const PrintOptions *options, const char *identity);
/* Viewports with their measures (ISO 32000-2, 12.10). */
void document_add_georeferences(const Pdf *pdf, const PrintOptions *options);

/* A group of optional content for each layer of the keys; layers of one name share it. `out` has room for
 * all. */
void structure_make_layers(const Pdf *pdf, const PrintOptions *options, qpdf_oh *out);
/* One figure a page with its alternative text in place of cairo's structure, and the language. */
void structure_add_figures(const Pdf *pdf, const PrintOptions *options);
/* Bookmarks of the pages that have a title. */
void structure_add_outlines(const Pdf *pdf, const PrintOptions *options);
