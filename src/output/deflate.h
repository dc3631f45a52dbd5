/* DEFLATE (RFC 1951) for pictures of maps. Looks for the pixel to the left, the pixel above and the last
 * place with the same two pixels, which is what maps repeat: several times faster than a general compressor,
 * and the files hardly larger. Rows are packed in pieces that do not look back into each other, so that a
 * piece whose rows did not change can be used again, and pieces can be packed in several threads. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Deflater Deflater;

/* Packs rows of `width` pixels of three (RGB) or four (RGBA) bytes. Free with deflater_free(). */
Deflater *deflater_new(int width, int bytes_per_pixel);
void deflater_free(Deflater *deflater);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Deflater, deflater_free)

/* Appends `rows` rows, each begun by PNG's filter byte 0, as blocks that end on a whole byte. Pixels are
 * 0xAARRGGBB, not premultiplied; for RGB the alpha is not used and must be the same everywhere. `stride`:
 * pixels from row to row. Returns the Adler-32 of the rows' bytes. */
uint32_t deflater_add(Deflater *deflater, const uint32_t *pixels, size_t stride, int rows, GByteArray *out);
/* Appends the last, empty block. */
void deflate_finish(GByteArray *out);
