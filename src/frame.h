/* What one date adds to a map that is set up: its state, the texts of the page, the scene. */
#pragma once

#include "render_setup.h"

/* All that is the same for every date; borrowed. */
typedef struct {
    const RenderSetup *setup;
    const ProjectedMap *projected;
    const Timeline *timeline;
    const Placement *placement;
} FrameSource;

typedef struct {
    Arena *arena;
    ValueObject state;
    Fields *fields;
    Layout *layout;
    Scene *scene;
    Page page; /* ready to be painted; borrows from the frame and its source */
} Frame;

/* The frame of a date (NULL: the style's own). May run in several threads at once. Errors: USAGE (wrong
 * date), STYLE (the template). Free with frame_free(). */
Frame *frame_build(const FrameSource *source, const char *date, GError **error);
void frame_free(Frame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_free)
