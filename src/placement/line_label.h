/* Text along lines: a smoothed path, and the baseline of a label laid on it, upright and never over a sharp
 * bend.
 */
#pragma once

#include "geometry/geometry.h"

/* A line prepared for lettering at one text size: points about evenly spaced, small zigzags smoothed away. */
typedef struct {
    size_t count;
    Point *points;
    double *distances; /* along the path */
    double *bends;  /* radians by which the line itself turns near each point, measured over some letters */
    double *strays; /* how far smoothing moved each point */
    double length;
} LabelPath;

/* `size` is the text's; 0 takes the line as it is. Free with label_path_free(). */
LabelPath *label_path_new(const Point *points, size_t count, double size);
void label_path_free(LabelPath *path);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LabelPath, label_path_free)
Point label_path_point(const LabelPath *path, double distance, double *angle);

/* What shall be laid on a path. */
typedef struct {
    double width, size;
    double ascent, descent; /* of the ink above and below the middle of capitals */
    double drop;            /* the middle of capitals lies this far below the path as read; may be negative */
    double max_angle;       /* radians */
    bool keep_upright;
} LineText;

typedef struct {
    size_t count;
    Point *points;  /* the baseline, in reading direction, as long as the text is wide; owned */
    double turning; /* radians the whole label turns through */
    double stray;   /* style pixels by which the smoothed path leaves the line */
} Curve;

/* Lays the text with its middle at `distance` along the path. False where the path is too short there, bends
 * too sharply, or smoothing left it. Free with curve_clear(). */
bool curve_fit(const LabelPath *path, const LineText *text, double distance, Curve *out);
void curve_clear(Curve *curve);
/* Turned boxes along the curve that cover its letters, grown by `padding`; appended to `boxes`. */
void curve_boxes(const Curve *curve, const LineText *text, double padding, GArray *boxes);
/* The part of the curve from `start` to `end` along it, newly allocated. */
Point *curve_part(const Curve *curve, double start, double end, size_t *count);
