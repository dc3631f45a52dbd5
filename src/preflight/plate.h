/* One plate of a page: how much ink lies where. Reads the TIFF files of Ghostscript's tiffsep device,
 * uncompressed. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t width, height;
    unsigned char *ink; /* row by row from the top, 0 none, 255 full */
} Plate;

/* All plates of a page together. */
typedef struct {
    size_t width, height;
    unsigned short *total; /* row by row from the top, 255 a plate */
} InkSum;

/* Reads such a file. Errors: IO, FORMAT (another kind of TIFF). Clear with plate_clear(). */
bool plate_load(const char *path, Plate *out, GError **error);
void plate_clear(Plate *plate);
