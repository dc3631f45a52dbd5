#include "scene/build.h"

#include "scene/select.h"

#include <string.h>

static Point layer_translate(const Selection *selection, PropertyId id)
{
    double offset[2] = {0, 0};
    layer_numbers(selection->layer, id, &selection->context, 2, offset);
    const double scale = selection->request->symbol_scale;
    return (Point){offset[0] * scale, offset[1] * scale};
}

static void build_symbols(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) symbols = g_array_new(FALSE, FALSE, sizeof(SceneSymbol));
    scene_collect_symbols(selection, symbols);
    out->symbol_count = symbols->len;
    out->symbols = g_memdup2(symbols->data, symbols->len * sizeof(SceneSymbol));
}

/* One row per layer type: what builds it, and the property that moves the whole layer. */
static const struct {
    LayerType type;
    void (*build)(Selection *selection, SceneLayer *out);
    PropertyId translate;
} builders[] = {
    {LAYER_BACKGROUND, scene_build_background, PROPERTY_ID_COUNT},
    {LAYER_FILL, scene_build_fills, PROPERTY_FILL_TRANSLATE},
    {LAYER_LINE, scene_build_lines, PROPERTY_LINE_TRANSLATE},
    {LAYER_CIRCLE, scene_build_circles, PROPERTY_CIRCLE_TRANSLATE},
    {LAYER_SYMBOL, build_symbols, PROPERTY_ID_COUNT},
};

bool scene_build_items(Selection *selection, SceneLayer *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(builders); i++)
        if (builders[i].type == selection->layer->type) {
            *out = (SceneLayer){.layer = selection->layer, .opacity = 1};
            if (builders[i].translate != PROPERTY_ID_COUNT)
                out->translate = layer_translate(selection, builders[i].translate);
            builders[i].build(selection, out);
            return true;
        }
    return false;
}

static bool build_layer(const SceneRequest *request, const Layer *layer, Arena *arena, SceneLayer *out)
{
    Selection selection;
    return selection_start(&selection, request, layer, arena) && scene_build_items(&selection, out);
}

static const char *state_date(const ValueObject *state)
{
    for (size_t i = 0; state && i < state->count; i++)
        if (strcmp(state->members[i].name, "date") == 0 && state->members[i].value.kind == VALUE_STRING)
            return state->members[i].value.string;
    return "";
}

Scene *scene_build(const SceneRequest *request)
{
    Scene *scene = g_new0(Scene, 1);
    scene->arena = arena_new();
    scene->date = g_strdup(state_date(request->state));
    scene->layers = g_new0(SceneLayer, request->style->layer_count);
    for (size_t i = 0; i < request->style->layer_count; i++)
        if (build_layer(request, request->style->layers[i], scene->arena, &scene->layers[scene->layer_count]))
            scene->layer_count++;
    scene_build_legend(request, scene);
    return scene;
}

SceneSymbol *scene_build_symbols(const SceneRequest *request, const Layer *layer, Arena *arena, size_t *count)
{
    Selection selection;
    *count = 0;
    if (layer->type != LAYER_SYMBOL || !selection_start(&selection, request, layer, arena))
        return NULL;
    g_autoptr(GArray) symbols = g_array_new(FALSE, FALSE, sizeof(SceneSymbol));
    scene_collect_symbols(&selection, symbols);
    *count = symbols->len;
    SceneSymbol *copy = arena_allocate_array(arena, symbols->len, sizeof(SceneSymbol));
    if (symbols->len > 0)
        memcpy(copy, symbols->data, symbols->len * sizeof(SceneSymbol));
    return copy;
}
