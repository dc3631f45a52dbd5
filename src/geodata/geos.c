#include "geodata/geos.h"

#include "geometry/rings.h"

#include <math.h>

static const double METRES_PER_DEGREE = 111319.49079327358; /* of latitude, on the sphere of Web Mercator */

static void note_message(const char *message, void *user)
{
    Geos *geos = user;
    g_strlcpy(geos->message, message, sizeof geos->message);
}

Geos *geos_new(void)
{
    Geos *geos = g_new0(Geos, 1);
    geos->handle = GEOS_init_r();
    geos->kept = g_ptr_array_new();
    GEOSContext_setErrorMessageHandler_r(geos->handle, note_message, geos);
    return geos;
}

void geos_free(Geos *geos)
{
    if (!geos)
        return;
    for (guint i = 0; i < geos->kept->len; i++)
        GEOSGeom_destroy_r(geos->handle, g_ptr_array_index(geos->kept, i));
    g_ptr_array_unref(geos->kept);
    GEOS_finish_r(geos->handle);
    g_free(geos);
}

const GEOSGeometry *geos_keep(Geos *geos, GEOSGeometry *geometry)
{
    if (geometry)
        g_ptr_array_add(geos->kept, geometry);
    return geometry;
}

const GEOSGeometry *geos_point(Geos *geos, double x, double y)
{
    return geos_keep(geos, GEOSGeom_createPointFromXY_r(geos->handle, x, y));
}

const GEOSGeometry *geos_from_wkt(Geos *geos, const char *text)
{
    geos->message[0] = '\0';
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos->handle);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos->handle, reader, text);
    GEOSWKTReader_destroy_r(geos->handle, reader);
    return geos_keep(geos, geometry);
}

GEOSGeometry *geos_line(Geos *geos, const Point *points, size_t count)
{
    GEOSCoordSequence *sequence =
        GEOSCoordSeq_copyFromBuffer_r(geos->handle, &points[0].x, (unsigned)count, 0, 0);
    return GEOSGeom_createLineString_r(geos->handle, sequence);
}

const GEOSGeometry *geos_union(Geos *geos, const GEOSGeometry *const *parts, size_t count)
{
    if (count == 0)
        return NULL;
    GEOSGeometry **copies = g_new(GEOSGeometry *, count);
    for (size_t i = 0; i < count; i++)
        copies[i] = GEOSGeom_clone_r(geos->handle, parts[i]);
    GEOSGeometry *collection =
        GEOSGeom_createCollection_r(geos->handle, GEOS_GEOMETRYCOLLECTION, copies, (unsigned)count);
    g_free(copies);
    GEOSGeometry *whole = GEOSCoverageUnion_r(geos->handle, collection);
    if (!whole)
        whole = GEOSUnaryUnion_r(geos->handle, collection);
    GEOSGeom_destroy_r(geos->handle, collection);
    return geos_keep(geos, whole);
}

Point *geos_points(const Geos *geos, const GEOSGeometry *line, size_t *count)
{
    unsigned size = 0;
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos->handle, line);
    GEOSCoordSeq_getSize_r(geos->handle, sequence, &size);
    Point *points = g_new(Point, size + 1);
    GEOSCoordSeq_copyToBuffer_r(geos->handle, sequence, &points[0].x, 0, 0);
    *count = size;
    return points;
}

size_t geos_part_count(const Geos *geos, const GEOSGeometry *geometry)
{
    return (size_t)MAX(GEOSGetNumGeometries_r(geos->handle, geometry), 0);
}

const GEOSGeometry *geos_part(const Geos *geos, const GEOSGeometry *geometry, size_t index)
{
    return GEOSGetGeometryN_r(geos->handle, geometry, (int)index);
}

GeometryType geos_type(const Geos *geos, const GEOSGeometry *geometry)
{
    if (!geometry || GEOSisEmpty_r(geos->handle, geometry))
        return GEOMETRY_NONE;
    switch (GEOSGeomTypeId_r(geos->handle, geometry)) {
    case GEOS_POINT:
    case GEOS_MULTIPOINT:
        return GEOMETRY_POINT;
    case GEOS_LINESTRING:
    case GEOS_MULTILINESTRING:
        return GEOMETRY_LINE;
    case GEOS_POLYGON:
    case GEOS_MULTIPOLYGON:
        return GEOMETRY_POLYGON;
    default:
        return GEOMETRY_NONE;
    }
}

Point geos_inner_point(const Geos *geos, const GEOSGeometry *geometry)
{
    Point point = {NAN, NAN};
    GEOSGeometry *inner = GEOSGeomTypeId_r(geos->handle, geometry) == GEOS_LINESTRING
                              ? GEOSInterpolateNormalized_r(geos->handle, geometry, 0.5)
                              : GEOSPointOnSurface_r(geos->handle, geometry);
    if (inner) {
        GEOSGeomGetX_r(geos->handle, inner, &point.x);
        GEOSGeomGetY_r(geos->handle, inner, &point.y);
        GEOSGeom_destroy_r(geos->handle, inner);
    }
    return point;
}

static int scale_to_metres(double *x, double *y, void *user)
{
    *x *= *(const double *)user * METRES_PER_DEGREE;
    *y *= METRES_PER_DEGREE;
    return 1;
}

static GEOSGeometry *to_metres(const Geos *geos, const GEOSGeometry *geometry, double latitude)
{
    double cosine = cos(latitude * G_PI / 180);
    return GEOSGeom_transformXY_r(geos->handle, geometry, scale_to_metres, &cosine);
}

double geos_distance(const Geos *geos, const GEOSGeometry *a, const GEOSGeometry *b)
{
    const double latitude = geos_inner_point(geos, a).y;
    GEOSGeometry *from = to_metres(geos, a, latitude), *to = to_metres(geos, b, latitude);
    double distance = INFINITY;
    if (from && to)
        GEOSDistance_r(geos->handle, from, to, &distance);
    GEOSGeom_destroy_r(geos->handle, from);
    GEOSGeom_destroy_r(geos->handle, to);
    return distance;
}

double geos_length(const Geos *geos, const GEOSGeometry *line)
{
    double length = 0;
    GEOSGeometry *scaled = to_metres(geos, line, geos_inner_point(geos, line).y);
    GEOSLength_r(geos->handle, scaled, &length);
    GEOSGeom_destroy_r(geos->handle, scaled);
    return length;
}

/* ---- To our own geometry ---- */

static void add_line(const Geos *geos, const GEOSGeometry *line, bool reverse, GeometryBuilder *builder)
{
    size_t count = 0;
    g_autofree Point *points = geos_points(geos, line, &count);
    for (size_t i = 0; i < count; i++)
        geometry_builder_add_point(builder, points[reverse ? count - 1 - i : i]);
    geometry_builder_end_part(builder);
}

static void add_ring(const Geos *geos, const GEOSGeometry *ring, bool counter_clockwise,
                     GeometryBuilder *builder)
{
    size_t count = 0;
    g_autofree Point *points = geos_points(geos, ring, &count);
    add_line(geos, ring, (ring_double_area(points, count) > 0) != counter_clockwise, builder);
}

static void add_polygon(const Geos *geos, const GEOSGeometry *polygon, GeometryBuilder *builder)
{
    add_ring(geos, GEOSGetExteriorRing_r(geos->handle, polygon), true, builder);
    const int holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
    for (int i = 0; i < holes; i++)
        add_ring(geos, GEOSGetInteriorRingN_r(geos->handle, polygon, i), false, builder);
    geometry_builder_end_polygon(builder);
}

Geometry geos_to_geometry(const Geos *geos, const GEOSGeometry *geometry)
{
    const GeometryType type = geos_type(geos, geometry);
    if (type == GEOMETRY_NONE)
        return (Geometry){0};
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    const size_t count = geos_part_count(geos, geometry);
    for (size_t i = 0; i < count; i++) {
        const GEOSGeometry *part = geos_part(geos, geometry, i);
        if (type == GEOMETRY_POLYGON)
            add_polygon(geos, part, &builder);
        else
            add_line(geos, part, false, &builder);
    }
    Geometry result = geometry_builder_take(&builder, type, count > 1);
    geometry_builder_clear(&builder);
    return result;
}
