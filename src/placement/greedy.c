/* The first solution: labels in the order of the style, each at its cheapest free position. */
#include "placement/collision.h"

#include <stdlib.h>

typedef struct {
    uint32_t rank, label;
} Turn;

static int compare_turns(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    return (a->rank > b->rank) - (a->rank < b->rank);
}

/* What candidates that are in place do to each. */
typedef struct {
    const Problem *problem;
    const Conflicts *conflicts;
    uint32_t *blocked; /* so many exclude it */
    int64_t *burdens;  /* what meeting the others costs */
} Held;

static uint32_t cheapest_free(const Held *held, const Label *label)
{
    uint32_t best = NO_CANDIDATE;
    int64_t least = label->penalty;
    for (uint32_t i = 0; i < label->candidate_count; i++) {
        const uint32_t candidate = label->first_candidate + i;
        const int64_t cost = problem_candidate(held->problem, candidate)->cost + held->burdens[candidate];
        if (held->blocked[candidate] || cost > least || (best != NO_CANDIDATE && cost == least))
            continue;
        best = candidate;
        least = cost;
    }
    return best;
}

/* `step` is 1 for a candidate put in place, -1 for one taken away. */
static void hold(const Held *held, uint32_t candidate, int step)
{
    const Conflicts *conflicts = held->conflicts;
    for (size_t i = conflicts->starts[candidate]; i < conflicts->starts[candidate + 1]; i++)
        held->blocked[conflicts->neighbors[i]] += (uint32_t)step;
    for (size_t i = conflicts->encounter_starts[candidate]; i < conflicts->encounter_starts[candidate + 1];
         i++)
        held->burdens[conflicts->encounters[i].candidate] += step * conflicts->encounters[i].cost;
}

/* Symbols that are drawn whatever happens hold their place from the start. */
static void hold_bases(const Held *held)
{
    for (size_t i = 0; i < problem_label_count(held->problem); i++)
        if (problem_label(held->problem, i)->base != NO_CANDIDATE)
            hold(held, problem_label(held->problem, i)->base, 1);
}

static Turn *order_labels(const Problem *problem)
{
    const size_t count = problem_label_count(problem);
    Turn *turns = g_new0(Turn, count + 1);
    for (size_t i = 0; i < count; i++)
        turns[i] = (Turn){problem_label(problem, i)->rank, (uint32_t)i};
    qsort(turns, count, sizeof *turns, compare_turns);
    return turns;
}

uint32_t *greedy_solve(const Problem *problem, const Conflicts *conflicts, bool in_turn)
{
    const size_t count = problem_label_count(problem);
    uint32_t *chosen = g_new0(uint32_t, count + 1);
    g_autofree Turn *turns = order_labels(problem);
    g_autofree uint32_t *blocked = g_new0(uint32_t, conflicts->candidate_count + 1);
    g_autofree int64_t *burdens = g_new0(int64_t, conflicts->candidate_count + 1);
    const Held held = {problem, conflicts, blocked, burdens};
    if (!in_turn)
        hold_bases(&held);
    for (size_t i = 0; i < count; i++) {
        const Label *label = problem_label(problem, turns[i].label);
        if (label->base != NO_CANDIDATE && !in_turn)
            hold(&held, label->base, -1);
        uint32_t found = cheapest_free(&held, label);
        if (found == NO_CANDIDATE)
            found = label->base;
        chosen[turns[i].label] = found;
        if (found != NO_CANDIDATE)
            hold(&held, found, 1);
    }
    return chosen;
}

/* ---- Crowds ---- */

typedef struct {
    const Problem *problem;
    BoxGrid *grid; /* of the shapes in place */
    uint32_t *owners;
    GArray *found;
} Crowd;

static void take_place(Crowd *crowd, uint32_t index)
{
    const Candidate *candidate = problem_candidate(crowd->problem, index);
    for (uint32_t i = candidate->first_shape; i < candidate->first_shape + candidate->shape_count; i++)
        box_grid_add(crowd->grid, turned_box_bounds(&problem_shape(crowd->problem, i)->box), i);
}

static bool shape_is_free(Crowd *crowd, uint32_t own_label, const Shape *shape)
{
    const Label *own = problem_label(crowd->problem, own_label);
    box_grid_find(crowd->grid, turned_box_bounds(&shape->box), crowd->found);
    for (size_t i = 0; i < crowd->found->len; i++) {
        const uint32_t other = g_array_index(crowd->found, uint32_t, i);
        const uint32_t label = problem_candidate(crowd->problem, crowd->owners[other])->label;
        if (label != own_label && shapes_conflict(own, shape, problem_label(crowd->problem, label),
                                                  problem_shape(crowd->problem, other)))
            return false;
    }
    return true;
}

static bool place_is_free(Crowd *crowd, uint32_t index)
{
    const Candidate *candidate = problem_candidate(crowd->problem, index);
    for (uint32_t i = candidate->first_shape; i < candidate->first_shape + candidate->shape_count; i++)
        if (!shape_is_free(crowd, candidate->label, problem_shape(crowd->problem, i)))
            return false;
    return true;
}

/* The cheapest is sought among few, so the first that is free will do: makers of candidates begin with the
 * best. */
static uint32_t first_free(Crowd *crowd, const Label *label)
{
    if (label->base != NO_CANDIDATE)
        return label->base;
    for (uint32_t i = 0; i < label->candidate_count; i++)
        if (place_is_free(crowd, label->first_candidate + i))
            return label->first_candidate + i;
    return NO_CANDIDATE;
}

uint32_t *greedy_solve_crowd(const Problem *problem, bool in_turn)
{
    const size_t count = problem_label_count(problem);
    uint32_t *chosen = g_new0(uint32_t, count + 1);
    g_autofree Turn *turns = order_labels(problem);
    g_autofree uint32_t *owners = shape_owners(problem);
    g_autoptr(BoxGrid) grid = box_grid_for(problem);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    Crowd crowd = {problem, grid, owners, found};
    for (size_t i = 0; i < count && !in_turn; i++)
        if (problem_label(problem, i)->base != NO_CANDIDATE)
            take_place(&crowd, problem_label(problem, i)->base);
    for (size_t i = 0; i < count; i++) {
        const Label *label = problem_label(problem, turns[i].label);
        chosen[turns[i].label] = first_free(&crowd, label);
        if (chosen[turns[i].label] != NO_CANDIDATE && (in_turn || label->base == NO_CANDIDATE))
            take_place(&crowd, chosen[turns[i].label]);
    }
    return chosen;
}
