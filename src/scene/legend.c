#include "scene/build.h"

#include "scene/select.h"

#include <string.h>

/* A scene layer that is being gone through for its classes. */
typedef struct {
    const SceneRequest *request;
    const Scene *scene;
    size_t layer;
    size_t next_class;
} LegendSource;

static const SceneLayer *source_layer(const LegendSource *source)
{
    return &source->scene->layers[source->layer];
}

/* ---- which items belong to a class ---- */

/* NULL where there is no filter, or one that cannot be read: `wrong` tells. */
static Expression *read_filter(const json_t *class, bool *wrong)
{
    static const PropertySpec boolean = {
        .name = "filter", .type = PROPERTY_BOOLEAN, .zoom = true, .feature = true};
    const json_t *json = json_is_object(class) ? json_object_get(class, "filter") : NULL;
    g_autoptr(GArray) errors = expression_errors_new();
    Expression *filter = json ? expression_parse(json, &boolean, errors) : NULL;
    *wrong = json && !filter;
    return filter;
}

static bool accepts(const LegendSource *source, const Expression *filter, Origin origin)
{
    const EvaluationContext context = {.zoom = projection_zoom(source->request->projection),
                                       .state = source->request->state,
                                       .feature = &origin.source->features[origin.feature],
                                       .arena = source->scene->arena};
    Value value;
    return !filter || (expression_evaluate(filter, &context, &value, NULL) && value.kind == VALUE_BOOLEAN &&
                       value.boolean);
}

static void find_items(const LegendSource *source, const Expression *filter, LegendEntry *entry)
{
    const SceneLayer *layer = source_layer(source);
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < scene_layer_items(layer); i++)
        if (accepts(source, filter, scene_layer_origin(layer, i)))
            g_array_append_val(items, i);
    entry->item_count = items->len;
    entry->items = g_memdup2(items->data, items->len * sizeof(size_t));
}

/* ---- classes ---- */

static void add_sample(const LegendSource *source, LegendEntry *entry)
{
    const json_t *property = json_object_get(entry->json, "property"),
                 *values = json_object_get(entry->json, "values");
    if (!json_is_string(property) || json_array_size(values) == 0)
        return;
    const Feature *like = NULL;
    if (entry->item_count > 0) {
        const Origin origin = scene_layer_origin(source_layer(source), entry->items[0]);
        like = &origin.source->features[origin.feature];
    }
    entry->sample = scene_build_sample(source->request, source_layer(source)->layer,
                                       json_string_value(property), values, like, source->scene->arena);
}

static void add_class(LegendSource *source, const json_t *class, GArray *entries)
{
    LegendEntry entry = {.json = class, .layer = source->layer, .index = source->next_class++};
    entry.group = json_string_value(layer_metadata(source_layer(source)->layer, "semaine:legend-group"));
    bool wrong;
    g_autoptr(Expression) filter = read_filter(class, &wrong);
    if (wrong)
        return;
    find_items(source, filter, &entry);
    add_sample(source, &entry);
    g_array_append_val(entries, entry);
}

void scene_build_legend(const SceneRequest *request, Scene *scene)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(LegendEntry));
    for (size_t i = 0; i < scene->layer_count; i++) {
        LegendSource source = {request, scene, i, 0};
        const json_t *legend = layer_metadata(scene->layers[i].layer, "semaine:legend");
        if (legend && !json_is_array(legend))
            add_class(&source, legend, entries);
        for (size_t k = 0; k < json_array_size(legend); k++)
            add_class(&source, json_array_get(legend, k), entries);
    }
    scene->legend_count = entries->len;
    scene->legend = g_memdup2(entries->data, entries->len * sizeof(LegendEntry));
}
