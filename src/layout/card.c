#include "layout/card.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "layout/markup.h"

#include <librsvg/rsvg.h>

static RsvgHandle *fill(xmlDoc *document, const Fields *fields, GError **error)
{
    if (!fields_fill_document(fields, document, error))
        return NULL;
    xmlChar *text = NULL;
    int length = 0;
    xmlDocDumpMemory(document, &text, &length);
    RsvgHandle *svg = rsvg_handle_new_from_data((const guint8 *)text, (gsize)length, NULL);
    xmlFree(text);
    if (svg)
        rsvg_handle_set_dpi(svg, 96);
    else
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "librsvg cannot read it");
    return svg;
}

static RsvgHandle *open_card(const char *path, const Fields *fields, GError **error)
{
    xmlDoc *document = markup_read(path, error);
    if (!document)
        return NULL;
    RsvgHandle *svg = fill(document, fields, error);
    xmlFreeDoc(document);
    return svg;
}

cairo_surface_t *card_paint(const char *path, const Fields *fields, int width, int height, GError **error)
{
    g_autoptr(RsvgHandle) svg = open_card(path, fields, error);
    if (!svg) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    g_autoptr(cairo_t) cr = cairo_create(surface);
    const RsvgRectangle viewport = {0, 0, width, height};
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    rsvg_handle_render_document(svg, cr, &viewport, NULL);
    cairo_surface_flush(surface);
    return surface;
}
