/* Files of pages: one row per format. The file is written beside its target and renamed when it is whole; a
 * file that is not closed is removed. */
#pragma once

#include "layout/page.h"

typedef struct {
    double width, height; /* of the page, style pixels */
    double dpi;           /* pixels per inch of raster formats */
    bool screen;          /* sizes were given in pixels: drawn as on a screen */
    bool opaque;          /* every page paints its whole sheet: raster formats need no alpha */
    const char *title;    /* document title, or NULL */
    const char *language;
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
