#include "web/untangle.h"

#include "geodata/geos.h"

#include <math.h>

/* Whether the edge from `a` to `b` passes to the right of the point: 1 upward, -1 downward, 0 not at all. */
static int crossing(Point a, Point b, Point point)
{
    const double side = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
    if (a.y <= point.y && b.y > point.y)
        return side > 0 ? 1 : 0;
    if (a.y > point.y && b.y <= point.y)
        return side < 0 ? -1 : 0;
    return 0;
}

/* How often all rings together go round the point. */
static int winding(const Geometry *area, Point point)
{
    int turns = 0;
    for (size_t part = 0; part < area->part_count; part++) {
        const size_t start = geometry_part_start(area, part);
        for (size_t i = start + 1; i < area->part_ends[part]; i++)
            turns += crossing(area->points[i - 1], area->points[i], point);
    }
    return turns;
}

/* The rings cut where they cross, as polygons; NULL where that fails. */
static const GEOSGeometry *find_faces(Geos *geos, const Geometry *area)
{
    g_autofree const GEOSGeometry **rings = g_new(const GEOSGeometry *, area->part_count);
    for (size_t part = 0; part < area->part_count; part++) {
        GEOSGeometry *ring =
            geos_line(geos, area->points + geometry_part_start(area, part), geometry_part_length(area, part));
        rings[part] = geos_keep(geos, ring);
        if (!ring)
            return NULL;
    }
    const GEOSGeometry *noded = geos_union(geos, rings, area->part_count);
    return noded ? geos_keep(geos, GEOSPolygonize_r(geos->handle, &noded, 1)) : NULL;
}

void web_untangle(Geometry *area)
{
    g_autoptr(Geos) geos = geos_new();
    const GEOSGeometry *faces = area->point_count > 0 ? find_faces(geos, area) : NULL;
    const size_t count = faces ? geos_part_count(geos, faces) : 0;
    g_autofree const GEOSGeometry **inner = g_new(const GEOSGeometry *, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const GEOSGeometry *face = geos_part(geos, faces, i);
        if (winding(area, geos_inner_point(geos, face)) != 0)
            inner[kept++] = face;
    }
    const GEOSGeometry *whole = kept > 0 ? geos_union(geos, inner, kept) : NULL;
    if (!whole || geos_type(geos, whole) != GEOMETRY_POLYGON)
        return;
    geometry_clear(area);
    *area = geos_to_geometry(geos, whole);
}
