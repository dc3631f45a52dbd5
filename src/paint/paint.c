#include "paint/paint.h"

static void paint_lines(const SceneLayer *layer, Canvas *canvas)
{
    for (size_t i = 0; i < layer->line_count; i++)
        paint_line(&layer->lines[i], canvas);
}

typedef void (*PaintItems)(const SceneLayer *layer, Canvas *canvas);

/* Paints the layer's items, wherever they are. */
static void paint_items(const SceneLayer *layer, PaintItems paint, Canvas *canvas)
{
    if (!layer->stream) {
        paint(layer, canvas);
        return;
    }
    g_autoptr(ScenePieces) pieces = scene_pieces_start(layer->stream);
    for (const SceneLayer *piece; (piece = scene_pieces_next(pieces));)
        paint(piece, canvas);
}

static void paint_fills(const SceneLayer *layer, Canvas *canvas)
{
    paint_items(layer, paint_fill_areas, canvas);
    if (canvas->screen || layer->layer->properties[PROPERTY_FILL_OUTLINE_COLOR])
        paint_items(layer, paint_fill_outlines, canvas);
}

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
    if (layer->layer->type == LAYER_FILL)
        paint_fills(layer, canvas);
    if (layer->layer->type == LAYER_LINE)
        paint_items(layer, paint_lines, canvas);
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
