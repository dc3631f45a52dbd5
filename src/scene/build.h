/* Style x features x date -> scene: selects by filter, evaluates every property, clips to the frame, thins.
 */
#pragma once

#include "projection/projection.h"
#include "scene/scene.h"

/* What a scene is built from; all borrowed. */
typedef struct {
    const Style *style;
    const bool *hidden; /* for each of the style's layers, whether it is left out; NULL: none is */
    ProjectedSource *const *sources; /* one for each of the style's sources; NULL where it has no features */
    Picture *const *pictures;        /* the same; NULL where it is no picture */
    const Projection *projection;
    const TileGrid *tiles;    /* a web map's: drawn as MapLibre GL JS draws; NULL: a page */
    const ValueObject *state; /* global state, with `date` */
    double tolerance;         /* style pixels: vertices nearer than this may be dropped */
    double symbol_scale;      /* factor for lengths on paper; 1 normally */
    double least_text;        /* style pixels: symbols go without text that would be smaller; 0: any size */
} SceneRequest;

/* The scene of the request's state. Free with scene_free(). */
Scene *scene_build(const SceneRequest *request);

/* Fills the scene's legend from the layers' `semaine:legend` metadata: a text, texts by language, or a list
 * of classes. A class is texts by language with a `filter` that says which features belong to it; `property`
 * and `values` make it a ramp or row of sizes. Called by scene_build(). */
void scene_build_legend(const SceneRequest *request, Scene *scene);
