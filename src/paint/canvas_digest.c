#include "paint/canvas_digest.h"

#include <string.h>

typedef struct {
    Canvas base;
    GChecksum *checksum;
} DigestCanvas;

static GChecksum *sum(Canvas *canvas)
{
    return ((DigestCanvas *)canvas)->checksum;
}

static void add_bytes(GChecksum *checksum, const void *bytes, size_t length)
{
    if (length > 0)
        g_checksum_update(checksum, bytes, (gssize)length);
}

/* What kind of call it is, and its numbers. */
static void add_call(GChecksum *checksum, const char *name, size_t count, const double *numbers)
{
    add_bytes(checksum, name, strlen(name) + 1);
    add_bytes(checksum, numbers, count * sizeof(double));
}

static void add_text(GChecksum *checksum, const char *text)
{
    add_bytes(checksum, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_color(GChecksum *checksum, Color color)
{
    add_call(checksum, "", 4, (const double[]){color.r, color.g, color.b, color.a});
}

static void add_points(GChecksum *checksum, const Point *points, size_t count)
{
    add_bytes(checksum, &count, sizeof count);
    add_bytes(checksum, points, count * sizeof(Point));
}

static void add_geometry(GChecksum *checksum, const Geometry *geometry)
{
    add_call(checksum, "", 1, (const double[]){geometry->type});
    add_points(checksum, geometry->points, geometry->point_count);
    add_bytes(checksum, geometry->part_ends, geometry->part_count * sizeof(size_t));
}

static void add_matrix(GChecksum *checksum, const Matrix *m)
{
    add_call(checksum, "", 6, (const double[]){m->xx, m->yx, m->xy, m->yy, m->x0, m->y0});
}

static void add_stroke(GChecksum *checksum, const Stroke *stroke)
{
    add_color(checksum, stroke->color);
    add_call(checksum, "", 5,
             (const double[]){stroke->width, stroke->cap, stroke->join, stroke->miter_limit,
                              stroke->dash_count > 0 ? stroke->dash_offset : 0});
    add_call(checksum, "", stroke->dash_count, stroke->dashes);
}

static void add_image(GChecksum *checksum, cairo_surface_t *image)
{
    const int height = cairo_image_surface_get_height(image), stride = cairo_image_surface_get_stride(image);
    cairo_surface_flush(image);
    add_bytes(checksum, cairo_image_surface_get_data(image), (size_t)height * (size_t)stride);
}

static void add_icon(GChecksum *checksum, const Icon *icon)
{
    add_text(checksum, icon->name);
    add_call(checksum, "", 3, (const double[]){icon->width, icon->height, icon->sdf});
    if (icon->svg_text)
        add_text(checksum, icon->svg_text);
    else if (icon->image)
        add_image(checksum, icon->image);
}

static void begin_layer(Canvas *canvas, const char *id, const char *title, double opacity)
{
    add_call(sum(canvas), "layer", 1, &opacity);
    add_text(sum(canvas), id);
    add_text(sum(canvas), title);
}

static void end_layer(Canvas *canvas)
{
    add_call(sum(canvas), "end", 0, NULL);
}

static void push_clip(Canvas *canvas, const Geometry *area)
{
    add_call(sum(canvas), "clip", 0, NULL);
    add_geometry(sum(canvas), area);
}

static void push_transform(Canvas *canvas, const Matrix *matrix)
{
    add_call(sum(canvas), "transform", 0, NULL);
    add_matrix(sum(canvas), matrix);
}

static void pop(Canvas *canvas)
{
    add_call(sum(canvas), "pop", 0, NULL);
}

static void fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    add_call(sum(canvas), "fill", 1, (const double[]){antialias});
    add_color(sum(canvas), color);
    add_geometry(sum(canvas), area);
}

static void stroke_lines(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    add_call(sum(canvas), "stroke", 0, NULL);
    add_stroke(sum(canvas), stroke);
    add_geometry(sum(canvas), lines);
}

static void circle(Canvas *canvas, Point center, double radius, Color color, const Stroke *outline)
{
    add_call(sum(canvas), "circle", 3, (const double[]){center.x, center.y, radius});
    add_color(sum(canvas), color);
    if (outline)
        add_stroke(sum(canvas), outline);
}

static void gradient(Canvas *canvas, const Geometry *area, Point from, Point to, const ColorStop *stops,
                     size_t count)
{
    add_call(sum(canvas), "gradient", 4, (const double[]){from.x, from.y, to.x, to.y});
    for (size_t i = 0; i < count; i++) {
        add_call(sum(canvas), "", 1, &stops[i].offset);
        add_color(sum(canvas), stops[i].color);
    }
    add_geometry(sum(canvas), area);
}

static void soft_disc(Canvas *canvas, Point center, double radius, const ColorStop *stops, size_t count)
{
    add_call(sum(canvas), "disc", 3, (const double[]){center.x, center.y, radius});
    for (size_t i = 0; i < count; i++) {
        add_call(sum(canvas), "", 1, &stops[i].offset);
        add_color(sum(canvas), stops[i].color);
    }
}

static void pattern(Canvas *canvas, const Geometry *area, const Icon *icon_, const Matrix *matrix,
                    bool framed, double opacity, Color tint)
{
    add_call(sum(canvas), "pattern", 2, (const double[]){framed, opacity});
    add_matrix(sum(canvas), matrix);
    add_icon(sum(canvas), icon_);
    if (icon_->sdf)
        add_color(sum(canvas), tint);
    add_geometry(sum(canvas), area);
}

static void text(Canvas *canvas, const TextRun *runs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const TextRun *run = &runs[i];
        add_call(sum(canvas), "text", 7,
                 (const double[]){run->size, run->letter_spacing, run->halo_width, run->origin.x,
                                  run->origin.y, run->angle, run->width});
        add_text(sum(canvas), run->text);
        add_text(sum(canvas), run->font);
        add_color(sum(canvas), run->color);
        add_color(sum(canvas), run->halo_color);
        add_points(sum(canvas), run->curve, run->curve_count);
    }
}

static void drawing(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup, double scale,
                    Point page)
{
    (void)svg;
    add_call(sum(canvas), "drawing", 3, (const double[]){scale, page.x, page.y});
    add_text(sum(canvas), id);
    add_text(sum(canvas), markup);
}

static void icon(Canvas *canvas, const Icon *icon_, const Matrix *matrix, double opacity, Color tint)
{
    add_call(sum(canvas), "icon", 1, &opacity);
    add_icon(sum(canvas), icon_);
    add_matrix(sum(canvas), matrix);
    if (icon_->sdf)
        add_color(sum(canvas), tint);
}

static void picture(Canvas *canvas, const Picture *from, const Geometry *area, const Matrix *matrix,
                    double opacity, bool smooth)
{
    add_call(sum(canvas), "picture", 4, (const double[]){from->width, from->height, opacity, smooth});
    add_bytes(sum(canvas), from->pixels, (size_t)from->width * (size_t)from->height * sizeof(uint32_t));
    add_matrix(sum(canvas), matrix);
    add_geometry(sum(canvas), area);
}

Canvas *canvas_digest_new(GChecksum *checksum)
{
    static const CanvasCalls calls = {.begin_layer = begin_layer,
                                      .end_layer = end_layer,
                                      .push_clip = push_clip,
                                      .push_transform = push_transform,
                                      .pop = pop,
                                      .fill = fill,
                                      .gradient = gradient,
                                      .stroke = stroke_lines,
                                      .circle = circle,
                                      .soft_disc = soft_disc,
                                      .pattern = pattern,
                                      .text = text,
                                      .drawing = drawing,
                                      .picture = picture,
                                      .icon = icon};
    DigestCanvas *self = g_new0(DigestCanvas, 1);
    self->base.calls = &calls;
    self->checksum = checksum;
    return &self->base;
}

void canvas_digest_free(Canvas *canvas)
{
    g_free(canvas);
}
