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
                         .life = life};
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

int64_t solution_cost(const Problem *problem, const uint32_t *chosen)
{
    int64_t cost = 0;
    for (size_t i = 0; i < problem->labels->len; i++)
        cost += chosen[i] == NO_CANDIDATE ? problem_label(problem, i)->penalty
                                          : problem_candidate(problem, chosen[i])->cost;
    return cost;
}
