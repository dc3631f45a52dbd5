#include "placement/tile_site.h"

#include "geometry/clip.h"
#include "geometry/interior.h"
#include "geometry/measure.h"

#include <math.h>

/* The first icon on a line stands half its length and so many pixels from the start; both grow with
 * text-size, of which this is the unit. */
static const double START_SPACE = 48, TEXT_UNIT = 24;
/* Repetitions on one part of a line: more are a mistake in the style. */
enum { REPEATS_MAX = 500 };
/* The pole of an area is found to so many pixels. */
static const double POLE_PRECISION = 1;

typedef struct {
    const SceneSymbol *symbol;
    size_t index;
    const SiteNeeds *needs;
    const TileGrid *grid;
    GArray *sites;
    size_t instance;
} TileSearch;

/* What one tile adds. */
typedef struct {
    TileSearch *search;
    Tile tile;
} TileTurn;

static void add_site(const TileTurn *turn, Point pixel, Point direction)
{
    TileSearch *search = turn->search;
    const Tile tile = tile_grid_find(pixel);
    pixel = tile_grid_round(pixel);
    if (tile.column != turn->tile.column || tile.row != turn->tile.row)
        return;
    const Point page = tile_grid_to_page(search->grid, pixel),
                ahead =
                    tile_grid_to_page(search->grid, (Point){pixel.x + direction.x, pixel.y + direction.y});
    const Site site = {.symbol = search->index,
                       .instance = search->instance++,
                       .point = page,
                       .angle = atan2(ahead.y - page.y, ahead.x - page.x),
                       .tile = tile};
    g_array_append_val(search->sites, site);
}

/* ---- along lines ---- */

static void add_along(const TileTurn *turn, const Point *points, size_t count, double distance)
{
    for (size_t i = 0; i + 1 < count; i++) {
        const double length = point_distance(points[i], points[i + 1]);
        if (distance < length) {
            const double t = distance / length;
            add_site(turn,
                     (Point){points[i].x + (points[i + 1].x - points[i].x) * t,
                             points[i].y + (points[i + 1].y - points[i].y) * t},
                     (Point){points[i + 1].x - points[i].x, points[i + 1].y - points[i].y});
            return;
        }
        distance -= length;
    }
}

static double points_length(const Point *points, size_t count)
{
    double length = 0;
    for (size_t i = 0; i + 1 < count; i++)
        length += point_distance(points[i], points[i + 1]);
    return length;
}

/* Whether a part of a line comes from outside its tile. */
static bool comes_from_outside(const TileTurn *turn, Point start)
{
    const Box box = tile_grid_box(turn->tile, 0);
    const double trace = 1.0 / 32;
    return fabs(start.x - box.x_min) < trace || fabs(start.x - box.x_max) < trace ||
           fabs(start.y - box.y_min) < trace || fabs(start.y - box.y_max) < trace;
}

/* One icon every `spacing`, or one in the middle where the line is too short for that. */
static void add_repeated(const TileTurn *turn, const Point *points, size_t count)
{
    const TileSearch *search = turn->search;
    const double scale = search->symbol->text.size / TEXT_UNIT;
    const double whole = points_length(points, count), length = search->needs->icon_width * scale;
    double spacing = fmax(search->symbol->spacing, 1);
    if (spacing - length < spacing / 4)
        spacing = length + spacing / 4;
    spacing = fmax(spacing, whole / REPEATS_MAX);
    const bool continued = comes_from_outside(turn, points[0]);
    const double start = continued ? spacing / 2 : length / 2 + START_SPACE * scale;
    const size_t before = search->instance;
    for (double at = fmod(start, spacing); at < whole; at += spacing)
        if (at - length / 2 >= 0 && at + length / 2 <= whole)
            add_along(turn, points, count, at);
    if (search->instance == before && !continued && whole >= length)
        add_along(turn, points, count, whole / 2);
}

static void add_line_part(const TileTurn *turn, const Point *points, size_t count)
{
    if (count < 2)
        return;
    if (turn->search->symbol->placement == PLACE_LINE_CENTER)
        add_along(turn, points, count, points_length(points, count) / 2);
    else
        add_repeated(turn, points, count);
}

static void add_lines(const TileTurn *turn, const Geometry *lines)
{
    const bool center = turn->search->symbol->placement == PLACE_LINE_CENTER;
    Geometry clipped = geometry_clip(lines, tile_grid_box(turn->tile, center ? TILE_BUFFER : 0), NULL);
    for (size_t part = 0; part < clipped.part_count; part++)
        add_line_part(turn, clipped.points + geometry_part_start(&clipped, part),
                      geometry_part_length(&clipped, part));
    geometry_clear(&clipped);
}

/* ---- others ---- */

static void add_middles(const TileTurn *turn, const Geometry *areas)
{
    const Box box = tile_grid_box(turn->tile, TILE_BUFFER);
    for (size_t polygon = 0; polygon < areas->polygon_count; polygon++) {
        Point pole;
        if (polygon_pole(areas, polygon, &box, POLE_PRECISION, &pole, NULL))
            add_site(turn, pole, (Point){1, 0});
    }
}

static void add_points(const TileTurn *turn, const Geometry *geometry)
{
    for (size_t part = 0; part < geometry->part_count; part++) {
        const Point *points = geometry->points + geometry_part_start(geometry, part);
        const size_t length = geometry_part_length(geometry, part);
        for (size_t i = 0; i < (geometry->type == GEOMETRY_POINT ? length : MIN(length, 1)); i++)
            add_site(turn, points[i], (Point){1, 0});
    }
}

static void add_in_tile(Tile tile, const Geometry *pixels, void *user)
{
    const TileTurn turn = {user, tile};
    const SceneSymbol *symbol = turn.search->symbol;
    Geometry lines = *pixels;
    lines.type = GEOMETRY_LINE;
    if (pixels->type == GEOMETRY_POINT || (pixels->type == GEOMETRY_LINE && symbol->placement == PLACE_POINT))
        add_points(&turn, pixels);
    else if (symbol->placement == PLACE_POINT)
        add_middles(&turn, pixels);
    else
        add_lines(&turn, &lines);
}

void tile_sites_find(const SceneSymbol *symbol, size_t index, const Geometry *geometry,
                     const SiteNeeds *needs, Box frame, GArray *sites)
{
    TileSearch search = {
        .symbol = symbol, .index = index, .needs = needs, .grid = needs->tiles, .sites = sites};
    tile_grid_visit(needs->tiles, geometry, frame, add_in_tile, &search);
}
