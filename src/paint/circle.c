#include "paint/paint.h"

void paint_circle(const SceneCircle *circle, Canvas *canvas)
{
    /* The specification's stroke lies outside the radius; a blur of 1 softens the whole radius. */
    const Stroke outline = {.color = circle->stroke_color, .width = circle->stroke_width};
    const double edge = circle->radius + circle->stroke_width / 2;
    if (circle->color.a > 0 && circle->radius > 0)
        canvas_circle(canvas, circle->center, circle->radius, circle->blur * circle->radius, circle->color,
                      NULL);
    if (circle->stroke_width > 0 && circle->stroke_color.a > 0)
        canvas_circle(canvas, circle->center, edge, 0, (Color){0, 0, 0, 0}, &outline);
}
