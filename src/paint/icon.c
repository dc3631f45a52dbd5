#include "paint/icon.h"

#include "geometry/contour.h"

/* The opacity of each pixel, as bytes in rows. */
static unsigned char *read_alpha(cairo_surface_t *image, size_t width, size_t height)
{
    const unsigned char *pixels = cairo_image_surface_get_data(image);
    const size_t stride = (size_t)cairo_image_surface_get_stride(image);
    unsigned char *alpha = g_malloc(width * height);
    for (size_t y = 0; y < height; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)(pixels + y * stride);
        for (size_t x = 0; x < width; x++)
            alpha[y * width + x] = (unsigned char)(row[x] >> 24);
    }
    return alpha;
}

Geometry paint_icon_outline(const Icon *icon, double level)
{
    const size_t width = (size_t)cairo_image_surface_get_width(icon->image),
                 height = (size_t)cairo_image_surface_get_height(icon->image);
    g_autofree unsigned char *alpha = read_alpha(icon->image, width, height);
    Geometry outline = geometry_contour(alpha, width, height, width, CLAMP(level, 0.002, 1) * 255);
    for (size_t i = 0; i < outline.point_count; i++)
        outline.points[i] =
            (Point){outline.points[i].x / icon->pixel_ratio, outline.points[i].y / icon->pixel_ratio};
    return outline;
}

cairo_surface_t *paint_icon_frame(const Icon *icon)
{
    const int width = cairo_image_surface_get_width(icon->image),
              height = cairo_image_surface_get_height(icon->image),
              stride = cairo_image_surface_get_stride(icon->image);
    const unsigned char *from = cairo_image_surface_get_data(icon->image);
    cairo_surface_t *framed = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width + 2, height + 2);
    unsigned char *to = cairo_image_surface_get_data(framed);
    for (int y = 0; to && y < height + 2; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)(from + (y + height - 1) % height * stride);
        uint32_t *out = (uint32_t *)(void *)(to + y * cairo_image_surface_get_stride(framed));
        for (int x = 0; x < width + 2; x++)
            out[x] = row[(x + width - 1) % width];
    }
    cairo_surface_mark_dirty(framed);
    return framed;
}

static cairo_status_t append_bytes(void *closure, const unsigned char *bytes, unsigned length)
{
    g_byte_array_append(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

char *paint_icon_base64(cairo_surface_t *image)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_surface_write_to_png_stream(image, append_bytes, bytes);
    return g_base64_encode(bytes->data, bytes->len);
}
