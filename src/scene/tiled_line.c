/* Lines that show how far along them they are, on a web map: each tile begins anew where its own part of the
 * line does, as in MapLibre GL JS. */
#include "scene/select.h"

typedef struct {
    const Selection *selection;
    const SceneLine *line;
    double reach; /* from the line's middle to where it may still show */
    GArray *lines;
} TiledLine;

static void set_window(const TileGrid *grid, Tile tile, SceneLine *line)
{
    const Box box = tile_grid_box(tile, 0);
    const Point corners[4] = {
        {box.x_min, box.y_min}, {box.x_max, box.y_min}, {box.x_max, box.y_max}, {box.x_min, box.y_max}};
    for (int i = 0; i < 4; i++)
        line->window[i] = tile_grid_to_page(grid, corners[i]);
    line->has_window = true;
}

static void add_in_tile(Tile tile, const Geometry *pixels, void *user)
{
    const TiledLine *tiled = user;
    const TileGrid *grid = tiled->selection->request->tiles;
    SceneLine line = *tiled->line;
    line.geometry = geometry_clip(pixels, tile_grid_box(tile, TILE_BUFFER), NULL);
    for (size_t i = 0; i < line.geometry.point_count; i++)
        line.geometry.points[i] = tile_grid_to_page(grid, line.geometry.points[i]);
    if (line.geometry.point_count == 0 ||
        !box_overlaps(box_grow(geometry_box(&line.geometry), tiled->reach), tiled->selection->frame)) {
        geometry_clear(&line.geometry);
        return;
    }
    set_window(grid, tile, &line);
    line.dashes = g_memdup2(line.dashes, line.dash_count * sizeof(double));
    g_array_append_val(tiled->lines, line);
}

void scene_add_tiled_lines(const Selection *selection, const Geometry *geometry, const SceneLine *line,
                           double reach, GArray *lines)
{
    TiledLine tiled = {selection, line, reach, lines};
    tile_grid_visit(selection->request->tiles, geometry, selection->frame, add_in_tile, &tiled);
}
