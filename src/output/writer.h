/* Files of pages: one row per format. The file is written beside its target and renamed when it is whole; a
 * file that is not closed is removed. */
#pragma once

#include "ink/printer.h"
#include "ink/table.h"
#include "layout/page.h"
#include "output/proof.h"
#include "output/raster.h"

typedef struct {
    double width, height; /* of the page, style pixels */
    unsigned jobs;        /* threads for one picture; 0: one for each core */
    double dpi;           /* pixels per inch of raster formats */
    bool screen;          /* sizes were given in pixels: drawn as on a screen */
    bool opaque;          /* every page paints its whole sheet: raster formats need no alpha */
    const char *title;    /* document title, or NULL */
    const char *language;
    const char *date;       /* of the edition, ISO 8601, or NULL */
    const Printer *printer; /* of a PDF; NULL: a screen */
    const InkTable *inks;   /* of the style, or NULL */
    const Proof *proof;     /* for pictures, or NULL */
    Raster *raster; /* PNG: has recorded the page, and keeps pixels from page to page; borrowed. Or NULL */
} WriterOptions;

typedef struct Writer Writer;

/* Chooses the format by the suffix of `path`. Errors: USAGE (no such format), IO, LIMIT. Free with
 * writer_free(). */
Writer *writer_open(const char *path, const WriterOptions *options, GError **error);
bool writer_add_page(Writer *writer, const Page *page, GError **error);
/* Finishes the file and gives it its name. */
bool writer_close(Writer *writer, GError **error);
/* Removes what was not closed. */
void writer_free(Writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Writer, writer_free)
