#include "layout/alternative.h"

#include <string.h>

static void append_sentence(GString *out, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    g_string_append_printf(out, "%s%s%s", out->len > 0 ? " " : "", label, text);
    if (!strchr(".!?\u2026", out->str[out->len - 1]))
        g_string_append_c(out, '.');
}

/* Template texts may hold line breaks. */
static void append_field(GString *out, const Page *page, const char *label, const char *name)
{
    const char *text = page->fields ? fields_lookup(page->fields, name) : NULL;
    g_autofree char *line = g_strdup(text ? text : "");
    g_strdelimit(line, "\n\t", ' ');
    append_sentence(out, label, line);
}

static void append_classes(GString *out, const Page *page, const char *label)
{
    g_autoptr(GArray) classes = page_legend_classes(page, NULL);
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        const char *text = class->painted ? style_text(class->entry->json, page->language) : NULL;
        if (text)
            g_string_append_printf(list, "%s%s", list->len > 0 ? "; " : "", text);
    }
    append_sentence(out, label, list->str);
}

char *page_alternative(const Page *page)
{
    const bool english = page->language && strcmp(page->language, "en") == 0;
    GString *out = g_string_new(NULL);
    append_field(out, page, english ? "Map: " : "Carte\u202f: ", "title");
    append_field(out, page, "", "subtitle");
    append_field(out, page, "", "date");
    append_field(out, page, english ? "Scale " : "\u00c9chelle ", "scale");
    append_classes(out, page, english ? "It shows: " : "On y voit\u202f: ");
    return g_string_free(out, FALSE);
}
