/* What a style holds, for `info`. */
#pragma once

#include "base/report.h"

#include <stdbool.h>
#include <stdio.h>

/* Whether a JSON file looks like a style: an object with `version` and `layers`. */
bool info_is_style(const char *path);
/* Prints name, coordinate system, extent, languages, state, sources and layers of a style. Errors: as
 * style_load(). */
bool info_style(const char *path, Report *report, FILE *out, GError **error);
