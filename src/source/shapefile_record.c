/* What shapelib reads of a record, as geometry. */
#include "source/shapefile.h"

#include "geometry/rings.h"

#include <math.h>
#include <shapefil.h>

static size_t part_start(const SHPObject *shape, int part)
{
    return (size_t)(part < shape->nParts ? shape->panPartStart[part] : shape->nVertices);
}

/* Each part begins after the one before, and within the vertices. */
static bool starts_fit(const SHPObject *shape)
{
    for (int part = 0; part < shape->nParts; part++) {
        const int start = shape->panPartStart[part];
        if (start < 0 || (part > 0 && start <= shape->panPartStart[part - 1]) ||
            (start > 0 && start >= shape->nVertices))
            return false;
    }
    return true;
}

/* What is no number, or too large for one, is all that this difference leaves. */
static bool is_finite(const SHPObject *shape)
{
    double sum = 0;
    for (int i = 0; i < shape->nVertices; i++)
        sum += (shape->padfX[i] - shape->padfX[i]) + (shape->padfY[i] - shape->padfY[i]);
    return sum == 0;
}

static void copy_vertices(const SHPObject *shape, size_t first, size_t end, Point *out)
{
    for (size_t i = first; i < end; i++)
        *out++ = (Point){shape->padfX[i], shape->padfY[i]};
}

static Geometry new_geometry(const SHPObject *shape, GeometryType type, size_t parts)
{
    return (Geometry){.type = type,
                      .points = g_new(Point, (size_t)shape->nVertices + parts + 1),
                      .part_ends = g_new(size_t, parts + 1)};
}

static Geometry copy_points(const SHPObject *shape)
{
    const size_t count = (size_t)shape->nVertices;
    Geometry points = new_geometry(shape, GEOMETRY_POINT, count);
    points.multi = shape->nSHPType == SHPT_MULTIPOINT || shape->nSHPType == SHPT_MULTIPOINTZ ||
                   shape->nSHPType == SHPT_MULTIPOINTM;
    copy_vertices(shape, 0, count, points.points);
    for (; points.part_count < count; points.part_count++)
        points.part_ends[points.part_count] = points.part_count + 1;
    points.point_count = count;
    return points;
}

/* Parts of as many points as lines or, closed, rings need; says how many were left out. */
static size_t copy_parts(const SHPObject *shape, GeometryType type, Geometry *out)
{
    const size_t least = type == GEOMETRY_POLYGON ? 4 : 2;
    *out = new_geometry(shape, type, (size_t)shape->nParts);
    for (int part = 0; part < shape->nParts; part++) {
        const size_t first = part_start(shape, part), end = part_start(shape, part + 1);
        Point *points = out->points + out->point_count;
        size_t count = end - first;
        copy_vertices(shape, first, end, points);
        if (type == GEOMETRY_POLYGON && count > 0 &&
            (points[0].x != points[count - 1].x || points[0].y != points[count - 1].y))
            points[count++] = points[0];
        if (count < least)
            continue;
        out->point_count += count;
        out->part_ends[out->part_count++] = out->point_count;
    }
    out->multi = out->part_count > 1;
    return (size_t)shape->nParts - out->part_count;
}

static void sort_rings(Geometry *rings, RecordProblems *problems)
{
    if (rings->part_count == 1) {
        ring_to_polygon(rings);
        return;
    }
    Geometry polygons =
        rings_to_polygons(rings->points, rings->part_ends, rings->part_count, &problems->entangled);
    geometry_clear(rings);
    *rings = polygons;
}

static Geometry convert(const SHPObject *shape, GeometryType type, RecordProblems *problems)
{
    Geometry geometry = {0};
    if (type == GEOMETRY_POINT)
        geometry = copy_points(shape);
    else if (type != GEOMETRY_NONE)
        problems->parts_dropped = copy_parts(shape, type, &geometry);
    problems->nothing_left = geometry.part_count == 0 && shape->nVertices > 0;
    if (geometry.part_count == 0)
        geometry_clear(&geometry);
    else if (type == GEOMETRY_POLYGON)
        sort_rings(&geometry, problems);
    return geometry;
}

const char *shape_record_read(void *handle, size_t record, GeometryType type, Geometry *out,
                              RecordProblems *problems)
{
    SHPObject *shape = SHPReadObject(handle, (int)record);
    const char *problem = NULL;
    *out = (Geometry){0};
    *problems = (RecordProblems){0};
    if (!shape || shape->nVertices < 0 || shape->nParts < 0 || !starts_fit(shape))
        problem = "has counts that do not fit its length: no geometry";
    else if (!is_finite(shape))
        problem = "has a coordinate that is no number: no geometry";
    else
        *out = convert(shape, type, problems);
    if (shape)
        SHPDestroyObject(shape);
    return problem;
}
