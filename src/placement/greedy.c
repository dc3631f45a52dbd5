/* The first solution: labels in the order of the style, each at its cheapest free position. */
#include "placement/solver.h"

#include <stdlib.h>

typedef struct {
    uint32_t rank, label;
} Turn;

static int compare_turns(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    return (a->rank > b->rank) - (a->rank < b->rank);
}

static uint32_t cheapest_free(const Problem *problem, const Label *label, const uint32_t *blocked)
{
    uint32_t best = NO_CANDIDATE;
    for (uint32_t i = 0; i < label->candidate_count; i++) {
        const uint32_t candidate = label->first_candidate + i;
        if (!blocked[candidate] && problem_candidate(problem, candidate)->cost <= label->penalty &&
            (best == NO_CANDIDATE ||
             problem_candidate(problem, candidate)->cost < problem_candidate(problem, best)->cost))
            best = candidate;
    }
    return best;
}

static void block(const Conflicts *conflicts, uint32_t candidate, uint32_t step, uint32_t *blocked)
{
    for (size_t i = conflicts->starts[candidate]; i < conflicts->starts[candidate + 1]; i++)
        blocked[conflicts->neighbors[i]] += step;
}

/* Symbols that are drawn whatever happens hold their place from the start. */
static void hold_bases(const Problem *problem, const Conflicts *conflicts, uint32_t *blocked)
{
    for (size_t i = 0; i < problem_label_count(problem); i++)
        if (problem_label(problem, i)->base != NO_CANDIDATE)
            block(conflicts, problem_label(problem, i)->base, 1, blocked);
}

uint32_t *greedy_solve(const Problem *problem, const Conflicts *conflicts)
{
    const size_t count = problem_label_count(problem);
    uint32_t *chosen = g_new0(uint32_t, count + 1);
    g_autofree Turn *turns = g_new0(Turn, count + 1);
    g_autofree uint32_t *blocked = g_new0(uint32_t, conflicts->candidate_count + 1);
    for (size_t i = 0; i < count; i++)
        turns[i] = (Turn){problem_label(problem, i)->rank, (uint32_t)i};
    qsort(turns, count, sizeof *turns, compare_turns);
    hold_bases(problem, conflicts, blocked);
    for (size_t i = 0; i < count; i++) {
        const Label *label = problem_label(problem, turns[i].label);
        if (label->base != NO_CANDIDATE)
            block(conflicts, label->base, (uint32_t)-1, blocked);
        uint32_t found = cheapest_free(problem, label, blocked);
        if (found == NO_CANDIDATE)
            found = label->base;
        chosen[turns[i].label] = found;
        if (found != NO_CANDIDATE)
            block(conflicts, found, 1, blocked);
    }
    return chosen;
}
