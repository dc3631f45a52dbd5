/* Inside placement: what placement_solve() works on, handed from step to step. */
#pragma once

#include "placement/placement.h"

/* A symbol at one of its sites: what placement is asked to show. */
typedef struct {
    Instance instance;
    size_t symbol;      /* index of the input */
    uint32_t label;     /* in the problem, or NO_CANDIDATE */
    PlacementFate fate; /* FATE_PLACED until something is against it */
    Life life;          /* while it is shown, at most the symbol's; owned when `partly` */
    bool partly;        /* it gives way for part of its life */
    size_t number;      /* from 1 for those that became numbers */
    bool on_tiles;      /* it stands on a web map's tile */
} Wish;

typedef struct {
    const PlacementSymbol *symbols;
    size_t count;
    const PlacementOptions *options;
    Calendar calendar;
    CandidateRules rules;
    Shaper *shaper;
    GPtrArray *paths; /* of LabelPath, owned */
    GArray *wishes;   /* of Wish; in the order of the style once ranked: what goes first comes first */
    Problem *problem;
    GArray *poses; /* of Pose, one for each candidate of the problem */
    Conflicts *conflicts;
    uint32_t *chosen; /* candidate of each label */
    bool *used;       /* overrides that corrected something */
    bool refused;     /* there were too many positions */
} Solving;

/* Where the symbols of one key stand. */
typedef struct {
    uint64_t key;
    size_t first, count;
} KeyRange;

struct Placement {
    size_t count;
    PlacedSymbol *symbols;
    size_t range_count;
    KeyRange *ranges; /* in order of key */
    size_t number_count;
    NumberedText *numbers;
    char **layer_ids, **instants; /* copies of what the options named; NULL where they named none */
    size_t layer_count, instant_count;
    Box frame;
    TileGrid tiles; /* where symbols stand on them */
};

/* gather.c: shapes the texts, merges lines and finds the sites: fills `wishes`. */
void solving_gather(Solving *solving);
/* gather.c: the symbol's text as a number in its own font. */
const ShapedText *solving_shape_number(const Solving *solving, const SceneSymbol *symbol, const char *digits);
/* rank.c: sorts the wishes and gives them weights. */
void solving_rank(Solving *solving);
/* prune.c: drops candidates that cannot win. */
void solving_prune_blocked(Solving *solving);
void solving_prune_dear(Solving *solving);
/* surroundings.c: adds to the cost of candidates what they cover and whom they may be taken for. */
void solving_weigh_surroundings(Solving *solving);
/* part_life.c: hides labels while they give way to those they meet, and shows wishes that found no place for
 * part of their life, where that is free. */
void solving_fill_lives(Solving *solving);
/* hide_crossed.c: hides labels that yield to lines while one runs over them. */
void solving_hide_crossed(Solving *solving);
/* result.c: numbers those that became numbers, and builds what the caller gets. */
Placement *solving_result(Solving *solving);

static inline Wish *solving_wish(const Solving *solving, size_t index)
{
    return &g_array_index(solving->wishes, Wish, index);
}
