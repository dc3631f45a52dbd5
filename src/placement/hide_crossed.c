/* Labels that are hidden while a line such as the front runs over them (layer metadata semaine:yields). */
#include "placement/solving.h"

/* A label that would be shown for less than this share of its life is not shown at all. */
static const int64_t least_share = 4;

static bool part_meets_box(const Obstacle *obstacle, size_t part, const TurnedBox *box)
{
    const Geometry *lines = obstacle->lines;
    const Point *points = lines->points + geometry_part_start(lines, part);
    const size_t count = geometry_part_length(lines, part);
    for (size_t i = 1; i < count; i++)
        if (turned_box_meets_segment(box, points[i - 1], points[i]))
            return true;
    return false;
}

static bool runs_over_shape(const Obstacle *obstacle, const Shape *shape)
{
    const TurnedBox box = turned_box_grow(shape->box, obstacle->width / 2 - shape->padding);
    for (size_t part = 0; shape->kind == SHAPE_TEXT && part < obstacle->lines->part_count; part++)
        if (part_meets_box(obstacle, part, &box))
            return true;
    return false;
}

static bool runs_over(const Problem *problem, const Obstacle *obstacle, uint32_t candidate)
{
    const Candidate *place = problem_candidate(problem, candidate);
    for (uint32_t i = 0; i < place->shape_count; i++)
        if (runs_over_shape(obstacle, problem_shape(problem, place->first_shape + i)))
            return true;
    return false;
}

/* What is left of a label's life while no line runs over it; owned by the caller. */
static Life uncrossed_life(const Solving *solving, const Wish *wish, bool *emptied)
{
    const PlacementOptions *options = solving->options;
    Life left = life_copy(wish->life);
    *emptied = false;
    for (size_t i = 0; i < options->obstacle_count && !*emptied; i++) {
        /* Lines with a cost of their own are lighter ones, which a name may bear. */
        if (options->obstacles[i].cost >= 0 ||
            !runs_over(solving->problem, &options->obstacles[i], solving->chosen[wish->label]))
            continue;
        const Life less =
            life_subtract(left, options->obstacles[i].life, solving->calendar.instant_count, emptied);
        g_free(left.spans);
        left = less;
    }
    return left;
}

static void hide(Solving *solving, Wish *wish)
{
    bool emptied;
    Life left = uncrossed_life(solving, wish, &emptied);
    const int64_t whole = life_length(wish->life, &solving->calendar);
    if (emptied || life_length(left, &solving->calendar) * least_share < whole)
        solving->chosen[wish->label] = NO_CANDIDATE;
    else if (!life_equals(left, wish->life)) {
        const Life shown = left;
        left = wish->partly ? wish->life : (Life){0};
        wish->life = shown;
        wish->partly = true;
    }
    g_free(left.spans);
}

void solving_hide_crossed(Solving *solving)
{
    for (size_t i = 0; i < solving->wishes->len; i++) {
        Wish *wish = solving_wish(solving, i);
        if (wish->label != NO_CANDIDATE && solving->chosen[wish->label] != NO_CANDIDATE &&
            wish->instance.symbol->yields)
            hide(solving, wish);
    }
}
