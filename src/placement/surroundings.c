/* What positions cost for what lies around them: symbols they would cover though nothing forbids it, lines
 * such as the front, and other points they might be taken to name. */
#include "placement/solving.h"

#include "geometry/measure.h"

#include <math.h>

/* In units of one ordinary label left out, if it lasted the label's whole life. */
static const double cover_cost = 0.3, obstacle_cost = 0.4, doubt_cost = 0.15;
/* A position never costs more than this share of leaving its label out: better badly placed than missing. */
static const double cost_share_max = 0.9;
static const double cost_unit = 1000;

typedef enum { THING_ICON, THING_SEGMENT, THING_MARKER } ThingKind;

typedef struct {
    ThingKind kind;
    TurnedBox box;  /* icons */
    Point from, to; /* segments */
    double reach;   /* half the width of a segment */
    double cost;
    uint32_t label; /* whose icon or marker it is */
    Life life;
} Thing;

typedef struct {
    const Solving *solving;
    GArray *things;
    BoxGrid *grid;
    GArray *found;
} Surroundings;

/* ---- What lies around ---- */

static void add_icon(Surroundings *around, const Wish *wish)
{
    const Problem *problem = around->solving->problem;
    const Label *label = problem_label(problem, wish->label);
    for (uint32_t c = label->first_candidate; c < label->first_candidate + label->candidate_count; c++) {
        const Candidate *candidate = problem_candidate(problem, c);
        for (uint32_t i = candidate->first_shape; i < candidate->first_shape + candidate->shape_count; i++) {
            const Shape *shape = problem_shape(problem, i);
            if (shape->kind != SHAPE_ICON || !shape->ignored)
                continue;
            const Thing thing = {.kind = THING_ICON,
                                 .box = shape->box,
                                 .cost = cover_cost,
                                 .label = wish->label,
                                 .life = label->life};
            g_array_append_val(around->things, thing);
            return;
        }
    }
}

/* Points that are drawn, or named beside them: a label nearer to another than to its own misleads. */
static void add_marker(Surroundings *around, const Wish *wish)
{
    const SceneSymbol *symbol = wish->instance.symbol;
    const bool beside = symbol->text.section_count > 0 && symbol->text.anchors[0] != ANCHOR_CENTER;
    if (symbol->placement != PLACE_POINT || wish->instance.site.area || (!symbol->icon.icon && !beside))
        return;
    const Point at = wish->instance.site.point;
    const Thing thing = {
        .kind = THING_MARKER, .from = at, .to = at, .label = wish->label, .life = wish->life};
    g_array_append_val(around->things, thing);
}

static void add_obstacle(Surroundings *around, const Obstacle *obstacle)
{
    const Geometry *lines = obstacle->lines;
    for (size_t part = 0; part < lines->part_count; part++) {
        const Point *points = lines->points + geometry_part_start(lines, part);
        const size_t count = geometry_part_length(lines, part);
        for (size_t i = count > 1 ? 1 : 0; i < count; i++) {
            const Thing thing = {.kind = THING_SEGMENT,
                                 .from = points[i ? i - 1 : 0],
                                 .to = points[i],
                                 .reach = obstacle->width / 2,
                                 .cost = obstacle->cost < 0 ? obstacle_cost : obstacle->cost,
                                 .label = NO_CANDIDATE,
                                 .life = obstacle->life};
            g_array_append_val(around->things, thing);
        }
    }
}

static Box thing_bounds(const Thing *thing)
{
    if (thing->kind == THING_ICON)
        return turned_box_bounds(&thing->box);
    return box_grow(box_extend(box_extend(box_empty(), thing->from), thing->to), thing->reach);
}

static void look_around(Surroundings *around)
{
    const Solving *solving = around->solving;
    for (size_t i = 0; i < solving->wishes->len; i++) {
        const Wish *wish = solving_wish(solving, i);
        if (wish->label == NO_CANDIDATE)
            continue;
        add_icon(around, wish);
        add_marker(around, wish);
    }
    for (size_t i = 0; i < solving->options->obstacle_count; i++)
        add_obstacle(around, &solving->options->obstacles[i]);
    around->grid = box_grid_new(solving->rules.frame, 24);
    for (size_t i = 0; i < around->things->len; i++)
        box_grid_add(around->grid, thing_bounds(&g_array_index(around->things, Thing, i)), (uint32_t)i);
}

/* ---- What a position costs ---- */

/* The share of the label's life in which the thing is there. */
static double shared_life(const Solving *solving, Life life, Life other)
{
    const int64_t length = life_length(life, &solving->calendar);
    return length ? (double)life_shared_length(life, other, &solving->calendar) / (double)length : 0;
}

/* How often the thing's cost is paid: for an icon once; for a line that a text runs over, by the text sizes
 * covered; for one that a leader crosses, once. */
static double times_covered(const TurnedBox *box, const Thing *thing, double size, bool leader)
{
    if (thing->kind == THING_ICON)
        return turned_boxes_overlap(box, &thing->box);
    const TurnedBox grown = turned_box_grow(*box, thing->reach);
    if (leader)
        return turned_box_meets_segment(&grown, thing->from, thing->to);
    return turned_box_covered_length(&grown, thing->from, thing->to) / size;
}

static double box_distance(const TurnedBox *box, Point point)
{
    const double x = point.x - box->center.x, y = point.y - box->center.y;
    const double along = fabs(x * box->cosine + y * box->sine) - box->half_width;
    const double across = fabs(y * box->cosine - x * box->sine) - box->half_height;
    return hypot(fmax(along, 0), fmax(across, 0));
}

/* From 1 where the other point is as near to the text as its own, to 0 where it is a text size farther. */
static double doubt(const Wish *wish, const TurnedBox *box, Point other)
{
    const double own = box_distance(box, wish->instance.site.point);
    const double size = fmax(wish->instance.symbol->text.size, 1);
    if (point_distance(wish->instance.site.point, other) < size / 4)
        return 0;
    return CLAMP(1 - (box_distance(box, other) - own) / size, 0, 1);
}

static double covered_cost(const Surroundings *around, const Wish *wish, const TurnedBox *box,
                           const Thing *thing, bool leader)
{
    const double size = fmax(wish->instance.symbol->text.size, 1);
    const double times = times_covered(box, thing, size, leader);
    /* Each day is a sheet of its own: what is covered on one of them counts more than its share. */
    return times > 0 ? times * thing->cost * sqrt(shared_life(around->solving, wish->life, thing->life)) : 0;
}

static double cost_of_box(Surroundings *around, const Wish *wish, const TurnedBox *box, bool beside,
                          bool leader)
{
    const double size = fmax(wish->instance.symbol->text.size, 1);
    double cost = 0, worst = 0;
    box_grid_find(around->grid, box_grow(turned_box_bounds(box), beside ? 2 * size : 0), around->found);
    for (size_t i = 0; i < around->found->len; i++) {
        const Thing *thing = &g_array_index(around->things, Thing, g_array_index(around->found, uint32_t, i));
        if (thing->label == wish->label)
            continue;
        if (thing->kind == THING_MARKER && beside)
            worst = fmax(worst, doubt(wish, box, thing->from) *
                                    shared_life(around->solving, wish->life, thing->life));
        else if (thing->kind != THING_MARKER)
            cost += covered_cost(around, wish, box, thing, leader);
    }
    return cost + worst * doubt_cost;
}

static void weigh_candidate(Surroundings *around, const Wish *wish, uint32_t index)
{
    const Problem *problem = around->solving->problem;
    const Pose *pose = &g_array_index(around->solving->poses, Pose, index);
    Candidate *candidate = &g_array_index(problem->candidates, Candidate, index);
    const SceneSymbol *symbol = wish->instance.symbol;
    const bool beside =
        !pose->curved && !pose->led && !wish->instance.site.area && symbol->placement == PLACE_POINT;
    double cost = 0;
    for (uint32_t i = candidate->first_shape; i < candidate->first_shape + candidate->shape_count; i++) {
        const Shape *shape = problem_shape(problem, i);
        if (shape->kind == SHAPE_ICON || shape->overlap == OVERLAP_ALWAYS)
            continue;
        const TurnedBox bare = turned_box_grow(shape->box, -shape->padding);
        cost += cost_of_box(around, wish, &bare, beside && shape->kind == SHAPE_TEXT,
                            shape->kind == SHAPE_LEADER);
    }
    const int64_t most = llround(cost_share_max * wish->instance.weight * cost_unit);
    candidate->cost = MAX(candidate->cost, MIN(candidate->cost + llround(cost * cost_unit), most));
}

void solving_weigh_surroundings(Solving *solving)
{
    Surroundings around = {.solving = solving,
                           .things = g_array_new(FALSE, TRUE, sizeof(Thing)),
                           .found = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    look_around(&around);
    for (size_t i = 0; i < solving->wishes->len; i++) {
        const Wish *wish = solving_wish(solving, i);
        if (wish->label == NO_CANDIDATE)
            continue;
        const Label *label = problem_label(solving->problem, wish->label);
        for (uint32_t c = 0; c < label->candidate_count; c++)
            weigh_candidate(&around, wish, label->first_candidate + c);
    }
    box_grid_free(around.grid);
    g_array_unref(around.found);
    g_array_unref(around.things);
}
