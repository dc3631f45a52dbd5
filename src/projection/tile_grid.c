#include "projection/tile_grid.h"

#include "geometry/simplify.h"

#include <math.h>

/* A tile's coordinates are whole numbers up to this, so that places on its edge are met exactly. */
static const double TILE_EXTENT = 8192;
/* How far vertices may lie from where they were left out, tile pixels; at the last level they all stay. */
static const double TILE_TOLERANCE = 0.375;
/* Far beyond any page, and safe to count with. */
static const double TILE_MAX = 1e8;

double tile_grid_pixel(const TileGrid *grid)
{
    return hypot(grid->across.x, grid->across.y);
}

Point tile_grid_to_tiles(const TileGrid *grid, Point page)
{
    const double x = page.x - grid->origin.x, y = page.y - grid->origin.y;
    const double square = grid->across.x * grid->across.x + grid->across.y * grid->across.y;
    return (Point){(x * grid->across.x + y * grid->across.y) / square,
                   (x * grid->down.x + y * grid->down.y) / square};
}

Point tile_grid_to_page(const TileGrid *grid, Point pixel)
{
    return (Point){grid->origin.x + pixel.x * grid->across.x + pixel.y * grid->down.x,
                   grid->origin.y + pixel.x * grid->across.y + pixel.y * grid->down.y};
}

Point tile_grid_round(Point pixel)
{
    const double step = TILE_PIXELS / TILE_EXTENT;
    return (Point){round(pixel.x / step) * step, round(pixel.y / step) * step};
}

static int tile_index(double pixel)
{
    return (int)CLAMP(floor(pixel / TILE_PIXELS), -TILE_MAX, TILE_MAX);
}

Tile tile_grid_find(Point pixel)
{
    const Point whole = tile_grid_round(pixel);
    return (Tile){tile_index(whole.x), tile_index(whole.y)};
}

Box tile_grid_box(Tile tile, double buffer)
{
    const double x = (double)tile.column * TILE_PIXELS, y = (double)tile.row * TILE_PIXELS;
    return (Box){x - buffer, y - buffer, x + TILE_PIXELS + buffer, y + TILE_PIXELS + buffer};
}

void tile_grid_reduce(const TileGrid *grid, Geometry *geometry)
{
    if (grid->columns < 1 << TILE_LEVEL_MAX)
        geometry_reduce(geometry, TILE_TOLERANCE * tile_grid_pixel(grid));
    for (size_t i = 0; i < geometry->point_count; i++)
        geometry->points[i] =
            tile_grid_to_page(grid, tile_grid_round(tile_grid_to_tiles(grid, geometry->points[i])));
}

/* ---- going through tiles ---- */

typedef struct {
    Tile first, last;
} TileRange;

static TileRange find_range(Box box)
{
    return (TileRange){tile_grid_find((Point){box.x_min, box.y_min}),
                       tile_grid_find((Point){box.x_max, box.y_max})};
}

static Box frame_on_tiles(const TileGrid *grid, Box frame)
{
    const Point corners[4] = {{frame.x_min, frame.y_min},
                              {frame.x_max, frame.y_min},
                              {frame.x_max, frame.y_max},
                              {frame.x_min, frame.y_max}};
    Box box = box_empty();
    for (int i = 0; i < 4; i++)
        box = box_extend(box, tile_grid_to_tiles(grid, corners[i]));
    return box;
}

static void visit_copy(const Geometry *pixels, const TileRange *shown, TileVisit visit, void *user)
{
    const TileRange own = find_range(geometry_box(pixels));
    for (int column = MAX(shown->first.column, own.first.column);
         column <= MIN(shown->last.column, own.last.column); column++)
        for (int row = MAX(shown->first.row, own.first.row); row <= MIN(shown->last.row, own.last.row); row++)
            visit((Tile){column, row}, pixels, user);
}

void tile_grid_visit(const TileGrid *grid, const Geometry *geometry, Box frame, TileVisit visit, void *user)
{
    const TileRange shown = find_range(frame_on_tiles(grid, frame));
    const double world = (double)grid->columns * TILE_PIXELS;
    const double left = tile_grid_box(shown.first, 0).x_min, right = tile_grid_box(shown.last, 0).x_max;
    Geometry pixels = geometry_copy(geometry);
    for (size_t i = 0; i < pixels.point_count; i++)
        pixels.points[i] = tile_grid_to_tiles(grid, pixels.points[i]);
    const Box box = geometry_box(&pixels);
    double moved = 0;
    for (double copy = ceil((left - box.x_max) / world); box.x_min + copy * world <= right; copy++) {
        for (size_t i = 0; i < pixels.point_count; i++)
            pixels.points[i].x += (copy - moved) * world;
        moved = copy;
        visit_copy(&pixels, &shown, visit, user);
    }
    geometry_clear(&pixels);
}
