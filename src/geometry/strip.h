/* Lines with a width as outlines, after the rules by which MapLibre GL JS joins them; for what the stroke of
 * a drawing library would do differently. Distances to the right of a line's direction are positive (y
 * downward). */
#pragma once

#include "geometry/measure.h"

typedef enum { CAP_BUTT, CAP_ROUND, CAP_SQUARE } LineCap;
typedef enum { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } LineJoin;

/* How a strip ends: like a line's cap, or at a corner too sharp for a join, cut along the line across it. */
typedef enum { END_BUTT, END_ROUND, END_SQUARE, END_CUT } StripEnd;

typedef struct {
    double half_width;
    LineJoin join;
    double miter_limit; /* length of a miter over the line's width from which it is cut off */
    double round_limit; /* the same below which a round join is mitred */
    StripEnd start, end;
    Point before, after; /* for END_CUT: unit directions of the line beyond the start and the end */
} StripShape;

/* Points of a line or ring without those that repeat the one before. */
GArray *line_distinct_points(const Point *points, size_t count);
/* Unit vector from one point to another; 0, 0 where they are the same. */
static inline Point line_direction(Point from, Point to)
{
    const double length = point_distance(from, to);
    return length > 0 ? (Point){(to.x - from.x) / length, (to.y - from.y) / length} : (Point){0, 0};
}
/* Whether a corner turns so sharply (by more than 120 degrees) that no join reaches across it: both legs end
 * there. */
bool corner_is_sharp(Point before, Point after);

/* Adds the outline of an open line of distinct points as a ring to `out`; fill it by the non-zero rule. */
void strip_add_outline(const Point *points, size_t count, const StripShape *shape, GeometryBuilder *out);

/* Both parallels of a line or polygon, `distance` away on either side, for a line drawn as two. Round caps
 * join them into rings, and a geometry all of rings is a polygon; square caps lengthen them by `reach`. */
Geometry geometry_parallels(const Geometry *geometry, double distance, double reach, LineCap cap,
                            LineJoin join, double miter_limit);
