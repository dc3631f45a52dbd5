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
    ValueObject state;           /* of the date that the options name */
    const char *const *settings; /* borrowed from the options */
    const char *language;
    double symbol_scale, tolerance;
    char *layout_path; /* template; NULL: the bare map */
    Layout *layout;    /* with the texts of no date in particular */
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
