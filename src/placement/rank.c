/* The order of the style, and what leaving a label out costs. */
#include "placement/placed.h"
#include "placement/solving.h"

#include <math.h>

/* A label that the style requires counts as much as so many others. */
static const double required_weight = 1000;
/* Each layer counts this much more than the one below, up to so many layers. */
static const double layer_factor = 2;
enum { LAYER_STEPS_MAX = 6 };

/* What one counts among the labels of its layer. */
static double weight_of(const SceneSymbol *symbol)
{
    return symbol->weight > 0 ? symbol->weight : 1;
}

static bool placed_by_y(const SceneSymbol *symbol)
{
    const bool overlaps = symbol->text.overlap != OVERLAP_NEVER || symbol->icon.overlap != OVERLAP_NEVER ||
                          symbol->text.ignore_placement || symbol->icon.ignore_placement;
    return overlaps && symbol->order != ORDER_SOURCE;
}

/* What has no site goes last. */
static double site_y(const Wish *wish)
{
    const double y = wish->instance.site.point.y;
    return isnan(y) ? -HUGE_VAL : y;
}

static int compare_tiles(Tile a, Tile b)
{
    const int order = (a.column > b.column) - (a.column < b.column);
    return order ? order : (a.row > b.row) - (a.row < b.row);
}

/* The order in which MapLibre GL JS places the symbols of one layer on tiles: by tile, where sort keys do not
 * part them all; in a tile as the source has them, or nearer to the lower edge first. */
static int compare_on_tiles(const Wish *a, const Wish *b)
{
    const SceneSymbol *first = a->instance.symbol, *second = b->instance.symbol;
    int order = 0;
    if (first->order != ORDER_VIEWPORT_Y)
        order = (symbol_sort_key(first) > symbol_sort_key(second)) -
                (symbol_sort_key(first) < symbol_sort_key(second));
    if (order == 0)
        order = compare_tiles(a->instance.site.tile, b->instance.site.tile);
    if (order == 0 && first->order == ORDER_VIEWPORT_Y)
        order = (site_y(a) < site_y(b)) - (site_y(a) > site_y(b));
    return order;
}

/* Upper layers first; in a layer lower sort keys, then nearer to the lower edge where symbols may overlap,
 * then the order of the source. */
static int compare_wishes(const void *left, const void *right)
{
    const Wish *a = left, *b = right;
    const SceneSymbol *first = a->instance.symbol, *second = b->instance.symbol;
    int order = (first->layer < second->layer) - (first->layer > second->layer);
    if (order == 0 && a->on_tiles)
        order = compare_on_tiles(a, b);
    else if (order == 0 && first->order != ORDER_VIEWPORT_Y)
        order = (symbol_sort_key(first) > symbol_sort_key(second)) -
                (symbol_sort_key(first) < symbol_sort_key(second));
    if (order == 0 && !a->on_tiles && placed_by_y(first))
        order = (site_y(a) < site_y(b)) - (site_y(a) > site_y(b));
    if (order == 0)
        order = (first->origin.feature > second->origin.feature) -
                (first->origin.feature < second->origin.feature);
    if (order == 0)
        order = (a->symbol > b->symbol) - (a->symbol < b->symbol);
    return order ? order
                 : (a->instance.site.instance > b->instance.site.instance) -
                       (a->instance.site.instance < b->instance.site.instance);
}

/* Weights of one layer's wishes: lower sort keys count up to twice as much as the highest. */
static void weigh_layer(Wish *wishes, size_t count, double weight)
{
    size_t classes = 1, class = 0;
    for (size_t i = 1; i < count; i++)
        classes +=
            symbol_sort_key(wishes[i].instance.symbol) != symbol_sort_key(wishes[i - 1].instance.symbol);
    for (size_t i = 0; i < count; i++) {
        class += i > 0 &&
                 symbol_sort_key(wishes[i].instance.symbol) != symbol_sort_key(wishes[i - 1].instance.symbol);
        wishes[i].instance.weight = weight * (classes > 1 ? 2 - (double)class / (double)(classes - 1) : 1) *
                                    weight_of(wishes[i].instance.symbol) *
                                    (wishes[i].instance.symbol->required ? required_weight : 1);
    }
}

static void weigh_all(GArray *wishes)
{
    Wish *all = (Wish *)(void *)wishes->data;
    size_t layers = 0;
    for (size_t i = 0; i < wishes->len; i++)
        layers += i == 0 || all[i].instance.symbol->layer != all[i - 1].instance.symbol->layer;
    const double steps = fmin((double)layers - 1, LAYER_STEPS_MAX);
    for (size_t start = 0, end = 0, layer = 0; start < wishes->len; start = end, layer++) {
        while (end < wishes->len && all[end].instance.symbol->layer == all[start].instance.symbol->layer)
            end++;
        const double height = layers > 1 ? steps * (double)(layers - 1 - layer) / (double)(layers - 1) : 0;
        weigh_layer(all + start, end - start, pow(layer_factor, height));
    }
}

void solving_rank(Solving *solving)
{
    g_array_sort(solving->wishes, compare_wishes);
    weigh_all(solving->wishes);
}
