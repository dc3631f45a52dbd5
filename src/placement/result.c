/* From the solution to what the caller gets. */
#include "placement/solving.h"

#include "placement/placed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Numbers ---- */

typedef struct {
    const Wish *wish;
    size_t index; /* of the wish */
} Turn;

static size_t life_start(const Wish *wish)
{
    return wish->life.count ? wish->life.spans[0].start : 0;
}

/* Layers in their order, then as things come to pass, then from the top of the sheet. */
static int compare_turns(const void *left, const void *right)
{
    const Wish *a = ((const Turn *)left)->wish, *b = ((const Turn *)right)->wish;
    const Point first = a->instance.site.point, second = b->instance.site.point;
    int order = (a->instance.symbol->layer > b->instance.symbol->layer) -
                (a->instance.symbol->layer < b->instance.symbol->layer);
    if (order == 0)
        order = (life_start(a) > life_start(b)) - (life_start(a) < life_start(b));
    if (order == 0)
        order = (first.y > second.y) - (first.y < second.y);
    if (order == 0)
        order = (first.x > second.x) - (first.x < second.x);
    return order ? order
                 : (((const Turn *)left)->index > ((const Turn *)right)->index) -
                       (((const Turn *)left)->index < ((const Turn *)right)->index);
}

static const Pose *chosen_pose(const Solving *solving, const Wish *wish)
{
    const uint32_t chosen = wish->label == NO_CANDIDATE ? NO_CANDIDATE : solving->chosen[wish->label];
    return chosen == NO_CANDIDATE ? NULL : &g_array_index(solving->poses, Pose, chosen);
}

/* Numbers what became numbers from 1; the same text in one layer has the same number. */
static void number_wishes(Solving *solving, Placement *placement)
{
    GArray *turns = g_array_new(FALSE, FALSE, sizeof(Turn));
    GArray *numbers = g_array_new(FALSE, TRUE, sizeof(NumberedText));
    for (size_t i = 0; i < solving->wishes->len; i++) {
        const Pose *pose = chosen_pose(solving, solving_wish(solving, i));
        const Turn turn = {solving_wish(solving, i), i};
        if (pose && pose->numbered)
            g_array_append_val(turns, turn);
    }
    g_array_sort(turns, compare_turns);
    for (size_t i = 0; i < turns->len; i++) {
        Wish *wish = solving_wish(solving, g_array_index(turns, Turn, i).index);
        NumberedText entry = {numbers->len + 1, wish->instance.symbol->layer,
                              symbol_text_line(wish->instance.symbol)};
        for (size_t j = 0; j < numbers->len; j++) {
            const NumberedText *known = &g_array_index(numbers, NumberedText, j);
            if (known->layer == entry.layer && strcmp(known->text, entry.text) == 0)
                entry.number = known->number;
        }
        wish->number = entry.number;
        if (entry.number > numbers->len)
            g_array_append_val(numbers, entry);
        else
            g_free(entry.text);
    }
    g_array_unref(turns);
    placement->number_count = numbers->len;
    placement->numbers = (NumberedText *)(void *)g_array_free(numbers, FALSE);
}

/* The number set where the room for it was kept. */
static void set_number(const Solving *solving, const Wish *wish, Instance *instance, Pose *pose)
{
    g_autofree char *digits = g_strdup_printf("%zu", wish->number);
    instance->number = solving_shape_number(solving, instance->symbol, digits);
    if (instance->number)
        pose->block = block_pose(&instance->symbol->text, instance->number, pose->anchor, 0);
}

/* ---- Winners ---- */

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

/* The first label in place that a candidate cannot stand beside, or not all the time; NO_CANDIDATE where
 * there is none. */
static uint32_t rival_of(const Solving *solving, uint32_t candidate)
{
    const Conflicts *conflicts = solving->conflicts;
    for (size_t j = conflicts->starts[candidate]; j < conflicts->starts[candidate + 1]; j++) {
        const uint32_t owner = problem_candidate(solving->problem, conflicts->neighbors[j])->label;
        if (solving->chosen[owner] == conflicts->neighbors[j])
            return owner;
    }
    for (size_t j = conflicts->encounter_starts[candidate]; j < conflicts->encounter_starts[candidate + 1];
         j++) {
        const Encounter *encounter = &conflicts->encounters[j];
        const uint32_t owner = problem_candidate(solving->problem, encounter->candidate)->label;
        if (encounter->yields && solving->chosen[owner] == encounter->candidate)
            return owner;
    }
    return NO_CANDIDATE;
}

/* The label that holds the place of one that is hidden for a while, or the cheapest position of one that was
 * left out. */
static uint32_t winner_of(const Solving *solving, uint32_t label)
{
    const Label *lost = problem_label(solving->problem, label);
    if (solving->chosen[label] != NO_CANDIDATE)
        return rival_of(solving, solving->chosen[label]);
    uint32_t winner = NO_CANDIDATE;
    int64_t best = INT64_MAX;
    for (uint32_t c = lost->first_candidate; c < lost->first_candidate + lost->candidate_count; c++) {
        const uint32_t rival =
            problem_candidate(solving->problem, c)->cost < best ? rival_of(solving, c) : NO_CANDIDATE;
        if (rival == NO_CANDIDATE)
            continue;
        winner = rival;
        best = problem_candidate(solving->problem, c)->cost;
    }
    return winner;
}

/* ---- Rows ---- */

static void take_boxes(const Problem *problem, uint32_t chosen, PlacedSymbol *placed)
{
    const Candidate *candidate = problem_candidate(problem, chosen);
    placed->boxes = g_new0(TurnedBox, candidate->shape_count + 1);
    for (size_t i = 0; i < candidate->shape_count; i++) {
        const Shape *shape = problem_shape(problem, candidate->first_shape + i);
        placed->boxes[placed->box_count++] = shape->box;
        placed->text_box_count += shape->kind == SHAPE_TEXT;
    }
}

static PlacedSymbol begin_row(const Solving *solving, const Wish *wish)
{
    const SceneSymbol *symbol = wish->instance.symbol;
    return (PlacedSymbol){.key = symbol->key,
                          .instance = wish->instance.site.instance,
                          .symbol = wish->symbol,
                          .layer = symbol->layer,
                          .fate = wish->fate,
                          .required = symbol->required,
                          .partly = wish->partly,
                          .number = wish->number,
                          .winner = SIZE_MAX,
                          .site = wish->instance.site.point,
                          .life = life_copy(wish->life),
                          .whole_life = life_copy(solving->symbols[wish->symbol].life),
                          .sort_key = symbol->sort_key,
                          .on_tiles = wish->on_tiles,
                          .tile = wish->instance.site.tile,
                          .feature = symbol_feature_id(symbol),
                          .text = symbol_text_line(symbol)};
}

static PlacedSymbol place(const Solving *solving, const Wish *wish)
{
    PlacedSymbol placed = begin_row(solving, wish);
    if (wish->label == NO_CANDIDATE)
        return placed;
    const uint32_t chosen = solving->chosen[wish->label];
    if (chosen == NO_CANDIDATE) {
        placed.fate = FATE_COLLISION;
        return placed;
    }
    Instance instance = wish->instance;
    Pose pose = g_array_index(solving->poses, Pose, chosen);
    if (pose.numbered)
        set_number(solving, wish, &instance, &pose);
    placed_symbol_lay(&placed, &instance, &pose);
    take_boxes(solving->problem, chosen, &placed);
    return placed;
}

static int compare_rows(const void *left, const void *right)
{
    const Wish *a = ((const Turn *)left)->wish, *b = ((const Turn *)right)->wish;
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

static void name_winners(const Solving *solving, Placement *placement, const Turn *rows,
                         const size_t *positions)
{
    if (!solving->conflicts)
        return;
    g_autofree size_t *wishes = label_wishes(solving);
    for (size_t i = 0; i < placement->count; i++) {
        if (placement->symbols[i].fate != FATE_COLLISION && !placement->symbols[i].partly)
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

static char **copy_texts(const char *const *texts, size_t count)
{
    char **copies = g_new0(char *, count + 1);
    for (size_t i = 0; i < count; i++)
        copies[i] = g_strdup(texts[i]);
    return copies;
}

static void copy_names(const PlacementOptions *options, Placement *placement)
{
    placement->instant_count = MAX(options->instant_count, 1);
    if (options->instants)
        placement->instants = copy_texts(options->instants, placement->instant_count);
    if (options->tiles)
        placement->tiles = *options->tiles;
    placement->frame = (Box){0, 0, options->width, options->height};
    placement->layer_count = options->layer_ids ? options->layer_count : 0;
    placement->layer_ids = copy_texts(options->layer_ids, placement->layer_count);
}

Placement *solving_result(Solving *solving)
{
    Placement *placement = g_new0(Placement, 1);
    const size_t count = solving->wishes->len;
    g_autofree Turn *rows = g_new0(Turn, count + 1);
    g_autofree size_t *positions = g_new0(size_t, count + 1);
    number_wishes(solving, placement);
    for (size_t i = 0; i < count; i++)
        rows[i] = (Turn){solving_wish(solving, i), i};
    qsort(rows, count, sizeof *rows, compare_rows);
    placement->count = count;
    placement->symbols = g_new0(PlacedSymbol, count + 1);
    for (size_t i = 0; i < count; i++) {
        positions[rows[i].index] = i;
        placement->symbols[i] = place(solving, rows[i].wish);
    }
    name_winners(solving, placement, rows, positions);
    index_keys(placement);
    copy_names(solving->options, placement);
    return placement;
}
