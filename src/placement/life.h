/* Lives: when a symbol exists. Time is a sorted list of instants at which something on the map can change; a
 * span covers the instants from `start` up to but not including `end`, by their index in that list. Two
 * symbols can only be in each other's way where both are alive. */
#pragma once

#include "scene/symbol.h"

typedef struct {
    size_t start, end;
} LifeSpan;

/* Spans in order, none touching the next. No span at all means: always alive. */
typedef struct {
    size_t count;
    LifeSpan *spans;
} Life;

/* How much each instant counts: sums[i] is what those before i weigh together. Without sums each weighs 1. */
typedef struct {
    size_t instant_count;
    const int64_t *sums; /* instant_count + 1 of them; may be NULL */
} Calendar;

bool life_contains(Life life, size_t instant);
bool life_overlaps(Life a, Life b);
bool life_equals(Life a, Life b);
/* What the instants it covers weigh. */
int64_t life_length(Life life, const Calendar *calendar);
/* What the instants that two lives have in common weigh. */
int64_t life_shared_length(Life a, Life b, const Calendar *calendar);
/* An owned copy; free its spans with g_free(). */
Life life_copy(Life life);
/* The spans of `life` in which `other` is not alive, owned by the caller; `emptied` says that none is left
 * (an empty life would mean always). */
Life life_subtract(Life life, Life other, size_t instant_count, bool *emptied);
/* "1871-05-21/1871-05-23,1871-05-27/.." from the texts of the instants, "2/5" where `instants` is NULL,
 * "always" for all of time; newly allocated. */
char *life_to_text(Life life, const char *const *instants, size_t instant_count);

/* A symbol with its life: what placement_solve() takes. */
typedef struct {
    const SceneSymbol *symbol; /* borrowed */
    Life life;                 /* borrowed */
} PlacementSymbol;
