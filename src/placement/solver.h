/* The placement problem without cartography: labels with candidate positions, each a few boxes and a cost.
 * Which candidates shall be chosen, at most one for each label, so that no two in conflict are chosen and the
 * sum of costs and of the penalties of labels left out is least? Costs are whole numbers: sums are exact, and
 * the same on every machine. */
#pragma once

#include "geometry/geometry.h"
#include "placement/life.h"

#define NO_CANDIDATE UINT32_MAX

/* A box turned about its centre. */
typedef struct {
    Point center;
    double half_width, half_height;
    double cosine, sine; /* of the turn, clockwise with y downward */
} TurnedBox;

typedef enum { SHAPE_ICON, SHAPE_TEXT, SHAPE_LEADER } ShapeKind;

/* How a box behaves towards the boxes of other labels (overlap modes of the specification). */
typedef struct {
    TurnedBox box;  /* with its padding */
    double padding; /* towards strangers; labels of one family need not keep it between them */
    OverlapMode overlap;
    bool ignored; /* others need not mind it */
    ShapeKind kind;
} Shape;

typedef struct {
    uint32_t label;
    uint32_t first_shape, shape_count;
    int64_t cost; /* at least 0 */
} Candidate;

typedef struct {
    uint32_t first_candidate, candidate_count;
    int64_t penalty; /* of leaving it out */
    uint32_t base;   /* a candidate drawn whatever happens, or NO_CANDIDATE */
    uint32_t rank;   /* place in the order of the style: lower goes first; no two are equal */
    uint32_t family; /* of the same thing on the map, such as an icon and the name of one feature; 0: none */
    bool steady;     /* never hidden for a while */
    Life life;       /* borrowed */
    int64_t length;  /* what its life weighs */
} Label;

typedef struct {
    GArray *labels, *candidates, *shapes;
    Calendar calendar; /* set it before labels are added; of no instants: labels never take turns */
} Problem;

Problem *problem_new(void);
void problem_free(Problem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Problem, problem_free)
/* Each adds to the last label, the last candidate. */
void problem_add_label(Problem *problem, int64_t penalty, uint32_t rank, Life life);
void problem_add_candidate(Problem *problem, int64_t cost);
void problem_add_shape(Problem *problem, const Shape *shape);
/* Drops the candidates that are not marked, with their shapes. */
void problem_keep(Problem *problem, const bool *keep);
size_t problem_label_count(const Problem *problem);
const Label *problem_label(const Problem *problem, size_t label);
const Candidate *problem_candidate(const Problem *problem, size_t candidate);
const Shape *problem_shape(const Problem *problem, size_t shape);

/* A candidate that may be chosen together with one it overlaps, because one of the two labels lives so much
 * longer that it can give way for a while: a street's name to the fight of a day. */
typedef struct {
    uint32_t candidate;
    bool yields; /* the label whose encounter this is gives way, not the other */
    int64_t cost;
} Encounter;

/* Which candidates exclude each other: for candidate c, neighbors[starts[c]] up to neighbors[starts[c + 1]],
 * in order; and which it meets: encounters from encounter_starts[c] in the same way. Candidates of one label
 * are not listed. */
typedef struct {
    size_t candidate_count;
    size_t *starts;
    uint32_t *neighbors;
    size_t *encounter_starts;
    Encounter *encounters;
} Conflicts;

/* Whether two labels that overlap in place and time may take turns, and then who gives way at what cost (the
 * share of its life times its penalty): neither is drawn in any case or steady, and who gives way keeps half
 * its life. `encounter` is filled for `label`. */
bool labels_take_turns(const Problem *problem, const Label *label, const Label *other, Encounter *encounter);

/* Finds all conflicts: boxes that overlap by more than a trace, lives that overlap, overlap modes that forbid
 * it. NULL where there are more than can be handled (some thirty millions). */
Conflicts *conflicts_find(const Problem *problem);
void conflicts_free(Conflicts *conflicts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conflicts, conflicts_free)

/* For each label the chosen candidate or NO_CANDIDATE; g_free() it. Greedy: in the order of rank, the
 * cheapest candidate that is free, as MapLibre does. Symbols drawn whatever happens hold their place from the
 * start, or from their turn on. */
uint32_t *greedy_solve(const Problem *problem, const Conflicts *conflicts, bool in_turn);
/* The same without a list of conflicts: each candidate is compared with those already in place. For crowds.
 */
uint32_t *greedy_solve_crowd(const Problem *problem, bool in_turn);

typedef struct {
    uint64_t seed;
    double effort;   /* 1: the usual number of steps */
    bool keep_order; /* labels without a choice keep the order of the style among themselves */
} OptimizeOptions;

/* Improves `chosen` (a solution without conflicts) in place; never makes it worse. */
void optimize_solve(const Problem *problem, const Conflicts *conflicts, const OptimizeOptions *options,
                    uint32_t *chosen);
