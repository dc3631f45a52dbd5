/* Candidates that cannot win are dropped before the search: those in the way of what is drawn in any case and
 * will not go away,
 * and of very many positions the dearest. */
#include "placement/solving.h"

#include <stdlib.h>

/* A label with this many positions has choice enough. */
enum { CHOICES_MAX = 64 };

typedef struct {
    const Solving *solving;
    BoxGrid *grid; /* of the shapes that are drawn in any case */
    uint32_t *owners;
    GArray *found;
    bool *keep;
} Pruning;

static void add_base(Pruning *pruning, const Label *label)
{
    const Problem *problem = pruning->solving->problem;
    const Candidate *base = problem_candidate(problem, label->base);
    for (uint32_t i = base->first_shape; i < base->first_shape + base->shape_count; i++)
        box_grid_add(pruning->grid, turned_box_bounds(&problem_shape(problem, i)->box), i);
}

static bool shape_is_blocked(Pruning *pruning, const Candidate *candidate, const Shape *shape)
{
    const Problem *problem = pruning->solving->problem;
    const Label *label = problem_label(problem, candidate->label);
    box_grid_find(pruning->grid, turned_box_bounds(&shape->box), pruning->found);
    for (size_t i = 0; i < pruning->found->len; i++) {
        const uint32_t other = g_array_index(pruning->found, uint32_t, i);
        const uint32_t owner = problem_candidate(problem, pruning->owners[other])->label;
        const Label *in_place = problem_label(problem, owner);
        Encounter encounter;
        if (owner != candidate->label &&
            shapes_conflict(label, shape, in_place, problem_shape(problem, other)) &&
            !labels_take_turns(problem, label, in_place, &encounter))
            return true;
    }
    return false;
}

static bool is_blocked(Pruning *pruning, const Candidate *candidate)
{
    for (uint32_t i = candidate->first_shape; i < candidate->first_shape + candidate->shape_count; i++)
        if (shape_is_blocked(pruning, candidate, problem_shape(pruning->solving->problem, i)))
            return true;
    return false;
}

/* Without a free position a label keeps the blocked ones: they may be free for part of its life, and tell
 * what is in its way. */
static void drop_blocked(Pruning *pruning, const Label *label)
{
    const Problem *problem = pruning->solving->problem;
    bool any = false;
    for (uint32_t i = 0; i < label->candidate_count; i++) {
        const uint32_t candidate = label->first_candidate + i;
        pruning->keep[candidate] =
            candidate == label->base || !is_blocked(pruning, problem_candidate(problem, candidate));
        any = any || pruning->keep[candidate];
    }
    for (uint32_t i = 0; !any && i < MIN(label->candidate_count, CHOICES_MAX); i++)
        pruning->keep[label->first_candidate + i] = true;
}

/* Keeps what is marked, in the problem and beside it. */
static void keep_marked(Solving *solving, const bool *keep)
{
    guint kept = 0;
    for (guint i = 0; i < solving->poses->len; i++)
        if (keep[i])
            g_array_index(solving->poses, Pose, kept++) = g_array_index(solving->poses, Pose, i);
    g_array_set_size(solving->poses, kept);
    problem_keep(solving->problem, keep);
}

void solving_prune_blocked(Solving *solving)
{
    const Problem *problem = solving->problem;
    g_autoptr(BoxGrid) grid = box_grid_for(problem);
    g_autofree uint32_t *owners = shape_owners(problem);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree bool *keep = g_new0(bool, problem->candidates->len + 1);
    Pruning pruning = {solving, grid, owners, found, keep};
    for (size_t i = 0; i < problem_label_count(problem); i++)
        if (problem_label(problem, i)->base != NO_CANDIDATE)
            add_base(&pruning, problem_label(problem, i));
    for (size_t i = 0; i < problem_label_count(problem); i++)
        drop_blocked(&pruning, problem_label(problem, i));
    keep_marked(solving, keep);
}

static int compare_costs(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* The highest cost among the cheapest positions of a label. */
static int64_t cost_limit(const Problem *problem, const Label *label)
{
    g_autofree int64_t *costs = g_new(int64_t, label->candidate_count);
    for (uint32_t i = 0; i < label->candidate_count; i++)
        costs[i] = problem_candidate(problem, label->first_candidate + i)->cost;
    qsort(costs, label->candidate_count, sizeof *costs, compare_costs);
    return costs[CHOICES_MAX - 1];
}

void solving_prune_dear(Solving *solving)
{
    const Problem *problem = solving->problem;
    g_autofree bool *keep = g_new0(bool, problem->candidates->len + 1);
    for (size_t i = 0; i < problem_label_count(problem); i++) {
        const Label *label = problem_label(problem, i);
        const int64_t limit = label->candidate_count > CHOICES_MAX ? cost_limit(problem, label) : INT64_MAX;
        uint32_t kept = 0;
        for (uint32_t c = label->first_candidate; c < label->first_candidate + label->candidate_count; c++) {
            keep[c] =
                c == label->base || (problem_candidate(problem, c)->cost <= limit && kept < CHOICES_MAX);
            kept += keep[c];
        }
    }
    keep_marked(solving, keep);
}
