#include "geometry/measure.h"
#include "paint/line.h"

#include <math.h>

/* A line that has turned by less cannot have met itself, in radians; and the turn of the runs that are
 * compared with each other. */
static const double MEETING_TURN = 2.6, RUN_TURN = 1;
/* Lines of more runs are not searched: each is compared with each. */
enum { RUNS_MAX = 4000 };

/* One part of a line on its way to the canvas, of distinct points. */
typedef struct {
    const SceneLine *line;
    Stroke stroke;
    const Point *points;
    size_t count;
    Canvas *canvas;
} PlainPart;

static Point direction_at(const PlainPart *part, size_t segment)
{
    return line_direction(part->points[segment], part->points[segment + 1]);
}

/* How far the line turns at the end of a segment. */
static double turn_after(const PlainPart *part, size_t segment)
{
    const Point a = direction_at(part, segment), b = direction_at(part, segment + 1);
    return acos(CLAMP(a.x * b.x + a.y * b.y, -1, 1));
}

/* ---- where a line meets itself ---- */

typedef struct {
    size_t first, end;              /* segments */
    double turn_before, turn_after; /* of the line up to the first and the last of them */
    Box box;                        /* with half the line's width round it */
} Run;

static Box segment_box(const PlainPart *part, size_t segment)
{
    const Box box = box_extend(box_extend(box_empty(), part->points[segment]), part->points[segment + 1]);
    return box_grow(box, part->stroke.width / 2);
}

static GArray *find_runs(const PlainPart *part, double *turns)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
    Run run = {0, 0, 0, 0, segment_box(part, 0)};
    turns[0] = 0;
    for (size_t i = 1; i + 1 < part->count; i++) {
        turns[i] = turns[i - 1] + turn_after(part, i - 1);
        if (turns[i] - run.turn_before > RUN_TURN) {
            run.end = i;
            run.turn_after = turns[i - 1];
            g_array_append_val(runs, run);
            run = (Run){i, 0, turns[i], 0, box_empty()};
        }
        run.box = box_union(run.box, segment_box(part, i));
    }
    run.end = part->count - 1;
    run.turn_after = turns[part->count - 2];
    g_array_append_val(runs, run);
    return runs;
}

static double segments_distance(Point a, Point b, Point c, Point d)
{
    if (segments_meet(a, b, c, d))
        return 0;
    return fmin(fmin(segment_distance(a, c, d), segment_distance(b, c, d)),
                fmin(segment_distance(c, a, b), segment_distance(d, a, b)));
}

static void compare_runs(const PlainPart *part, const Run *early, const Run *late, const double *turns,
                         size_t *met)
{
    const Point *p = part->points;
    for (size_t i = late->first; i < late->end; i++)
        for (size_t k = early->first; k < early->end; k++)
            if (turns[i] - turns[k] > MEETING_TURN &&
                segments_distance(p[i], p[i + 1], p[k], p[k + 1]) < part->stroke.width)
                met[i] = MAX(met[i], k + 1);
}

/* For each segment, one more than the last of the earlier ones that it comes too near to after the line has
 * turned back; 0: none. True where there is one. */
static bool find_meetings(const PlainPart *part, size_t *met)
{
    g_autofree double *turns = g_new(double, part->count);
    g_autoptr(GArray) runs = find_runs(part, turns);
    if (runs->len > RUNS_MAX)
        return false;
    for (guint b = 1; b < runs->len; b++)
        for (guint a = 0; a < b; a++) {
            const Run *early = &g_array_index(runs, Run, a), *late = &g_array_index(runs, Run, b);
            if (late->turn_after - early->turn_before > MEETING_TURN && box_overlaps(early->box, late->box))
                compare_runs(part, early, late, turns, met);
        }
    for (size_t i = 0; i + 1 < part->count; i++)
        if (met[i] > 0)
            return true;
    return false;
}

/* ---- pieces ---- */

static StripEnd cap_end(LineCap cap)
{
    return cap == CAP_ROUND ? END_ROUND : cap == CAP_SQUARE ? END_SQUARE : END_BUTT;
}

/* Pieces that meet at a sharp corner end as the join wants it: in half a disc, or cut across. */
static StripEnd corner_end(LineJoin join)
{
    return join == JOIN_ROUND ? END_ROUND : END_CUT;
}

static void fill_piece(const PlainPart *part, const GArray *piece, const StripShape *shape)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    strip_add_outline((const Point *)(const void *)piece->data, piece->len, shape, &builder);
    geometry_builder_end_polygon(&builder);
    Geometry outline = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    canvas_fill(part->canvas, &outline, part->stroke.color, true);
    geometry_clear(&outline);
}

/* Ends the piece at a point and begins the next there. */
static void cut_piece(const PlainPart *part, GArray *piece, StripShape *shape, Point at, StripEnd end)
{
    g_array_append_val(piece, at);
    shape->end = end;
    fill_piece(part, piece, shape);
    g_array_set_size(piece, 0);
    g_array_append_val(piece, at);
    shape->start = end;
}

/* Cuts the line at sharp corners and half way along the segments that meet the piece before them. `shape` has
 * the ends of the whole. */
static void fill_pieces(const PlainPart *part, StripShape shape, const size_t *met)
{
    const Point *p = part->points;
    const StripEnd last_end = shape.end;
    const Point last_after = shape.after;
    g_autoptr(GArray) piece = g_array_new(FALSE, FALSE, sizeof(Point));
    g_array_append_val(piece, p[0]);
    for (size_t i = 0, first = 0; i + 1 < part->count; i++) {
        if (met[i] > first) {
            const Point middle = {(p[i].x + p[i + 1].x) / 2, (p[i].y + p[i + 1].y) / 2};
            cut_piece(part, piece, &shape, middle, END_BUTT);
            first = i;
        }
        if (i + 2 == part->count) {
            shape.after = last_after;
            cut_piece(part, piece, &shape, p[i + 1], last_end);
        } else if (corner_is_sharp(direction_at(part, i), direction_at(part, i + 1))) {
            shape.after = direction_at(part, i + 1);
            cut_piece(part, piece, &shape, p[i + 1], corner_end(part->line->join));
            shape.before = direction_at(part, i);
            first = i + 1;
        } else {
            g_array_append_val(piece, p[i + 1]);
        }
    }
}

static StripShape plain_shape(const PlainPart *part)
{
    return (StripShape){.half_width = part->stroke.width / 2,
                        .join = part->line->join,
                        .miter_limit = part->line->miter_limit,
                        .round_limit = part->line->round_limit,
                        .start = cap_end(part->line->cap),
                        .end = cap_end(part->line->cap)};
}

/* ---- lines and rings ---- */

static void stroke_whole(const PlainPart *part, bool closed)
{
    size_t end = part->count, polygon = 1;
    const Geometry geometry = {.type = closed ? GEOMETRY_POLYGON : GEOMETRY_LINE,
                               .point_count = part->count,
                               .points = (Point *)part->points,
                               .part_count = 1,
                               .part_ends = &end,
                               .polygon_count = closed ? 1 : 0,
                               .polygon_ends = &polygon};
    canvas_stroke(part->canvas, &geometry, &part->stroke);
}

/* The first sharp corner from a point on; `count` where there is none. */
static size_t find_sharp_corner(const PlainPart *part)
{
    for (size_t i = 1; i + 1 < part->count; i++)
        if (corner_is_sharp(direction_at(part, i - 1), direction_at(part, i)))
            return i;
    return part->count;
}

/* Corners and meetings show nowhere on a line that is opaque and has round joins. */
static bool is_simple(const PlainPart *part)
{
    return part->stroke.color.a >= 1 && part->line->join == JOIN_ROUND;
}

/* Only translucent lines show where they overlap themselves; opaque ones only where a join is cut off. */
static void paint_open(const PlainPart *part)
{
    const bool translucent = part->stroke.color.a < 1;
    const bool sharp = !is_simple(part) && find_sharp_corner(part) < part->count;
    g_autofree size_t *met = NULL;
    bool meets = false;
    if (part->count > 2 && (translucent || sharp)) {
        met = g_new0(size_t, part->count);
        meets = translucent && find_meetings(part, met);
    }
    if (met && (sharp || meets))
        fill_pieces(part, plain_shape(part), met);
    else
        stroke_whole(part, false);
}

/* A ring with a sharp corner is a line that begins and ends there. */
static void paint_closed(const PlainPart *part)
{
    size_t corner = is_simple(part) ? part->count : find_sharp_corner(part);
    if (corner == part->count && !is_simple(part) &&
        corner_is_sharp(direction_at(part, part->count - 2), direction_at(part, 0)))
        corner = 0;
    if (corner == part->count) {
        stroke_whole(part, true);
        return;
    }
    const size_t sides = part->count - 1;
    g_autofree Point *turned = g_new(Point, part->count);
    for (size_t i = 0; i <= sides; i++)
        turned[i] = part->points[(corner + i) % sides];
    PlainPart open = *part;
    open.points = turned;
    StripShape shape = plain_shape(&open);
    shape.start = shape.end = corner_end(part->line->join);
    shape.before = direction_at(&open, sides - 1);
    shape.after = direction_at(&open, 0);
    g_autofree size_t *met = g_new0(size_t, part->count);
    fill_pieces(&open, shape, met);
}

static void paint_part(const PlainPart *part, bool closed)
{
    if (part->count < (closed ? 4 : 2))
        return;
    if (closed)
        paint_closed(part);
    else
        paint_open(part);
}

static bool repeats_points(const Point *points, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (points[i].x == points[i - 1].x && points[i].y == points[i - 1].y)
            return true;
    return false;
}

void paint_line_plain(const LineTrack *track, Canvas *canvas)
{
    const Geometry *geometry = &track->geometry;
    const bool closed = geometry->type == GEOMETRY_POLYGON;
    for (size_t i = 0; i < geometry->part_count; i++) {
        PlainPart part = {track->line, paint_line_stroke(track->line, canvas),
                          geometry->points + geometry_part_start(geometry, i),
                          geometry_part_length(geometry, i), canvas};
        g_autoptr(GArray) distinct = NULL;
        if (repeats_points(part.points, part.count)) {
            distinct = line_distinct_points(part.points, part.count);
            part.points = (const Point *)(const void *)distinct->data;
            part.count = distinct->len;
        }
        paint_part(&part, closed);
    }
}
