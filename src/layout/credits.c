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

static void collect_layer(const SceneLayer *layer, GHashTable *keys)
{
    for (size_t i = 0; i < layer->fill_count; i++)
        collect_keys(layer->fills[i].origin, keys);
    for (size_t i = 0; i < layer->line_count; i++)
        collect_keys(layer->lines[i].origin, keys);
    for (size_t i = 0; i < layer->circle_count; i++)
        collect_keys(layer->circles[i].origin, keys);
    for (size_t i = 0; i < layer->symbol_count; i++)
        collect_keys(layer->symbols[i].origin, keys);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *page_source_keys(const Scene *scene)
{
    g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < scene->layer_count; i++)
        collect_layer(&scene->layers[i], keys);
    guint count;
    g_autofree const char **sorted = (const char **)g_hash_table_get_keys_as_array(keys, &count);
    qsort(sorted, count, sizeof *sorted, compare_texts);
    return g_strjoinv(", ", (char **)sorted);
}
