/* Page sizes as people write them. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    double width, height; /* style pixels */
    bool pixels;          /* given in px: the picture's own pixels */
    bool named;           /* given as A4: a template may lie on its side */
} PageSize;

/* "A0".."A5" (portrait), "420x297mm", "16.5x11.7in", "800x600px"; `landscape` turns a portrait page. Errors:
 * USAGE. */
bool page_size_parse(const char *text, bool landscape, PageSize *out, GError **error);
