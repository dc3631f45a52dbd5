/* A row of the table of output formats: what each format file implements. */
#pragma once

#include "output/writer.h"

typedef struct {
    const char *suffix;
    /* The format's own state for a file at `path` (the temporary one), or NULL and an error. */
    void *(*open)(const char *path, const WriterOptions *options, GError **error);
    bool (*add_page)(void *state, const Page *page, GError **error);
    bool (*close)(void *state, GError **error);
    void (*drop)(void *state); /* frees the state; after close or instead of it */
} Format;

extern const Format format_png, format_pdf, format_svg;
