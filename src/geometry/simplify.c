#include "geometry/simplify.h"

#include <math.h>

/* The directions in which a segment may leave `from` and still pass each vertex left out within the
 * tolerance: between the tangents to discs around them. */
typedef struct {
    Point from, left, right;
    bool bounded;  /* some vertex left out lies further away than the tolerance */
    double reach;  /* squared distance of the furthest of them */
    double square; /* of the tolerance */
} Cone;

static double cross(Point a, Point b)
{
    return a.x * b.y - a.y * b.x;
}

static void cone_narrow(Cone *cone, Point to, double square)
{
    const double along = sqrt(square - cone->square), beside = sqrt(cone->square);
    const Point left = {to.x * along - to.y * beside, to.y * along + to.x * beside};
    const Point right = {to.x * along + to.y * beside, to.y * along - to.x * beside};
    if (!cone->bounded || cross(left, cone->left) > 0)
        cone->left = left;
    if (!cone->bounded || cross(cone->right, right) > 0)
        cone->right = right;
    cone->bounded = true;
    cone->reach = fmax(cone->reach, square);
}

/* Whether one segment from the cone's tip to `point` may stand for all vertices left out; then `point` may be
 * left out in turn. A line that turns back must not lose its end. */
static bool cone_admits(Cone *cone, Point point)
{
    const Point to = {point.x - cone->from.x, point.y - cone->from.y};
    const double square = to.x * to.x + to.y * to.y;
    if (square <= cone->square)
        return !cone->bounded;
    if (square < cone->reach || (cone->bounded && (cross(cone->right, to) < 0 || cross(to, cone->left) < 0)))
        return false;
    cone_narrow(cone, to, square);
    return true;
}

static size_t thin_part(Point *points, size_t count, double square, size_t least)
{
    if (count <= least)
        return count;
    size_t kept = 1, anchor = 0;
    Cone cone = {.from = points[0], .square = square};
    for (size_t i = 1; i < count; i++) {
        const bool spare = kept + (count - i) >= least;
        if ((cone_admits(&cone, points[i]) && spare) || anchor == i - 1)
            continue;
        anchor = i - 1;
        points[kept++] = points[anchor];
        cone = (Cone){.from = points[anchor], .square = square};
        cone_admits(&cone, points[i]);
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
