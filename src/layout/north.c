/* The north arrow: only where north is not up. */
#include "layout/page_place.h"

#include <math.h>

static const double UP_WITHIN = 0.5; /* degrees */

static void add_points(GeometryBuilder *builder, const double points[][2], size_t count)
{
    for (size_t i = 0; i <= count; i++)
        geometry_builder_add_point(builder, (Point){points[i % count][0], points[i % count][1]});
    geometry_builder_end_part(builder);
    geometry_builder_end_polygon(builder);
}

/* One half of the needle, in a box from -1 to 1. */
static Geometry needle_half(double side)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    const double points[][2] = {{0, -0.62}, {0.3 * side, 0.9}, {0, 0.6}};
    add_points(&builder, points, G_N_ELEMENTS(points));
    Geometry half = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return half;
}

void place_paint_north(const PlacePainter *painter)
{
    const Place *place = painter->place;
    const Panel *panel = page_panel(painter->page, place);
    const double north = panel ? projection_north(panel->projection) : 0;
    if (!painter->canvas || fabs(north) < UP_WITHIN)
        return;
    const double radius = fmin(place_width(place), place_height(place)) / 2, angle = north * G_PI / 180;
    const Point middle = {(place->box.x_min + place->box.x_max) / 2,
                          (place->box.y_min + place->box.y_max) / 2};
    const double c = cos(angle) * radius, s = sin(angle) * radius;
    painter->canvas->calls->push_transform(painter->canvas, &(Matrix){c, s, -s, c, middle.x, middle.y});
    Geometry left = needle_half(-1), right = needle_half(1);
    const Stroke line = {
        .color = place->text.color, .width = 0.6 / radius, .join = JOIN_MITER, .miter_limit = 10};
    canvas_fill(painter->canvas, &left, place->text.color, true);
    canvas_stroke(painter->canvas, &left, &line);
    canvas_stroke(painter->canvas, &right, &line);
    geometry_clear(&left);
    geometry_clear(&right);
    TextStyle style = place->text;
    style.size = 0.42;
    style.line_height = 1;
    style.align = TEXT_MIDDLE;
    text_box_paint(painter->canvas, painter->shaper, "N", &style, 0, -1.05, 0);
    canvas_pop(painter->canvas);
}
