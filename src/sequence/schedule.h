/* The dates of a sequence. */
#pragma once

#include "setup/map.h"

/* What was asked for, or where it was not the style's `semaine:sequence` metadata: {"from", "to", "step"}. */
typedef struct {
    const char *from, *to, *step; /* borrowed from options and style */
    bool changes;                 /* step "change" */
} Schedule;

/* Errors: USAGE (no dates, not dates, backwards). */
bool schedule_read(const SemaineFramesOptions *options, const Style *style, Schedule *out, GError **error);
/* The dates from `from` to `to` (texts for date_parse()), owned. For "change" these are all instants at which
 * the map may change: who draws leaves out those where it does not. Errors: USAGE, LIMIT. */
GPtrArray *schedule_dates(const Schedule *schedule, const Map *map, GError **error);
/* The part of `count` items that `shard` (from 1) of `shard_count` does: `first` up to before `end`. Parts
 * are neighbours and differ by one item at most. */
void schedule_shard(size_t count, unsigned shard, unsigned shard_count, size_t *first, size_t *end);
/* Film frames for each date: 1, or what "DATE=SECONDS" says; a DATE without time means its last one in
 * `dates`, and "day=SECONDS" the last one of each day. Of two for one date the later counts. Newly allocated.
 * Errors: USAGE. */
size_t *schedule_holds(const GPtrArray *dates, const char *const *holds, double fps, GError **error);
