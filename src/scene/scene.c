#include "scene/scene.h"

static void scene_layer_clear(SceneLayer *layer)
{
    for (size_t i = 0; i < layer->fill_count; i++)
        geometry_clear(&layer->fills[i].geometry);
    for (size_t i = 0; i < layer->line_count; i++) {
        geometry_clear(&layer->lines[i].geometry);
        g_free(layer->lines[i].starts);
        g_free(layer->lines[i].dashes);
        g_free(layer->lines[i].gradient);
    }
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
    g_free(scene->legend);
    g_free(scene->date);
    arena_free(scene->arena);
    g_free(scene);
}
