/* The index: what the layers with semaine:index name on this sheet, and the square it stands in. */
#include "base/json.h"
#include "layout/grid.h"
#include "layout/page_place.h"
#include "layout/text_list.h"

#include <string.h>

typedef struct {
    char *name, *square;
    char *key; /* sorts names as people look for them */
} IndexEntry;

static void entry_free(void *item)
{
    IndexEntry *entry = item;
    g_free(entry->name);
    g_free(entry->square);
    g_free(entry->key);
    g_free(entry);
}

/* Letters and digits without case and accents. */
static char *sort_key(const char *name)
{
    g_autofree char *plain = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
    GString *key = g_string_new(NULL);
    for (const char *c = plain ? plain : ""; *c; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);
        if (g_unichar_isalnum(letter))
            g_string_append_unichar(key, g_unichar_tolower(letter));
        else if (g_unichar_isspace(letter))
            g_string_append_c(key, ' ');
    }
    return g_string_free(key, FALSE);
}

/* "rue de Rivoli" under "Rivoli (rue de)": the words in front that begin with a small letter go behind. */
static char *index_name(const char *text)
{
    const char *name = text;
    while (*name && g_unichar_islower(g_utf8_get_char(name))) {
        const char *space = strpbrk(name, " ’'");
        if (!space)
            return g_strdup(text);
        name = g_utf8_next_char(space);
    }
    if (name == text || !*name)
        return g_strdup(text);
    g_autofree char *front = g_strchomp(g_strndup(text, (gsize)(name - text)));
    return g_strdup_printf("%s (%s)", name, front);
}

static void add_label(GPtrArray *entries, const Grid *grid, const PlacedSymbol *placed)
{
    IndexEntry *entry = g_new0(IndexEntry, 1);
    entry->name = index_name(placed->text);
    entry->square = grid_square(grid, placed->site);
    entry->key = sort_key(entry->name);
    g_ptr_array_add(entries, entry);
}

static void add_layer(GPtrArray *entries, const Grid *grid, const Panel *panel, const SceneLayer *layer)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(SymbolStep));
    placement_steps(panel->placement, layer->symbols, layer->symbol_count, panel->instant, steps);
    for (guint i = 0; i < steps->len; i++) {
        const SymbolStep *step = &g_array_index(steps, SymbolStep, i);
        if (!step->icon && step->placed->text && *step->placed->text)
            add_label(entries, grid, step->placed);
    }
}

static int compare_entries(const void *a, const void *b)
{
    const IndexEntry *left = *(IndexEntry *const *)a, *right = *(IndexEntry *const *)b;
    int order = strcmp(left->key, right->key);
    if (order == 0)
        order = strcmp(left->name, right->name);
    return order != 0 ? order : strcmp(left->square, right->square);
}

static GPtrArray *collect(const Panel *panel, const Grid *grid)
{
    GPtrArray *entries = g_ptr_array_new_with_free_func(entry_free);
    for (size_t i = 0; i < panel->scene->layer_count; i++) {
        const SceneLayer *layer = &panel->scene->layers[i];
        if (layer->symbol_count > 0 && json_is_given(layer_metadata(layer->layer, "semaine:index")))
            add_layer(entries, grid, panel, layer);
    }
    g_ptr_array_sort(entries, compare_entries);
    return entries;
}

/* Labels that stand several times are one line: "Rivoli (rue de)  D4, E4". */
static void join_same(const GPtrArray *entries, GPtrArray *names, GPtrArray *squares)
{
    for (guint i = 0; i < entries->len; i++) {
        const IndexEntry *entry = g_ptr_array_index(entries, i);
        const IndexEntry *before = i > 0 ? g_ptr_array_index(entries, i - 1) : NULL;
        const bool same_name = before && strcmp(before->name, entry->name) == 0;
        if (!same_name) {
            g_ptr_array_add(names, g_strdup(entry->name));
            g_ptr_array_add(squares, g_strdup(entry->square));
        } else if (strcmp(before->square, entry->square) != 0) {
            char **last = (char **)&g_ptr_array_index(squares, squares->len - 1);
            char *joined = g_strconcat(*last, ", ", entry->square, NULL);
            g_free(*last);
            *last = joined;
        }
    }
    g_ptr_array_add(names, NULL);
    g_ptr_array_add(squares, NULL);
}

void place_paint_index(const PlacePainter *painter)
{
    const Panel *panel = page_panel(painter->page, painter->place);
    Grid grid;
    if (!panel || !panel->placement || !grid_read(painter->page, panel, &grid))
        return;
    g_autoptr(GPtrArray) entries = collect(panel, &grid);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free),
                         squares = g_ptr_array_new_with_free_func(g_free);
    join_same(entries, names, squares);
    text_list_paint(painter, (char *const *)names->pdata, (char *const *)squares->pdata, "the index");
}
