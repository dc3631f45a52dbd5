#include "layout/telling.h"

#include "base/mix.h"

#include <string.h>

enum { NAMES_MAX = 8 };

/* ---- what is told ---- */

static const char *feature_name(const Feature *feature, const char *language)
{
    const bool english = g_strcmp0(language, "en") == 0;
    const char *names[] = {english ? "name_en" : "name_fr", english ? "name_fr" : "name_en", "name"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const Value *value = feature_lookup(feature, names[i]);
        if (value && value->kind == VALUE_STRING && *value->string)
            return value->string;
    }
    return NULL;
}

static bool is_told(const json_t *class)
{
    return !json_is_object(class) || !json_is_false(json_object_get(class, "told"));
}

static void add_class(GArray *told, GHashTable *known, const LegendClass *class)
{
    const LegendEntry *entry = class->entry;
    const SceneLayer *layer = &class->panel->scene->layers[entry->layer];
    for (size_t i = 0; i < entry->item_count; i++) {
        const Origin origin = scene_layer_origin(layer, entry->items[i]);
        const Told next = {entry->json, &origin.source->features[origin.feature]};
        if (painted_has(class->panel->painted, entry->layer, entry->items[i]) &&
            feature_name(next.feature, NULL) && g_hash_table_add(known, (void *)next.feature))
            g_array_append_val(told, next);
    }
}

GArray *page_told(const Page *page)
{
    GArray *told = g_array_new(FALSE, FALSE, sizeof(Told));
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) classes = page_legend_classes(page, NULL);
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        if (class->painted && is_told(class->entry->json))
            add_class(told, known, class);
    }
    return told;
}

/* ---- changes ---- */

static guint hash_told(gconstpointer pointer)
{
    const Told *told = pointer;
    return (guint)mix_word((uint64_t)(uintptr_t)told->class, (uint64_t)(uintptr_t)told->feature);
}

static gboolean equal_told(gconstpointer a, gconstpointer b)
{
    const Told *left = a, *right = b;
    return left->class == right->class && left->feature == right->feature;
}

static bool has_name(const GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (strcmp(names->pdata[i], name) == 0)
            return true;
    return false;
}

static void append_class(GString *out, const json_t *class, const GPtrArray *names, const char *language)
{
    const bool english = g_strcmp0(language, "en") == 0;
    const char *text = style_text(class, language);
    if (names->len == 0 || !text)
        return;
    g_string_append_printf(out, "%s%s%s", out->len > 0 ? " " : "", text, english ? ": " : "\u202f: ");
    const guint shown = names->len > NAMES_MAX + 1 ? NAMES_MAX : names->len;
    for (guint i = 0; i < shown; i++)
        g_string_append_printf(out, "%s%s",
                               i == 0    ? ""
                               : english ? "; "
                                         : "\u202f; ",
                               (const char *)names->pdata[i]);
    if (names->len > shown)
        g_string_append_printf(out, english ? "; and %u more" : "\u202f; et %u autres", names->len - shown);
    g_string_append_c(out, '.');
}

char *told_changes(const GArray *before, const GArray *now, const char *language)
{
    g_autoptr(GHashTable) known = g_hash_table_new(hash_told, equal_told);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < before->len; i++)
        g_hash_table_add(known, &g_array_index(before, Told, i));
    for (guint i = 0; i < now->len; i++) {
        const Told *told = &g_array_index(now, Told, i);
        const bool last = i + 1 == now->len || g_array_index(now, Told, i + 1).class != told->class;
        const char *name = feature_name(told->feature, language);
        if (!g_hash_table_contains(known, told) && !has_name(names, name))
            g_ptr_array_add(names, (void *)name);
        if (!last)
            continue;
        append_class(out, told->class, names, language);
        g_ptr_array_set_size(names, 0);
    }
    return g_string_free(out, FALSE);
}

/* ---- figures ---- */

static void append_capital(GString *out, const char *text)
{
    if (out->len > 0)
        g_string_append_c(out, ' ');
    g_string_append_unichar(out, g_unichar_toupper(g_utf8_get_char(text)));
    g_string_append(out, *text ? g_utf8_next_char(text) : "");
}

char *page_figures_in_words(const Page *page)
{
    const GArray *figures = page->panel_count > 0 ? page->panels[0].figures : NULL;
    const bool english = g_strcmp0(page->language, "en") == 0;
    GString *out = g_string_new(NULL);
    for (guint i = 0; figures && i < figures->len; i++) {
        const Figure *figure = &g_array_index(figures, Figure, i);
        if (!figure->label)
            continue;
        g_autofree char *number = figure_number_text(figure, page->language);
        append_capital(out, figure_label(figure, page->language));
        g_string_append_printf(out, "%s%s.", english ? ": " : "\u202f: ", number);
    }
    return g_string_free(out, FALSE);
}
