#include "geometry/geometry.h"

#include "geometry/measure.h"

#include <math.h>
#include <string.h>

Box box_empty(void)
{
    return (Box){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

bool box_is_empty(Box box)
{
    return !(box.x_min <= box.x_max && box.y_min <= box.y_max);
}

Box box_grow(Box box, double margin)
{
    return (Box){box.x_min - margin, box.y_min - margin, box.x_max + margin, box.y_max + margin};
}

Box box_shift(Box box, Point by)
{
    return (Box){box.x_min + by.x, box.y_min + by.y, box.x_max + by.x, box.y_max + by.y};
}

bool box_overlaps(Box a, Box b)
{
    return a.x_min <= b.x_max && b.x_min <= a.x_max && a.y_min <= b.y_max && b.y_min <= a.y_max;
}

bool box_contains(Box box, Point point)
{
    return box.x_min <= point.x && point.x <= box.x_max && box.y_min <= point.y && point.y <= box.y_max;
}

bool box_contains_box(Box outer, Box inner)
{
    return outer.x_min <= inner.x_min && inner.x_max <= outer.x_max && outer.y_min <= inner.y_min &&
           inner.y_max <= outer.y_max;
}

void geometry_clear(Geometry *geometry)
{
    g_free(geometry->points);
    g_free(geometry->part_ends);
    g_free(geometry->polygon_ends);
    *geometry = (Geometry){0};
}

Geometry geometry_copy(const Geometry *geometry)
{
    Geometry copy = *geometry;
    copy.points = g_memdup2(geometry->points, geometry->point_count * sizeof(Point));
    copy.part_ends = g_memdup2(geometry->part_ends, geometry->part_count * sizeof(size_t));
    copy.polygon_ends = g_memdup2(geometry->polygon_ends, geometry->polygon_count * sizeof(size_t));
    return copy;
}

Box geometry_box(const Geometry *geometry)
{
    Box box = box_empty();
    for (size_t i = 0; i < geometry->point_count; i++)
        box = box_extend(box, geometry->points[i]);
    return box;
}

size_t geometry_part_start(const Geometry *geometry, size_t part)
{
    return part == 0 ? 0 : geometry->part_ends[part - 1];
}

size_t geometry_part_length(const Geometry *geometry, size_t part)
{
    return geometry->part_ends[part] - geometry_part_start(geometry, part);
}

static size_t *append_ends(size_t *to, size_t to_count, const size_t *from, size_t from_count, size_t shift)
{
    to = g_renew(size_t, to, to_count + from_count);
    for (size_t i = 0; i < from_count; i++)
        to[to_count + i] = from[i] + shift;
    return to;
}

void geometry_append(Geometry *to, Geometry *from)
{
    if (to->point_count == 0) {
        const GeometryType type = from->type;
        geometry_clear(to);
        *to = *from;
        *from = (Geometry){.type = type};
        return;
    }
    if (from->point_count > 0) {
        to->points = g_renew(Point, to->points, to->point_count + from->point_count);
        memcpy(to->points + to->point_count, from->points, from->point_count * sizeof(Point));
        to->polygon_ends = append_ends(to->polygon_ends, to->polygon_count, from->polygon_ends,
                                       from->polygon_count, to->part_count);
        to->part_ends =
            append_ends(to->part_ends, to->part_count, from->part_ends, from->part_count, to->point_count);
        to->point_count += from->point_count;
        to->part_count += from->part_count;
        to->polygon_count += from->polygon_count;
        to->multi = true;
    }
    geometry_clear(from);
}

Geometry geometry_polygon(const Geometry *geometry, size_t polygon)
{
    const size_t first = polygon > 0 ? geometry->polygon_ends[polygon - 1] : 0,
                 end = geometry->polygon_ends[polygon];
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t ring = first; ring < end; ring++) {
        const size_t start = geometry_part_start(geometry, ring);
        g_array_append_vals(builder.points, geometry->points + start,
                            (guint)geometry_part_length(geometry, ring));
        geometry_builder_end_part(&builder);
    }
    geometry_builder_end_polygon(&builder);
    Geometry result = geometry_builder_take(&builder, GEOMETRY_POLYGON, false);
    geometry_builder_clear(&builder);
    return result;
}

void geometry_reverse(Geometry *geometry)
{
    for (size_t part = 0; part < geometry->part_count; part++) {
        Point *points = geometry->points + geometry_part_start(geometry, part);
        const size_t count = geometry_part_length(geometry, part);
        for (size_t i = 0; i < count / 2; i++) {
            const Point swap = points[i];
            points[i] = points[count - 1 - i];
            points[count - 1 - i] = swap;
        }
    }
}

double geometry_length(const Geometry *geometry)
{
    double length = 0;
    for (size_t part = 0; part < geometry->part_count; part++)
        for (size_t i = geometry_part_start(geometry, part) + 1; i < geometry->part_ends[part]; i++)
            length += point_distance(geometry->points[i - 1], geometry->points[i]);
    return length;
}

void geometry_builder_init(GeometryBuilder *builder)
{
    builder->points = g_array_new(FALSE, FALSE, sizeof(Point));
    builder->part_ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    builder->polygon_ends = g_array_new(FALSE, FALSE, sizeof(size_t));
}

void geometry_builder_clear(GeometryBuilder *builder)
{
    g_array_unref(builder->points);
    g_array_unref(builder->part_ends);
    g_array_unref(builder->polygon_ends);
    *builder = (GeometryBuilder){0};
}

void geometry_builder_add_point(GeometryBuilder *builder, Point point)
{
    g_array_append_val(builder->points, point);
}

void geometry_builder_end_part(GeometryBuilder *builder)
{
    const size_t end = builder->points->len;
    g_array_append_val(builder->part_ends, end);
}

void geometry_builder_end_polygon(GeometryBuilder *builder)
{
    const size_t end = builder->part_ends->len;
    g_array_append_val(builder->polygon_ends, end);
}

static void *array_take(GArray *array, size_t *count)
{
    *count = array->len;
    return g_array_free(array, array->len == 0);
}

Geometry geometry_builder_take(GeometryBuilder *builder, GeometryType type, bool multi)
{
    Geometry geometry = {.type = type, .multi = multi};
    geometry.points = array_take(builder->points, &geometry.point_count);
    geometry.part_ends = array_take(builder->part_ends, &geometry.part_count);
    geometry.polygon_ends = array_take(builder->polygon_ends, &geometry.polygon_count);
    geometry_builder_init(builder);
    return geometry;
}
