#include "paint/samples.h"

#include <glib.h>

double *sample_pixels(int side, int fine, void (*draw)(cairo_t *cr, const void *user), const void *user)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, side * fine, side * fine);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, fine, fine);
    draw(cr, user);
    cairo_surface_flush(surface);
    const unsigned char *samples = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    double *mean = g_new0(double, (gsize)side *(gsize)side);
    for (int y = 0; y < side * fine; y++)
        for (int x = 0; x < side * fine; x++)
            mean[y / fine * side + x / fine] += samples[y * stride + x] / (double)(fine * fine);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return mean;
}
