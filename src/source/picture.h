/* Pictures laid under the map: PNG, JPEG and whatever else gdk-pixbuf reads. */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Pixels in rows without padding, premultiplied, 0xAARRGGBB in the machine's byte order, as cairo has them.
 */
typedef struct {
    int width, height;
    uint32_t *pixels;
    GBytes *jpeg; /* the file itself where it is a JPEG whose pixels these are; else NULL */
} Picture;

/* Errors: IO, FORMAT, LIMIT, naming the file. Free with picture_free(). */
Picture *picture_load(const char *path, GError **error);
/* An empty picture, transparent; NULL where it is too large. */
Picture *picture_new(int width, int height);
void picture_free(Picture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picture, picture_free)
