/* Printable sheets of the page's days. */
#pragma once

#include "setup/frame.h"
#include "web/folder.h"

/* Draws the sheet of each of `days` (of char *) in all languages into `sheets/`, as `options` say. Returns
 * the files by day and language, or NULL and an error. */
json_t *web_sheets_write(const WebFolder *folder, const SemaineRenderOptions *options, const GPtrArray *days,
                         GError **error);
