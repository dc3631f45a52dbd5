/* Readers of icons: what sprite.c collects. */
#pragma once

#include "style/sprite.h"

void icon_free(void *icon);

/* Icons of a folder of SVG files, or of a sheet (`path` without suffix), in any order; the array frees them.
 * NULL after an error. */
GPtrArray *sprite_read_folder(const char *path, GError **error);
GPtrArray *sprite_read_sheet(const char *path, double pixel_ratio, GError **error);
