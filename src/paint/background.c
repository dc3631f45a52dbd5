#include "paint/paint.h"

#include <math.h>

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

Matrix paint_grid_matrix(const PatternGrid *grid, const Icon *icon)
{
    const Point across = {grid->across.x * icon->width, grid->across.y * icon->width};
    const Point down = {grid->down.x * icon->height, grid->down.y * icon->height};
    const double determinant = across.x * down.y - across.y * down.x;
    Point origin = grid->origin;
    if (fabs(determinant) > 1e-9) {
        const double dx = -origin.x, dy = -origin.y;
        const double columns = floor((dx * down.y - dy * down.x) / determinant);
        const double rows = floor((dy * across.x - dx * across.y) / determinant);
        origin.x += across.x * columns + down.x * rows;
        origin.y += across.y * columns + down.y * rows;
    }
    return (Matrix){grid->across.x, grid->across.y, grid->down.x, grid->down.y, origin.x, origin.y};
}

void paint_background(const SceneLayer *layer, Box frame, Canvas *canvas)
{
    Geometry rectangle = paint_rectangle(frame);
    if (layer->background_pattern) {
        const Matrix matrix = paint_grid_matrix(&layer->grid, layer->background_pattern);
        canvas_pattern(canvas, &rectangle, layer->background_pattern, &matrix, false,
                       layer->background_opacity, layer->background);
    } else if (layer->background.a > 0) {
        canvas_fill(canvas, &rectangle, layer->background, true);
    }
    geometry_clear(&rectangle);
}
