#include "geometry/along.h"
#include "paint/paint.h"
#include "paint/pixel_edge.h"

#include <math.h>

/* MapLibre fills whole pixels and draws a smoothing line one pixel wide round them, which makes areas larger
 * by this part of a pixel on average. Neighbours meet without a seam because of it. */
static const double SPREAD = 0.37;

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

/* The area as it is painted: on pixels spread a little, to the left of exteriors and into holes; on screen
 * along whole pixels where it can be. */
static Geometry pixel_area(const SceneFill *fill, const Geometry *area, bool spreads, Point shift,
                           const Canvas *canvas)
{
    const bool smoothed = spreads && fill->antialias && !fill->has_outline;
    const double spread = smoothed ? canvas->pixel * SPREAD : 0;
    Geometry result = spread > 0 ? geometry_offset(area, -spread) : geometry_copy(area);
    if (canvas->screen)
        pixel_edge_snap(&result, canvas->pixel, spread, smoothed, shift);
    return result;
}

static void paint_area(const SceneFill *fill, const Geometry *area, const SceneLayer *layer, bool spreads,
                       Canvas *canvas)
{
    Geometry spread_area = {0};
    if (canvas->pixel > 0) {
        spread_area = pixel_area(fill, area, spreads, layer->translate, canvas);
        area = &spread_area;
    }
    if (fill->pattern) {
        const Matrix matrix = paint_grid_matrix(&layer->grid, fill->pattern);
        canvas_pattern(canvas, area, fill->pattern, &matrix, false, fill->opacity, fill->color);
    } else if (fill->color.a > 0) {
        canvas_fill(canvas, area, fill->color, fill->antialias);
    }
    geometry_clear(&spread_area);
}

static void paint_joined(const SceneLayer *layer, const SceneFill *fills, size_t count, Canvas *canvas)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++)
        add_to(&builder, &fills[i].geometry);
    Geometry all = geometry_builder_take(&builder, GEOMETRY_POLYGON, true);
    geometry_builder_clear(&builder);
    paint_area(&fills[0], &all, layer, true, canvas);
    geometry_clear(&all);
}

static void paint_outline(const SceneLayer *layer, const SceneFill *fill, Canvas *canvas)
{
    if (!fill->has_outline || fill->outline_color.a <= 0)
        return;
    /* On screen it is one device pixel wide, some of it faded. */
    if (canvas->screen)
        pixel_edge_stroke(&fill->geometry, fill->outline_color, 2 * SPREAD * canvas->pixel, layer->translate,
                          canvas);
    else
        canvas_stroke(canvas, &fill->geometry,
                      &(Stroke){.color = fill->outline_color, .width = 1, .join = JOIN_BEVEL});
}

/* On screen the smoothing line lies over what the layer filled, but for a layer of one opaque colour: it
 * shows where areas are translucent or overlap. */
static void paint_edge(const SceneFill *fill, const SceneLayer *layer, Canvas *canvas)
{
    if (!fill->antialias || fill->has_outline)
        return;
    if (!fill->pattern) {
        pixel_edge_stroke(&fill->geometry, fill->color, 2 * SPREAD * canvas->pixel, layer->translate, canvas);
        return;
    }
    SceneFill edge = *fill;
    Geometry inner = geometry_offset(&fill->geometry, SPREAD * canvas->pixel);
    edge.antialias = false;
    edge.geometry = geometry_offset(&fill->geometry, -SPREAD * canvas->pixel);
    geometry_reverse(&inner);
    geometry_append(&edge.geometry, &inner);
    paint_area(&edge, &edge.geometry, layer, false, canvas);
    geometry_clear(&edge.geometry);
}

/* A translucent feature of several polygons shows where they overlap. */
static void paint_feature(const SceneFill *fill, const SceneLayer *layer, bool spreads, Canvas *canvas)
{
    const Geometry *all = &fill->geometry;
    if (fill->pattern || fill->color.a >= 1 || all->polygon_count < 2) {
        paint_area(fill, all, layer, spreads, canvas);
        return;
    }
    for (size_t i = 0; i < all->polygon_count; i++) {
        Geometry polygon = geometry_polygon(all, i);
        paint_area(fill, &polygon, layer, spreads, canvas);
        geometry_clear(&polygon);
    }
}

/* Whether the smoothing lines are drawn one by one. */
static bool draws_edges(const SceneLayer *layer, const Canvas *canvas)
{
    return canvas->screen && layer->edges_show;
}

void paint_fill_areas(const SceneLayer *layer, Canvas *canvas)
{
    const bool edges = draws_edges(layer, canvas);
    for (size_t i = 0; i < layer->fill_count;) {
        size_t end = i + 1;
        while (!edges && end < layer->fill_count && can_join(&layer->fills[i], &layer->fills[end]))
            end++;
        if (end - i > 1)
            paint_joined(layer, layer->fills + i, end - i, canvas);
        else
            paint_feature(&layer->fills[i], layer, !edges, canvas);
        i = end;
    }
}

void paint_fill_outlines(const SceneLayer *layer, Canvas *canvas)
{
    for (size_t i = 0; i < layer->fill_count; i++) {
        if (draws_edges(layer, canvas))
            paint_edge(&layer->fills[i], layer, canvas);
        paint_outline(layer, &layer->fills[i], canvas);
    }
}
