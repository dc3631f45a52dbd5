/* The fonts of style and page as files in the folder: the browser draws labels and page with them, installed
 * or not. */
#pragma once

#include "style/style.h"
#include "web/folder.h"

/* Copies the fonts into `fonts/`, with `fonts.css`, which declares each under the style's name for it ("EB
 * Garamond Italic") and under its family, and `LICENSES.txt` with what the files say of their licences.
 * Errors: IO. */
bool web_fonts_write(const WebFolder *folder, const Style *style, GError **error);
