#include "output/raster.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "paint/canvas_cairo.h"

#include <math.h>

enum { SIDE_MAX = 32767 /* cairo's image surfaces end here */ };

bool raster_measure(double width, double height, double dpi, bool screen, RasterSize *out, GError **error)
{
    const double scale = dpi / 96, columns = round(width * scale), rows = round(height * scale);
    if (!(columns >= 1 && rows >= 1 && columns <= SIDE_MAX && rows <= 1e6)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT,
                    "a picture of %.0f x %.0f pixels cannot be made: expected a width of 1 to %d and a "
                    "height of 1 to 1000000",
                    columns, rows, SIDE_MAX);
        return false;
    }
    *out = (RasterSize){(int)columns, (int)rows, scale, screen};
    return true;
}

cairo_surface_t *raster_paint(const Page *page, const RasterSize *size, int top, int rows, GError **error)
{
    g_autoptr(cairo_surface_t) band = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size->width, rows);
    g_autoptr(cairo_t) cr = cairo_create(band);
    cairo_translate(cr, 0, -top);
    cairo_scale(cr, size->scale, size->scale);
    Canvas *canvas = canvas_cairo_new(cr);
    canvas->screen = size->screen;
    page_paint(page, canvas);
    canvas_cairo_free(canvas);
    cairo_surface_flush(band);
    if (cairo_status(cr) == CAIRO_STATUS_SUCCESS)
        return g_steal_pointer(&band);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "cannot be painted: %s",
                cairo_status_to_string(cairo_status(cr)));
    return NULL;
}
