#include "base/error.h"
#include "style/sprite_read.h"

#include <math.h>
#include <string.h>

enum { ICON_SIZE_MAX = 10000 };

static bool measure(Icon *icon, const char *path, GError **error)
{
    gboolean has_width = FALSE, has_height = FALSE, has_box = FALSE;
    RsvgLength width, height;
    RsvgRectangle box = {0, 0, 0, 0};
    if (!rsvg_handle_get_intrinsic_size_in_pixels(icon->svg, &icon->width, &icon->height)) {
        rsvg_handle_get_intrinsic_dimensions(icon->svg, &has_width, &width, &has_height, &height, &has_box,
                                             &box);
        icon->width = box.width;
        icon->height = box.height;
    }
    if (icon->width > 0 && icon->height > 0 && icon->width <= ICON_SIZE_MAX && icon->height <= ICON_SIZE_MAX)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "%s: expected a width and height up to %d px, or a viewBox", path, ICON_SIZE_MAX);
    return false;
}

static Icon *icon_new(const char *file_name)
{
    Icon *icon = g_new0(Icon, 1);
    icon->name = g_strndup(file_name, strlen(file_name) - strlen(".svg"));
    icon->pixel_ratio = 1;
    for (size_t i = 0; i < 2; i++)
        icon->stretch_x[i] = icon->stretch_y[i] = NAN;
    for (size_t i = 0; i < 4; i++)
        icon->content[i] = NAN;
    return icon;
}

static bool read_icon(Icon *icon, const char *path, GError **error)
{
    g_autoptr(GError) failure = NULL;
    size_t length = 0;
    if (!g_file_get_contents(path, &icon->svg_text, &length, &failure)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", failure->message);
        return false;
    }
    icon->svg = rsvg_handle_new_from_data((const guint8 *)icon->svg_text, length, &failure);
    if (!icon->svg) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: no SVG: %s", path, failure->message);
        return false;
    }
    rsvg_handle_set_dpi(icon->svg, 96);
    icon->sdf = strstr(icon->svg_text, "currentColor") != NULL;
    return measure(icon, path, error);
}

GPtrArray *sprite_read_folder(const char *path, GError **error)
{
    g_autoptr(GError) failure = NULL;
    GDir *folder = g_dir_open(path, 0, &failure);
    if (!folder) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", failure->message);
        return NULL;
    }
    g_autoptr(GPtrArray) icons = g_ptr_array_new_with_free_func(icon_free);
    bool good = true;
    for (const char *name = g_dir_read_name(folder); good && name; name = g_dir_read_name(folder)) {
        if (!g_str_has_suffix(name, ".svg"))
            continue;
        g_autofree char *file = g_build_filename(path, name, NULL);
        Icon *icon = icon_new(name);
        g_ptr_array_add(icons, icon);
        good = read_icon(icon, file, error);
    }
    g_dir_close(folder);
    return good ? g_steal_pointer(&icons) : NULL;
}
