#include "paint/paint.h"

/* The picture's outline, where it is not its own pixels' edges that show. */
static Geometry picture_area(const SceneRaster *raster)
{
    const Matrix m = raster->matrix;
    const double w = raster->picture->width, h = raster->picture->height;
    const Point corners[] = {{m.x0, m.y0},
                             {m.x0 + m.xx * w, m.y0 + m.yx * w},
                             {m.x0 + m.xx * w + m.xy * h, m.y0 + m.yx * w + m.yy * h},
                             {m.x0 + m.xy * h, m.y0 + m.yy * h}};
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (int i = 0; i <= 4; i++)
        geometry_builder_add_point(&builder, corners[i % 4]);
    geometry_builder_end_part(&builder);
    geometry_builder_end_polygon(&builder);
    Geometry area = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return area;
}

void paint_raster(const SceneRaster *raster, Canvas *canvas)
{
    Geometry area = picture_area(raster);
    canvas_picture(canvas, raster->picture, &area, &raster->matrix, raster->opacity, raster->smooth);
    geometry_clear(&area);
}
