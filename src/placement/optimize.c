/* Improves a solution by simulated annealing. A move puts a label at one of its candidates and throws out
 * whatever stands in its way; what a move costs is known at once, because for each candidate the sum of what
 * its rivals in place are worth is kept up to date. Labels that do not touch each other are solved apart:
 * each cluster keeps the best it has seen. */
#include "placement/solver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Moves tried for each label of a cluster at each temperature, and how the temperature falls from a share of
 * the usual penalty. */
enum { STAGES = 90, TRIES = 160, LOG_BITS = 12 };
static const double first_temperature = 0.5, cooling = 0.945;
/* Clusters of this many labels get twice the moves for each label, smaller ones more: they cost little. */
static const double small_cluster = 100;
/* However many labels there are, no more moves than this are tried in all. */
static const double moves_limit = 3e8;

typedef struct {
    uint64_t state;
} Random;

static uint64_t random_next(Random *random)
{
    uint64_t z = (random->state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

/* A number below `count`, from 32 random bits. */
static uint32_t scale_bits(uint32_t bits, uint32_t count)
{
    return (uint32_t)(((uint64_t)bits * count) >> 32);
}

typedef struct {
    const Problem *problem;
    const Conflicts *conflicts;
    uint32_t *chosen;
    uint32_t *owners;   /* label of each candidate */
    int64_t *costs;     /* of each candidate */
    int64_t *penalties; /* of each label */
    /* For each candidate, what the chosen ones that it excludes are worth, and what meeting others costs. */
    int64_t *rivals;
    bool *settled;     /* labels that stay as they are */
    uint32_t *best;    /* best solution so far */
    uint32_t *changed; /* labels that differ from the best, each once */
    bool *is_changed;
    size_t changed_count;
    double logarithms[1 << LOG_BITS]; /* -ln of evenly spread numbers */
    Random random;
} State;

static int64_t worth(const State *state, uint32_t candidate)
{
    return state->penalties[state->owners[candidate]] - state->costs[candidate];
}

/* Tells the neighbours that a candidate has been chosen (`sign` 1) or no longer is (-1). */
static void spread(State *state, uint32_t candidate, int64_t sign)
{
    const Conflicts *conflicts = state->conflicts;
    const int64_t amount = sign * worth(state, candidate);
    const size_t end = conflicts->starts[candidate + 1], last = conflicts->encounter_starts[candidate + 1];
    for (size_t i = conflicts->starts[candidate]; i < end; i++)
        state->rivals[conflicts->neighbors[i]] += amount;
    for (size_t i = conflicts->encounter_starts[candidate]; i < last; i++)
        state->rivals[conflicts->encounters[i].candidate] += sign * conflicts->encounters[i].cost;
}

static void mark_changed(State *state, uint32_t label)
{
    if (state->is_changed[label])
        return;
    state->is_changed[label] = true;
    state->changed[state->changed_count++] = label;
}

/* These three return what the solution costs more by it. Nothing chosen excludes a chosen candidate, so its
 * rivals are only those that it meets. */
static int64_t take_out(State *state, uint32_t label)
{
    const uint32_t candidate = state->chosen[label];
    if (candidate == NO_CANDIDATE)
        return 0;
    spread(state, candidate, -1);
    state->chosen[label] = NO_CANDIDATE;
    mark_changed(state, label);
    return worth(state, candidate) - state->rivals[candidate];
}

static int64_t put_in(State *state, uint32_t candidate)
{
    const uint32_t label = state->owners[candidate];
    state->chosen[label] = candidate;
    spread(state, candidate, 1);
    mark_changed(state, label);
    return state->rivals[candidate] - worth(state, candidate);
}

static int64_t move(State *state, uint32_t candidate)
{
    int64_t change = take_out(state, state->owners[candidate]);
    if (state->rivals[candidate] != 0) {
        const size_t end = state->conflicts->starts[candidate + 1];
        for (size_t i = state->conflicts->starts[candidate]; i < end; i++) {
            const uint32_t neighbor = state->conflicts->neighbors[i];
            if (state->chosen[state->owners[neighbor]] == neighbor)
                change += take_out(state, state->owners[neighbor]);
        }
    }
    return change + put_in(state, candidate);
}

static void keep_best(State *state)
{
    for (size_t i = 0; i < state->changed_count; i++) {
        state->best[state->changed[i]] = state->chosen[state->changed[i]];
        state->is_changed[state->changed[i]] = false;
    }
    state->changed_count = 0;
}

static void return_to_best(State *state)
{
    for (size_t i = 0; i < state->changed_count; i++)
        take_out(state, state->changed[i]);
    for (size_t i = 0; i < state->changed_count; i++)
        if (state->best[state->changed[i]] != NO_CANDIDATE)
            put_in(state, state->best[state->changed[i]]);
    for (size_t i = 0; i < state->changed_count; i++)
        state->is_changed[state->changed[i]] = false;
    state->changed_count = 0;
}

/* ---- Annealing one cluster ---- */

static int compare_costs(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int64_t usual_penalty(const State *state, const uint32_t *labels, size_t count)
{
    g_autofree int64_t *penalties = g_new(int64_t, count);
    for (size_t i = 0; i < count; i++)
        penalties[i] = state->penalties[labels[i]];
    qsort(penalties, count, sizeof *penalties, compare_costs);
    return penalties[count / 4];
}

/* What the cluster costs more, at most, by putting a label at `candidate`; by taking it out where it already
 * stands there. */
static int64_t cost_of_move(const State *state, uint32_t label, uint32_t candidate)
{
    const uint32_t now = state->chosen[label];
    if (now == candidate)
        return worth(state, now) - state->rivals[now];
    return state->rivals[candidate] + state->costs[candidate] -
           (now == NO_CANDIDATE ? state->penalties[label] : state->costs[now] + state->rivals[now]);
}

/* What a label's chosen candidate pays for those it meets; a pair of one cluster is counted once. */
static int64_t cost_of_encounters(const State *state, uint32_t label)
{
    const uint32_t now = state->chosen[label];
    int64_t cost = 0;
    if (now == NO_CANDIDATE)
        return 0;
    for (size_t i = state->conflicts->encounter_starts[now]; i < state->conflicts->encounter_starts[now + 1];
         i++) {
        const Encounter *encounter = &state->conflicts->encounters[i];
        const uint32_t other = state->owners[encounter->candidate];
        if (state->chosen[other] == encounter->candidate && (state->settled[other] || other > label))
            cost += encounter->cost;
    }
    return cost;
}

/* The cluster's cost now, above what it would be with every label at its cheapest position. */
static int64_t cost_above_least(const State *state, const uint32_t *labels, size_t count)
{
    int64_t cost = 0;
    for (size_t i = 0; i < count; i++) {
        const Label *label = problem_label(state->problem, labels[i]);
        const uint32_t now = state->chosen[labels[i]];
        int64_t least = label->penalty;
        for (uint32_t j = 0; j < label->candidate_count; j++)
            least = MIN(least, state->costs[label->first_candidate + j]);
        cost += (now == NO_CANDIDATE ? label->penalty : state->costs[now]) - least +
                cost_of_encounters(state, labels[i]);
    }
    return cost;
}

static void anneal(State *state, const uint32_t *labels, size_t count, double tries)
{
    double temperature = first_temperature * (double)usual_penalty(state, labels, count);
    int64_t cost = cost_above_least(state, labels, count), best = cost;
    for (size_t stage = 0; stage < STAGES; stage++, temperature *= cooling) {
        for (double left = tries * (double)count; left > 0 && best > 0; left--) {
            const uint64_t bits = random_next(&state->random);
            const uint32_t label = labels[scale_bits((uint32_t)bits, (uint32_t)count)];
            const uint32_t candidate =
                problem_label(state->problem, label)->first_candidate +
                scale_bits((uint32_t)(bits >> 32), problem_label(state->problem, label)->candidate_count);
            const bool stays = candidate == state->chosen[label];
            if (stays && state->rivals[candidate] == 0)
                continue;
            const int64_t change = cost_of_move(state, label, candidate);
            if (change > 0 &&
                (double)change > temperature * state->logarithms[(bits >> 20) & ((1 << LOG_BITS) - 1)])
                continue;
            cost += stays ? take_out(state, label) : move(state, candidate);
            if (cost < best) {
                best = cost;
                keep_best(state);
            }
        }
    }
    return_to_best(state);
}

/* ---- Clusters ---- */

/* Whether one of the labels that are drawn in any case stands in the candidate's way. */
static bool is_hopeless(const State *state, uint32_t candidate)
{
    for (size_t i = state->conflicts->starts[candidate]; i < state->conflicts->starts[candidate + 1]; i++) {
        const Label *other = problem_label(state->problem, state->owners[state->conflicts->neighbors[i]]);
        if (other->base != NO_CANDIDATE && other->candidate_count == 1)
            return true;
    }
    return false;
}

/* Settles labels that are drawn in any case and have one position, and those that these leave no place. */
static void settle_fixed(State *state)
{
    for (size_t i = 0; i < problem_label_count(state->problem); i++) {
        const Label *label = problem_label(state->problem, i);
        bool hopeless = true;
        for (uint32_t c = 0; c < label->candidate_count && hopeless; c++)
            hopeless = is_hopeless(state, label->first_candidate + c);
        state->settled[i] = hopeless || (label->base != NO_CANDIDATE && label->candidate_count == 1);
    }
}

/* One candidate of a settled label less stands in the way of a neighbour's. */
typedef struct {
    uint32_t *degrees; /* so many candidates does each exclude or meet */
    uint32_t *queue;   /* of labels to look at again */
    size_t head, tail;
} Settling;

static void free_neighbor(const State *state, Settling *settling, uint32_t neighbor)
{
    if (--settling->degrees[neighbor] == 0 && !state->settled[state->owners[neighbor]])
        settling->queue[settling->tail++] = state->owners[neighbor];
}

static void free_neighbors(const State *state, Settling *settling, const Label *label)
{
    const Conflicts *conflicts = state->conflicts;
    const size_t first = label->first_candidate, end = first + label->candidate_count;
    for (size_t i = conflicts->starts[first]; i < conflicts->starts[end]; i++)
        free_neighbor(state, settling, conflicts->neighbors[i]);
    for (size_t i = conflicts->encounter_starts[first]; i < conflicts->encounter_starts[end]; i++)
        free_neighbor(state, settling, conflicts->encounters[i].candidate);
}

/* Settles labels whose cheapest position is in nobody's way: they need no search. */
static void settle(State *state)
{
    const size_t labels = problem_label_count(state->problem);
    const Conflicts *conflicts = state->conflicts;
    g_autofree uint32_t *degrees = g_new(uint32_t, state->conflicts->candidate_count + 1);
    g_autofree uint32_t *queue = g_new(uint32_t, labels + state->conflicts->candidate_count + 1);
    Settling settling = {.degrees = degrees, .queue = queue};
    for (size_t i = 0; i < conflicts->candidate_count; i++)
        degrees[i] = (uint32_t)(conflicts->starts[i + 1] - conflicts->starts[i] +
                                conflicts->encounter_starts[i + 1] - conflicts->encounter_starts[i]);
    for (size_t i = 0; i < labels; i++)
        queue[settling.tail++] = (uint32_t)i;
    while (settling.head < settling.tail) {
        const uint32_t index = queue[settling.head++];
        const Label *label = problem_label(state->problem, index);
        uint32_t cheapest = label->first_candidate;
        for (uint32_t i = 1; i < label->candidate_count; i++)
            if (state->costs[label->first_candidate + i] < state->costs[cheapest])
                cheapest = label->first_candidate + i;
        if (state->settled[index] || degrees[cheapest] > 0)
            continue;
        state->settled[index] = true;
        state->chosen[index] = cheapest;
        free_neighbors(state, &settling, label);
    }
}

static uint32_t find_root(uint32_t *parents, uint32_t label)
{
    while (parents[label] != label)
        label = parents[label] = parents[parents[label]];
    return label;
}

typedef struct {
    uint32_t root, label;
} Node;

static int compare_nodes(const void *left, const void *right)
{
    const Node *a = left, *b = right;
    int order = (a->root > b->root) - (a->root < b->root);
    return order ? order : (a->label > b->label) - (a->label < b->label);
}

/* The labels not settled, those of one cluster together. */
static void join(const State *state, uint32_t *parents, uint32_t candidate, uint32_t neighbor)
{
    const uint32_t a = state->owners[candidate], b = state->owners[neighbor];
    if (!state->settled[a] && !state->settled[b])
        parents[find_root(parents, a)] = find_root(parents, b);
}

static size_t find_clusters(const State *state, Node *nodes)
{
    const Conflicts *conflicts = state->conflicts;
    const size_t labels = problem_label_count(state->problem);
    g_autofree uint32_t *parents = g_new(uint32_t, labels + 1);
    size_t count = 0;
    for (size_t i = 0; i < labels; i++)
        parents[i] = (uint32_t)i;
    for (size_t i = 0; i < conflicts->candidate_count; i++) {
        for (size_t j = conflicts->starts[i]; j < conflicts->starts[i + 1]; j++)
            join(state, parents, (uint32_t)i, conflicts->neighbors[j]);
        for (size_t j = conflicts->encounter_starts[i]; j < conflicts->encounter_starts[i + 1]; j++)
            join(state, parents, (uint32_t)i, conflicts->encounters[j].candidate);
    }
    for (size_t i = 0; i < labels; i++)
        if (!state->settled[i])
            nodes[count++] = (Node){find_root(parents, (uint32_t)i), (uint32_t)i};
    qsort(nodes, count, sizeof *nodes, compare_nodes);
    return count;
}

static bool any_choice(const State *state, const uint32_t *labels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (problem_label(state->problem, labels[i])->candidate_count > 1)
            return true;
    return false;
}

static void anneal_clusters(State *state, const OptimizeOptions *options, const Node *nodes, size_t count)
{
    g_autofree uint32_t *labels = g_new(uint32_t, count + 1);
    const double usual = fmin(TRIES * options->effort, moves_limit / (STAGES * fmax((double)count, 1)));
    for (size_t start = 0, end = 0; start < count; start = end) {
        size_t size = 0;
        for (; end < count && nodes[end].root == nodes[start].root; end++)
            labels[size++] = nodes[end].label;
        if (!options->keep_order || any_choice(state, labels, size))
            anneal(state, labels, size, usual * (1 + small_cluster / (double)size));
    }
}

/* ---- The whole ---- */

static State *state_new(const Problem *problem, const Conflicts *conflicts, uint64_t seed, uint32_t *chosen)
{
    State *state = g_new0(State, 1);
    const size_t labels = problem_label_count(problem), candidates = conflicts->candidate_count;
    *state = (State){.problem = problem, .conflicts = conflicts, .chosen = chosen, .random = {seed}};
    state->owners = g_new0(uint32_t, candidates + 1);
    state->costs = g_new0(int64_t, candidates + 1);
    state->penalties = g_new0(int64_t, labels + 1);
    state->rivals = g_new0(int64_t, candidates + 1);
    state->best = g_new0(uint32_t, labels + 1);
    state->changed = g_new0(uint32_t, labels + 1);
    state->is_changed = g_new0(bool, labels + 1);
    state->settled = g_new0(bool, labels + 1);
    for (size_t i = 0; i < candidates; i++) {
        state->owners[i] = problem_candidate(problem, i)->label;
        state->costs[i] = problem_candidate(problem, i)->cost;
    }
    for (size_t i = 0; i < labels; i++)
        state->penalties[i] = problem_label(problem, i)->penalty;
    for (size_t i = 0; i < G_N_ELEMENTS(state->logarithms); i++)
        state->logarithms[i] = -log(((double)i + 0.5) / G_N_ELEMENTS(state->logarithms));
    return state;
}

static void state_free(State *state)
{
    g_free(state->owners);
    g_free(state->costs);
    g_free(state->penalties);
    g_free(state->rivals);
    g_free(state->best);
    g_free(state->changed);
    g_free(state->is_changed);
    g_free(state->settled);
    g_free(state);
}

void optimize_solve(const Problem *problem, const Conflicts *conflicts, const OptimizeOptions *options,
                    uint32_t *chosen)
{
    const size_t labels = problem_label_count(problem);
    State *state = state_new(problem, conflicts, options->seed, chosen);
    g_autofree Node *nodes = g_new0(Node, labels + 1);
    settle_fixed(state);
    settle(state);
    for (size_t i = 0; i < labels; i++)
        if (chosen[i] != NO_CANDIDATE)
            spread(state, chosen[i], 1);
    memcpy(state->best, chosen, labels * sizeof *chosen);
    anneal_clusters(state, options, nodes, find_clusters(state, nodes));
    state_free(state);
}
