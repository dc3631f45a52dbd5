/* Measuring geometry: lengths, distances, areas, a point and its direction along a line. */
#pragma once

#include "geometry/geometry.h"

#include <math.h>

/* hypot() takes several times as long as sqrt(), but minds squares that a double does not hold. */
static inline double point_distance(Point a, Point b)
{
    const double x = b.x - a.x, y = b.y - a.y, square = x * x + y * y;
    return square > 1e-280 && square < 1e300 ? sqrt(square) : hypot(x, y);
}
double line_length(const Point *points, size_t count);
/* The point `distance` along the line, held at its ends; `angle` (may be NULL) gets the direction there in
 * radians, clockwise where y grows downward. A line without points yields 0, 0. */
Point line_point_at(const Point *points, size_t count, double distance, double *angle);
/* The nearest point of the segment from `a` to `b`, as its distance from `point`. */
double segment_distance(Point point, Point a, Point b);
/* Whether the segments cross or touch. */
bool segments_meet(Point a, Point b, Point c, Point d);
/* Signed area of a ring, open or closed; positive where it turns clockwise with y downward. */
double ring_area(const Point *points, size_t count);
/* Even-odd over all rings of one polygon of a geometry. */
bool polygon_contains(const Geometry *geometry, size_t polygon, Point point);
/* Rings of a polygon: index of the first, and one past the last. */
void polygon_rings(const Geometry *geometry, size_t polygon, size_t *first, size_t *end);
