#include "layout/painted.h"

struct Painted {
    size_t layer_count;
    bool **items; /* for each layer of the scene, for each of its items */
};

/* What an item may cover, without its symbols. */
static Box item_box(const SceneLayer *layer, size_t item)
{
    if (layer->fill_count > 0)
        return geometry_box(&layer->fills[item].geometry);
    if (layer->line_count > 0) {
        const SceneLine *line = &layer->lines[item];
        return box_grow(geometry_box(&line->geometry),
                        line->filled ? 0 : (line->width + line->gap_width) / 2);
    }
    const SceneCircle *circle = &layer->circles[item];
    return box_grow((Box){circle->center.x, circle->center.y, circle->center.x, circle->center.y},
                    circle->radius + circle->stroke_width);
}

static void find_shapes(const SceneLayer *layer, Box frame, bool *items)
{
    for (size_t i = 0; i < scene_layer_items(layer); i++) {
        Box box = item_box(layer, i);
        box = (Box){box.x_min + layer->translate.x, box.y_min + layer->translate.y,
                    box.x_max + layer->translate.x, box.y_max + layer->translate.y};
        items[i] = box.x_min < frame.x_max && box.x_max > frame.x_min && box.y_min < frame.y_max &&
                   box.y_max > frame.y_min;
    }
}

static void find_symbols(const SceneLayer *layer, const Placement *placement, size_t instant, bool *items)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(SymbolStep));
    placement_steps(placement, layer->symbols, layer->symbol_count, instant, steps);
    for (guint i = 0; i < steps->len; i++)
        items[g_array_index(steps, SymbolStep, i).symbol - layer->symbols] = true;
}

Painted *painted_new(const Scene *scene, const Placement *placement, size_t instant, double width,
                     double height)
{
    Painted *painted = g_new0(Painted, 1);
    painted->layer_count = scene->layer_count;
    painted->items = g_new0(bool *, scene->layer_count);
    for (size_t i = 0; i < scene->layer_count; i++) {
        const SceneLayer *layer = &scene->layers[i];
        painted->items[i] = g_new0(bool, scene_layer_items(layer));
        if (layer->symbol_count == 0)
            find_shapes(layer, (Box){0, 0, width, height}, painted->items[i]);
        else if (placement)
            find_symbols(layer, placement, instant, painted->items[i]);
    }
    return painted;
}

void painted_free(Painted *painted)
{
    if (!painted)
        return;
    for (size_t i = 0; i < painted->layer_count; i++)
        g_free(painted->items[i]);
    g_free(painted->items);
    g_free(painted);
}

bool painted_has(const Painted *painted, size_t layer, size_t item)
{
    return painted->items[layer][item];
}
