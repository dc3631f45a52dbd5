/* Where a feature lies: within, distance. */
#include "style/operator.h"

#include "geometry/distance.h"
#include "geometry/within.h"
#include "source/reader.h"

#include <string.h>

/* ---- The geometry in the style ---- */

static Geometry copy_geometry(const Geometry *geometry, Arena *arena)
{
    Geometry copy = *geometry;
    copy.points = arena_allocate_array(arena, geometry->point_count, sizeof(Point));
    copy.part_ends = arena_allocate_array(arena, geometry->part_count, sizeof(size_t));
    copy.polygon_ends = arena_allocate_array(arena, geometry->polygon_count, sizeof(size_t));
    if (geometry->point_count > 0)
        memcpy(copy.points, geometry->points, geometry->point_count * sizeof(Point));
    if (geometry->part_count > 0)
        memcpy(copy.part_ends, geometry->part_ends, geometry->part_count * sizeof(size_t));
    if (geometry->polygon_count > 0)
        memcpy(copy.polygon_ends, geometry->polygon_ends, geometry->polygon_count * sizeof(size_t));
    return copy;
}

/* The geometries of GeoJSON, in the arena: an array of Geometry. NULL: it is none. */
static GArray *read_geojson(const json_t *json, Arena *arena)
{
    g_autoptr(Reader) reader = json_is_object(json) ? reader_open_geojson(json, "geojson", NULL, NULL) : NULL;
    if (!reader)
        return NULL;
    GArray *geometries = g_array_new(FALSE, FALSE, sizeof(Geometry));
    Feature feature = {0};
    while (reader_next(reader, arena, &feature, NULL)) {
        if (feature.geometry.point_count > 0) {
            const Geometry copy = copy_geometry(&feature.geometry, arena);
            g_array_append_val(geometries, copy);
        }
        geometry_clear(&feature.geometry);
        feature = (Feature){0};
    }
    return geometries;
}

/* ---- within ---- */

/* Polygons in the plane of Web Mercator, where their edges are straight; the world is 360 wide. */
typedef struct {
    Geometry polygons;
    Box box;
} Boundary;

enum { WORLD = 360 };

static Point to_mercator(Point point)
{
    const double latitude = CLAMP(point.y, -89.9, 89.9) * G_PI / 180;
    return (Point){point.x, log(tan(G_PI / 4 + latitude / 2)) * 180 / G_PI};
}

static void project(Geometry *geometry)
{
    for (size_t i = 0; i < geometry->point_count; i++)
        geometry->points[i] = to_mercator(geometry->points[i]);
}

static bool evaluate_within(const Node *node, Evaluation *evaluation, Value *out)
{
    const Boundary *boundary = node->extra;
    const Feature *feature = evaluation->context->feature;
    *out = value_boolean(false);
    if (!feature || feature->geometry.point_count == 0 || feature->geometry.type == GEOMETRY_POLYGON)
        return true;
    Geometry geometry = copy_geometry(&feature->geometry, evaluation->context->arena);
    project(&geometry);
    out->boolean = geometry_within(&geometry, &boundary->polygons, boundary->box, WORLD);
    return true;
}

/* All polygons as one geometry. */
static Geometry join_polygons(const GArray *geometries, Arena *arena)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < geometries->len; i++) {
        const Geometry *geometry = &g_array_index(geometries, Geometry, i);
        size_t ring = 0;
        for (size_t polygon = 0; polygon < geometry->polygon_count; polygon++) {
            for (; ring < geometry->polygon_ends[polygon]; ring++) {
                for (size_t j = geometry_part_start(geometry, ring); j < geometry->part_ends[ring]; j++)
                    geometry_builder_add_point(&builder, geometry->points[j]);
                geometry_builder_end_part(&builder);
            }
            geometry_builder_end_polygon(&builder);
        }
    }
    Geometry joined = geometry_builder_take(&builder, GEOMETRY_POLYGON, true);
    geometry_builder_clear(&builder);
    const Geometry kept = copy_geometry(&joined, arena);
    geometry_clear(&joined);
    return kept;
}

static Node *compile_within(const Operator *operator, const Place * place, const json_t *call)
{
    g_autoptr(GArray) geometries = read_geojson(json_array_get(call, 1), place->arena);
    Boundary *boundary = arena_allocate(place->arena, sizeof *boundary);
    if (geometries)
        boundary->polygons = join_polygons(geometries, place->arena);
    if (!geometries || boundary->polygons.polygon_count == 0)
        return place_fail(place, "\"within\" expects GeoJSON with a polygon");
    project(&boundary->polygons);
    boundary->box = geometry_box(&boundary->polygons);
    Node *node = node_new(place, operator, & type_boolean, evaluate_within, 0);
    node->reads = READS_FEATURE | READS_GEOMETRY;
    node->extra = boundary;
    return node;
}

/* ---- distance ---- */

typedef struct {
    size_t count;
    const DistanceTarget **targets;
} Targets;

static bool evaluate_distance(const Node *node, Evaluation *evaluation, Value *out)
{
    const Targets *targets = node->extra;
    const Feature *feature = evaluation->context->feature;
    *out = value_number((double)NAN);
    if (!feature || feature->geometry.point_count == 0)
        return true;
    double shortest = INFINITY;
    for (size_t i = 0; i < targets->count && shortest > 0; i++)
        shortest = fmin(shortest, distance_to_target(&feature->geometry, targets->targets[i],
                                                     evaluation->context->arena));
    out->number = shortest;
    return true;
}

static Node *compile_distance(const Operator *operator, const Place * place, const json_t *call)
{
    g_autoptr(GArray) geometries = read_geojson(json_array_get(call, 1), place->arena);
    if (!geometries)
        return place_fail(place, "\"distance\" expects GeoJSON");
    Targets *targets = arena_allocate(place->arena, sizeof *targets);
    targets->count = geometries->len;
    targets->targets = arena_allocate_array(place->arena, geometries->len, sizeof *targets->targets);
    for (size_t i = 0; i < geometries->len; i++) {
        Geometry *geometry = arena_allocate(place->arena, sizeof *geometry);
        *geometry = g_array_index(geometries, Geometry, i);
        targets->targets[i] = distance_target(geometry, place->arena);
    }
    Node *node = node_new(place, operator, & type_number, evaluate_distance, 0);
    node->reads = READS_FEATURE | READS_GEOMETRY;
    node->extra = targets;
    return node;
}

const Operator operators_geo[] = {
    {.name = "within", .compile = compile_within, .minimum = 1, .maximum = 1},
    {.name = "distance", .compile = compile_distance, .minimum = 1, .maximum = 1},
    {.name = NULL},
};
