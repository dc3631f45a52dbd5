/* What one date adds to a map that is set up: its state, the scenes, the texts of the page. */
#pragma once

#include "setup/render_setup.h"

typedef struct {
    Arena *arena;
    ValueObject state; /* of map.main */
    Fields *fields;
    Artwork *artwork;
    Panel *panels; /* one for each of the setup's */
    Page page;     /* ready to be painted; borrows from the frame and its setup */
} Frame;

/* The frame of a date (NULL: the style's own), after render_setup_place(). May run in several threads at
 * once. Errors: USAGE (wrong date), STYLE (the template). Free with frame_free(). */
Frame *frame_build(const RenderSetup *setup, const char *date, GError **error);
void frame_free(Frame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_free)
/* Tells what does not fit its place on the page; `message` may be NULL. */
void frame_warn(const Frame *frame, SemaineMessage message, void *user);
