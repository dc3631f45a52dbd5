#include "placement/candidate.h"

#include <math.h>

/* Positions tried along a line on each side of the wanted one. */
enum { SLIDE_STEPS = 6 };
static const double cost_unit = 1000;

typedef struct {
    const CandidateRules *rules;
    const Instance *instance;
    Problem *problem;
    GArray *poses, *boxes;
    bool outside, no_room;
} CandidateSearch;

bool symbol_text_along(const SceneSymbol *symbol)
{
    return symbol->placement != PLACE_POINT && symbol->text.rotation_alignment != ALIGN_VIEWPORT;
}

LineText line_text_of(const SceneSymbol *symbol, const ShapedText *shaped)
{
    const SymbolText *text = &symbol->text;
    return (LineText){.width = shaped->lines[0].width,
                      .size = text->size,
                      .ascent = shaped->lines[0].ascent,
                      .descent = shaped->lines[0].descent,
                      .drop = anchor_offset(text, 0).y * text->size,
                      .max_angle = text->max_angle * G_PI / 180,
                      .keep_upright = text->keep_upright};
}

static bool inside(const CandidateRules *rules, const SceneSymbol *symbol, const TurnedBox *box)
{
    const Box bounds = turned_box_bounds(box), frame = rules->frame;
    if (rules->cut_at_frame && !symbol->avoid_edges)
        return box_overlaps(bounds, frame);
    return bounds.x_min >= frame.x_min && bounds.y_min >= frame.y_min && bounds.x_max <= frame.x_max &&
           bounds.y_max <= frame.y_max;
}

static Point text_site(const Instance *instance)
{
    return (Point){instance->site.point.x + instance->symbol->text.translate[0],
                   instance->site.point.y + instance->symbol->text.translate[1]};
}

/* Fills the search's boxes with those of the pose's text, without padding. */
static bool lay_text(CandidateSearch *search, const Pose *pose)
{
    const SceneSymbol *symbol = search->instance->symbol;
    const ShapedText *shaped = search->instance->shaped;
    g_array_set_size(search->boxes, 0);
    if (!pose->curved) {
        block_boxes(shaped, &pose->block, text_site(search->instance), 0, search->boxes);
        return true;
    }
    Curve curve;
    const LineText text = line_text_of(symbol, shaped);
    const bool fits = curve_fit(search->instance->site.path, &text, pose->distance, &curve);
    if (fits)
        curve_boxes(&curve, &text, 0, search->boxes);
    curve_clear(&curve);
    return fits;
}

static bool text_inside(const CandidateSearch *search)
{
    for (size_t i = 0; i < search->boxes->len; i++)
        if (!inside(search->rules, search->instance->symbol, &g_array_index(search->boxes, TurnedBox, i)))
            return false;
    return true;
}

static void add_text_shapes(CandidateSearch *search)
{
    const SymbolText *text = &search->instance->symbol->text;
    for (size_t i = 0; i < search->boxes->len; i++) {
        const TurnedBox box = turned_box_grow(g_array_index(search->boxes, TurnedBox, i), text->padding);
        problem_add_shape(search->problem, &(Shape){box, text->overlap, text->ignore_placement, true});
    }
}

static void add_icon_shape(CandidateSearch *search, const IconPose *pose)
{
    const SymbolIcon *icon = &search->instance->symbol->icon;
    const TurnedBox cover = icon_cover(icon, pose, search->instance->site.point);
    problem_add_shape(search->problem, &(Shape){cover, icon->overlap, icon->ignore_placement, false});
}

static bool icon_inside(const CandidateSearch *search, const IconPose *pose)
{
    SymbolIcon bare = search->instance->symbol->icon;
    for (size_t i = 0; i < 4; i++)
        bare.padding[i] = 0;
    const TurnedBox cover = icon_cover(&bare, pose, search->instance->site.point);
    return inside(search->rules, search->instance->symbol, &cover);
}

static void add_candidate(CandidateSearch *search, const Pose *pose, double cost)
{
    problem_add_candidate(search->problem, llround(fmax(cost, 0) * cost_unit));
    g_array_append_vals(search->poses, pose, 1);
    if (pose->has_text)
        add_text_shapes(search);
    if (pose->has_icon)
        add_icon_shape(search, &pose->icon);
}

static double icon_line_angle(const CandidateSearch *search)
{
    const SceneSymbol *symbol = search->instance->symbol;
    const SymbolAlignment alignment = symbol->icon.rotation_alignment;
    if (symbol->placement == PLACE_POINT)
        return alignment == ALIGN_MAP ? search->rules->map_rotation : 0;
    if (alignment == ALIGN_VIEWPORT)
        return 0;
    const double angle = search->instance->site.angle;
    return symbol->icon.keep_upright && cos(angle) < 0 ? angle + G_PI : angle;
}

/* A candidate with this text, and the icon where there is one; and one without the icon where it is optional.
 */
static void add_with_text(CandidateSearch *search, Pose pose, double cost)
{
    const SceneSymbol *symbol = search->instance->symbol;
    if (!lay_text(search, &pose)) {
        search->no_room = true;
        return;
    }
    if (!text_inside(search)) {
        search->outside = true;
        return;
    }
    pose.has_text = true;
    if (symbol->icon.icon) {
        const Box text_box = block_box(search->instance->shaped, &pose.block);
        pose.icon = icon_pose(&symbol->icon, pose.curved ? NULL : &text_box, icon_line_angle(search));
        pose.has_icon = icon_inside(search, &pose.icon);
        if (pose.has_icon)
            add_candidate(search, &pose, cost);
        if (!symbol->icon.optional)
            return;
        pose.has_icon = false;
        cost += search->rules->costs.icon_left;
    }
    add_candidate(search, &pose, cost);
}

static void add_icon_only(CandidateSearch *search, double cost)
{
    const SceneSymbol *symbol = search->instance->symbol;
    Pose pose = {.has_icon = true, .icon = icon_pose(&symbol->icon, NULL, icon_line_angle(search))};
    if (icon_inside(search, &pose.icon))
        add_candidate(search, &pose, cost);
    else
        search->outside = true;
}

static void add_blocks(CandidateSearch *search)
{
    const SymbolText *text = &search->instance->symbol->text;
    const bool turns =
        search->instance->symbol->placement == PLACE_POINT && text->rotation_alignment == ALIGN_MAP;
    for (size_t i = 0; i < text->anchor_count; i++) {
        Pose pose = {.anchor = i};
        pose.block = block_pose(text, search->instance->shaped, i, turns ? search->rules->map_rotation : 0);
        add_with_text(search, pose, (double)i * search->rules->costs.anchor_step);
    }
}

/* The middle of the text where the line's anchor is its `text-anchor`. */
static double anchored_distance(const CandidateSearch *search)
{
    const SymbolText *text = &search->instance->symbol->text;
    double horizontal, vertical;
    anchor_shares(text->anchors[0], &horizontal, &vertical);
    return search->instance->site.distance + (0.5 - horizontal) * search->instance->shaped->lines[0].width +
           anchor_offset(text, 0).x * text->size;
}

static double curve_cost(const CandidateSearch *search, double distance)
{
    Curve curve;
    const LineText text = line_text_of(search->instance->symbol, search->instance->shaped);
    const bool fits = curve_fit(search->instance->site.path, &text, distance, &curve);
    const double cost = fits ? curve.turning * search->rules->costs.bend : 0;
    curve_clear(&curve);
    return cost;
}

static void add_curves(CandidateSearch *search)
{
    const Site *site = &search->instance->site;
    const double middle = anchored_distance(search);
    const double step = site->slack / SLIDE_STEPS;
    const int steps = step > 0.5 ? SLIDE_STEPS : 0;
    for (int i = 0; i <= 2 * steps; i++) {
        /* 0, 1, -1, 2, -2 ... */
        const int shift = i % 2 ? (i + 1) / 2 : -i / 2;
        Pose pose = {.curved = true, .distance = middle + shift * step};
        const double share = steps ? fabs((double)shift) / steps : 0;
        add_with_text(search, pose, share * search->rules->costs.slide + curve_cost(search, pose.distance));
    }
}

CandidateOutcome candidates_add(const CandidateRules *rules, const Instance *instance, Problem *problem,
                                GArray *poses)
{
    CandidateSearch search = {.rules = rules,
                              .instance = instance,
                              .problem = problem,
                              .poses = poses,
                              .boxes = g_array_new(FALSE, FALSE, sizeof(TurnedBox))};
    const SceneSymbol *symbol = instance->symbol;
    const guint before = problem->candidates->len;
    if (instance->shaped && symbol_text_along(symbol) && instance->site.path)
        add_curves(&search);
    else if (instance->shaped)
        add_blocks(&search);
    if (symbol->icon.icon && (!instance->shaped || symbol->text.optional))
        add_icon_only(&search, instance->shaped ? rules->costs.text_left : 0);
    g_array_unref(search.boxes);
    if (problem->candidates->len > before)
        return CANDIDATES_SOME;
    return search.outside ? CANDIDATES_OUTSIDE : CANDIDATES_NO_ROOM;
}
