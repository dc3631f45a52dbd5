/* What the files that paint lines share. */
#pragma once

#include "paint/paint.h"

/* Where a line is drawn: along its own geometry, beside it, or on both sides. */
typedef struct {
    const SceneLine *line;
    Geometry geometry;
    size_t tracks; /* parts of this geometry for each part of the line's */
} LineTrack;

/* The place of a part on its whole line; of length 0 where it is whole. */
LinePlace paint_line_place(const LineTrack *track, size_t part);
/* The width to stroke for a line of that width: thin lines look wider on pixels. */
double paint_stroke_width(double width, const Canvas *canvas);
/* Colour, width, caps and joins of a line, without dashes. */
Stroke paint_line_stroke(const SceneLine *line, const Canvas *canvas);

/* A line of one colour. Where it is translucent and crosses itself or turns back sharply it shows twice, as
 * on screen. */
void paint_line_plain(const LineTrack *track, Canvas *canvas);
/* A line triangle by triangle, as MapLibre GL JS paints it. */
void paint_line_ribbon(const SceneLine *line, Canvas *canvas);
