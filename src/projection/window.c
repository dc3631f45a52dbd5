#include "projection/window.h"

#include <math.h>

/* The frame is looked at in so many steps each way; the box grows by more than one of them, since between
 * them it may bulge. */
enum { STEPS = 32, POINTS = (STEPS + 1) * (STEPS + 1) };
static const double GROWTH = 0.06;

static const Window EVERYTHING = {{-INFINITY, -INFINITY, INFINITY, INFINITY}, 0};

/* The points of a grid over the frame, in the source's coordinates. False where one has none. */
static bool project_back(const Projection *projection, const Transform *to_lonlat, double margin,
                         Point *points)
{
    const double width = projection_width(projection) + 2 * margin,
                 height = projection_height(projection) + 2 * margin;
    for (int i = 0; i < POINTS; i++) {
        const int column = i % (STEPS + 1), row = i / (STEPS + 1);
        const Point pixel = {width * column / STEPS - margin, height * row / STEPS - margin};
        if (!projection_inverse(projection, pixel, &points[i]))
            return false;
    }
    if (to_lonlat)
        transform_inverse(to_lonlat, points, POINTS);
    for (int i = 0; i < POINTS; i++)
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return false;
    return true;
}

/* The least that a step of one unit on the page is in the source, whatever its direction: the smaller
 * singular value of the matrix whose columns are steps to the right and downward. */
static double least_step(Point right, Point down)
{
    const double sum = right.x * right.x + right.y * right.y + down.x * down.x + down.y * down.y;
    const double determinant = right.x * down.y - right.y * down.x;
    const double root = sqrt(fmax(sum * sum - 4 * determinant * determinant, 0));
    return sqrt(fmax(sum - root, 0) / 2);
}

static double least_scale(const Point *points, double across, double along)
{
    double least = INFINITY;
    for (int row = 0; row < STEPS; row++)
        for (int column = 0; column < STEPS; column++) {
            const Point *here = points + row * (STEPS + 1) + column, *below = here + STEPS + 1;
            const Point right = {(here[1].x - here->x) / across, (here[1].y - here->y) / across};
            const Point down = {(below->x - here->x) / along, (below->y - here->y) / along};
            least = fmin(least, least_step(right, down));
        }
    return least;
}

Window window_of_frame(const Projection *projection, const Transform *to_lonlat, double margin,
                       double tolerance)
{
    g_autofree Point *points = g_new(Point, POINTS);
    if (!project_back(projection, to_lonlat, margin, points))
        return EVERYTHING;
    Box box = box_empty();
    for (int i = 0; i < POINTS; i++)
        box = box_extend(box, points[i]);
    box = box_grow(box, GROWTH * fmax(box.x_max - box.x_min, box.y_max - box.y_min));
    const double scale = least_scale(points, (projection_width(projection) + 2 * margin) / STEPS,
                                     (projection_height(projection) + 2 * margin) / STEPS);
    return (Window){box, tolerance * scale};
}
