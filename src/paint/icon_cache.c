#include "paint/icon_cache.h"

#include <string.h>

struct IconCache {
    GHashTable *icons; /* of the sprite's to our own; only looked up, never walked */
};

static void free_icon(void *data)
{
    Icon *icon = data;
    g_clear_object(&icon->svg);
    g_clear_pointer(&icon->image, cairo_surface_destroy);
    g_free(icon);
}

IconCache *icon_cache_new(void)
{
    IconCache *cache = g_new0(IconCache, 1);
    cache->icons = g_hash_table_new_full(NULL, NULL, NULL, free_icon);
    return cache;
}

void icon_cache_free(IconCache *cache)
{
    if (!cache)
        return;
    g_hash_table_unref(cache->icons);
    g_free(cache);
}

static RsvgHandle *open_again(const Icon *icon)
{
    RsvgHandle *svg = icon->svg_text ? rsvg_handle_new_from_data((const guint8 *)icon->svg_text,
                                                                 strlen(icon->svg_text), NULL)
                                     : NULL;
    if (svg)
        rsvg_handle_set_dpi(svg, 96);
    return svg;
}

const Icon *icon_cache_lookup(IconCache *cache, const Icon *icon)
{
    Icon *own = g_hash_table_lookup(cache->icons, icon);
    if (own)
        return own;
    own = g_memdup2(icon, sizeof *icon);
    own->svg = open_again(icon);
    if (icon->image)
        own->image = cairo_image_surface_create_for_data(
            cairo_image_surface_get_data(icon->image), cairo_image_surface_get_format(icon->image),
            cairo_image_surface_get_width(icon->image), cairo_image_surface_get_height(icon->image),
            cairo_image_surface_get_stride(icon->image));
    g_hash_table_insert(cache->icons, (void *)icon, own);
    return own;
}
