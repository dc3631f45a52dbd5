/* From the options of a call to the values the pipeline hands on: map, state, page, projection. */
#pragma once

#include "layout/page.h"
#include "map.h"
#include "output/writer.h"
#include "placement/placement.h"
#include "placement/timeline.h"
#include "scene/build.h"

typedef struct {
    Map *map;
    Arena *arena;
    ValueObject state;
    const char *language;
    double symbol_scale, tolerance;
    Fields *fields;
    Layout *layout;
    Projection *projection;
    WriterOptions output;
} RenderSetup;

/* Opens style and sources, reads the page and fits the map into it. Free with render_setup_free(). */
RenderSetup *render_setup_open(const SemaineRenderOptions *options, GError **error);
void render_setup_free(RenderSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RenderSetup, render_setup_free)

SceneRequest render_setup_request(const RenderSetup *setup, const ProjectedMap *projected);
/* Places all symbols over the whole time of the map. */
Placement *render_setup_place(const RenderSetup *setup, const SceneRequest *request, const Timeline *timeline,
                              GError **error);
/* Adds the sources of what the scene draws to the field `credits`. */
void render_setup_credit(RenderSetup *setup, const Scene *scene);
