#include "placement/placement.h"

#include "placement/placed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A label that must be shown, and one that is drawn whatever happens, in units of one ordinary label. */
static const int64_t ordinary = 1000, required_weight = 10000, forced_weight = 1000000;
/* Each layer counts this much more than the one below, up to so many layers. */
static const double layer_factor = 2;
enum { LAYER_STEPS_MAX = 6 };

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
};

PlacementOptions placement_options(double width, double height)
{
    return (PlacementOptions){.width = width, .height = height, .instant_count = 1, .effort = 1};
}

/* ---- Gathering instances ---- */

typedef struct {
    Instance instance;
    size_t symbol;  /* index of the input */
    double weight;  /* of leaving it out, 1 for an ordinary label */
    uint32_t label; /* in the problem, or NO_CANDIDATE */
    PlacementFate fate;
} Wish;

typedef struct {
    const PlacementSymbol *symbols;
    size_t count;
    const PlacementOptions *options;
    CandidateRules rules;
    Shaper *shaper;
    GPtrArray *paths;
    GArray *wishes; /* in the order of the style: what goes first comes first */
    Problem *problem;
    GArray *poses;
    uint32_t *chosen;
    Conflicts *conflicts;
} Solving;

static void free_path(void *path)
{
    label_path_free(path);
}

static CandidateRules rules_of(const PlacementOptions *options)
{
    const double margin = options->cut_at_frame ? 0 : fmax(options->margin, 0);
    return (CandidateRules){
        .frame = {margin, margin, options->width - margin, options->height - margin},
        .cut_at_frame = options->cut_at_frame,
        .map_rotation = options->map_rotation * G_PI / 180,
        .costs = {.anchor_step = 0.02, .icon_left = 0.4, .text_left = 0.6, .slide = 0.1, .bend = 0.05}};
}

static void solving_clear(Solving *solving)
{
    shaper_free(solving->shaper);
    g_ptr_array_unref(solving->paths);
    g_array_unref(solving->wishes);
    problem_free(solving->problem);
    g_array_unref(solving->poses);
    g_free(solving->chosen);
    conflicts_free(solving->conflicts);
}

static Solving solving_new(const PlacementSymbol *symbols, size_t count, const PlacementOptions *options)
{
    return (Solving){.symbols = symbols,
                     .count = count,
                     .options = options,
                     .rules = rules_of(options),
                     .shaper = shaper_new(),
                     .paths = g_ptr_array_new_with_free_func(free_path),
                     .wishes = g_array_new(FALSE, TRUE, sizeof(Wish)),
                     .problem = problem_new(),
                     .poses = g_array_new(FALSE, TRUE, sizeof(Pose))};
}

static void report_missing(const Solving *solving, const SceneSymbol *symbol, const ShapedText *shaped)
{
    if (!solving->options->report || !shaped || shaped->missing_glyphs == 0)
        return;
    g_autofree char *text = symbol_text_line(symbol);
    report_add(solving->options->report, SEVERITY_WARNING, "", 0, "text",
               "no font has %zu of the characters of \"%s\"", shaped->missing_glyphs, text);
}

static SiteNeeds needs_of(const SceneSymbol *symbol, const ShapedText *shaped)
{
    SiteNeeds needs = {0};
    const bool along = shaped && symbol_text_along(symbol);
    if (shaped)
        needs.text_width = shaped->width;
    if (along)
        needs.text_size = symbol->text.size;
    if (symbol->icon.icon)
        needs.icon_width = symbol->icon.icon->width * symbol->icon.size;
    needs.slides = along && !symbol->icon.icon;
    return needs;
}

static void add_wishes(Solving *solving, size_t index, const ShapedText *shaped, GArray *sites)
{
    const SceneSymbol *symbol = solving->symbols[index].symbol;
    for (size_t i = 0; i < sites->len; i++) {
        const Wish wish = {.instance = {symbol, shaped, g_array_index(sites, Site, i)},
                           .symbol = index,
                           .label = NO_CANDIDATE,
                           .weight = 1};
        g_array_append_val(solving->wishes, wish);
    }
    if (sites->len > 0)
        return;
    const Wish none = {
        .instance = {.symbol = symbol}, .symbol = index, .label = NO_CANDIDATE, .fate = FATE_OUTSIDE};
    g_array_append_val(solving->wishes, none);
}

static void gather(Solving *solving)
{
    GArray *sites = g_array_new(FALSE, TRUE, sizeof(Site));
    for (size_t i = 0; i < solving->count; i++) {
        const SceneSymbol *symbol = solving->symbols[i].symbol;
        const ShapedText *shaped =
            shaper_shape(solving->shaper, &symbol->text, symbol->placement == PLACE_POINT);
        report_missing(solving, symbol, shaped);
        g_array_set_size(sites, 0);
        if (!shaped && !symbol->icon.icon) {
            const Wish empty = {
                .instance = {.symbol = symbol}, .symbol = i, .label = NO_CANDIDATE, .fate = FATE_EMPTY};
            g_array_append_val(solving->wishes, empty);
            continue;
        }
        const SiteNeeds needs = needs_of(symbol, shaped);
        sites_find(symbol, i, symbol->geometry, &needs, solving->rules.frame, sites, solving->paths);
        add_wishes(solving, i, shaped, sites);
    }
    g_array_unref(sites);
}

/* ---- Order and weight ---- */

static bool placed_by_y(const SceneSymbol *symbol)
{
    const bool overlaps = symbol->text.overlap != OVERLAP_NEVER || symbol->icon.overlap != OVERLAP_NEVER ||
                          symbol->text.ignore_placement || symbol->icon.ignore_placement;
    return overlaps && symbol->order != ORDER_SOURCE;
}

/* Upper layers first; in a layer lower sort keys, then nearer to the lower edge where symbols may overlap,
 * then the order of the source. */
static int compare_wishes(const void *left, const void *right)
{
    const Wish *a = left, *b = right;
    const SceneSymbol *first = a->instance.symbol, *second = b->instance.symbol;
    int order = (first->layer < second->layer) - (first->layer > second->layer);
    if (order == 0 && first->order != ORDER_VIEWPORT_Y)
        order = (first->sort_key > second->sort_key) - (first->sort_key < second->sort_key);
    if (order == 0 && placed_by_y(first))
        order = (a->instance.site.point.y < b->instance.site.point.y) -
                (a->instance.site.point.y > b->instance.site.point.y);
    if (order == 0)
        order = (first->origin.feature > second->origin.feature) -
                (first->origin.feature < second->origin.feature);
    if (order == 0)
        order = (a->symbol > b->symbol) - (a->symbol < b->symbol);
    return order ? order
                 : (a->instance.site.instance > b->instance.site.instance) -
                       (a->instance.site.instance < b->instance.site.instance);
}

/* Weights of one layer's wishes: lower sort keys count up to twice as much as the highest. */
static void weigh_layer(Wish *wishes, size_t count, double weight)
{
    size_t classes = 1, class = 0;
    for (size_t i = 1; i < count; i++)
        classes += wishes[i].instance.symbol->sort_key != wishes[i - 1].instance.symbol->sort_key;
    for (size_t i = 0; i < count; i++) {
        class += i > 0 && wishes[i].instance.symbol->sort_key != wishes[i - 1].instance.symbol->sort_key;
        wishes[i].weight = weight * (classes > 1 ? 2 - (double)class / (double)(classes - 1) : 1);
    }
}

static void weigh(GArray *wishes)
{
    Wish *all = (Wish *)(void *)wishes->data;
    size_t layers = 0;
    for (size_t i = 0; i < wishes->len; i++)
        layers += i == 0 || all[i].instance.symbol->layer != all[i - 1].instance.symbol->layer;
    const double steps = fmin((double)layers - 1, LAYER_STEPS_MAX);
    for (size_t start = 0, end = 0, layer = 0; start < wishes->len; start = end, layer++) {
        while (end < wishes->len && all[end].instance.symbol->layer == all[start].instance.symbol->layer)
            end++;
        const double height = layers > 1 ? steps * (double)(layers - 1 - layer) / (double)(layers - 1) : 0;
        weigh_layer(all + start, end - start, pow(layer_factor, height));
    }
}

/* ---- Problem ---- */

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
    label->penalty =
        llround(wish->weight * (double)ordinary) * (wish->instance.symbol->required ? required_weight : 1);
    for (uint32_t i = 0; i < label->candidate_count; i++) {
        if (!never_yields(problem, problem_candidate(problem, label->first_candidate + i)))
            continue;
        label->penalty *= forced_weight;
        label->base = label->first_candidate + i;
        return;
    }
}

static void pose_wishes(Solving *solving)
{
    for (size_t i = 0; i < solving->wishes->len; i++) {
        Wish *wish = &g_array_index(solving->wishes, Wish, i);
        if (wish->fate != FATE_PLACED)
            continue;
        const guint before = solving->problem->labels->len;
        problem_add_label(solving->problem, 0, before, solving->symbols[wish->symbol].life);
        switch (candidates_add(&solving->rules, &wish->instance, solving->problem, solving->poses)) {
        case CANDIDATES_SOME:
            wish->label = before;
            set_penalty(solving->problem, wish);
            break;
        case CANDIDATES_OUTSIDE:
            wish->fate = FATE_OUTSIDE;
            break;
        case CANDIDATES_NO_ROOM:
            wish->fate = FATE_NO_ROOM;
            break;
        }
        if (wish->label == NO_CANDIDATE)
            g_array_set_size(solving->problem->labels, before);
    }
}

static bool solve(Solving *solving, GError **error)
{
    solving->conflicts = conflicts_find(solving->problem, error);
    if (!solving->conflicts)
        return false;
    solving->chosen = greedy_solve(solving->problem, solving->conflicts);
    if (solving->options->effort > 0)
        optimize_solve(solving->problem, solving->conflicts,
                       &(OptimizeOptions){solving->options->seed, solving->options->effort, true},
                       solving->chosen);
    return true;
}

/* ---- Result ---- */

/* The wish of each label. */
static size_t *label_wishes(const Solving *solving)
{
    size_t *wishes = g_new0(size_t, solving->problem->labels->len + 1);
    for (size_t i = 0; i < solving->wishes->len; i++) {
        const Wish *wish = &g_array_index(solving->wishes, Wish, i);
        if (wish->label != NO_CANDIDATE)
            wishes[wish->label] = i;
    }
    return wishes;
}

/* The label that holds the place of the cheapest position of one that was left out. */
static uint32_t winner_of(const Solving *solving, uint32_t label)
{
    const Label *lost = problem_label(solving->problem, label);
    uint32_t winner = NO_CANDIDATE;
    int64_t best = INT64_MAX;
    for (uint32_t c = lost->first_candidate; c < lost->first_candidate + lost->candidate_count; c++) {
        if (problem_candidate(solving->problem, c)->cost >= best)
            continue;
        for (size_t j = solving->conflicts->starts[c]; j < solving->conflicts->starts[c + 1]; j++) {
            const uint32_t other = solving->conflicts->neighbors[j];
            const uint32_t owner = problem_candidate(solving->problem, other)->label;
            if (solving->chosen[owner] != other)
                continue;
            winner = owner;
            best = problem_candidate(solving->problem, c)->cost;
            break;
        }
    }
    return winner;
}

static void take_boxes(const Problem *problem, uint32_t chosen, PlacedSymbol *placed)
{
    const Candidate *candidate = problem_candidate(problem, chosen);
    placed->boxes = g_new0(TurnedBox, candidate->shape_count + 1);
    for (size_t i = 0; i < candidate->shape_count; i++) {
        const Shape *shape = problem_shape(problem, candidate->first_shape + i);
        placed->boxes[placed->box_count++] = shape->box;
        placed->text_box_count += shape->text;
    }
}

static PlacedSymbol place(const Solving *solving, const Wish *wish)
{
    const SceneSymbol *symbol = wish->instance.symbol;
    PlacedSymbol placed = {.key = symbol->key,
                           .instance = wish->instance.site.instance,
                           .layer = symbol->layer,
                           .fate = wish->fate,
                           .winner = SIZE_MAX,
                           .site = wish->instance.site.point,
                           .life = life_copy(solving->symbols[wish->symbol].life),
                           .sort_key = symbol->sort_key,
                           .feature = symbol_feature_id(symbol),
                           .text = symbol_text_line(symbol)};
    if (wish->label == NO_CANDIDATE)
        return placed;
    const uint32_t chosen = solving->chosen[wish->label];
    if (chosen == NO_CANDIDATE) {
        placed.fate = FATE_COLLISION;
        return placed;
    }
    placed_symbol_lay(&placed, &wish->instance, &g_array_index(solving->poses, Pose, chosen));
    take_boxes(solving->problem, chosen, &placed);
    return placed;
}

typedef struct {
    const Wish *wish;
    size_t index; /* of the wish */
} Row;

static int compare_rows(const void *left, const void *right)
{
    const Wish *a = ((const Row *)left)->wish, *b = ((const Row *)right)->wish;
    const SceneSymbol *first = a->instance.symbol, *second = b->instance.symbol;
    int order = (first->layer > second->layer) - (first->layer < second->layer);
    if (order == 0)
        order = (first->origin.feature > second->origin.feature) -
                (first->origin.feature < second->origin.feature);
    if (order == 0)
        order = (first->key > second->key) - (first->key < second->key);
    if (order == 0)
        order = (a->symbol > b->symbol) - (a->symbol < b->symbol);
    return order ? order
                 : (a->instance.site.instance > b->instance.site.instance) -
                       (a->instance.site.instance < b->instance.site.instance);
}

static void name_winners(const Solving *solving, Placement *placement, const Row *rows,
                         const size_t *positions)
{
    g_autofree size_t *wishes = label_wishes(solving);
    for (size_t i = 0; i < placement->count; i++) {
        if (placement->symbols[i].fate != FATE_COLLISION)
            continue;
        const uint32_t winner = winner_of(solving, rows[i].wish->label);
        if (winner != NO_CANDIDATE)
            placement->symbols[i].winner = positions[wishes[winner]];
    }
}

static int compare_keys(const void *left, const void *right)
{
    const KeyRange *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

static void index_keys(Placement *placement)
{
    placement->ranges = g_new0(KeyRange, placement->count + 1);
    for (size_t i = 0; i < placement->count; i++) {
        const uint64_t key = placement->symbols[i].key;
        KeyRange *last = placement->range_count ? &placement->ranges[placement->range_count - 1] : NULL;
        if (last && last->key == key)
            last->count++;
        else
            placement->ranges[placement->range_count++] = (KeyRange){key, i, 1};
    }
    qsort(placement->ranges, placement->range_count, sizeof(KeyRange), compare_keys);
}

static Placement *result_of(const Solving *solving)
{
    Placement *placement = g_new0(Placement, 1);
    const size_t count = solving->wishes->len;
    g_autofree Row *rows = g_new0(Row, count + 1);
    g_autofree size_t *positions = g_new0(size_t, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (Row){&g_array_index(solving->wishes, Wish, i), i};
    qsort(rows, count, sizeof *rows, compare_rows);
    placement->count = count;
    placement->symbols = g_new0(PlacedSymbol, count + 1);
    for (size_t i = 0; i < count; i++) {
        positions[rows[i].index] = i;
        placement->symbols[i] = place(solving, rows[i].wish);
    }
    name_winners(solving, placement, rows, positions);
    index_keys(placement);
    return placement;
}

Placement *placement_solve(const PlacementSymbol *symbols, size_t count, const PlacementOptions *options,
                           GError **error)
{
    Solving solving = solving_new(symbols, count, options);
    gather(&solving);
    g_array_sort(solving.wishes, compare_wishes);
    weigh(solving.wishes);
    pose_wishes(&solving);
    Placement *placement = solve(&solving, error) ? result_of(&solving) : NULL;
    solving_clear(&solving);
    return placement;
}

void placement_free(Placement *placement)
{
    if (!placement)
        return;
    for (size_t i = 0; i < placement->count; i++)
        placed_symbol_clear(&placement->symbols[i]);
    g_free(placement->symbols);
    g_free(placement->ranges);
    g_free(placement);
}

const PlacedSymbol *placement_symbols(const Placement *placement, size_t *count)
{
    *count = placement->count;
    return placement->symbols;
}

const PlacedSymbol *placement_lookup(const Placement *placement, uint64_t key, size_t *count)
{
    const KeyRange wanted = {.key = key};
    const KeyRange *found =
        bsearch(&wanted, placement->ranges, placement->range_count, sizeof(KeyRange), compare_keys);
    *count = found ? found->count : 0;
    return found ? placement->symbols + found->first : NULL;
}
