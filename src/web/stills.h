/* The map as drawn pictures, for browsers without WebGL: one SVG for each state and language. */
#pragma once

#include "setup/frame.h"
#include "web/folder.h"

/* Setups of the bare map, one for each of web_languages. */
typedef struct {
    RenderSetup *setups[2];
    uint64_t sums[2]; /* of the last pictures */
    char *files[2];   /* their names; NULL: none yet */
    size_t count;     /* of pictures drawn, in either language */
} Stills;

/* Opens and places the maps. Errors as of render_setup_open(). Clear with stills_clear(). */
bool stills_open(Stills *stills, const SemaineRenderOptions *options, GError **error);
/* Draws the pictures of a date where they differ from the last ones; `frame` gets that of the first language,
 * to be freed. Returns the files by language, or NULL and an error. */
json_t *stills_draw(Stills *stills, const WebFolder *folder, const char *date, Frame **frame, GError **error);
void stills_clear(Stills *stills);
