/* The key: the words of labels that stand on the map as numbers. */
#include "layout/page_place.h"
#include "layout/text_list.h"

static void collect(const Panel *panel, const SceneLayer *layer, GHashTable *numbers)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(SymbolStep));
    placement_steps(panel->placement, layer->symbols, layer->symbol_count, panel->instant, steps);
    for (guint i = 0; i < steps->len; i++)
        g_hash_table_add(numbers, GSIZE_TO_POINTER(g_array_index(steps, SymbolStep, i).placed->number));
}

void place_paint_key(const PlacePainter *painter)
{
    const Panel *panel = page_panel(painter->page, painter->place);
    if (!panel || !panel->placement)
        return;
    g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < panel->scene->layer_count; i++)
        if (panel->scene->layers[i].symbol_count > 0)
            collect(panel, &panel->scene->layers[i], shown);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    size_t count;
    const NumberedText *numbers = placement_numbers(panel->placement, &count);
    for (size_t i = 0; i < count; i++)
        if (g_hash_table_contains(shown, GSIZE_TO_POINTER(numbers[i].number)))
            g_ptr_array_add(texts, g_strdup_printf("%zu\u2002%s", numbers[i].number, numbers[i].text));
    g_ptr_array_add(texts, NULL);
    if (texts->len > 1)
        text_list_paint(painter, (char *const *)texts->pdata, NULL, "the key");
}
