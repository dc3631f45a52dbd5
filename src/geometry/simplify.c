#include "geometry/simplify.h"

static size_t thin_part(Point *points, size_t count, double square, size_t least)
{
    if (count <= least)
        return count;
    size_t kept = 1;
    for (size_t i = 1; i + 1 < count; i++) {
        const double dx = points[i].x - points[kept - 1].x, dy = points[i].y - points[kept - 1].y;
        const size_t left = count - i; /* points not yet looked at, this one included */
        if (dx * dx + dy * dy >= square || kept + left <= least)
            points[kept++] = points[i];
    }
    points[kept++] = points[count - 1];
    return kept;
}

void geometry_thin(Geometry *geometry, double tolerance)
{
    if (geometry->type != GEOMETRY_LINE && geometry->type != GEOMETRY_POLYGON)
        return;
    const size_t least = geometry->type == GEOMETRY_POLYGON ? 4 : 2;
    size_t start = 0, written = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        const size_t end = geometry->part_ends[part];
        const size_t kept = thin_part(geometry->points + start, end - start, tolerance * tolerance, least);
        if (written != start)
            for (size_t i = 0; i < kept; i++)
                geometry->points[written + i] = geometry->points[start + i];
        written += kept;
        geometry->part_ends[part] = written;
        start = end;
    }
    geometry->point_count = written;
}
