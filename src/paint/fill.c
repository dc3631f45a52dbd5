#include "paint/paint.h"

static bool same_color(Color a, Color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

/* Neighbours of one opaque colour are filled as one path: no seam between them, and far fewer operations. */
static bool can_join(const SceneFill *a, const SceneFill *b)
{
    return !a->pattern && !b->pattern && !a->has_outline && !b->has_outline && a->antialias == b->antialias &&
           a->color.a == 1 && same_color(a->color, b->color);
}

static void add_to(GeometryBuilder *builder, const Geometry *geometry)
{
    for (size_t part = 0; part < geometry->part_count; part++) {
        for (size_t i = geometry_part_start(geometry, part); i < geometry->part_ends[part]; i++)
            geometry_builder_add_point(builder, geometry->points[i]);
        geometry_builder_end_part(builder);
    }
    geometry_builder_end_polygon(builder);
}

static void paint_joined(const SceneFill *fills, size_t count, Canvas *canvas)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++)
        add_to(&builder, &fills[i].geometry);
    Geometry all = geometry_builder_take(&builder, GEOMETRY_POLYGON, true);
    geometry_builder_clear(&builder);
    canvas_fill(canvas, &all, fills[0].color, fills[0].antialias);
    geometry_clear(&all);
}

static void paint_single(const SceneFill *fill, Canvas *canvas)
{
    if (fill->pattern)
        canvas_pattern(canvas, &fill->geometry, fill->pattern, (Point){0, 0}, 1, fill->opacity);
    else if (fill->color.a > 0)
        canvas_fill(canvas, &fill->geometry, fill->color, fill->antialias);
    if (fill->has_outline && fill->outline_color.a > 0)
        canvas_stroke(canvas, &fill->geometry,
                      &(Stroke){.color = fill->outline_color, .width = 1, .join = JOIN_BEVEL});
}

void paint_fills(const SceneLayer *layer, Canvas *canvas)
{
    for (size_t i = 0; i < layer->fill_count;) {
        size_t end = i + 1;
        while (end < layer->fill_count && can_join(&layer->fills[i], &layer->fills[end]))
            end++;
        if (end - i > 1)
            paint_joined(layer->fills + i, end - i, canvas);
        else
            paint_single(layer->fills + i, canvas);
        i = end;
    }
}
