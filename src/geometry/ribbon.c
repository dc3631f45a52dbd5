#include "geometry/ribbon.h"

#include <math.h>

/* Cosine of half the turn from which a corner is kept apart from the rest of its legs (75 degrees). */
static const double SHARP_HALF_COSINE = 0.7933533402912352;
/* Miter lengths: of a join that is flipped; as far as line-offset follows; where it leaves the corner. */
static const double FLIP_MITER = 2, OFFSET_MITER = 2, FALLBACK_START = 3, FALLBACK_END = 8;
static const double BEVEL_LIMIT = 1.05;
/* Fans round a corner have a triangle for so many degrees. */
static const double FAN_DEGREES = 20;

typedef struct {
    const RibbonShape *shape;
    GArray *triangles, *caps, *legs;
    double distance, leg_start; /* so far; and where this leg was last kept apart from its corner */
    bool has_right, has_left;   /* corners that the next triangle is joined to */
    RibbonPoint right, left;
} Builder;

typedef struct {
    Point at, n0, n1;
    Point middle;       /* unit vector between the normals, or 0, 0 */
    double miter, half; /* miter length, cosine of half the turn */
    Point offset;       /* where line-offset moves the corner */
    double fallback;    /* how far that goes over to the legs' own normals */
    bool turns_right;
} RibbonCorner;

static Point scaled(Point a, double factor)
{
    return (Point){a.x * factor, a.y * factor};
}

static Point mixed(Point a, Point b, double part)
{
    return (Point){a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

static Point normal_of(Point direction)
{
    return (Point){-direction.y, direction.x};
}

static Point unit(Point a)
{
    const double length = hypot(a.x, a.y);
    return length > 0 ? scaled(a, 1 / length) : a;
}

static void add_half(Builder *builder, Point at, Point extrude, Point offset, bool right)
{
    const RibbonShape *shape = builder->shape;
    const RibbonPoint corner = {{at.x + extrude.x * shape->half_width + offset.x * shape->offset,
                                 at.y + extrude.y * shape->half_width + offset.y * shape->offset},
                                builder->distance,
                                right ? -1 : 1};
    if (builder->has_right && builder->has_left) {
        const RibbonTriangle triangle = {{builder->right, corner, builder->left}};
        g_array_append_val(builder->triangles, triangle);
    }
    *(right ? &builder->right : &builder->left) = corner;
    *(right ? &builder->has_right : &builder->has_left) = true;
}

/* Both sides of a place on the line, each shifted along it. */
static void add_pair(Builder *builder, Point at, Point normal, double right_shift, double left_shift,
                     Point offset)
{
    const Point ahead = {normal.y, -normal.x};
    add_half(builder, at, (Point){normal.x + ahead.x * right_shift, normal.y + ahead.y * right_shift}, offset,
             true);
    add_half(builder, at, (Point){-normal.x + ahead.x * left_shift, -normal.y + ahead.y * left_shift}, offset,
             false);
}

static void end_leg(Builder *builder)
{
    const RibbonLeg leg = {builder->triangles->len, builder->caps->len};
    g_array_append_val(builder->legs, leg);
    builder->has_right = builder->has_left = false;
}

static void add_cap(Builder *builder, Point at, Point ahead, Point offset)
{
    const double shift = builder->shape->offset;
    const RibbonCap cap = {{at.x + offset.x * shift, at.y + offset.y * shift}, ahead, builder->distance};
    g_array_append_val(builder->caps, cap);
}

/* ---- corners ---- */

static RibbonCorner find_corner(Point at, Point before, Point after)
{
    RibbonCorner corner = {.at = at, .n0 = normal_of(before), .n1 = normal_of(after), .miter = INFINITY};
    const Point sum = {corner.n0.x + corner.n1.x, corner.n0.y + corner.n1.y};
    if (hypot(sum.x, sum.y) > 1e-9)
        corner.middle = unit(sum);
    corner.half = corner.middle.x * corner.n1.x + corner.middle.y * corner.n1.y;
    if (corner.half > 1e-9)
        corner.miter = 1 / corner.half;
    corner.turns_right = before.x * after.y - before.y * after.x > 0;
    corner.offset = scaled(corner.middle, fmin(corner.miter, OFFSET_MITER));
    corner.fallback = CLAMP((corner.miter - FALLBACK_START) / (FALLBACK_END - FALLBACK_START), 0, 1);
    return corner;
}

static void add_fan(Builder *builder, const RibbonCorner *corner)
{
    const double turn = 2 * sqrt(2 - 2 * corner->half) * 180 / G_PI;
    const int steps = (int)lround(turn / FAN_DEGREES);
    for (int i = 1; i < steps; i++) {
        const Point extrude = unit(mixed(corner->n0, corner->n1, (double)i / steps));
        add_half(builder, corner->at, corner->turns_right ? scaled(extrude, -1) : extrude, corner->offset,
                 !corner->turns_right);
    }
}

/* A corner cut off or rounded on its outer side; on the inner one both legs end where they meet. */
static void add_bevel(Builder *builder, const RibbonCorner *corner, bool round)
{
    const double inner = -sqrt(fmax(corner->miter * corner->miter - 1, 0));
    const double right = corner->turns_right ? inner : 0, left = corner->turns_right ? 0 : inner;
    add_pair(builder, corner->at, corner->n0, right, left, corner->offset);
    if (round)
        add_fan(builder, corner);
    add_pair(builder, corner->at, corner->n1, -right, -left, corner->offset);
}

/* Both legs end on the line across a corner too sharp for a join. */
static void add_flip(Builder *builder, const RibbonCorner *corner)
{
    Point across = scaled(corner->n1, -1);
    if (corner->miter <= 100) {
        const Point sum = {corner->n0.x + corner->n1.x, corner->n0.y + corner->n1.y};
        const Point difference = {corner->n0.x - corner->n1.x, corner->n0.y - corner->n1.y};
        const double length = corner->miter * hypot(sum.x, sum.y) / hypot(difference.x, difference.y);
        across = scaled(normal_of(corner->middle), corner->turns_right ? -length : length);
    }
    add_pair(builder, corner->at, across, 0, 0, mixed(corner->offset, across, corner->fallback));
    end_leg(builder);
    const Point back = scaled(across, -1);
    add_pair(builder, corner->at, back, 0, 0, mixed(corner->offset, back, corner->fallback));
}

static void add_round(Builder *builder, const RibbonCorner *corner)
{
    const Point before = mixed(corner->offset, corner->n0, corner->fallback),
                after = mixed(corner->offset, corner->n1, corner->fallback);
    add_pair(builder, corner->at, corner->n0, 0, 0, before);
    add_cap(builder, corner->at, (Point){corner->n0.y, -corner->n0.x}, before);
    end_leg(builder);
    add_cap(builder, corner->at, (Point){-corner->n1.y, corner->n1.x}, after);
    add_pair(builder, corner->at, corner->n1, 0, 0, after);
}

static void add_corner(Builder *builder, const RibbonCorner *corner)
{
    const RibbonShape *shape = builder->shape;
    if (shape->join == JOIN_ROUND && corner->miter >= shape->round_limit) {
        if (corner->miter <= FLIP_MITER)
            add_bevel(builder, corner, true);
        else
            add_round(builder, corner);
        return;
    }
    const double limit = shape->join == JOIN_BEVEL ? BEVEL_LIMIT : shape->miter_limit;
    if (corner->miter <= limit)
        add_pair(builder, corner->at, scaled(corner->middle, fmin(corner->miter, FLIP_MITER)), 0, 0,
                 corner->offset);
    else if (corner->miter > FLIP_MITER)
        add_flip(builder, corner);
    else
        add_bevel(builder, corner, false);
}

/* ---- lines ---- */

static void add_end(Builder *builder, Point at, Point direction, bool last)
{
    const LineCap cap = builder->shape->cap;
    const Point normal = normal_of(direction);
    if (cap == CAP_ROUND)
        add_cap(builder, at, last ? direction : scaled(direction, -1), normal);
    const double shift = cap == CAP_SQUARE ? builder->shape->square_reach * (last ? 1 : -1) : 0;
    add_pair(builder, at, normal, shift, shift, normal);
}

/* Keeps what a sharp corner does to the triangles near it: a place on the leg before or after. */
static void add_leg_place(Builder *builder, Point corner, Point other, bool before)
{
    const double length = hypot(other.x - corner.x, other.y - corner.y), reach = builder->shape->corner_reach;
    const double corner_distance = builder->distance;
    const double free_length = before ? fmin(length, corner_distance - builder->leg_start) : length;
    if (free_length <= 2 * reach)
        return;
    const Point at = mixed(corner, other, reach / length);
    const Point normal = normal_of(before ? line_direction(other, corner) : line_direction(corner, other));
    builder->distance += before ? -reach : reach;
    if (!before)
        builder->leg_start = builder->distance;
    add_pair(builder, at, normal, 0, 0, normal);
    builder->distance = corner_distance;
}

static void add_place(Builder *builder, const Point *points, size_t count, size_t i, bool closed)
{
    const bool first = i == 0, last = i + 1 == count;
    const Point previous = points[first ? count - 2 : i - 1], next = points[last ? 1 : i + 1];
    if (!closed && (first || last)) {
        add_end(builder, points[i],
                last ? line_direction(previous, points[i]) : line_direction(points[i], next), last);
        return;
    }
    const RibbonCorner corner =
        find_corner(points[i], line_direction(previous, points[i]), line_direction(points[i], next));
    const bool sharp = corner.half < SHARP_HALF_COSINE;
    if (sharp && !first)
        add_leg_place(builder, points[i], previous, true);
    add_corner(builder, &corner);
    if (sharp && !last)
        add_leg_place(builder, points[i], next, false);
}

Ribbon ribbon_build(const Point *points, size_t count, bool closed, const RibbonShape *shape)
{
    Builder builder = {.shape = shape,
                       .triangles = g_array_new(FALSE, FALSE, sizeof(RibbonTriangle)),
                       .caps = g_array_new(FALSE, FALSE, sizeof(RibbonCap)),
                       .legs = g_array_new(FALSE, FALSE, sizeof(RibbonLeg)),
                       .leg_start = -INFINITY};
    if (closed && count >= 2)
        builder.distance = hypot(points[0].x - points[count - 2].x, points[0].y - points[count - 2].y);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            builder.distance += hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
        add_place(&builder, points, count, i, closed);
    }
    end_leg(&builder);
    Ribbon ribbon = {builder.triangles->len, builder.caps->len, builder.legs->len, NULL, NULL, NULL};
    ribbon.triangles = (RibbonTriangle *)(void *)g_array_free(builder.triangles, FALSE);
    ribbon.caps = (RibbonCap *)(void *)g_array_free(builder.caps, FALSE);
    ribbon.legs = (RibbonLeg *)(void *)g_array_free(builder.legs, FALSE);
    return ribbon;
}

void ribbon_clear(Ribbon *ribbon)
{
    g_free(ribbon->triangles);
    g_free(ribbon->caps);
    g_free(ribbon->legs);
    *ribbon = (Ribbon){0};
}

Ribbon ribbon_leg(const Ribbon *ribbon, size_t leg)
{
    const RibbonLeg begin = leg > 0 ? ribbon->legs[leg - 1] : (RibbonLeg){0, 0}, end = ribbon->legs[leg];
    return (Ribbon){.triangle_count = end.triangle_end - begin.triangle_end,
                    .cap_count = end.cap_end - begin.cap_end,
                    .triangles = ribbon->triangles + begin.triangle_end,
                    .caps = ribbon->caps + begin.cap_end};
}

/* ---- shapes ---- */

enum { CUT_MAX = RIBBON_SHAPE_MAX + 8 };

static double side_of(Point a, Point b, Point p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

/* Keeps what lies on the inner side of a triangle's edge. */
static size_t cut(const Point *from, size_t count, Point a, Point b, double sign, Point *to)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const Point p = from[i], q = from[(i + 1) % count];
        const double here = side_of(a, b, p) * sign, there = side_of(a, b, q) * sign;
        if (here >= 0)
            to[kept++] = p;
        if ((here >= 0) != (there >= 0) && kept < CUT_MAX)
            to[kept++] = mixed(p, q, here / (here - there));
    }
    return kept;
}

static Point flat(const RibbonPoint *corner)
{
    return (Point){corner->distance, corner->side};
}

/* Maps a place along and across the line to where the triangle shows it. */
static Point place(const RibbonTriangle *triangle, double area, Point p)
{
    const RibbonPoint *c = triangle->corners;
    const Point a = flat(&c[0]), b = flat(&c[1]), d = flat(&c[2]);
    const double u = side_of(b, d, p) / area, v = side_of(d, a, p) / area, w = 1 - u - v;
    return (Point){c[0].at.x * u + c[1].at.x * v + c[2].at.x * w,
                   c[0].at.y * u + c[1].at.y * v + c[2].at.y * w};
}

static void add_polygon(const Point *points, size_t count, GeometryBuilder *out)
{
    double twice = 0;
    for (size_t i = 0; i < count; i++)
        twice += points[i].x * points[(i + 1) % count].y - points[(i + 1) % count].x * points[i].y;
    if (fabs(twice) < 1e-9)
        return;
    for (size_t i = 0; i <= count; i++)
        geometry_builder_add_point(out, points[twice > 0 ? i % count : (count - i) % count]);
    geometry_builder_end_part(out);
}

/* How broad a shape is at a distance; false where it does not reach so far. */
static bool shape_breadth(const Point *shape, size_t count, double distance, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        const Point p = shape[i], q = shape[(i + 1) % count];
        if (fmin(p.x, q.x) > distance || fmax(p.x, q.x) < distance)
            continue;
        const double t = p.x == q.x ? 0 : (distance - p.x) / (q.x - p.x);
        const double y = p.y + (q.y - p.y) * t, other = p.x == q.x ? q.y : y;
        *low = fmin(*low, fmin(y, other));
        *high = fmax(*high, fmax(y, other));
    }
    return *low < *high;
}

/* The part of a polygon on one side of a line across, each point with its side. */
static size_t cut_side(const RibbonPoint *from, size_t count, double limit, double sign, RibbonPoint *to)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const RibbonPoint p = from[i], q = from[(i + 1) % count];
        const double here = (p.side - limit) * sign, there = (q.side - limit) * sign;
        if (here >= 0)
            to[kept++] = p;
        if ((here >= 0) != (there >= 0))
            to[kept++] = (RibbonPoint){mixed(p.at, q.at, here / (here - there)), p.distance, limit};
    }
    return kept;
}

/* Triangles without length, of fans round a corner. */
static void add_in_fan(const RibbonTriangle *triangle, const Point *shape, size_t count, GeometryBuilder *out)
{
    double low, high;
    RibbonPoint work[2][8];
    Point points[8];
    if (!shape_breadth(shape, count, triangle->corners[0].distance, &low, &high))
        return;
    size_t left = cut_side(triangle->corners, 3, low, 1, work[0]);
    left = cut_side(work[0], left, high, -1, work[1]);
    for (size_t i = 0; i < left; i++)
        points[i] = work[1][i].at;
    if (left >= 3)
        add_polygon(points, left, out);
}

static void add_in_triangle(const RibbonTriangle *triangle, const Point *shape, size_t count,
                            GeometryBuilder *out)
{
    Point work[2][CUT_MAX + 2];
    const RibbonPoint *c = triangle->corners;
    const Point corners[3] = {flat(&c[0]), flat(&c[1]), flat(&c[2])};
    const double area = side_of(corners[0], corners[1], corners[2]);
    if (fabs(area) < 1e-9) {
        add_in_fan(triangle, shape, count, out);
        return;
    }
    for (size_t i = 0; i < count; i++)
        work[0][i] = shape[i];
    for (int i = 0; i < 3 && count > 0; i++)
        count = cut(work[i % 2], count, corners[i], corners[(i + 1) % 3], area > 0 ? 1 : -1, work[1 - i % 2]);
    for (size_t i = 0; i < count; i++)
        work[1][i] = place(triangle, area, work[1][i]);
    if (count >= 3)
        add_polygon(work[1], count, out);
}

/* The first triangle that comes as far as a distance: they go on along the line. */
static size_t first_reaching(const Ribbon *ribbon, double distance)
{
    size_t low = 0, high = ribbon->triangle_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const RibbonPoint *c = ribbon->triangles[middle].corners;
        if (fmax(c[0].distance, fmax(c[1].distance, c[2].distance)) < distance)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void ribbon_add_shape(const Ribbon *ribbon, const Point *shape, size_t count, GeometryBuilder *out)
{
    g_return_if_fail(count <= RIBBON_SHAPE_MAX);
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, shape[i].x);
        most = fmax(most, shape[i].x);
    }
    for (size_t i = first_reaching(ribbon, least); i < ribbon->triangle_count; i++) {
        const RibbonTriangle *triangle = &ribbon->triangles[i];
        const RibbonPoint *c = triangle->corners;
        if (fmin(c[0].distance, fmin(c[1].distance, c[2].distance)) > most)
            break;
        add_in_triangle(triangle, shape, count, out);
    }
}
