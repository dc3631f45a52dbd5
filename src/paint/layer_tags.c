#include "paint/layer_tags.h"

void layer_tags_init(LayerTags *tags, cairo_t *cr)
{
    *tags = (LayerTags){.cr = cr, .names = g_ptr_array_new_with_free_func(g_free)};
}

void layer_tags_clear(LayerTags *tags)
{
    g_ptr_array_unref(tags->names);
    *tags = (LayerTags){0};
}

static void close_tag(LayerTags *tags)
{
    if (tags->tagged > 0)
        cairo_tag_end(tags->cr, "Sect");
    tags->tagged = 0;
}

void layer_tags_paint(LayerTags *tags)
{
    const guint depth = tags->names->len;
    if (!tags->keys || tags->group > 0 || tags->tagged == depth)
        return;
    close_tag(tags);
    if (depth == 0)
        return;
    ink_keys_begin_layer(tags->keys, g_ptr_array_index(tags->names, depth - 1));
    cairo_tag_begin(tags->cr, "Sect", "");
    tags->tagged = depth;
}

void layer_tags_begin(LayerTags *tags, const char *name, bool translucent)
{
    g_ptr_array_add(tags->names, g_strdup(name));
    if (!translucent)
        return;
    layer_tags_paint(tags);
    if (tags->group == 0)
        tags->group = tags->names->len;
}

void layer_tags_end(LayerTags *tags)
{
    const guint depth = tags->names->len;
    if (tags->group == depth)
        tags->group = 0;
    if (tags->tagged == depth)
        close_tag(tags);
    g_ptr_array_set_size(tags->names, (gint)depth - 1);
}
