#include "geometry/clip.h"

#include "geometry/measure.h"

#include <math.h>

typedef enum { SIDE_LEFT, SIDE_RIGHT, SIDE_TOP, SIDE_BOTTOM, SIDE_COUNT } Side;

static bool is_inside(Point p, Box box, Side side)
{
    switch (side) {
    case SIDE_LEFT:
        return p.x >= box.x_min;
    case SIDE_RIGHT:
        return p.x <= box.x_max;
    case SIDE_TOP:
        return p.y >= box.y_min;
    default:
        return p.y <= box.y_max;
    }
}

static Point cross_side(Point a, Point b, Box box, Side side)
{
    if (side == SIDE_LEFT || side == SIDE_RIGHT) {
        const double x = side == SIDE_LEFT ? box.x_min : box.x_max;
        return (Point){x, a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x))};
    }
    const double y = side == SIDE_TOP ? box.y_min : box.y_max;
    return (Point){a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y};
}

/* One pass of Sutherland and Hodgman (1974): cuts a closed ring at one side. */
static void clip_ring_side(const GArray *from, GArray *to, Box box, Side side)
{
    g_array_set_size(to, 0);
    for (guint i = 0; i < from->len; i++) {
        const Point a = g_array_index(from, Point, i == 0 ? from->len - 1 : i - 1),
                    b = g_array_index(from, Point, i);
        const bool a_in = is_inside(a, box, side), b_in = is_inside(b, box, side);
        if (a_in != b_in) {
            const Point crossing = cross_side(a, b, box, side);
            g_array_append_val(to, crossing);
        }
        if (b_in)
            g_array_append_val(to, b);
    }
}

static bool clip_ring(const Point *points, size_t count, Box box, GArray *work[2], GeometryBuilder *out)
{
    g_array_set_size(work[0], 0);
    g_array_append_vals(work[0], points, (guint)(count - 1)); /* the last point repeats the first */
    for (Side side = SIDE_LEFT; side < SIDE_COUNT; side++) {
        clip_ring_side(work[0], work[1], box, side);
        GArray *swap = work[0];
        work[0] = work[1];
        work[1] = swap;
    }
    if (work[0]->len < 3)
        return false;
    for (guint i = 0; i < work[0]->len; i++)
        geometry_builder_add_point(out, g_array_index(work[0], Point, i));
    geometry_builder_add_point(out, g_array_index(work[0], Point, 0));
    geometry_builder_end_part(out);
    return true;
}

static void clip_polygons(const Geometry *geometry, Box box, GeometryBuilder *out)
{
    GArray *work[2] = {g_array_new(FALSE, FALSE, sizeof(Point)), g_array_new(FALSE, FALSE, sizeof(Point))};
    for (size_t polygon = 0, ring = 0; polygon < geometry->polygon_count; polygon++) {
        const size_t exterior = ring;
        bool kept = false;
        for (; ring < geometry->polygon_ends[polygon]; ring++) {
            const size_t start = geometry_part_start(geometry, ring),
                         count = geometry_part_length(geometry, ring);
            if (count < 4 || (ring > exterior && !kept))
                continue;
            const bool in = clip_ring(geometry->points + start, count, box, work, out);
            if (ring == exterior)
                kept = in;
        }
        if (kept)
            geometry_builder_end_polygon(out);
    }
    g_array_unref(work[0]);
    g_array_unref(work[1]);
}

/* Liang and Barsky (1984): the piece t0..t1 of segment a-b inside the box; false where there is none. */
static bool clip_segment(Point a, Point b, Box box, double *t0, double *t1)
{
    const double p[4] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
    const double q[4] = {a.x - box.x_min, box.x_max - a.x, a.y - box.y_min, box.y_max - a.y};
    *t0 = 0;
    *t1 = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0)
                return false;
            continue;
        }
        const double t = q[i] / p[i];
        if (p[i] < 0)
            *t0 = fmax(*t0, t);
        else
            *t1 = fmin(*t1, t);
    }
    return *t0 <= *t1;
}

typedef struct {
    GeometryBuilder *out;
    GArray *places;
    size_t open; /* points of the part being written */
} LinePieces;

static void pieces_close(LinePieces *pieces)
{
    if (pieces->open > 0)
        geometry_builder_end_part(pieces->out);
    pieces->open = 0;
}

static void pieces_add(LinePieces *pieces, Point point, double distance)
{
    if (pieces->open++ == 0) {
        const LinePlace place = {distance, 0};
        g_array_append_val(pieces->places, place);
    }
    geometry_builder_add_point(pieces->out, point);
}

static Point between(Point a, Point b, double t)
{
    return (Point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static void clip_line(const Point *points, size_t count, Box box, LinePieces *pieces)
{
    const guint first = pieces->places->len;
    double distance = 0;
    for (size_t i = 1; i < count; i++) {
        const Point a = points[i - 1], b = points[i];
        const double length = point_distance(a, b);
        double t0, t1;
        if (clip_segment(a, b, box, &t0, &t1)) {
            if (pieces->open == 0)
                pieces_add(pieces, t0 == 0 ? a : between(a, b, t0), distance + t0 * length);
            pieces_add(pieces, t1 == 1 ? b : between(a, b, t1), 0);
            if (t1 < 1)
                pieces_close(pieces);
        } else {
            pieces_close(pieces);
        }
        distance += length;
    }
    pieces_close(pieces);
    for (guint i = first; i < pieces->places->len; i++)
        g_array_index(pieces->places, LinePlace, i).length = distance;
}

static void clip_points(const Geometry *geometry, Box box, GeometryBuilder *out)
{
    for (size_t i = 0; i < geometry->point_count; i++)
        if (box_contains(box, geometry->points[i])) {
            geometry_builder_add_point(out, geometry->points[i]);
            geometry_builder_end_part(out);
        }
}

/* Whether clipping would leave everything as it is: all lies in the box, and no part is too short to be kept.
 */
static bool stays_whole(const Geometry *geometry, Box box)
{
    if (geometry->type != GEOMETRY_LINE && geometry->type != GEOMETRY_POLYGON)
        return false;
    const size_t least = geometry->type == GEOMETRY_POLYGON ? 4 : 2;
    for (size_t part = 0; part < geometry->part_count; part++)
        if (geometry_part_length(geometry, part) < least)
            return false;
    return box_contains_box(box, geometry_box(geometry));
}

static LinePlace *whole_places(const Geometry *geometry)
{
    LinePlace *places = g_new(LinePlace, geometry->part_count);
    for (size_t part = 0; part < geometry->part_count; part++)
        places[part] = (LinePlace){0, line_length(geometry->points + geometry_part_start(geometry, part),
                                                  geometry_part_length(geometry, part))};
    return places;
}

Geometry geometry_clip(const Geometry *geometry, Box box, LinePlace **places)
{
    if (stays_whole(geometry, box)) {
        if (places)
            *places = geometry->type == GEOMETRY_LINE ? whole_places(geometry) : NULL;
        return geometry_copy(geometry);
    }
    GeometryBuilder out;
    geometry_builder_init(&out);
    LinePieces pieces = {&out, g_array_new(FALSE, FALSE, sizeof(LinePlace)), 0};
    if (geometry->type == GEOMETRY_POLYGON)
        clip_polygons(geometry, box, &out);
    else if (geometry->type == GEOMETRY_POINT)
        clip_points(geometry, box, &out);
    else
        for (size_t part = 0; part < geometry->part_count; part++)
            clip_line(geometry->points + geometry_part_start(geometry, part),
                      geometry_part_length(geometry, part), box, &pieces);
    Geometry result = geometry_builder_take(&out, geometry->type, geometry->multi);
    geometry_builder_clear(&out);
    LinePlace *found = (LinePlace *)(void *)g_array_free(pieces.places, places == NULL);
    if (places)
        *places = found;
    return result;
}
