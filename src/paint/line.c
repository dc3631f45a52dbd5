#include "paint/line.h"

#include "geometry/along.h"

#include <math.h>

double paint_stroke_width(double width, const Canvas *canvas)
{
    /* MapLibre fades both edges of a line over one pixel, which leaves thin lines wider than they are. */
    const double pixels = canvas->pixel > 0 ? width / canvas->pixel : 1;
    return pixels < 1 ? (pixels + 1) * (pixels + 1) / 4 * canvas->pixel : width;
}

Stroke paint_line_stroke(const SceneLine *line, const Canvas *canvas)
{
    return (Stroke){
        .color = line->color,
        .width = paint_stroke_width(line->width, canvas),
        .cap = line->cap,
        .join = line->join,
        .miter_limit = line->miter_limit,
    };
}

LinePlace paint_line_place(const LineTrack *track, size_t part)
{
    const SceneLine *line = track->line;
    return line->places && !line->closed ? line->places[part / track->tracks] : (LinePlace){0, 0};
}

/* ---- dashes ---- */

static bool is_on_dash(const SceneLine *line, double distance)
{
    double length = 0;
    for (size_t i = 0; i < line->dash_count; i++)
        length += line->dashes[i];
    distance = fmod(distance, length);
    for (size_t i = 0; i < line->dash_count; i++) {
        if (distance < line->dashes[i])
            return i % 2 == 0;
        distance -= line->dashes[i];
    }
    return true;
}

/* Square caps lengthen the line, not its dashes. */
static void stroke_square_end(const SceneLine *line, Point from, Point to, Canvas *canvas)
{
    Stroke stroke = paint_line_stroke(line, canvas);
    stroke.cap = CAP_BUTT;
    const Point ahead = line_direction(from, to);
    Point points[2] = {to, {to.x + ahead.x * line->width / 2, to.y + ahead.y * line->width / 2}};
    size_t end = 2;
    const Geometry square = {
        .type = GEOMETRY_LINE, .point_count = 2, .points = points, .part_count = 1, .part_ends = &end};
    canvas_stroke(canvas, &square, &stroke);
}

static void stroke_square_ends(const SceneLine *line, const Geometry *piece, double start, Canvas *canvas)
{
    const Point *points = piece->points;
    const size_t count = piece->point_count;
    if (start <= line->dash_start && is_on_dash(line, start))
        stroke_square_end(line, points[1], points[0], canvas);
    if (is_on_dash(line, start + geometry_length(piece)))
        stroke_square_end(line, points[count - 2], points[count - 1], canvas);
}

/* The dashes go on from where the whole line was, whatever was clipped away before this part. */
static void stroke_dashed(const LineTrack *track, Canvas *canvas)
{
    const SceneLine *line = track->line;
    for (size_t part = 0; part < track->geometry.part_count; part++) {
        Stroke stroke = paint_line_stroke(line, canvas);
        stroke.cap = line->cap == CAP_ROUND ? CAP_ROUND : CAP_BUTT;
        stroke.dash_count = line->dash_count;
        stroke.dashes = line->dashes;
        stroke.dash_offset = paint_line_place(track, part).start + line->dash_start;
        Geometry piece = geometry_slice(&track->geometry, part, 0, INFINITY);
        if (piece.point_count >= 2) {
            canvas_stroke(canvas, &piece, &stroke);
            if (line->cap == CAP_SQUARE && !line->closed)
                stroke_square_ends(line, &piece, stroke.dash_offset, canvas);
        }
        geometry_clear(&piece);
    }
}

/* ---- all lines ---- */

static void paint_track(const LineTrack *track, Canvas *canvas)
{
    const SceneLine *line = track->line;
    if (line->dash_count > 0)
        stroke_dashed(track, canvas);
    else
        paint_line_plain(track, canvas);
}

static void paint_pair(const SceneLine *line, const Geometry *middle, Canvas *canvas)
{
    const bool plain = line->dash_count == 0;
    /* Rings with round caps have no beginning; dashes need one. */
    const LineCap cap = plain ? line->cap : CAP_BUTT;
    const double half = (line->gap_width + line->width) / 2;
    LineTrack pair = {
        line, geometry_parallels(middle, half, half + line->width / 2, cap, line->join, line->miter_limit),
        2};
    if (plain) {
        Stroke stroke = paint_line_stroke(line, canvas);
        stroke.cap = CAP_BUTT;
        canvas_stroke(canvas, &pair.geometry, &stroke);
    } else {
        paint_track(&pair, canvas);
    }
    geometry_clear(&pair.geometry);
}

/* Patterns, gradients and soft edges follow the line's triangles everywhere; on screen everything does that a
 * stroke would draw differently from MapLibre GL JS. */
static bool needs_ribbon(const SceneLine *line, const Canvas *canvas)
{
    if (line->pattern || line->gradient || line->blur > 0)
        return true;
    const bool round = line->join == JOIN_ROUND && line->round_limit > 1.1;
    return canvas->screen && (line->dash_count > 0 || line->gap_width > 0 || line->offset != 0 ||
                              line->cap == CAP_SQUARE || round);
}

/* ---- ends on whole pixels ---- */

/* On screen the end of a line is cut at whole pixels, which shows where it runs along them. */
static Point snap_end(Point end, Point before, double reach, double pixel)
{
    const Point ahead = line_direction(before, end);
    if (fabs(ahead.x) > 0.999)
        end.x += round((end.x + ahead.x * reach) / pixel) * pixel - (end.x + ahead.x * reach);
    else if (fabs(ahead.y) > 0.999)
        end.y += round((end.y + ahead.y * reach) / pixel) * pixel - (end.y + ahead.y * reach);
    return end;
}

/* A copy of the line with its ends where the screen has them. */
static Geometry snap_ends(const SceneLine *line, double pixel)
{
    Geometry snapped = geometry_copy(&line->geometry);
    const double half = line->gap_width > 0 ? line->gap_width / 2 + line->width : line->width / 2;
    const double reach = line->cap == CAP_SQUARE ? half + pixel / 2 : 0;
    for (size_t part = 0; part < snapped.part_count; part++) {
        Point *points = snapped.points + geometry_part_start(&snapped, part);
        const size_t count = geometry_part_length(&snapped, part);
        if (count < 2)
            continue;
        points[0] = snap_end(points[0], points[1], reach, pixel);
        points[count - 1] = snap_end(points[count - 1], points[count - 2], reach, pixel);
    }
    return snapped;
}

static void paint_unfilled(const SceneLine *line, Canvas *canvas)
{
    if (needs_ribbon(line, canvas)) {
        paint_line_ribbon(line, canvas);
        return;
    }
    LineTrack track = {line, line->geometry, 1};
    if (line->offset != 0)
        track.geometry = geometry_offset(&line->geometry, line->offset);
    if (line->gap_width > 0)
        paint_pair(line, &track.geometry, canvas);
    else
        paint_track(&track, canvas);
    if (line->offset != 0)
        geometry_clear(&track.geometry);
}

/* Tiles begin and end at whole pixels where they lie along them. */
static void push_window(const SceneLine *line, Canvas *canvas)
{
    Point points[5];
    size_t end = 5, polygon = 1;
    const Geometry window = {.type = GEOMETRY_POLYGON,
                             .point_count = 5,
                             .points = points,
                             .part_count = 1,
                             .part_ends = &end,
                             .polygon_count = 1,
                             .polygon_ends = &polygon};
    const bool upright = fabs(line->window[0].y - line->window[1].y) < 1e-6;
    for (int i = 0; i < 5; i++) {
        points[i] = line->window[i % 4];
        if (upright && canvas->pixel > 0)
            points[i] = (Point){round(points[i].x / canvas->pixel) * canvas->pixel,
                                round(points[i].y / canvas->pixel) * canvas->pixel};
    }
    canvas_push_clip(canvas, &window);
}

static void paint_bare(const SceneLine *line, Canvas *canvas)
{
    if (line->filled) {
        canvas_fill(canvas, &line->geometry, line->color, true);
    } else if (canvas->screen && !line->closed && line->cap != CAP_ROUND) {
        SceneLine snapped = *line;
        snapped.geometry = snap_ends(line, canvas->pixel);
        paint_unfilled(&snapped, canvas);
        geometry_clear(&snapped.geometry);
    } else {
        paint_unfilled(line, canvas);
    }
}

void paint_line(const SceneLine *line, Canvas *canvas)
{
    if (line->has_window)
        push_window(line, canvas);
    paint_bare(line, canvas);
    if (line->has_window)
        canvas_pop(canvas);
}
