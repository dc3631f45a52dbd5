#include "source/geojson_geometry.h"

#include "base/error.h"

#include <string.h>

static bool fail(GError **error, const char *expected)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "expected %s", expected);
    return false;
}

static bool read_position(const json_t *json, GeometryBuilder *builder, GError **error)
{
    const json_t *x = json_array_get(json, 0), *y = json_array_get(json, 1);
    if (!json_is_number(x) || !json_is_number(y))
        return fail(error, "a position of two numbers");
    geometry_builder_add_point(builder, (Point){json_number_value(x), json_number_value(y)});
    return true;
}

static bool read_point(const json_t *json, GeometryBuilder *builder, GError **error)
{
    if (!read_position(json, builder, error))
        return false;
    geometry_builder_end_part(builder);
    return true;
}

static bool read_line(const json_t *json, GeometryBuilder *builder, GError **error)
{
    if (json_array_size(json) < 2)
        return fail(error, "a line of two positions or more");
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!read_position(json_array_get(json, i), builder, error))
            return false;
    geometry_builder_end_part(builder);
    return true;
}

static bool read_ring(const json_t *json, GeometryBuilder *builder, GError **error)
{
    const size_t first = builder->points->len;
    if (json_array_size(json) < 3)
        return fail(error, "a ring of three positions or more");
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!read_position(json_array_get(json, i), builder, error))
            return false;
    const Point start = g_array_index(builder->points, Point, first);
    const Point end = g_array_index(builder->points, Point, builder->points->len - 1);
    if (start.x != end.x || start.y != end.y)
        geometry_builder_add_point(builder, start);
    geometry_builder_end_part(builder);
    return true;
}

static bool read_polygon(const json_t *json, GeometryBuilder *builder, GError **error)
{
    if (json_array_size(json) == 0)
        return fail(error, "a polygon of one ring or more");
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!read_ring(json_array_get(json, i), builder, error))
            return false;
    geometry_builder_end_polygon(builder);
    return true;
}

typedef struct {
    const char *name, *multi_name;
    GeometryType type;
    bool (*read)(const json_t *json, GeometryBuilder *builder, GError **error);
} Reader;

static const Reader readers[] = {
    {"Point", "MultiPoint", GEOMETRY_POINT, read_point},
    {"LineString", "MultiLineString", GEOMETRY_LINE, read_line},
    {"Polygon", "MultiPolygon", GEOMETRY_POLYGON, read_polygon},
};

static bool read_parts(const json_t *json, const Reader *reader, GeometryBuilder *builder, GError **error)
{
    if (!json_is_array(json))
        return fail(error, "an array of coordinates");
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!reader->read(json_array_get(json, i), builder, error))
            return false;
    return true;
}

bool geojson_geometry(const json_t *json, Geometry *out, GError **error)
{
    *out = (Geometry){0};
    const char *name = json_string_value(json_object_get(json, "type"));
    const json_t *coordinates = json_object_get(json, "coordinates");
    for (size_t i = 0; name && i < G_N_ELEMENTS(readers); i++) {
        const Reader *reader = &readers[i];
        const bool multi = strcmp(name, reader->multi_name) == 0;
        if (!multi && strcmp(name, reader->name) != 0)
            continue;
        GeometryBuilder builder;
        geometry_builder_init(&builder);
        const bool read = multi ? read_parts(coordinates, reader, &builder, error)
                                : reader->read(coordinates, &builder, error);
        if (read)
            *out = geometry_builder_take(&builder, reader->type, multi);
        geometry_builder_clear(&builder);
        return read;
    }
    return fail(error,
                "a geometry of type Point, LineString, Polygon, MultiPoint, MultiLineString or MultiPolygon");
}
