#include "scene/scene.h"

size_t scene_layer_items(const SceneLayer *layer)
{
    return layer->fill_count + layer->line_count + layer->circle_count + layer->symbol_count;
}

/* A layer has items of one kind only. */
Origin scene_layer_origin(const SceneLayer *layer, size_t item)
{
    if (layer->fill_count > 0)
        return layer->fills[item].origin;
    if (layer->line_count > 0)
        return layer->lines[item].origin;
    return layer->circle_count > 0 ? layer->circles[item].origin : layer->symbols[item].origin;
}

void scene_layer_clear(SceneLayer *layer)
{
    for (size_t i = 0; i < layer->fill_count; i++)
        geometry_clear(&layer->fills[i].geometry);
    for (size_t i = 0; i < layer->line_count; i++) {
        geometry_clear(&layer->lines[i].geometry);
        g_free(layer->lines[i].places);
        g_free(layer->lines[i].dashes);
    }
    for (size_t i = 0; i < layer->raster_count; i++)
        picture_free(layer->rasters[i].owned);
    g_free(layer->stream);
    g_free(layer->rasters);
    g_free(layer->fills);
    g_free(layer->lines);
    g_free(layer->circles);
    g_free(layer->symbols);
}

void scene_free(Scene *scene)
{
    if (!scene)
        return;
    for (size_t i = 0; i < scene->layer_count; i++)
        scene_layer_clear(&scene->layers[i]);
    g_free(scene->layers);
    for (size_t i = 0; i < scene->legend_count; i++) {
        g_free(scene->legend[i].items);
        if (scene->legend[i].sample)
            scene_layer_clear(scene->legend[i].sample);
        g_free(scene->legend[i].sample);
    }
    g_free(scene->legend);
    g_free(scene->date);
    arena_free(scene->arena);
    g_free(scene);
}
