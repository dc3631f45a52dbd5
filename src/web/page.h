/* The page itself: HTML, CSS and JavaScript as they lie in src/web/page, and the file that stands in for a
 * server where the page is opened from the disk. */
#pragma once

#include "style/style.h"
#include "web/folder.h"

/* Where the page's files lie: beside the working folder, the program, or installed. Newly allocated, or NULL
 * and an error IO. */
char *web_page_find(GError **error);
/* Copies them from `pages`; `index.html` gets the style's title and description in `language`. Errors: IO,
 * STYLE. */
bool web_page_write(const WebFolder *folder, const char *pages, const Style *style, const char *language,
                    GError **error);
/* Writes `offline.js` with the named files of the folder, in which the page looks them up where a browser
 * may not read files. Errors: IO. */
bool web_page_pack(const WebFolder *folder, const GPtrArray *files, GError **error);
