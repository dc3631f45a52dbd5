#include "sequence/film_picture.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "output/pattern.h"

static void fail(const char *path, cairo_status_t status, GError **error)
{
    const bool missing = status == CAIRO_STATUS_FILE_NOT_FOUND;
    g_set_error(error, SEMAINE_ERROR, missing ? SEMAINE_ERROR_IO : SEMAINE_ERROR_FORMAT, "%s: %s", path,
                missing ? "is not there: draw the frames first" : cairo_status_to_string(status));
}

cairo_surface_t *film_picture_load(const char *pattern, size_t number, int width, int height, GError **error)
{
    g_autofree char *path = pattern_name(pattern, number, error);
    if (!path)
        return NULL;
    g_autoptr(cairo_surface_t) file = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(file) != CAIRO_STATUS_SUCCESS) {
        fail(path, cairo_surface_status(file), error);
        return NULL;
    }
    const int columns = cairo_image_surface_get_width(file), rows = cairo_image_surface_get_height(file);
    if (columns != width || rows != height) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                    "%s: expected %d x %d pixels as the film has, found %d x %d", path, width, height,
                    columns, rows);
        return NULL;
    }
    cairo_surface_t *pixels = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    g_autoptr(cairo_t) cr = cairo_create(pixels);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_surface(cr, file, 0, 0);
    cairo_paint(cr);
    return pixels;
}
