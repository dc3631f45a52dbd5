#include "source/geojson_write.h"

#include "base/number.h"

#include <string.h>

static void append_string(GString *text, const char *string)
{
    g_string_append_c(text, '"');
    for (; *string; string++) {
        if (*string == '"' || *string == '\\')
            g_string_append_c(text, '\\');
        if ((unsigned char)*string < 0x20)
            g_string_append_printf(text, "\\u%04x", (unsigned)*string);
        else
            g_string_append_c(text, *string);
    }
    g_string_append_c(text, '"');
}

static void append_members(GString *text, const Member *members, size_t count)
{
    g_string_append_c(text, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        append_string(text, members[i].name);
        g_string_append_c(text, ':');
        geojson_append_value(text, members[i].value);
    }
    g_string_append_c(text, '}');
}

static void append_array(GString *text, const ValueArray *array)
{
    g_string_append_c(text, '[');
    for (size_t i = 0; i < array->count; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        geojson_append_value(text, array->items[i]);
    }
    g_string_append_c(text, ']');
}

void geojson_append_value(GString *text, Value value)
{
    switch (value.kind) {
    case VALUE_BOOLEAN:
        g_string_append(text, value.boolean ? "true" : "false");
        break;
    case VALUE_NUMBER:
        number_append(text, value.number);
        break;
    case VALUE_STRING:
        append_string(text, value.string);
        break;
    case VALUE_ARRAY:
        append_array(text, value.array);
        break;
    case VALUE_OBJECT:
        append_members(text, value.object->members, value.object->count);
        break;
    default:
        g_string_append(text, "null");
    }
}

static void append_position(GString *text, Point point)
{
    g_string_append_c(text, '[');
    number_append(text, point.x);
    g_string_append_c(text, ',');
    number_append(text, point.y);
    g_string_append_c(text, ']');
}

/* A line or ring as an array of positions; a point as its position. */
static void append_part(GString *text, const Geometry *geometry, size_t part)
{
    const size_t start = geometry_part_start(geometry, part), end = geometry->part_ends[part];
    if (geometry->type == GEOMETRY_POINT) {
        append_position(text, geometry->points[start]);
        return;
    }
    for (size_t i = start; i < end; i++) {
        g_string_append_c(text, i == start ? '[' : ',');
        append_position(text, geometry->points[i]);
    }
    g_string_append_c(text, ']');
}

/* Parts `start` to `end` (not included) as an array. */
static void append_parts(GString *text, const Geometry *geometry, size_t start, size_t end)
{
    g_string_append_c(text, '[');
    for (size_t part = start; part < end; part++) {
        if (part > start)
            g_string_append_c(text, ',');
        append_part(text, geometry, part);
    }
    g_string_append_c(text, ']');
}

static void append_polygons(GString *text, const Geometry *geometry)
{
    size_t start = 0;
    for (size_t i = 0; i < geometry->polygon_count; start = geometry->polygon_ends[i++]) {
        if (geometry->multi)
            g_string_append_c(text, i == 0 ? '[' : ',');
        append_parts(text, geometry, start, geometry->polygon_ends[i]);
    }
    if (geometry->multi)
        g_string_append_c(text, ']');
}

static void append_geometry(GString *text, const Geometry *geometry)
{
    static const char *const names[] = {"", "Point", "LineString", "Polygon"};
    if (geometry->type == GEOMETRY_NONE) {
        g_string_append(text, "null");
        return;
    }
    g_string_append_printf(text, "{\"type\":\"%s%s\",\"coordinates\":", geometry->multi ? "Multi" : "",
                           names[geometry->type]);
    if (geometry->type == GEOMETRY_POLYGON)
        append_polygons(text, geometry);
    else if (geometry->multi)
        append_parts(text, geometry, 0, geometry->part_count);
    else
        append_part(text, geometry, 0);
    g_string_append_c(text, '}');
}

void geojson_append_feature(GString *text, const Feature *feature)
{
    g_string_append(text, "{\"type\":\"Feature\"");
    if (feature->id.kind != VALUE_NULL) {
        g_string_append(text, ",\"id\":");
        geojson_append_value(text, feature->id);
    }
    g_string_append(text, ",\"geometry\":");
    append_geometry(text, &feature->geometry);
    g_string_append(text, ",\"properties\":");
    append_members(text, feature->attributes, feature->attribute_count);
    g_string_append_c(text, '}');
}
