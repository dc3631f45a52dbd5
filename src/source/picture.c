#include "source/picture.h"

#include "base/error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

enum { SIDE_MAX = 32767, PIXELS_MAX = 128 * 1024 * 1024 };

Picture *picture_new(int width, int height)
{
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX ||
        (int64_t)width * height > PIXELS_MAX)
        return NULL;
    uint32_t *pixels = g_try_malloc0((size_t)width * (size_t)height * sizeof(uint32_t));
    if (!pixels)
        return NULL;
    Picture *picture = g_new0(Picture, 1);
    *picture = (Picture){width, height, pixels, NULL};
    return picture;
}

void picture_free(Picture *picture)
{
    if (!picture)
        return;
    if (picture->jpeg)
        g_bytes_unref(picture->jpeg);
    g_free(picture->pixels);
    g_free(picture);
}

static uint32_t pixel_value(const guint8 *from, bool has_alpha)
{
    const uint32_t alpha = has_alpha ? from[3] : 255;
    const uint32_t r = (from[0] * alpha + 127) / 255, g = (from[1] * alpha + 127) / 255,
                   b = (from[2] * alpha + 127) / 255;
    return alpha << 24 | r << 16 | g << 8 | b;
}

static void copy_pixels(Picture *picture, const GdkPixbuf *from)
{
    const bool has_alpha = gdk_pixbuf_get_has_alpha(from);
    const int channels = gdk_pixbuf_get_n_channels(from), stride = gdk_pixbuf_get_rowstride(from);
    const guint8 *rows = gdk_pixbuf_read_pixels(from);
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++)
            picture->pixels[(size_t)y * (size_t)picture->width + (size_t)x] =
                pixel_value(rows + (size_t)y * (size_t)stride + (size_t)(x * channels), has_alpha);
}

/* A JPEG goes into a PDF as it is. */
static GBytes *read_jpeg(const char *path, const GdkPixbufFormat *format)
{
    g_autofree char *name = gdk_pixbuf_format_get_name((GdkPixbufFormat *)format);
    char *bytes = NULL;
    gsize length = 0;
    if (g_strcmp0(name, "jpeg") != 0 || !g_file_get_contents(path, &bytes, &length, NULL))
        return NULL;
    return g_bytes_new_take(bytes, length);
}

Picture *picture_load(const char *path, GError **error)
{
    int width = 0, height = 0;
    /* Whoever opens a pipe waits for the other end. */
    const bool there = g_file_test(path, G_FILE_TEST_IS_REGULAR);
    const GdkPixbufFormat *format = there ? gdk_pixbuf_get_file_info(path, &width, &height) : NULL;
    if (!format) {
        g_set_error(error, SEMAINE_ERROR, there ? SEMAINE_ERROR_FORMAT : SEMAINE_ERROR_IO, "%s: %s", path,
                    there ? "expected a picture (PNG or JPEG)" : "there is no such file");
        return NULL;
    }
    Picture *picture = picture_new(width, height);
    if (!picture) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT,
                    "%s: a picture of %d x %d pixels cannot be held", path, width, height);
        return NULL;
    }
    g_autoptr(GError) failure = NULL;
    GdkPixbuf *pixbuf = gdk_pixbuf_new_from_file(path, &failure);
    if (!pixbuf || gdk_pixbuf_get_width(pixbuf) != width || gdk_pixbuf_get_height(pixbuf) != height) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: %s", path,
                    failure ? failure->message : "its size is not the one it names");
        g_clear_object(&pixbuf);
        picture_free(picture);
        return NULL;
    }
    copy_pixels(picture, pixbuf);
    picture->jpeg = read_jpeg(path, format);
    g_object_unref(pixbuf);
    return picture;
}
