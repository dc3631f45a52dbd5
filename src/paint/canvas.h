/* A table of drawing calls. cairo (PNG, PDF), the SVG writer and a text trace are implementations of it.
 * Coordinates are style pixels of the page, x to the right, y downward. */
#pragma once

#include "placement/text_run.h"
#include "scene/scene.h"

typedef struct Canvas Canvas;

typedef struct {
    Color color;
    double width;
    LineCap cap;
    LineJoin join;
    double miter_limit;
    size_t dash_count;
    const double *dashes;
    double dash_offset;
} Stroke;

typedef struct {
    void (*begin_layer)(Canvas *canvas, const char *id, const char *title, double opacity);
    void (*end_layer)(Canvas *canvas);
    void (*push_clip)(Canvas *canvas, const Geometry *area); /* polygons */
    void (*pop_clip)(Canvas *canvas);
    /* Even-odd fill. Without antialias neighbours meet without a seam. */
    void (*fill)(Canvas *canvas, const Geometry *area, Color color, bool antialias);
    void (*stroke)(Canvas *canvas, const Geometry *lines, const Stroke *stroke);
    void (*circle)(Canvas *canvas, Point center, double radius, Color fill, const Stroke *outline);
    void (*text)(Canvas *canvas, const TextRun *run);
    /* The icon's own pixels (width by height) under an affine matrix xx yx xy yy x0 y0. */
    void (*icon)(Canvas *canvas, const Icon *icon, const double matrix[6], double opacity, Color tint);
} CanvasCalls;

struct Canvas {
    const CanvasCalls *calls;
};
