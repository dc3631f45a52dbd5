#include "paint/outline.h"

#include <math.h>

/* By how much a chord may miss the round of a join or cap, in pixels. */
static const double TOLERANCE = 0.04;
/* Cosine of the turn from which a corner is taken as a way straight back. */
static const double BACK = -0.999;
/* Wider strokes, in pixels, are left to others. */
static const double WIDTH_MAX = 1e5;

/* A segment: the vector across the half of the line's width to its right, and its length. */
typedef struct {
    Point normal;
    double length;
} Segment;

/* Where the edges to the right and to the left of a segment begin or end. */
typedef struct {
    Point right, left;
} Rim;

typedef struct {
    Coverage *coverage;
    const Stroke *stroke;
    double half; /* of the width */
} Pen;

static Point plus(Point a, Point b)
{
    return (Point){a.x + b.x, a.y + b.y};
}

static Point minus(Point a, Point b)
{
    return (Point){a.x - b.x, a.y - b.y};
}

static Point times(Point a, double factor)
{
    return (Point){a.x * factor, a.y * factor};
}

static double dot(Point a, Point b)
{
    return a.x * b.x + a.y * b.y;
}

static double cross(Point a, Point b)
{
    return a.x * b.y - a.y * b.x;
}

/* The vector along a segment, as long as its normal. */
static Point ahead_of(Point normal)
{
    return (Point){normal.y, -normal.x};
}

static Segment segment_between(const Pen *pen, Point from, Point to)
{
    const Point way = minus(to, from);
    const double length = sqrt(dot(way, way)), scale = pen->half / length;
    return (Segment){{-way.y * scale, way.x * scale}, length};
}

static void add_edge(const Pen *pen, Point from, Point to)
{
    coverage_add_edge(pen->coverage, from, to);
}

/* An arc round `at` between two vectors as long as the half width, by way of `ahead` where they are opposite:
 * halved until its chords are near enough. */
static void add_arc(const Pen *pen, Point at, Point from, Point to, Point ahead)
{
    const Point sum = plus(from, to);
    const double length = sqrt(dot(sum, sum));
    if (!(pen->half - length / 2 > TOLERANCE)) {
        add_edge(pen, plus(at, from), plus(at, to));
        return;
    }
    const Point middle = length > 0.05 * pen->half ? times(sum, pen->half / length) : ahead;
    add_arc(pen, at, from, middle, ahead);
    add_arc(pen, at, middle, to, ahead);
}

/* ---- corners ---- */

typedef struct {
    Point at;
    Segment before, after;
    double turn;  /* cosine of it */
    double miter; /* from the corner to the miter's tip, over the half width */
    bool turns_right;
} Corner;

static Corner corner_between(const Pen *pen, Point at, Segment before, Segment after)
{
    const double square = pen->half * pen->half, turn = dot(before.normal, after.normal) / square;
    return (Corner){.at = at,
                    .before = before,
                    .after = after,
                    .turn = turn,
                    .miter = turn > BACK ? sqrt(2 / (1 + turn)) : INFINITY,
                    .turns_right = cross(before.normal, after.normal) > 0};
}

/* Where both edges of a side meet; `sign` 1: right, -1: left. */
static Point meeting_point(const Corner *corner, double sign)
{
    return plus(corner->at,
                times(plus(corner->before.normal, corner->after.normal), sign / (1 + corner->turn)));
}

/* Edges between the sides run forward on the right, backward on the left. */
static void add_outer(const Pen *pen, const Corner *corner, double sign, Point *end, Point *start)
{
    const LineJoin join = pen->stroke->join;
    if (pen->half * (corner->miter - 1) <= TOLERANCE / 2 ||
        (join == JOIN_MITER && corner->miter <= pen->stroke->miter_limit)) {
        *end = *start = meeting_point(corner, sign);
        return;
    }
    const Point before = times(corner->before.normal, sign), after = times(corner->after.normal, sign);
    const Point from = sign > 0 ? before : after, to = sign > 0 ? after : before;
    *end = plus(corner->at, before);
    *start = plus(corner->at, after);
    if (join == JOIN_ROUND)
        add_arc(pen, corner->at, from, to, ahead_of(corner->before.normal));
    else
        add_edge(pen, plus(corner->at, from), plus(corner->at, to));
}

/* On the inner side the edges end where they meet, if they are long enough; else they go by way of the
 * corner, so that each segment is covered as a whole. */
static void add_inner(const Pen *pen, const Corner *corner, double sign, Point *end, Point *start)
{
    const double back = pen->half * sqrt(fmax(corner->miter * corner->miter - 1, 0));
    if (2 * back <= fmin(corner->before.length, corner->after.length)) {
        *end = *start = meeting_point(corner, sign);
        return;
    }
    *end = plus(corner->at, times(corner->before.normal, sign));
    *start = plus(corner->at, times(corner->after.normal, sign));
    add_edge(pen, sign > 0 ? *end : *start, corner->at);
    add_edge(pen, corner->at, sign > 0 ? *start : *end);
}

static void add_corner(const Pen *pen, const Corner *corner, Rim *end, Rim *start)
{
    if (corner->turns_right) {
        add_inner(pen, corner, 1, &end->right, &start->right);
        add_outer(pen, corner, -1, &end->left, &start->left);
    } else {
        add_outer(pen, corner, 1, &end->right, &start->right);
        add_inner(pen, corner, -1, &end->left, &start->left);
    }
}

/* ---- caps ---- */

/* The end of a line that comes with `normal`. */
static Rim add_cap(const Pen *pen, Point at, Point normal)
{
    const Point ahead = ahead_of(normal);
    if (pen->stroke->cap == CAP_SQUARE)
        at = plus(at, ahead);
    const Rim rim = {plus(at, normal), minus(at, normal)};
    if (pen->stroke->cap == CAP_ROUND)
        add_arc(pen, at, normal, times(normal, -1), ahead);
    else
        add_edge(pen, rim.right, rim.left);
    return rim;
}

/* ---- lines ---- */

typedef struct {
    Pen pen;
    size_t count; /* of segments so far */
    Point at;     /* where the last of them ends */
    Segment first, last;
    Rim start;     /* of the last */
    Rim first_end; /* of the first */
} Walk;

static void add_sides(const Pen *pen, Rim start, Rim end)
{
    add_edge(pen, start.right, end.right);
    add_edge(pen, end.left, start.left);
}

/* The last segment is at its end; the first of a ring waits for its start. */
static void end_segment(Walk *walk, Rim end, bool closed)
{
    if (walk->count == 1 && closed)
        walk->first_end = end;
    else
        add_sides(&walk->pen, walk->start, end);
}

/* Points that repeat the last one, or have no place, are passed over. */
static void walk_to(Walk *walk, Point to, bool closed)
{
    const Segment segment = segment_between(&walk->pen, walk->at, to);
    if (!(segment.length > 0) || !isfinite(segment.length))
        return;
    if (walk->count > 0) {
        const Corner corner = corner_between(&walk->pen, walk->at, walk->last, segment);
        Rim end, start;
        add_corner(&walk->pen, &corner, &end, &start);
        end_segment(walk, end, closed);
        walk->start = start;
    } else {
        walk->first = segment;
        if (!closed) {
            const Rim back = add_cap(&walk->pen, walk->at, times(segment.normal, -1));
            walk->start = (Rim){back.left, back.right};
        }
    }
    walk->last = segment;
    walk->at = to;
    walk->count++;
}

static void walk_end(Walk *walk, bool closed)
{
    if (!closed) {
        end_segment(walk, add_cap(&walk->pen, walk->at, walk->last.normal), false);
        return;
    }
    const Corner corner = corner_between(&walk->pen, walk->at, walk->last, walk->first);
    Rim end, start;
    add_corner(&walk->pen, &corner, &end, &start);
    end_segment(walk, end, closed);
    add_sides(&walk->pen, start, walk->first_end);
}

bool outline_add(Coverage *coverage, const Point *points, size_t count, bool closed, const Stroke *stroke)
{
    Walk walk = {.pen = {coverage, stroke, stroke->width / 2}};
    if (count == 0 || !(stroke->width > 0 && stroke->width <= WIDTH_MAX))
        return false;
    walk.at = points[0];
    for (size_t i = 1; i < count; i++)
        walk_to(&walk, points[i], closed);
    if (walk.count > 0)
        walk_end(&walk, closed);
    return walk.count > 0;
}
