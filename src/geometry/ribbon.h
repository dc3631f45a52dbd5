/* A line with a width as MapLibre GL JS cuts it into triangles, for pictures that have to look like its own:
 * what runs along and across a line (dashes, gaps, soft edges, patterns) follows these triangles, and leans
 * near corners as they do. */
#pragma once

#include "geometry/strip.h"

/* A corner of a triangle: its place, how far along the line it is, and which side: -1 right, 1 left. */
typedef struct {
    Point at;
    double distance, side;
} RibbonPoint;

typedef struct {
    RibbonPoint corners[3];
} RibbonTriangle;

/* Half a disc at a round end or corner. */
typedef struct {
    Point center, ahead; /* unit vector out of the line */
    double distance;
} RibbonCap;

typedef struct {
    double half_width, offset; /* offset to the right */
    LineCap cap;
    LineJoin join;
    double miter_limit, round_limit;
    double corner_reach; /* how far from a sharp corner its lean ends */
    double square_reach; /* of square caps, in half widths */
} RibbonShape;

/* A leg ends at a corner too sharp for a join; the next one begins there and may lie over it. */
typedef struct {
    size_t triangle_end, cap_end; /* one past its last */
} RibbonLeg;

typedef struct {
    size_t triangle_count, cap_count, leg_count;
    RibbonTriangle *triangles; /* from the beginning of the line to its end */
    RibbonCap *caps;
    RibbonLeg *legs;
} Ribbon;

/* The ribbon of distinct points. Of a closed ring the last point repeats the first, and its distance begins
 * with the length of its last side, as GL JS counts it. Clear it with ribbon_clear(). */
Ribbon ribbon_build(const Point *points, size_t count, bool closed, const RibbonShape *shape);
void ribbon_clear(Ribbon *ribbon);
/* One leg, as a ribbon that borrows its arrays and is not to be cleared. */
Ribbon ribbon_leg(const Ribbon *ribbon, size_t leg);

/* How many corners a shape may have. */
enum { RIBBON_SHAPE_MAX = 64 };

/* A convex shape along and across the line: x is the distance, y the side (-1 to 1). Adds as polygons to
 * `out` where the ribbon's triangles show it; all turn the same way. */
void ribbon_add_shape(const Ribbon *ribbon, const Point *shape, size_t count, GeometryBuilder *out);
