#include "paint/icon_cache.h"

#include "paint/icon.h"

#include <math.h>
#include <string.h>

/* Only looked up, never walked. */
struct IconCache {
    GHashTable *icons;  /* of the sprite's to our own */
    GHashTable *framed; /* the same with frames */
    GHashTable *tinted; /* SVG handles by name and colour */
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
    cache->framed = g_hash_table_new_full(NULL, NULL, NULL, free_icon);
    cache->tinted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
    return cache;
}

void icon_cache_free(IconCache *cache)
{
    if (!cache)
        return;
    g_hash_table_unref(cache->icons);
    g_hash_table_unref(cache->framed);
    g_hash_table_unref(cache->tinted);
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

const Icon *icon_cache_framed(IconCache *cache, const Icon *icon)
{
    Icon *framed = g_hash_table_lookup(cache->framed, icon);
    if (framed)
        return framed;
    framed = g_memdup2(icon, sizeof *icon);
    framed->svg = NULL;
    framed->image = paint_icon_frame(icon);
    g_hash_table_insert(cache->framed, (void *)icon, framed);
    return framed;
}

RsvgHandle *icon_cache_svg(IconCache *cache, const Icon *icon, Color tint)
{
    if (!icon->sdf)
        return icon_cache_lookup(cache, icon)->svg;
    g_autofree char *css = g_strdup_printf("svg{color:#%02x%02x%02x}", (unsigned)lround(tint.r * 255),
                                           (unsigned)lround(tint.g * 255), (unsigned)lround(tint.b * 255));
    g_autofree char *key = g_strconcat(icon->name, css, NULL);
    RsvgHandle *svg = g_hash_table_lookup(cache->tinted, key);
    if (svg)
        return svg;
    svg = open_again(icon);
    if (!svg)
        return icon_cache_lookup(cache, icon)->svg;
    rsvg_handle_set_stylesheet(svg, (const guint8 *)css, strlen(css), NULL);
    g_hash_table_insert(cache->tinted, g_steal_pointer(&key), svg);
    return svg;
}
