#include "paint/svg_icon.h"

#include "paint/icon.h"
#include "paint/svg_write.h"

#include <string.h>

/* The icon's own SVG without its XML declaration and document type. */
static const char *svg_element(const char *text)
{
    const char *element = strstr(text, "<svg");
    return element ? element : text;
}

/* Ids of icons would meet each other in one document: each gets its icon's name in front. */
static char *rename_ids(const char *markup, const char *prefix)
{
    if (!strstr(markup, " id="))
        return g_strdup(markup);
    g_autoptr(GRegex) regex = g_regex_new("( id=[\"']|url\\([\"']?#|href=[\"']#)", 0, 0, NULL);
    g_autofree char *replacement = g_strconcat("\\1", prefix, "-", NULL);
    char *renamed = g_regex_replace(regex, markup, -1, 0, replacement, 0, NULL);
    return renamed ? renamed : g_strdup(markup);
}

/* Paths of an outline are written in millimetres like all paths; the icon's own unit is the style pixel. */
static void add_outline(GString *out, const Icon *icon)
{
    Geometry outline = paint_icon_outline(icon, SDF_EDGE);
    g_string_append(out, "<path fill=\"currentColor\" transform=\"scale(");
    svg_add_number(out, 1 / SVG_MM_PER_PIXEL, 6);
    g_string_append(out, ")\"");
    g_string_append(out, " d=\"");
    svg_add_path(out, &outline);
    g_string_append(out, "\"/>");
    geometry_clear(&outline);
}

static void add_image(GString *out, const Icon *icon, cairo_surface_t *image)
{
    g_autofree char *base64 = paint_icon_base64(image);
    g_string_append(out, "<image width=\"");
    svg_add_number(out, cairo_image_surface_get_width(image) / icon->pixel_ratio, 4);
    g_string_append(out, "\" height=\"");
    svg_add_number(out, cairo_image_surface_get_height(image) / icon->pixel_ratio, 4);
    g_string_append_printf(out, "\" xlink:href=\"data:image/png;base64,%s\"/>", base64);
}

void svg_add_icon(GString *out, const Icon *icon, const char *id)
{
    if (icon->svg_text) {
        g_autofree char *markup = rename_ids(svg_element(icon->svg_text), id);
        g_string_append(out, g_strchomp(markup));
    } else if (icon->image && icon->sdf) {
        add_outline(out, icon);
    } else if (icon->image) {
        add_image(out, icon, icon->image);
    }
}

void svg_add_framed_icon(GString *out, const Icon *icon)
{
    cairo_surface_t *frame = paint_icon_frame(icon);
    add_image(out, icon, frame);
    cairo_surface_destroy(frame);
}

void svg_add_picture_address(GString *out, const Picture *from)
{
    gsize length = 0;
    const void *jpeg = from->jpeg ? g_bytes_get_data(from->jpeg, &length) : NULL;
    g_autofree char *base64 = NULL;
    if (jpeg) {
        base64 = g_base64_encode(jpeg, length);
    } else {
        cairo_surface_t *surface = cairo_image_surface_create_for_data(
            (unsigned char *)from->pixels, CAIRO_FORMAT_ARGB32, from->width, from->height, from->width * 4);
        base64 = paint_icon_base64(surface);
        cairo_surface_destroy(surface);
    }
    g_string_append_printf(out, " xlink:href=\"data:image/%s;base64,%s\"", jpeg ? "jpeg" : "png", base64);
}
