#include "web/distance.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const unsigned char *pixels;
    int width, height, stride;
} Shape;

static bool is_inside(const Shape *shape, int x, int y)
{
    if (x < 0 || y < 0 || x >= shape->width || y >= shape->height)
        return false;
    const uint32_t *row = (const void *)(shape->pixels + (size_t)y * (size_t)shape->stride);
    return row[x] >> 24 >= 128;
}

/* To the nearest point on the other side, at most `reach`; negative outside. */
static double distance_at(const Shape *shape, int x, int y, int reach)
{
    const bool inside = is_inside(shape, x, y);
    int nearest = reach * reach;
    for (int dy = -reach; dy <= reach; dy++)
        for (int dx = -reach; dx <= reach; dx++)
            if (dx * dx + dy * dy < nearest && is_inside(shape, x + dx, y + dy) != inside)
                nearest = dx * dx + dy * dy;
    const double distance = sqrt(nearest) - 0.5;
    return inside ? distance : -distance;
}

cairo_surface_t *web_distance_field(cairo_surface_t *surface, int finer)
{
    cairo_surface_flush(surface);
    const Shape shape = {cairo_image_surface_get_data(surface), cairo_image_surface_get_width(surface),
                         cairo_image_surface_get_height(surface), cairo_image_surface_get_stride(surface)};
    const int width = shape.width / finer, height = shape.height / finer;
    cairo_surface_t *field = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    unsigned char *pixels = cairo_image_surface_get_data(field);
    const int stride = cairo_image_surface_get_stride(field);
    for (int y = 0; y < height; y++) {
        uint32_t *row = (void *)(pixels + (size_t)y * (size_t)stride);
        for (int x = 0; x < width; x++) {
            const double distance =
                distance_at(&shape, x * finer + finer / 2, y * finer + finer / 2, WEB_DISTANCE_REACH * finer);
            const double level = fmin(fmax(0.75 + distance / finer / WEB_DISTANCE_REACH, 0), 1);
            row[x] = (uint32_t)lround(level * 255) * 0x01010101u;
        }
    }
    cairo_surface_mark_dirty(field);
    return field;
}
