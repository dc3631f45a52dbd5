#include "setup/page_choice.h"

#include "layout/layout.h"

#include <math.h>
#include <string.h>

static char *beside_style(const Style *style, const json_t *name)
{
    return json_is_string(name) ? g_build_filename(style->folder, json_string_value(name), NULL) : NULL;
}

/* How far a template is from a size: the logarithm of the factor; INFINITY where the shape is another. */
static double size_distance(const char *path, double width, double height)
{
    double own_width, own_height;
    if (!layout_read_size(path, &own_width, &own_height, NULL))
        return INFINITY;
    const double factor = width / own_width;
    return fabs(height / own_height - factor) > 0.02 * factor ? INFINITY : fabs(log(factor));
}

static char *find_nearest(const Style *style, const json_t *list, double width, double height, double *least)
{
    char *best = NULL;
    *least = INFINITY;
    for (size_t i = 0; i < json_array_size(list); i++) {
        char *path = beside_style(style, json_array_get(list, i));
        const double distance = path ? size_distance(path, width, height) : INFINITY;
        if (distance < *least) {
            *least = distance;
            g_free(best);
            best = g_steal_pointer(&path);
        }
        g_free(path);
    }
    return best;
}

char *page_choose_layout(const Style *style, const SemaineRenderOptions *options, PageSize *size)
{
    if (options->layout)
        return strcmp(options->layout, "none") == 0 ? NULL : g_strdup(options->layout);
    const json_t *member = style_metadata(style, "semaine:layout");
    if (size->pixels || !json_is_array(member))
        return size->pixels ? NULL : beside_style(style, member);
    double upright = INFINITY, turned = INFINITY;
    g_autofree char *path =
        size->width > 0 ? find_nearest(style, member, size->width, size->height, &upright) : NULL;
    g_autofree char *other =
        size->named ? find_nearest(style, member, size->height, size->width, &turned) : NULL;
    if (turned < upright) {
        const double swap = size->width;
        size->width = size->height;
        size->height = swap;
        return g_steal_pointer(&other);
    }
    return path ? g_steal_pointer(&path) : beside_style(style, json_array_get(member, 0));
}

char *page_choose_theme(const Style *style, const SemaineRenderOptions *options)
{
    return options->theme ? g_strdup(options->theme)
                          : beside_style(style, style_metadata(style, "semaine:theme"));
}
