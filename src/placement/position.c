#include "placement/position.h"

#include "geometry/interior.h"
#include "geometry/measure.h"

#include <math.h>

/* Positions tried along a line on each side of the wanted one; in an area so many rings of eight. */
enum {
    SLIDE_STEPS = 6,
    AREA_RINGS = 3,
    LEADER_RINGS = 3,
    REQUIRED_RINGS = 5,
    LEADER_DIRECTIONS = 16,
    BESIDE_STEPS = 4
};
/* Texts beside their path keep this far from it, in text sizes. */
static const double beside_gap_ems = 0.35;
/* Rings of labels that stand apart, in text sizes from the site. */
static const double leader_ring_ems = 1.8;
/* A text set by hand farther from its site than this needs a line to be seen as its name. */
static const double led_by_hand_ems = 2.2;

/* ---- Fitting into areas ---- */

static bool box_in_area(const Site *site, const TurnedBox *box)
{
    Point corners[4];
    turned_box_corners(box, corners);
    for (size_t i = 0; i < 4; i++) {
        const Point next = corners[(i + 1) % 4];
        const Point middle = {(corners[i].x + next.x) / 2, (corners[i].y + next.y) / 2};
        if (!polygon_contains(site->area, site->polygon, corners[i]) ||
            !polygon_contains(site->area, site->polygon, middle))
            return false;
    }
    return true;
}

static bool block_in_area(CandidateSearch *search, const Pose *pose)
{
    const Instance *instance = search->instance;
    g_array_set_size(search->boxes, 0);
    block_boxes(instance->shaped, &pose->block, instance_text_site(instance), 0, search->boxes);
    for (size_t i = 0; i < search->boxes->len; i++)
        if (!box_in_area(&instance->site, &g_array_index(search->boxes, TurnedBox, i)))
            return false;
    return true;
}

/* ---- Anchors ---- */

void positions_at_anchors(CandidateSearch *search, bool number)
{
    const Instance *instance = search->instance;
    const SymbolText *text = &instance->symbol->text;
    const PositionCosts *costs = &search->rules->costs;
    const bool turns = instance->symbol->placement == PLACE_POINT && text->rotation_alignment == ALIGN_MAP;
    const double first = number ? costs->numbered * instance->weight : 0;
    for (size_t i = 0; i < text->anchor_count; i++) {
        Pose pose = {.anchor = i, .numbered = number};
        pose.block = block_pose(text, number ? instance->number : instance->shaped, i,
                                turns ? search->rules->map_rotation : 0);
        const bool spills = instance->site.area && !number && !block_in_area(search, &pose);
        candidate_try(search, pose, first + (double)i * costs->anchor_step + (spills ? costs->spill : 0));
    }
}

/* ---- Paths ---- */

/* The middle of the text where the line's anchor is its `text-anchor`. */
static double anchored_distance(const CandidateSearch *search)
{
    const SymbolText *text = &search->instance->symbol->text;
    double horizontal, vertical;
    anchor_shares(text->anchors[0], &horizontal, &vertical);
    return search->instance->site.distance + (0.5 - horizontal) * search->instance->along->lines[0].width +
           anchor_offset(text, 0).x * text->size;
}

static double turning_at(const CandidateSearch *search, double distance)
{
    Curve curve;
    const LineText text = line_text_of(search->instance->symbol, search->instance->along);
    const double turning =
        curve_fit(search->instance->site.path, &text, distance, &curve) ? curve.turning : 0;
    curve_clear(&curve);
    return turning;
}

void positions_along_path(CandidateSearch *search)
{
    const Instance *instance = search->instance;
    const bool fixed = instance->fixed.has_along;
    const double middle =
        fixed ? instance->fixed.along * instance->site.path->length : anchored_distance(search);
    const double step = instance->site.slack / SLIDE_STEPS;
    const int steps = step > 0.5 && !fixed ? SLIDE_STEPS : 0;
    for (int i = 0; i <= 2 * steps; i++) {
        /* 0, 1, -1, 2, -2 ... */
        const int shift = i % 2 ? (i + 1) / 2 : -i / 2;
        const double share = steps ? fabs((double)shift) / steps : 0;
        const Pose pose = {.curved = true, .distance = middle + shift * step};
        candidate_try(search, pose,
                      share * search->rules->costs.slide +
                          turning_at(search, pose.distance) * search->rules->costs.bend);
    }
}

/* A level text whose nearest edge is at `gap` from a point of the path, on the side that `normal` says. */
static void try_beside(CandidateSearch *search, Point at, double normal, double cost)
{
    const Instance *instance = search->instance;
    const Point site = instance_text_site(instance);
    const double gap = instance->symbol->text.size * beside_gap_ems;
    const double half_width = instance->shaped->width / 2, half_height = instance->shaped->height / 2;
    const double x = cos(normal), y = sin(normal);
    const double away = gap + fabs(x) * half_width + fabs(y) * half_height;
    const Pose pose = {
        .block = {.corner = {at.x - site.x + x * away - half_width, at.y - site.y + y * away - half_height},
                  .justify = 0.5}};
    candidate_try(search, pose, cost);
}

void positions_beside_path(CandidateSearch *search)
{
    const LabelPath *path = search->instance->site.path;
    for (int i = 0; i <= 2 * BESIDE_STEPS; i++) {
        const int shift = i % 2 ? (i + 1) / 2 : -i / 2;
        const double share = fabs((double)shift) / BESIDE_STEPS;
        double angle;
        const Point at = label_path_point(path, path->length * (0.5 + 0.4 * shift / BESIDE_STEPS), &angle);
        for (int side = -1; side <= 1; side += 2)
            try_beside(search, at, angle + side * G_PI / 2, search->rules->costs.beside * (1 + share));
    }
}

/* ---- Areas ---- */

/* The label moved off the middle, as long as it stays in the area. */
static void try_shifts(CandidateSearch *search, const Pose *middle)
{
    const Instance *instance = search->instance;
    const double step = fmax(instance->site.radius / AREA_RINGS, instance->symbol->text.size * 0.8);
    for (int ring = 1; ring <= AREA_RINGS; ring++) {
        for (int i = 0; i < 8; i++) {
            const double angle = i * G_PI / 4;
            Pose pose = *middle;
            pose.block.corner.x += cos(angle) * step * ring;
            pose.block.corner.y += sin(angle) * step * ring;
            if (block_in_area(search, &pose))
                candidate_try(search, pose, search->rules->costs.shift * ring / AREA_RINGS);
        }
    }
}

void positions_in_area(CandidateSearch *search)
{
    const Instance *instance = search->instance;
    const SymbolText *text = &instance->symbol->text;
    if (instance->symbol->icon.icon || text->variable || text->anchors[0] != ANCHOR_CENTER ||
        text->overlap == OVERLAP_ALWAYS || text->rotate != 0)
        return;
    Pose pose = {.block = block_pose(text, instance->shaped, 0, 0)};
    const bool fits = block_in_area(search, &pose);
    try_shifts(search, &pose);
    if (!fits && instance->site.path && instance->along)
        positions_along_path(search);
}

/* ---- Leaders ---- */

static Point nearest_of_box(const TurnedBox *box, Point site)
{
    const double x = site.x - box->center.x, y = site.y - box->center.y;
    const double along = x * box->cosine + y * box->sine, across = y * box->cosine - x * box->sine;
    const double u = CLAMP(along, -box->half_width, box->half_width);
    const double v = CLAMP(across, -box->half_height, box->half_height);
    return (Point){box->center.x + u * box->cosine - v * box->sine,
                   box->center.y + u * box->sine + v * box->cosine};
}

/* The point of the text that is nearest to the site, in whichever of its lines: a leader from a farther one
 * would cross the others. */
static Point nearest_of_boxes(const GArray *boxes, Point site)
{
    Point nearest = nearest_of_box(&g_array_index(boxes, TurnedBox, 0), site);
    for (guint i = 1; i < boxes->len; i++) {
        const Point point = nearest_of_box(&g_array_index(boxes, TurnedBox, i), site);
        if (point_distance(site, point) < point_distance(site, nearest))
            nearest = point;
    }
    return nearest;
}

/* Joins a block to its site by a line that ends just before the text. Returns the length from the site to the
 * text; where that is too short for a line there is none. */
static double lead(CandidateSearch *search, Pose *pose)
{
    const Instance *instance = search->instance;
    const Point site = instance_text_site(instance);
    g_array_set_size(search->boxes, 0);
    block_boxes(instance->shaped, &pose->block, site, 0, search->boxes);
    if (search->boxes->len == 0)
        return 0;
    const double gap = instance->symbol->text.size * 0.15;
    const Point near = nearest_of_boxes(search->boxes, site);
    const double length = point_distance(site, near);
    pose->led = length >= 2 * gap;
    if (!pose->led)
        return length;
    pose->leader[0] = site;
    pose->leader[1] =
        (Point){near.x + (site.x - near.x) * gap / length, near.y + (site.y - near.y) * gap / length};
    return length;
}

static void try_apart(CandidateSearch *search, double angle, double distance, double cost)
{
    const Instance *instance = search->instance;
    const double half_width = instance->shaped->width / 2, half_height = instance->shaped->height / 2;
    /* The block's middle lies so far out that its nearest edge is at the distance. */
    const double x = cos(angle) * (distance + half_width), y = sin(angle) * (distance + half_height);
    Pose pose = {.block = {.corner = {x - half_width, y - half_height}, .justify = 0.5}};
    lead(search, &pose);
    if (pose.led)
        candidate_try(search, pose, cost);
}

void positions_apart(CandidateSearch *search)
{
    const double size = search->instance->symbol->text.size, cost = search->rules->costs.leader;
    const int rings = search->instance->symbol->required ? REQUIRED_RINGS : LEADER_RINGS;
    for (int ring = 1; ring <= rings; ring++)
        for (int i = 0; i < LEADER_DIRECTIONS; i++)
            try_apart(search, i * 2 * G_PI / LEADER_DIRECTIONS, ring * leader_ring_ems * size,
                      cost * ring * (ring + 1) / 2);
}

/* ---- By hand ---- */

void position_fixed(CandidateSearch *search)
{
    const Instance *instance = search->instance;
    SymbolText text = instance->symbol->text;
    Pose pose = {0};
    if (instance->fixed.has_anchor)
        text.anchors[0] = instance->fixed.anchor;
    if (instance->fixed.has_offset)
        text.anchors[0] = ANCHOR_CENTER;
    pose.block = block_pose(&text, instance->shaped, 0, 0);
    if (instance->fixed.has_offset)
        pose.block.corner = (Point){instance->fixed.offset.x - instance->shaped->width / 2,
                                    instance->fixed.offset.y - instance->shaped->height / 2};
    if (instance->fixed.has_offset && (instance->symbol->required || instance->symbol->leader))
        pose.led = lead(search, &pose) > led_by_hand_ems * text.size && pose.led;
    candidate_try(search, pose, 0);
}
