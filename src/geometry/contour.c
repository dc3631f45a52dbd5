#include "geometry/contour.h"

#include <string.h>

/* Marching squares: each edge between neighbouring values that the outline crosses leads to another edge of
 * the square on its right side, so that the area lies to the right. Values have a border of zeros. */
typedef struct {
    const unsigned char *values;
    size_t width, height, stride;
    double level;
    size_t columns; /* of squares; square (x, y) has the values (x - 1, y - 1) to (x, y) */
    size_t *next;   /* from edge to edge; its own index: none */
} Contour;

enum { TOP, RIGHT, BOTTOM, LEFT };

static double value_at(const Contour *contour, size_t x, size_t y)
{
    if (x == 0 || y == 0 || x > contour->width || y > contour->height)
        return 0;
    return contour->values[(y - 1) * contour->stride + x - 1];
}

/* Edges by the value they begin at: even ones go to the right, odd ones downward. */
static size_t edge_index(const Contour *contour, size_t x, size_t y, int side)
{
    if (side == RIGHT)
        x++;
    if (side == BOTTOM)
        y++;
    return 2 * (y * (contour->columns + 1) + x) + (side == LEFT || side == RIGHT ? 1 : 0);
}

static void add_step(Contour *contour, size_t x, size_t y, int from, int to)
{
    contour->next[edge_index(contour, x, y, from)] = edge_index(contour, x, y, to);
}

/* Which sides the outline enters and leaves by, for each set of corners inside: bits for the upper left,
 * upper right, lower right and lower left. In the two ambiguous sets the corners inside are apart. */
static void add_square(Contour *contour, size_t x, size_t y)
{
    static const signed char steps[16][4] = {
        {-1, -1, -1, -1},      {TOP, LEFT, -1, -1},        {RIGHT, TOP, -1, -1},
        {RIGHT, LEFT, -1, -1}, {BOTTOM, RIGHT, -1, -1},    {TOP, LEFT, BOTTOM, RIGHT},
        {BOTTOM, TOP, -1, -1}, {BOTTOM, LEFT, -1, -1},     {LEFT, BOTTOM, -1, -1},
        {TOP, BOTTOM, -1, -1}, {RIGHT, TOP, LEFT, BOTTOM}, {RIGHT, BOTTOM, -1, -1},
        {LEFT, RIGHT, -1, -1}, {TOP, RIGHT, -1, -1},       {LEFT, TOP, -1, -1},
        {-1, -1, -1, -1},
    };
    const int inside = (value_at(contour, x, y) >= contour->level ? 1 : 0) |
                       (value_at(contour, x + 1, y) >= contour->level ? 2 : 0) |
                       (value_at(contour, x + 1, y + 1) >= contour->level ? 4 : 0) |
                       (value_at(contour, x, y + 1) >= contour->level ? 8 : 0);
    for (int i = 0; i < 4 && steps[inside][i] >= 0; i += 2)
        add_step(contour, x, y, steps[inside][i], steps[inside][i + 1]);
}

static Point crossing(const Contour *contour, size_t edge)
{
    const size_t x = edge / 2 % (contour->columns + 1), y = edge / 2 / (contour->columns + 1);
    const bool down = edge % 2 == 1;
    const double a = value_at(contour, x, y), b = value_at(contour, x + (down ? 0 : 1), y + (down ? 1 : 0));
    const double t = (contour->level - a) / (b - a);
    return (Point){(double)x - 0.5 + (down ? 0 : t), (double)y - 0.5 + (down ? t : 0)};
}

static void follow(Contour *contour, size_t start, GeometryBuilder *out)
{
    size_t edge = start;
    do {
        geometry_builder_add_point(out, crossing(contour, edge));
        const size_t next = contour->next[edge];
        contour->next[edge] = edge;
        edge = next;
    } while (edge != start);
    geometry_builder_add_point(out, crossing(contour, start));
    geometry_builder_end_part(out);
}

Geometry geometry_contour(const unsigned char *values, size_t width, size_t height, size_t stride,
                          double level)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    Contour contour = {values, width, height, stride, level, width + 1, NULL};
    const size_t count = 2 * (width + 2) * (height + 2);
    contour.next = g_new(size_t, count);
    for (size_t i = 0; i < count; i++)
        contour.next[i] = i;
    for (size_t y = 0; y <= height; y++)
        for (size_t x = 0; x <= width; x++)
            add_square(&contour, x, y);
    for (size_t i = 0; i < count; i++)
        if (contour.next[i] != i)
            follow(&contour, i, &builder);
    if (builder.part_ends->len > 0)
        geometry_builder_end_polygon(&builder);
    g_free(contour.next);
    Geometry result = geometry_builder_take(&builder, GEOMETRY_POLYGON, true);
    geometry_builder_clear(&builder);
    return result;
}
