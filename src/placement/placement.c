#include "placement/placement.h"

#include "base/error.h"
#include "placement/placed.h"
#include "placement/solving.h"

#include <math.h>
#include <stdlib.h>

/* What leaving an ordinary label out costs; how much more one that is drawn whatever happens. */
static const double ordinary = 1000;
static const int64_t forced_factor = 1000000;
/* Boxes of all candidates together: 400 MB. */
enum { BOXES_MAX = 5000000 };

PlacementOptions placement_options(double width, double height)
{
    return (PlacementOptions){.width = width, .height = height, .instant_count = 1, .effort = 1};
}

static void free_path(void *path)
{
    label_path_free(path);
}

static CandidateRules rules_of(const PlacementOptions *options)
{
    const double margin = options->cut_at_frame ? 0 : fmax(options->margin, 0);
    return (CandidateRules){.frame = {margin, margin, options->width - margin, options->height - margin},
                            .cut_at_frame = options->cut_at_frame,
                            .tiles = options->tiles,
                            .map_rotation = options->map_rotation * G_PI / 180,
                            .costs = {.anchor_step = 0.02,
                                      .slide = 0.1,
                                      .bend = 0.05,
                                      .shift = 0.2,
                                      .spill = 0.25,
                                      .beside = 0.15,
                                      .leader = 0.5,
                                      .icon_left = 0.4,
                                      .text_left = 0.6,
                                      .numbered = 0.5}};
}

static Solving solving_new(const PlacementSymbol *symbols, size_t count, const PlacementOptions *options)
{
    return (Solving){.symbols = symbols,
                     .count = count,
                     .options = options,
                     .calendar = {MAX(options->instant_count, 1), options->instant_sums},
                     .rules = rules_of(options),
                     .shaper = shaper_new(),
                     .paths = g_ptr_array_new_with_free_func(free_path),
                     .wishes = g_array_new(FALSE, TRUE, sizeof(Wish)),
                     .problem = problem_new(),
                     .poses = g_array_new(FALSE, TRUE, sizeof(Pose))};
}

static void solving_clear(Solving *solving)
{
    for (size_t i = 0; i < solving->wishes->len; i++)
        if (solving_wish(solving, i)->partly)
            g_free(solving_wish(solving, i)->life.spans);
    shaper_free(solving->shaper);
    g_ptr_array_unref(solving->paths);
    g_array_unref(solving->wishes);
    problem_free(solving->problem);
    g_array_unref(solving->poses);
    conflicts_free(solving->conflicts);
    g_free(solving->chosen);
    g_free(solving->used);
}

/* ---- The problem ---- */

/* Whether a candidate is drawn whatever stands there: all its parts may overlap. */
static bool never_yields(const Problem *problem, const Candidate *candidate)
{
    for (size_t i = 0; i < candidate->shape_count; i++)
        if (problem_shape(problem, candidate->first_shape + i)->overlap != OVERLAP_ALWAYS)
            return false;
    return true;
}

static void set_penalty(Problem *problem, const Wish *wish)
{
    Label *label = &g_array_index(problem->labels, Label, wish->label);
    label->penalty = llround(wish->instance.weight * ordinary);
    for (uint32_t i = 0; i < label->candidate_count; i++) {
        if (!never_yields(problem, problem_candidate(problem, label->first_candidate + i)))
            continue;
        label->penalty *= forced_factor;
        label->base = label->first_candidate + i;
        return;
    }
}

/* The same number for all symbols of one feature. */
static uint32_t family_of(GHashTable *families, const SceneSymbol *symbol)
{
    char *name = g_strdup_printf("%p %zu", (const void *)symbol->origin.source, symbol->origin.feature);
    size_t family = GPOINTER_TO_SIZE(g_hash_table_lookup(families, name));
    if (family != 0) {
        g_free(name);
        return (uint32_t)family;
    }
    family = g_hash_table_size(families) + 1;
    g_hash_table_insert(families, name, GSIZE_TO_POINTER(family));
    return (uint32_t)family;
}

static void pose_wish(Solving *solving, GHashTable *families, Wish *wish)
{
    const guint before = solving->problem->labels->len;
    problem_add_label(solving->problem, 0, before, wish->life);
    Label *label = &g_array_index(solving->problem->labels, Label, before);
    label->family = family_of(families, wish->instance.symbol);
    label->steady = wish->instance.symbol->required;
    switch (candidates_add(&solving->rules, &wish->instance, solving->problem, solving->poses)) {
    case CANDIDATES_SOME:
        wish->label = before;
        set_penalty(solving->problem, wish);
        return;
    case CANDIDATES_OUTSIDE:
        wish->fate = FATE_OUTSIDE;
        break;
    case CANDIDATES_NO_ROOM:
        wish->fate = FATE_NO_ROOM;
        break;
    }
    g_array_set_size(solving->problem->labels, before);
}

/* What comes after so many boxes gets no place, and a warning. */
static void refuse(Solving *solving, Wish *wish)
{
    wish->fate = FATE_NO_ROOM;
    if (solving->options->report && !solving->refused)
        report_add(solving->options->report, SEVERITY_WARNING, "", 0, "labels",
                   "expected at most %u boxes of possible positions, found more: the rest is not shown",
                   BOXES_MAX);
    solving->refused = true;
}

static void pose_wishes(Solving *solving)
{
    GHashTable *families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < solving->wishes->len; i++) {
        Wish *wish = solving_wish(solving, i);
        if (wish->fate == FATE_PLACED && solving->problem->shapes->len < BOXES_MAX)
            pose_wish(solving, families, wish);
        else if (wish->fate == FATE_PLACED)
            refuse(solving, wish);
    }
    g_hash_table_unref(families);
}

/* Icons alone stand on a web map as MapLibre GL JS places them, first come first served. */
static double effort_of(const Solving *solving)
{
    if (!solving->options->tiles)
        return solving->options->effort;
    for (size_t i = 0; i < solving->wishes->len; i++)
        if (!solving_wish(solving, i)->on_tiles)
            return solving->options->effort;
    return 0;
}

static void solve(Solving *solving)
{
    const PlacementOptions *options = solving->options;
    const double effort = effort_of(solving);
    const bool in_turn = options->tiles && effort == 0;
    const OptimizeOptions optimize = {.seed = options->seed, .effort = effort, .keep_order = true};
    if (effort > 0)
        solving->problem->calendar = solving->calendar;
    pose_wishes(solving);
    solving_prune_blocked(solving);
    if (effort > 0) {
        solving_weigh_surroundings(solving);
        solving_prune_dear(solving);
    }
    solving->conflicts = conflicts_find(solving->problem);
    if (!solving->conflicts) {
        solving->chosen = greedy_solve_crowd(solving->problem, in_turn);
        return;
    }
    solving->chosen = greedy_solve(solving->problem, solving->conflicts, in_turn);
    if (effort > 0)
        optimize_solve(solving->problem, solving->conflicts, &optimize, solving->chosen);
    solving_fill_lives(solving);
    solving_hide_crossed(solving);
}

Placement *placement_solve(const PlacementSymbol *symbols, size_t count, const PlacementOptions *options)
{
    Solving solving = solving_new(symbols, count, options);
    if (options->overrides)
        solving.used = g_new0(bool, overrides_count(options->overrides) + 1);
    solving_gather(&solving);
    if (options->overrides && options->report)
        overrides_report_stale(options->overrides, solving.used, options->scale, options->report);
    solving_rank(&solving);
    solve(&solving);
    Placement *placement = solving_result(&solving);
    solving_clear(&solving);
    return placement;
}

void placement_free(Placement *placement)
{
    if (!placement)
        return;
    for (size_t i = 0; i < placement->count; i++)
        placed_symbol_clear(&placement->symbols[i]);
    for (size_t i = 0; i < placement->number_count; i++)
        g_free(placement->numbers[i].text);
    for (size_t i = 0; i < placement->layer_count; i++)
        g_free(placement->layer_ids[i]);
    for (size_t i = 0; placement->instants && i < placement->instant_count; i++)
        g_free(placement->instants[i]);
    g_free(placement->layer_ids);
    g_free(placement->instants);
    g_free(placement->symbols);
    g_free(placement->ranges);
    g_free(placement->numbers);
    g_free(placement);
}

/* ---- Looking up ---- */

const PlacedSymbol *placement_symbols(const Placement *placement, size_t *count)
{
    *count = placement->count;
    return placement->symbols;
}

static int compare_keys(const void *left, const void *right)
{
    const KeyRange *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

const PlacedSymbol *placement_lookup(const Placement *placement, uint64_t key, size_t *count)
{
    const KeyRange wanted = {.key = key};
    const KeyRange *found =
        bsearch(&wanted, placement->ranges, placement->range_count, sizeof(KeyRange), compare_keys);
    *count = found ? found->count : 0;
    return found ? placement->symbols + found->first : NULL;
}

const NumberedText *placement_numbers(const Placement *placement, size_t *count)
{
    *count = placement->number_count;
    return placement->numbers;
}

/* Features beyond the frame are not on this sheet: nobody misses their labels. */
static bool is_off_the_sheet(const Placement *placement, const PlacedSymbol *placed)
{
    return placed->fate == FATE_OUTSIDE && !box_contains(placement->frame, placed->site);
}

/* What is wrong with a required symbol; NULL where nothing is. */
static const char *find_fault(const Placement *placement, const PlacedSymbol *placed)
{
    if (!placed->required || placed->fate == FATE_MERGED || is_off_the_sheet(placement, placed))
        return NULL;
    if (placed->fate != FATE_PLACED)
        return placement_fate_text(placed->fate);
    if (placed->partly)
        return "hidden for part of its life";
    return placed->has_text || !placed->text[0] ? NULL : "shown without its text";
}

bool placement_check_required(const Placement *placement, GError **error)
{
    for (size_t i = 0; i < placement->count; i++) {
        const PlacedSymbol *placed = &placement->symbols[i];
        const char *fault = find_fault(placement, placed);
        if (!fault)
            continue;
        const char *layer = placed->layer < placement->layer_count ? placement->layer_ids[placed->layer] : "";
        const char *winner = placed->winner < placement->count ? placement->symbols[placed->winner].text : "";
        g_set_error(
            error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
            "layer \"%s\": required label \"%s\" of feature %s: expected a place for it, found %s%s%s%s",
            layer, placed->text, placed->feature, fault, winner[0] ? ", in the way \"" : "", winner,
            winner[0] ? "\"" : "");
        return false;
    }
    return true;
}
