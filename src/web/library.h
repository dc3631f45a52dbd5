/* MapLibre GL JS: the files of its package, which npm brings and we only copy. */
#pragma once

#include "web/folder.h"

/* Copies the library into `maplibre/` of the page's folder. `wanted`: a folder that holds the files, the
 * package or node_modules; NULL: the working folder or our installed data. Errors: IO, naming how to get it;
 * FORMAT (another version). */
bool web_library_copy(const WebFolder *folder, const char *wanted, GError **error);
/* Whether there is one that web_library_copy() would take. Errors as above. */
bool web_library_check(const char *wanted, GError **error);
