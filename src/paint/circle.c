#include "paint/paint.h"

#include <math.h>

static double smooth_step(double t)
{
    t = CLAMP(t, 0, 1);
    return t * t * (3 - 2 * t);
}

/* Fill and stroke mixed and faded at a distance from the centre, as MapLibre's circle shader does: `inner` is
 * the fill's part of the whole radius, `soft` the part over which edges fade. */
static Color color_at(const SceneCircle *circle, double distance, double inner, double soft)
{
    const double opacity = smooth_step((1 - distance) / soft);
    const double stroke = circle->stroke_width < 0.01 ? 0 : smooth_step((distance - inner + soft) / soft);
    const double fill_alpha = (1 - stroke) * circle->color.a, stroke_alpha = stroke * circle->stroke_color.a;
    const double alpha = fill_alpha + stroke_alpha, part = alpha > 0 ? stroke_alpha / alpha : 0;
    const Color a = circle->color, b = circle->stroke_color;
    return (Color){a.r + (b.r - a.r) * part, a.g + (b.g - a.g) * part, a.b + (b.b - a.b) * part,
                   alpha * opacity};
}

static int compare_numbers(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void paint_soft(const SceneCircle *circle, double outer, double soft, Canvas *canvas)
{
    enum { STEPS = 10, COUNT = 1 + 2 * (STEPS + 1) };
    const double inner = circle->radius / outer;
    double offsets[COUNT] = {0};
    ColorStop stops[COUNT];
    for (int i = 0; i <= STEPS; i++) {
        const double t = (double)i / STEPS;
        offsets[1 + 2 * i] = fmax(1 - soft * t, 0);
        offsets[2 + 2 * i] = fmax(inner - soft * t, 0);
    }
    qsort(offsets, COUNT, sizeof(double), compare_numbers);
    for (int i = 0; i < COUNT; i++)
        stops[i] = (ColorStop){offsets[i], color_at(circle, offsets[i], inner, soft)};
    canvas_soft_disc(canvas, circle->center, outer, stops, COUNT);
}

/* The stroke lies outside the radius. On pixels MapLibre fades both edges inward over one pixel, so that they
 * lie half a pixel further in; an opaque stroke covers the edge of the fill. */
static void paint_hard(const SceneCircle *circle, double outer, Canvas *canvas)
{
    const double inset = canvas->pixel / 2, width = circle->stroke_width;
    const Stroke outline = {.color = circle->stroke_color, .width = width};
    const bool has_stroke = width > 0 && circle->stroke_color.a > 0;
    const double under = has_stroke && circle->stroke_color.a >= 1 ? width / 2 : 0;
    if (circle->color.a > 0 && circle->radius > inset)
        canvas_circle(canvas, circle->center, circle->radius - inset + under, circle->color, NULL);
    if (has_stroke)
        canvas_circle(canvas, circle->center, outer - inset - width / 2, (Color){0, 0, 0, 0}, &outline);
}

void paint_circle(const SceneCircle *circle, Canvas *canvas)
{
    const double outer = circle->radius + circle->stroke_width;
    if (outer <= 0)
        return;
    const double edge = canvas->pixel / outer;
    if (circle->blur > edge || edge > 0.5)
        paint_soft(circle, outer, fmax(circle->blur, edge), canvas);
    else
        paint_hard(circle, outer, canvas);
}
