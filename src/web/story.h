/* What the page tells beside the map: dates and their words, the legend's classes at each, sources, events.
 */
#pragma once

#include "setup/frame.h"
#include "web/folder.h"

/* The languages a page speaks. */
extern const char *const web_languages[2];

typedef struct {
    const WebFolder *folder;
    const RenderSetup *setup; /* placed */
    const GPtrArray *dates;   /* of char *: the instants of the slider */
    double factor;            /* of lengths on the screen against the setup's */
    bool pictures;            /* the setup is that of drawn pictures */
    json_t *root;             /* story.json; owned by who began it */
    json_t *instants;         /* in it */
    GPtrArray *classes;       /* of StoryClass */
    GPtrArray *sources;       /* keys, of char * */
} Story;

/* Begins the story with what does not depend on the date. Errors: STYLE, PROJECTION. Clear with
 * story_clear(). */
bool story_begin(Story *story, GError **error);
/* Adds the frame of the date at `index`; swatches of classes it shows first are written. `picture`: file of
 * the drawn map by language, or NULL. Errors: IO. */
bool story_add(Story *story, size_t index, const Frame *frame, json_t *picture_take, GError **error);
/* Adds a member of one's own. */
void story_set(Story *story, const char *name, json_t *value_take);
/* Writes `story.json`. */
bool story_end(Story *story, GError **error);
void story_clear(Story *story);
