#include "placement/candidate.h"

#include "placement/position.h"

#include <math.h>

static const double cost_unit = 1000;
/* Half the width of a leader line's box, style pixels. */
static const double leader_half_width = 0.6;
/* MapLibre GL JS places icons up to so many pixels outside the frame. */
static const double tile_margin = 100;

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

Point instance_text_site(const Instance *instance)
{
    return (Point){instance->site.point.x + instance->symbol->text.translate[0],
                   instance->site.point.y + instance->symbol->text.translate[1]};
}

/* ---- What fits ---- */

static bool on_tiles(const CandidateSearch *search)
{
    return search->rules->tiles && !search->instance->shaped;
}

static bool inside(const CandidateSearch *search, const TurnedBox *box)
{
    const CandidateRules *rules = search->rules;
    const Box bounds = turned_box_bounds(box), frame = rules->frame;
    if (on_tiles(search))
        return box_overlaps(bounds, box_grow(frame, tile_margin));
    if (rules->cut_at_frame && !search->instance->symbol->avoid_edges)
        return box_overlaps(bounds, frame);
    return bounds.x_min >= frame.x_min && bounds.y_min >= frame.y_min && bounds.x_max <= frame.x_max &&
           bounds.y_max <= frame.y_max;
}

/* Fills the search's boxes with those of the pose's text, without padding. */
static bool lay_text(CandidateSearch *search, const Pose *pose)
{
    const Instance *instance = search->instance;
    g_array_set_size(search->boxes, 0);
    if (!pose->curved) {
        block_boxes(pose->numbered ? instance->number : instance->shaped, &pose->block,
                    instance_text_site(instance), 0, search->boxes);
        return true;
    }
    Curve curve;
    const LineText text = line_text_of(instance->symbol, instance->along);
    const bool fits = curve_fit(instance->site.path, &text, pose->distance, &curve);
    if (fits)
        curve_boxes(&curve, &text, 0, search->boxes);
    curve_clear(&curve);
    return fits;
}

static bool text_inside(const CandidateSearch *search)
{
    for (size_t i = 0; i < search->boxes->len; i++)
        if (!inside(search, &g_array_index(search->boxes, TurnedBox, i)))
            return false;
    return true;
}

static bool icon_inside(const CandidateSearch *search, const IconPose *pose)
{
    SymbolIcon bare = search->instance->symbol->icon;
    for (size_t i = 0; i < 4; i++)
        bare.padding[i] = 0;
    const TurnedBox cover = icon_cover(&bare, pose, search->instance->site.point);
    return inside(search, &cover);
}

/* ---- Shapes ---- */

/* Padding of the text that other labels keep off. */
static double text_padding(const SymbolText *text)
{
    return isfinite(text->padding) ? CLAMP(text->padding, -1000, 1000) : 0;
}

static void add_text_shapes(CandidateSearch *search)
{
    const SymbolText *text = &search->instance->symbol->text;
    for (size_t i = 0; i < search->boxes->len; i++) {
        const TurnedBox box = turned_box_grow(g_array_index(search->boxes, TurnedBox, i), text_padding(text));
        problem_add_shape(search->problem, &(Shape){box, text_padding(text), text->overlap,
                                                    text->ignore_placement, SHAPE_TEXT});
    }
}

static void add_leader_shape(CandidateSearch *search, const Pose *pose)
{
    const SymbolText *text = &search->instance->symbol->text;
    const Point from = pose->leader[0], to = pose->leader[1];
    const TurnedBox box =
        turned_box((Point){(from.x + to.x) / 2, (from.y + to.y) / 2}, hypot(to.x - from.x, to.y - from.y) / 2,
                   leader_half_width, atan2(to.y - from.y, to.x - from.x));
    problem_add_shape(search->problem, &(Shape){box, 0, text->overlap, text->ignore_placement, SHAPE_LEADER});
}

static void add_icon_shape(CandidateSearch *search, const IconPose *pose)
{
    const SymbolIcon *icon = &search->instance->symbol->icon;
    IconPose cover_pose = *pose;
    /* On a web map the room of an icon does not turn with the line it stands on. */
    if (on_tiles(search))
        cover_pose.angle -= pose->turn;
    const TurnedBox cover = icon_cover(icon, &cover_pose, search->instance->site.point);
    problem_add_shape(search->problem, &(Shape){cover, 0, icon->overlap, icon->ignore_placement, SHAPE_ICON});
}

static void add_candidate(CandidateSearch *search, const Pose *pose, double cost)
{
    problem_add_candidate(search->problem, llround(fmax(cost, 0) * cost_unit));
    g_array_append_vals(search->poses, pose, 1);
    if (pose->has_text)
        add_text_shapes(search);
    if (pose->led)
        add_leader_shape(search, pose);
    if (pose->has_icon)
        add_icon_shape(search, &pose->icon);
}

/* ---- Text and icon together ---- */

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

static IconPose icon_beside(const CandidateSearch *search, const Pose *pose)
{
    const Instance *instance = search->instance;
    const Box box = pose->curved
                        ? box_empty()
                        : block_box(pose->numbered ? instance->number : instance->shaped, &pose->block);
    return icon_pose(&instance->symbol->icon, pose->curved ? NULL : &box, icon_line_angle(search));
}

void candidate_try(CandidateSearch *search, Pose pose, double cost)
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
        pose.icon = icon_beside(search, &pose);
        pose.has_icon = icon_inside(search, &pose.icon);
        if (pose.has_icon)
            add_candidate(search, &pose, cost);
        search->outside = search->outside || !pose.has_icon;
        if (!symbol->icon.optional)
            return;
        pose.has_icon = false;
        cost += search->rules->costs.icon_left * search->instance->weight;
    }
    add_candidate(search, &pose, cost);
}

static void add_icon_only(CandidateSearch *search)
{
    const Instance *instance = search->instance;
    const double share = instance->shaped ? search->rules->costs.text_left : 0;
    Pose pose = {.has_icon = true, .icon = icon_pose(&instance->symbol->icon, NULL, icon_line_angle(search))};
    if (icon_inside(search, &pose.icon))
        add_candidate(search, &pose, share * instance->weight);
    else
        search->outside = true;
}

static void add_text_positions(CandidateSearch *search)
{
    const Instance *instance = search->instance;
    const SceneSymbol *symbol = instance->symbol;
    if ((instance->fixed.has_anchor || instance->fixed.has_offset) && !symbol_text_along(symbol)) {
        position_fixed(search);
        return;
    }
    if (symbol_text_along(symbol) && instance->site.path && instance->along) {
        positions_along_path(search);
    } else {
        positions_at_anchors(search, false);
        if (instance->site.area)
            positions_in_area(search);
    }
    if (symbol->required || symbol->leader) {
        if (symbol_text_along(symbol) && instance->site.path)
            positions_beside_path(search);
        positions_apart(search);
    }
    if (instance->number)
        positions_at_anchors(search, true);
}

CandidateOutcome candidates_add(const CandidateRules *rules, const Instance *instance, Problem *problem,
                                GArray *poses)
{
    CandidateSearch search = {.rules = rules,
                              .instance = instance,
                              .problem = problem,
                              .poses = poses,
                              .boxes = g_array_new(FALSE, FALSE, sizeof(TurnedBox))};
    const guint before = problem->candidates->len;
    if (instance->shaped)
        add_text_positions(&search);
    if (instance->symbol->icon.icon && (!instance->shaped || instance->symbol->text.optional))
        add_icon_only(&search);
    g_array_unref(search.boxes);
    if (problem->candidates->len > before)
        return CANDIDATES_SOME;
    return search.outside ? CANDIDATES_OUTSIDE : CANDIDATES_NO_ROOM;
}
