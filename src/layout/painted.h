/* What of a scene is on the paper: items that reach into the frame, and of the symbols those that found a
 * place. Legends, credits and indexes list these and nothing else. */
#pragma once

#include "placement/placement.h"
#include "scene/scene.h"

typedef struct Painted Painted;

/* `width` and `height` are the map frame's, `instant` the scene's date in the placement's timeline. Free with
 * painted_free(). */
Painted *painted_new(const Scene *scene, const Placement *placement, size_t instant, double width,
                     double height);
void painted_free(Painted *painted);

/* Whether the item is on the paper. */
bool painted_has(const Painted *painted, size_t layer, size_t item);
