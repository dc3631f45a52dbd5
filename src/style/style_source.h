/* Sources as a style names them: checked, with paths resolved; nothing is read yet. */
#pragma once

#include "style/loader.h"
#include "style/style.h"

/* Checks the source at the cursor and fills `out` with what is printable of it. False where nothing is:
 * tiles, video, errors; each of them is told. Clear with style_source_clear(). */
bool style_source_load(const Loader *loader, const JsonCursor *at, StyleSource *out);
void style_source_clear(StyleSource *source);
/* A path of the style, resolved against its folder; newly allocated. NULL for an address in a network. */
char *style_path(const StyleDocument *document, const char *path);
