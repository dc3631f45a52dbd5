#include "paint/line.h"

#include <math.h>

/* The icon's top lies to the right of the line's direction. */
static Matrix segment_matrix(const SceneLine *line, Point from, Point to, double distance)
{
    /* A frame counts to the icon's size. */
    const double frame = line->pattern->image ? 2 / line->pattern->pixel_ratio : 0;
    const Point ahead = line_direction(from, to), up = {-ahead.y, ahead.x};
    const double x_scale = line->pattern_length / (line->pattern->width + frame),
                 y_scale = line->width / (line->pattern->height + frame);
    const double back = fmod(distance, line->pattern_length), half = line->width / 2;
    return (Matrix){ahead.x * x_scale,
                    ahead.y * x_scale,
                    -up.x * y_scale,
                    -up.y * y_scale,
                    from.x - ahead.x * back + up.x * half,
                    from.y - ahead.y * back + up.y * half};
}

static StripEnd strip_end(LineCap cap)
{
    return cap == CAP_ROUND ? END_ROUND : cap == CAP_SQUARE ? END_SQUARE : END_BUTT;
}

static void paint_part(const LineTrack *track, size_t part, Canvas *canvas)
{
    const SceneLine *line = track->line;
    const Geometry *geometry = &track->geometry;
    g_autoptr(GArray) distinct = line_distinct_points(geometry->points + geometry_part_start(geometry, part),
                                                      geometry_part_length(geometry, part));
    const Point *points = (const Point *)(const void *)distinct->data;
    const StripEnd end = line->closed ? END_BUTT : strip_end(line->cap);
    const StripShape shape = {.half_width = paint_stroke_width(line->width, canvas) / 2,
                              .join = line->join,
                              .miter_limit = line->miter_limit,
                              .round_limit = line->round_limit,
                              .start = end,
                              .end = end};
    double distance = paint_line_place(track, part).start;
    for (guint i = 0; i + 1 < distinct->len; i++) {
        GeometryBuilder builder;
        geometry_builder_init(&builder);
        strip_add_segment(points, distinct->len, i, &shape, &builder);
        geometry_builder_end_polygon(&builder);
        Geometry area = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
        geometry_builder_clear(&builder);
        const Matrix matrix = segment_matrix(line, points[i], points[i + 1], distance);
        canvas_pattern(canvas, &area, line->pattern, &matrix, line->pattern->image != NULL, 1, line->color);
        geometry_clear(&area);
        distance += hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
    }
}

void paint_line_pattern(const LineTrack *track, Canvas *canvas)
{
    const SceneLine *line = track->line;
    if (line->pattern_length < 0.05)
        return;
    canvas_begin_layer(canvas, NULL, NULL, line->opacity);
    for (size_t part = 0; part < track->geometry.part_count; part++)
        paint_part(track, part, canvas);
    canvas_end_layer(canvas);
}
