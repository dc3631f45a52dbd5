/* Labels that are shown for part of their life: those that give way to others they meet, and those that lost
 * their place to others which do not live as long. Hidden now and then, but never moved. */
#include "placement/solving.h"

/* A label that would be shown for less than this share of its life is not shown at all. */
static const int64_t least_share = 4;

static bool long_enough(const Solving *solving, Life whole, Life left)
{
    return life_length(left, &solving->calendar) * least_share >= life_length(whole, &solving->calendar);
}

/* Cuts the life of another out of what is left of a label's. */
static void cut(const Solving *solving, Life *left, Life other, bool *emptied)
{
    if (*emptied)
        return;
    const Life less = life_subtract(*left, other, solving->calendar.instant_count, emptied);
    g_free(left->spans);
    *left = less;
}

static bool is_chosen(const Solving *solving, uint32_t candidate, uint32_t *owner)
{
    *owner = problem_candidate(solving->problem, candidate)->label;
    return solving->chosen[*owner] == candidate;
}

/* What is left of the life of a label at one candidate beside those in place. `lives` are those of all
 * labels; `chosen` says that the candidate is in place itself: then nothing excludes it, and of those it
 * meets only some are stronger. */
static Life free_life(const Solving *solving, const Life *lives, uint32_t candidate, bool chosen,
                      bool *emptied)
{
    const Conflicts *conflicts = solving->conflicts;
    Life left = life_copy(lives[problem_candidate(solving->problem, candidate)->label]);
    uint32_t owner;
    *emptied = false;
    for (size_t i = conflicts->starts[candidate]; !chosen && i < conflicts->starts[candidate + 1]; i++)
        if (is_chosen(solving, conflicts->neighbors[i], &owner))
            cut(solving, &left, lives[owner], emptied);
    for (size_t i = conflicts->encounter_starts[candidate]; i < conflicts->encounter_starts[candidate + 1];
         i++)
        if ((!chosen || conflicts->encounters[i].yields) &&
            is_chosen(solving, conflicts->encounters[i].candidate, &owner))
            cut(solving, &left, lives[owner], emptied);
    return left;
}

/* ---- Those that give way ---- */

static void give_way(Solving *solving, Wish *wish, Life *whole, Life *lives)
{
    bool emptied;
    Life left = free_life(solving, whole, solving->chosen[wish->label], true, &emptied);
    if (emptied || !long_enough(solving, whole[wish->label], left)) {
        solving->chosen[wish->label] = NO_CANDIDATE;
        g_free(left.spans);
        return;
    }
    wish->partly = !life_equals(left, whole[wish->label]);
    if (!wish->partly) {
        g_free(left.spans);
        return;
    }
    wish->life = left;
    lives[wish->label] = left;
}

/* ---- Those without a place ---- */

static void fill(Solving *solving, Wish *wish, Life *lives)
{
    const Label *label = problem_label(solving->problem, wish->label);
    int64_t best_length = 0;
    uint32_t chosen = NO_CANDIDATE;
    Life best = {0};
    for (uint32_t c = label->first_candidate; c < label->first_candidate + label->candidate_count; c++) {
        bool emptied;
        Life left = free_life(solving, lives, c, false, &emptied);
        const int64_t length = emptied ? 0 : life_length(left, &solving->calendar);
        if (length > best_length && long_enough(solving, label->life, left)) {
            best_length = length;
            chosen = c;
            Life swap = best;
            best = left;
            left = swap;
        }
        g_free(left.spans);
    }
    if (chosen == NO_CANDIDATE)
        return;
    solving->chosen[wish->label] = chosen;
    wish->partly = !life_equals(best, wish->life);
    if (!wish->partly) {
        g_free(best.spans);
        return;
    }
    wish->life = best;
    lives[wish->label] = best;
}

void solving_fill_lives(Solving *solving)
{
    const size_t count = problem_label_count(solving->problem);
    g_autofree Life *lives = g_new0(Life, count + 1), *whole = g_new0(Life, count + 1);
    for (size_t i = 0; i < count; i++)
        lives[i] = whole[i] = problem_label(solving->problem, i)->life;
    for (size_t i = 0; i < solving->wishes->len; i++) {
        Wish *wish = solving_wish(solving, i);
        if (wish->label != NO_CANDIDATE && solving->chosen[wish->label] != NO_CANDIDATE)
            give_way(solving, wish, whole, lives);
    }
    for (size_t i = 0; i < solving->wishes->len; i++) {
        Wish *wish = solving_wish(solving, i);
        if (wish->label != NO_CANDIDATE && solving->chosen[wish->label] == NO_CANDIDATE)
            fill(solving, wish, lives);
    }
}
