#include "layout/page.h"

#include <string.h>

static void collect_keys(Origin origin, GHashTable *keys)
{
    const Value *value =
        feature_lookup(&origin.source->features[origin.feature], g_intern_static_string("source"));
    if (!value || value->kind != VALUE_STRING)
        return;
    g_auto(GStrv) parts = g_strsplit(value->string, ";", -1);
    for (size_t i = 0; parts[i]; i++) {
        const char *part = g_strstrip(parts[i]);
        const size_t length = strcspn(part, " ,");
        if (length > 0)
            g_hash_table_add(keys, g_strndup(part, length));
    }
}

static void collect_panel(const Panel *panel, GHashTable *keys)
{
    for (size_t i = 0; i < panel->scene->layer_count; i++) {
        const SceneLayer *layer = &panel->scene->layers[i];
        for (size_t item = 0; item < scene_layer_items(layer); item++)
            if (painted_has(panel->painted, i, item))
                collect_keys(scene_layer_origin(layer, item), keys);
    }
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_figures(const GArray *figures, GHashTable *keys)
{
    for (guint i = 0; figures && i < figures->len; i++) {
        const GArray *origins = g_array_index(figures, Figure, i).origins;
        for (guint k = 0; k < origins->len; k++)
            collect_keys(g_array_index(origins, Origin, k), keys);
    }
}

/* The figures that the page shows. */
static void collect_places(const Page *page, GHashTable *keys)
{
    for (size_t i = 0; i < layout_place_count(page->layout); i++) {
        const Place *place = layout_place(page->layout, i);
        const Panel *panel = place->kind == PLACE_FIGURES ? page_panel(page, place) : NULL;
        if (panel)
            collect_figures(panel->figures, keys);
    }
}

char **page_source_keys(const Page *page)
{
    g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < page->panel_count; i++)
        collect_panel(&page->panels[i], keys);
    collect_places(page, keys);
    guint count;
    char **sorted = (char **)g_hash_table_get_keys_as_array(keys, &count);
    g_hash_table_steal_all(keys);
    qsort(sorted, count, sizeof *sorted, compare_texts);
    return sorted;
}
