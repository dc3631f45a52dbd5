/* The symbols of a map over all dates: every wish of a symbol layer with the time it lives, found at the
 * instants where its feature's dates let filter, text or icon change. */
#pragma once

#include "placement/placement.h"
#include "scene/build.h"

typedef struct Timeline Timeline;

/* Evaluates the symbol layers of the request's style; the request's own date does not matter. Free with
 * timeline_free(). */
Timeline *timeline_build(const SceneRequest *request);
void timeline_free(Timeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Timeline, timeline_free)

/* The instants in order, and the symbols with their lives as indices into them; borrowed. */
const char *const *timeline_instants(const Timeline *timeline, size_t *count);
const PlacementSymbol *timeline_symbols(const Timeline *timeline, size_t *count);
/* The lines that labels should not cross (layer metadata semaine:obstacle), with the time they are there;
 * borrowed. */
const Obstacle *timeline_obstacles(const Timeline *timeline, size_t *count);
/* How much each instant counts between two days, by its minutes; others very little. `from` and `to` (the
 * last day) are dates as text; without them, or where they are no dates, NULL: all count alike. The sums of a
 * Calendar; g_free() them. */
int64_t *timeline_sums(const Timeline *timeline, const char *from, const char *to);
/* The index of the last instant not after `date`. */
size_t timeline_find(const Timeline *timeline, const char *date);
