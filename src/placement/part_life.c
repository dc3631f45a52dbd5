/* Labels that lost their place to others for part of their life only are shown while it is free: hidden now
 * and then, but never moved. */
#include "placement/solving.h"

/* What is left of the life of a label at one candidate beside those in place. */
static Life free_life(const Solving *solving, const Life *lives, uint32_t label, uint32_t candidate,
                      bool *emptied)
{
    const Conflicts *conflicts = solving->conflicts;
    const size_t instants = MAX(solving->options->instant_count, 1);
    Life left = life_copy(lives[label]);
    *emptied = false;
    for (size_t i = conflicts->starts[candidate]; i < conflicts->starts[candidate + 1] && !*emptied; i++) {
        const uint32_t neighbor = conflicts->neighbors[i];
        const uint32_t owner = problem_candidate(solving->problem, neighbor)->label;
        if (solving->chosen[owner] != neighbor)
            continue;
        const Life less = life_subtract(left, lives[owner], instants, emptied);
        g_free(left.spans);
        left = less;
    }
    return left;
}

static void fill(Solving *solving, Wish *wish, Life *lives)
{
    const Label *label = problem_label(solving->problem, wish->label);
    const size_t instants = MAX(solving->options->instant_count, 1);
    size_t best_length = 0;
    Life best = {0};
    for (uint32_t c = label->first_candidate; c < label->first_candidate + label->candidate_count; c++) {
        bool emptied;
        Life left = free_life(solving, lives, wish->label, c, &emptied);
        const size_t length = emptied ? 0 : life_length(left, instants);
        if (length > best_length) {
            best_length = length;
            solving->chosen[wish->label] = c;
            Life swap = best;
            best = left;
            left = swap;
        }
        g_free(left.spans);
    }
    if (best_length == 0)
        return;
    wish->life = best;
    wish->partly = true;
    lives[wish->label] = best;
}

void solving_fill_lives(Solving *solving)
{
    const size_t count = problem_label_count(solving->problem);
    g_autofree Life *lives = g_new0(Life, count + 1);
    for (size_t i = 0; i < count; i++)
        lives[i] = problem_label(solving->problem, i)->life;
    for (size_t i = 0; i < solving->wishes->len; i++) {
        Wish *wish = solving_wish(solving, i);
        if (wish->label != NO_CANDIDATE && solving->chosen[wish->label] == NO_CANDIDATE)
            fill(solving, wish, lives);
    }
}
