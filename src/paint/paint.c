#include "paint/paint.h"

static void paint_layer(const SceneLayer *layer, const Placement *placement, size_t instant, Box frame,
                        Canvas *canvas)
{
    const bool moved = layer->translate.x != 0 || layer->translate.y != 0;
    if (moved)
        canvas_push_translate(canvas, layer->translate.x, layer->translate.y);
    if (layer->layer->type == LAYER_BACKGROUND)
        paint_background(layer, frame, canvas);
    for (size_t i = 0; i < layer->raster_count; i++)
        paint_raster(&layer->rasters[i], canvas);
    paint_fills(layer, canvas);
    for (size_t i = 0; i < layer->line_count; i++)
        paint_line(&layer->lines[i], canvas);
    for (size_t i = 0; i < layer->circle_count; i++)
        paint_circle(&layer->circles[i], canvas);
    if (layer->symbol_count > 0 && placement)
        paint_symbols(layer, placement, instant, canvas);
    if (moved)
        canvas_pop(canvas);
}

/* What people call the layer: its semaine:title, or the one class it has in the legend. */
static const char *layer_title(const Layer *layer, const char *language)
{
    const json_t *title = layer_metadata(layer, "semaine:title");
    if (!title)
        title = layer_metadata(layer, "semaine:legend");
    return title && !json_is_array(title) ? style_text(title, language) : NULL;
}

void paint_scene(const Scene *scene, const Placement *placement, size_t instant, Box frame,
                 const char *language, Canvas *canvas)
{
    for (size_t i = 0; i < scene->layer_count; i++) {
        const SceneLayer *layer = &scene->layers[i];
        canvas_begin_layer(canvas, layer->layer->id, layer_title(layer->layer, language), layer->opacity);
        paint_layer(layer, placement, instant, frame, canvas);
        canvas_end_layer(canvas);
    }
}
