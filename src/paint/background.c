#include "paint/paint.h"

Geometry paint_rectangle(Box box)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    geometry_builder_add_point(&builder, (Point){box.x_min, box.y_min});
    geometry_builder_add_point(&builder, (Point){box.x_max, box.y_min});
    geometry_builder_add_point(&builder, (Point){box.x_max, box.y_max});
    geometry_builder_add_point(&builder, (Point){box.x_min, box.y_max});
    geometry_builder_add_point(&builder, (Point){box.x_min, box.y_min});
    geometry_builder_end_part(&builder);
    geometry_builder_end_polygon(&builder);
    Geometry rectangle = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return rectangle;
}

void paint_background(const SceneLayer *layer, Box frame, Canvas *canvas)
{
    Geometry rectangle = paint_rectangle(frame);
    if (layer->background_pattern)
        canvas_pattern(canvas, &rectangle, layer->background_pattern, (Point){frame.x_min, frame.y_min}, 1,
                       layer->background_opacity);
    else if (layer->background.a > 0)
        canvas_fill(canvas, &rectangle, layer->background, true);
    geometry_clear(&rectangle);
}
