/* Geometry values: points in parts. Plain arrays, no units of their own: degrees, metres or style pixels,
 * as the owner says. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    double x, y;
} Point;

/* An affine matrix: x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
typedef struct {
    double xx, yx, xy, yy, x0, y0;
} Matrix;

typedef struct {
    double x_min, y_min, x_max, y_max;
} Box;

typedef enum {
    GEOMETRY_NONE, /* null shape */
    GEOMETRY_POINT,
    GEOMETRY_LINE,
    GEOMETRY_POLYGON,
} GeometryType;

/* Point: each part is one point. Line: each part a line string. Polygon: each part a closed ring (last point
 * equals the first); each polygon is an exterior ring followed by its holes. */
typedef struct {
    GeometryType type;
    bool multi; /* the file said Multi..., or there are several */
    size_t point_count;
    Point *points;
    size_t part_count;
    size_t *part_ends; /* for each part, the index one past its last point */
    size_t polygon_count;
    size_t *polygon_ends; /* polygons only: for each, the index one past its last ring */
} Geometry;

/* An empty box: contains nothing, extended by anything. */
Box box_empty(void);
bool box_is_empty(Box box);
/* The box that also holds `point`, or all of `b`; a coordinate that is no number changes nothing. */
static inline Box box_extend(Box box, Point point)
{
    return (Box){point.x < box.x_min ? point.x : box.x_min, point.y < box.y_min ? point.y : box.y_min,
                 point.x > box.x_max ? point.x : box.x_max, point.y > box.y_max ? point.y : box.y_max};
}
static inline Box box_union(Box a, Box b)
{
    return (Box){b.x_min < a.x_min ? b.x_min : a.x_min, b.y_min < a.y_min ? b.y_min : a.y_min,
                 b.x_max > a.x_max ? b.x_max : a.x_max, b.y_max > a.y_max ? b.y_max : a.y_max};
}
Box box_grow(Box box, double margin);
Box box_shift(Box box, Point by);
bool box_overlaps(Box a, Box b);
bool box_contains(Box box, Point point);
bool box_contains_box(Box outer, Box inner);

/* Frees the arrays and clears the value; fine on a zeroed one. */
void geometry_clear(Geometry *geometry);
Geometry geometry_copy(const Geometry *geometry);
Box geometry_box(const Geometry *geometry);
/* First index of a part, and how many points it has. */
size_t geometry_part_start(const Geometry *geometry, size_t part);
size_t geometry_part_length(const Geometry *geometry, size_t part);

/* Puts all parts of `from` behind those of `to`, which takes them over; `from` is empty afterwards. */
void geometry_append(Geometry *to, Geometry *from);

/* One polygon with its holes, as a geometry of its own. */
Geometry geometry_polygon(const Geometry *geometry, size_t polygon);
/* Turns the direction of every part round, in place. */
void geometry_reverse(Geometry *geometry);

/* Length of all parts together. */
double geometry_length(const Geometry *geometry);

/* Collects a geometry part by part; the arrays grow in g_malloc memory and are handed over at the end. */
typedef struct {
    GArray *points, *part_ends, *polygon_ends;
} GeometryBuilder;

void geometry_builder_init(GeometryBuilder *builder);
void geometry_builder_clear(GeometryBuilder *builder);
void geometry_builder_add_point(GeometryBuilder *builder, Point point);
void geometry_builder_end_part(GeometryBuilder *builder);
void geometry_builder_end_polygon(GeometryBuilder *builder);
/* The finished geometry, owned by the caller; the builder is empty afterwards. */
Geometry geometry_builder_take(GeometryBuilder *builder, GeometryType type, bool multi);
