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

/* A colour of a gradient: at a part of the way from its beginning to its end, or from a disc's centre to its
 * edge. */
typedef struct {
    double offset;
    Color color;
} ColorStop;

typedef struct {
    /* A group of what a map layer paints, with its name (or NULL); `opacity` applies to the group as a whole.
     * Groups may nest. */
    void (*begin_layer)(Canvas *canvas, const char *id, const char *title, double opacity);
    void (*end_layer)(Canvas *canvas);
    /* Clip and transformation apply until the matching pop; they nest. */
    void (*push_clip)(Canvas *canvas, const Geometry *area);
    void (*push_transform)(Canvas *canvas, const Matrix *matrix);
    void (*pop)(Canvas *canvas);
    /* Fills polygons by the non-zero rule: exteriors turn one way, holes the other, so that neighbours filled
     * together meet without a seam. */
    void (*fill)(Canvas *canvas, const Geometry *area, Color color, bool antialias);
    /* The same in colours that change from one point to another and go on beyond. */
    void (*gradient)(Canvas *canvas, const Geometry *area, Point from, Point to, const ColorStop *stops,
                     size_t count);
    /* Strokes each part of a line or ring. */
    void (*stroke)(Canvas *canvas, const Geometry *lines, const Stroke *stroke);
    /* A disc with an optional outline centred on its edge. */
    void (*circle)(Canvas *canvas, Point center, double radius, Color fill, const Stroke *outline);
    /* A disc whose colour changes from the centre to its edge; the stops go outward. */
    void (*soft_disc)(Canvas *canvas, Point center, double radius, const ColorStop *stops, size_t count);
    /* Fills an area with an icon repeated along both axes of the matrix, which places its first copy.
     * `framed`: with its frame (see paint_icon_frame()). `tint` colours SDF icons. */
    void (*pattern)(Canvas *canvas, const Geometry *area, const Icon *icon, const Matrix *matrix, bool framed,
                    double opacity, Color tint);
    /* One label: its lines, and the parts of lines set in different fonts, in reading order. */
    void (*text)(Canvas *canvas, const TextRun *runs, size_t count);
    /* A group of a page template, by id: librsvg draws it, or its markup is written as it is. `scale`: style
     * pixels per unit of its viewBox; `page`: the page's size. */
    void (*drawing)(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup, double scale,
                    Point page);
    /* A picture's own pixels under a matrix, within an area; `smooth`: its pixels run into each other. */
    void (*picture)(Canvas *canvas, const Picture *picture, const Geometry *area, const Matrix *matrix,
                    double opacity, bool smooth);
    /* The icon's own pixels (width by height) under a matrix. `tint` colours SDF icons. */
    void (*icon)(Canvas *canvas, const Icon *icon, const Matrix *matrix, double opacity, Color tint);
} CanvasCalls;

struct Canvas {
    const CanvasCalls *calls;
    double pixel; /* size of a device pixel in style pixels; 0: vectors */
    bool screen; /* pixels to be compared with a screen's: MapLibre's ways are followed where paper has better
                  */
};

static inline void canvas_begin_layer(Canvas *canvas, const char *id, const char *title, double opacity)
{
    canvas->calls->begin_layer(canvas, id, title, opacity);
}

static inline void canvas_end_layer(Canvas *canvas)
{
    canvas->calls->end_layer(canvas);
}

static inline void canvas_push_clip(Canvas *canvas, const Geometry *area)
{
    canvas->calls->push_clip(canvas, area);
}

static inline void canvas_push_translate(Canvas *canvas, double x, double y)
{
    canvas->calls->push_transform(canvas, &(Matrix){1, 0, 0, 1, x, y});
}

static inline void canvas_push_transform(Canvas *canvas, const Matrix *matrix)
{
    canvas->calls->push_transform(canvas, matrix);
}

static inline void canvas_pop(Canvas *canvas)
{
    canvas->calls->pop(canvas);
}

static inline void canvas_fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    canvas->calls->fill(canvas, area, color, antialias);
}

static inline void canvas_gradient(Canvas *canvas, const Geometry *area, Point from, Point to,
                                   const ColorStop *stops, size_t count)
{
    canvas->calls->gradient(canvas, area, from, to, stops, count);
}

static inline void canvas_stroke(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    canvas->calls->stroke(canvas, lines, stroke);
}

static inline void canvas_circle(Canvas *canvas, Point center, double radius, Color fill,
                                 const Stroke *outline)
{
    canvas->calls->circle(canvas, center, radius, fill, outline);
}

static inline void canvas_soft_disc(Canvas *canvas, Point center, double radius, const ColorStop *stops,
                                    size_t count)
{
    canvas->calls->soft_disc(canvas, center, radius, stops, count);
}

static inline void canvas_pattern(Canvas *canvas, const Geometry *area, const Icon *icon,
                                  const Matrix *matrix, bool framed, double opacity, Color tint)
{
    canvas->calls->pattern(canvas, area, icon, matrix, framed, opacity, tint);
}

static inline void canvas_text(Canvas *canvas, const TextRun *runs, size_t count)
{
    canvas->calls->text(canvas, runs, count);
}

static inline void canvas_drawing(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup,
                                  double scale, Point page)
{
    canvas->calls->drawing(canvas, svg, id, markup, scale, page);
}

static inline void canvas_icon(Canvas *canvas, const Icon *icon, const Matrix *matrix, double opacity,
                               Color tint)
{
    canvas->calls->icon(canvas, icon, matrix, opacity, tint);
}

static inline void canvas_picture(Canvas *canvas, const Picture *picture, const Geometry *area,
                                  const Matrix *matrix, double opacity, bool smooth)
{
    canvas->calls->picture(canvas, picture, area, matrix, opacity, smooth);
}
