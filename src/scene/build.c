#include "scene/build.h"

#include "scene/select.h"

#include <math.h>
#include <string.h>

static void build_symbols(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) symbols = g_array_new(FALSE, FALSE, sizeof(SceneSymbol));
    scene_collect_symbols(selection, symbols);
    out->symbol_count = symbols->len;
    out->symbols = g_memdup2(symbols->data, symbols->len * sizeof(SceneSymbol));
}

/* One row per layer type: what builds it, what moves the whole layer and how opaque it is as a whole. */
typedef struct {
    LayerType type;
    void (*build)(Selection *selection, SceneLayer *out);
    PropertyId translate, anchor, opacity;
} Builder;

static const Builder builders[] = {
    {LAYER_BACKGROUND, scene_build_background, PROPERTY_ID_COUNT, PROPERTY_ID_COUNT, PROPERTY_ID_COUNT},
    {LAYER_FILL, scene_build_fills, PROPERTY_FILL_TRANSLATE, PROPERTY_FILL_TRANSLATE_ANCHOR,
     PROPERTY_FILL_LAYER_OPACITY},
    {LAYER_LINE, scene_build_lines, PROPERTY_LINE_TRANSLATE, PROPERTY_LINE_TRANSLATE_ANCHOR,
     PROPERTY_LINE_LAYER_OPACITY},
    {LAYER_CIRCLE, scene_build_circles, PROPERTY_CIRCLE_TRANSLATE, PROPERTY_CIRCLE_TRANSLATE_ANCHOR,
     PROPERTY_ID_COUNT},
    {LAYER_RASTER, scene_build_rasters, PROPERTY_ID_COUNT, PROPERTY_ID_COUNT, PROPERTY_ID_COUNT},
    {LAYER_SYMBOL, build_symbols, PROPERTY_ID_COUNT, PROPERTY_ID_COUNT, PROPERTY_ID_COUNT},
};

/* Patterns grow with the map within a zoom level, as in MapLibre. */
static PatternGrid find_grid(const SceneRequest *request)
{
    const Projection *projection = request->projection;
    const double scale =
        request->symbol_scale * exp2(projection_zoom(projection) - projection_level(projection));
    return (PatternGrid){projection_pattern_origin(projection),
                         projection_turn(projection, (Point){scale, 0}),
                         projection_turn(projection, (Point){0, scale})};
}

static void build_with(const Builder *builder, Selection *selection, SceneLayer *out)
{
    *out = (SceneLayer){.layer = selection->layer, .opacity = 1, .grid = find_grid(selection->request)};
    if (builder->translate != PROPERTY_ID_COUNT) {
        out->translate = selection_translate(selection, builder->translate, builder->anchor);
        selection->frame = box_shift(selection->frame, (Point){-out->translate.x, -out->translate.y});
    }
    if (builder->opacity != PROPERTY_ID_COUNT)
        out->opacity = CLAMP(layer_number(selection->layer, builder->opacity, &selection->context), 0, 1);
    builder->build(selection, out);
}

bool scene_build_items(Selection *selection, SceneLayer *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(builders); i++)
        if (builders[i].type == selection->layer->type) {
            build_with(&builders[i], selection, out);
            return true;
        }
    return false;
}

static bool build_layer(const SceneRequest *request, const Layer *layer, Arena *arena, SceneLayer *out)
{
    Selection selection;
    if (!selection_start(&selection, request, layer, arena))
        return false;
    SceneStream *stream = selection.source ? scene_stream_open(&selection) : NULL;
    if (stream)
        selection.end = 0;
    const bool built = scene_build_items(&selection, out);
    out->stream = stream;
    return built;
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
