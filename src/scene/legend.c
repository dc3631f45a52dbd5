#include "scene/build.h"

static size_t item_count(const SceneLayer *layer)
{
    return layer->fill_count + layer->line_count + layer->circle_count + layer->symbol_count;
}

/* A scene layer has items of one kind only. */
static Origin item_origin(const SceneLayer *layer, size_t item)
{
    if (layer->fill_count > 0)
        return layer->fills[item].origin;
    if (layer->line_count > 0)
        return layer->lines[item].origin;
    return layer->circle_count > 0 ? layer->circles[item].origin : layer->symbols[item].origin;
}

/* The first item of a layer whose feature the class's filter accepts. */
static bool find_item(const SceneRequest *request, const SceneLayer *layer, const Expression *filter,
                      Arena *arena, size_t *item)
{
    EvaluationContext context = {
        .zoom = projection_zoom(request->projection), .state = request->state, .arena = arena};
    for (*item = 0; *item < item_count(layer); (*item)++) {
        const Origin origin = item_origin(layer, *item);
        context.feature = &origin.source->features[origin.feature];
        Value value;
        if (!filter || (expression_evaluate(filter, &context, &value, NULL) && value.kind == VALUE_BOOLEAN &&
                        value.boolean))
            return true;
    }
    return false;
}

static void add_class(const SceneRequest *request, Scene *scene, size_t layer, const json_t *text,
                      GArray *entries)
{
    const json_t *json = json_is_object(text) ? json_object_get(text, "filter") : NULL;
    g_autoptr(GArray) errors = expression_errors_new();
    static const PropertySpec boolean = {
        .name = "filter", .type = PROPERTY_BOOLEAN, .zoom = true, .feature = true};
    g_autoptr(Expression) filter = json ? expression_parse(json, &boolean, errors) : NULL;
    if (json && !filter)
        return;
    LegendEntry entry = {.text = text, .layer = layer};
    if (find_item(request, &scene->layers[layer], filter, scene->arena, &entry.item))
        g_array_append_val(entries, entry);
}

void scene_build_legend(const SceneRequest *request, Scene *scene)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(LegendEntry));
    for (size_t i = 0; i < scene->layer_count; i++) {
        const json_t *legend = layer_metadata(scene->layers[i].layer, "semaine:legend");
        if (!legend || item_count(&scene->layers[i]) == 0)
            continue;
        if (!json_is_array(legend))
            add_class(request, scene, i, legend, entries);
        for (size_t k = 0; k < json_array_size(legend); k++)
            add_class(request, scene, i, json_array_get(legend, k), entries);
    }
    scene->legend_count = entries->len;
    scene->legend = g_memdup2(entries->data, entries->len * sizeof(LegendEntry));
}
