/* The works that what is painted was drawn from, in full: "KEY  Reference. Licence". */
#include "layout/page_place.h"
#include "layout/text_list.h"

void place_paint_sources(const PlacePainter *painter)
{
    const Page *page = painter->page;
    g_auto(GStrv) keys = page_source_keys(page);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (char **key = keys; *key; key++) {
        const Reference *reference = page->references ? references_lookup(page->references, *key) : NULL;
        if (reference)
            g_ptr_array_add(texts, g_strdup_printf("%s\u2002%s", *key, reference->reference));
        else if (painter->report && page->references)
            report_add(painter->report, SEVERITY_WARNING, layout_path(page->layout), painter->place->line,
                       painter->place->id, "the style's sources have no reference for \"%s\"", *key);
    }
    g_ptr_array_add(texts, NULL);
    if (texts->len > 1)
        text_list_paint(painter, (char *const *)texts->pdata, NULL, "the list of sources");
}
