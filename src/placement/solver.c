#include "placement/solver.h"

Problem *problem_new(void)
{
    Problem *problem = g_new0(Problem, 1);
    problem->labels = g_array_new(FALSE, TRUE, sizeof(Label));
    problem->candidates = g_array_new(FALSE, TRUE, sizeof(Candidate));
    problem->shapes = g_array_new(FALSE, TRUE, sizeof(Shape));
    return problem;
}

void problem_free(Problem *problem)
{
    if (!problem)
        return;
    g_array_unref(problem->labels);
    g_array_unref(problem->candidates);
    g_array_unref(problem->shapes);
    g_free(problem);
}

void problem_add_label(Problem *problem, int64_t penalty, uint32_t rank, Life life)
{
    const Label label = {.first_candidate = problem->candidates->len,
                         .penalty = penalty,
                         .base = NO_CANDIDATE,
                         .rank = rank,
                         .life = life,
                         .length = life_length(life, &problem->calendar)};
    g_array_append_val(problem->labels, label);
}

void problem_add_candidate(Problem *problem, int64_t cost)
{
    const Candidate candidate = {
        .label = problem->labels->len - 1, .first_shape = problem->shapes->len, .cost = cost};
    g_array_append_val(problem->candidates, candidate);
    g_array_index(problem->labels, Label, problem->labels->len - 1).candidate_count++;
}

void problem_add_shape(Problem *problem, const Shape *shape)
{
    g_array_append_vals(problem->shapes, shape, 1);
    g_array_index(problem->candidates, Candidate, problem->candidates->len - 1).shape_count++;
}

static void keep_candidates(Problem *problem, const bool *keep, uint32_t *moved)
{
    uint32_t candidates = 0, shapes = 0;
    for (uint32_t i = 0; i < problem->candidates->len; i++) {
        Candidate candidate = g_array_index(problem->candidates, Candidate, i);
        moved[i] = candidates;
        if (!keep[i])
            continue;
        for (uint32_t k = 0; k < candidate.shape_count; k++)
            g_array_index(problem->shapes, Shape, shapes + k) =
                g_array_index(problem->shapes, Shape, candidate.first_shape + k);
        candidate.first_shape = shapes;
        shapes += candidate.shape_count;
        g_array_index(problem->candidates, Candidate, candidates++) = candidate;
    }
    moved[problem->candidates->len] = candidates;
    g_array_set_size(problem->candidates, candidates);
    g_array_set_size(problem->shapes, shapes);
}

void problem_keep(Problem *problem, const bool *keep)
{
    /* Where each candidate, kept or not, has moved to. */
    g_autofree uint32_t *moved = g_new0(uint32_t, problem->candidates->len + 1);
    keep_candidates(problem, keep, moved);
    for (size_t i = 0; i < problem->labels->len; i++) {
        Label *label = &g_array_index(problem->labels, Label, i);
        const uint32_t end = label->first_candidate + label->candidate_count;
        if (label->base != NO_CANDIDATE)
            label->base = moved[label->base];
        label->first_candidate = moved[label->first_candidate];
        label->candidate_count = moved[end] - label->first_candidate;
    }
}

size_t problem_label_count(const Problem *problem)
{
    return problem->labels->len;
}

const Label *problem_label(const Problem *problem, size_t label)
{
    return &g_array_index(problem->labels, Label, label);
}

const Candidate *problem_candidate(const Problem *problem, size_t candidate)
{
    return &g_array_index(problem->candidates, Candidate, candidate);
}

const Shape *problem_shape(const Problem *problem, size_t shape)
{
    return &g_array_index(problem->shapes, Shape, shape);
}

/* What hiding a label for a while costs; -1 where it must not be hidden. */
static int64_t cost_of_yielding(const Label *label, int64_t shared)
{
    if (label->steady || label->base != NO_CANDIDATE || shared >= label->length - shared)
        return -1;
    return (int64_t)((double)label->penalty * (double)shared / (double)label->length) + 1;
}

bool labels_take_turns(const Problem *problem, const Label *label, const Label *other, Encounter *encounter)
{
    if (problem->calendar.instant_count == 0)
        return false;
    const int64_t shared = life_shared_length(label->life, other->life, &problem->calendar);
    const int64_t own = cost_of_yielding(label, shared), others = cost_of_yielding(other, shared);
    if (own < 0 && others < 0)
        return false;
    encounter->yields =
        others < 0 || (own >= 0 && (own < others || (own == others && label->rank > other->rank)));
    encounter->cost = encounter->yields ? own : others;
    return true;
}
