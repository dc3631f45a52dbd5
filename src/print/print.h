/* cairo's PDF -> the PDF a print shop takes: PDF/X-4 (ISO 15930-7) with inks, boxes, output intent, layers,
 * one tagged figure a page, metadata. With a printer that leaves colours alone: the same for screens, less
 * what only a press needs. */
#pragma once

#include "ink/keys.h"
#include "ink/printer.h"
#include "ink/table.h"
#include "print/sheet.h"

/* Where the map lies on the page and on the earth. */
typedef struct {
    double x, y, width, height; /* of the map on the trimmed page, points, y downward */
    const char *wkt;            /* the map's CRS, WKT 1 (ESRI flavour is what readers know best) */
    bool projected;             /* CRS of a plane, not of latitude and longitude */
    double corners[8];          /* latitude, longitude of lower left, upper left, upper right, lower right */
} PrintGeoreference;

typedef struct {
    const char *title;       /* bookmark; NULL: none */
    const char *alternative; /* the page in words, for those who cannot see it; NULL: the document's title */
    const PrintGeoreference *georeferences;
    size_t georeference_count;
} PrintPage;

typedef struct {
    const Printer *printer;
    const InkTable *inks; /* of the style; may be NULL */
    const InkKeys *keys;  /* that the painter used; may be NULL */
    PrintSheet sheet;
    const char *title;    /* NULL: "Untitled" */
    const char *author;   /* may be NULL */
    const char *subject;  /* may be NULL */
    const char *language; /* "fr"; may be NULL */
    const char
        *date; /* ISO 8601, of the edition; NULL: the date of this version of the program. Never the clock */
    const PrintPage *pages; /* the first pages, in order */
    size_t page_count;
} PrintOptions;

/* Newly allocated bytes; the same input gives the same bytes. `in` must come from cairo. Errors: FORMAT. */
GBytes *print_finish(GBytes *in, const PrintOptions *options, GError **error);
