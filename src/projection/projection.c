#include "projection/projection.h"

#include "base/error.h"
#include "geometry/simplify.h"
#include "projection/densify.h"
#include "projection/transform.h"
#include "projection/window.h"

#include <math.h>
#include <string.h>

/* Circumference of the Web Mercator sphere, metres. */
static const double EARTH_CIRCUMFERENCE = 40075016.685578488;
static const double INCH = 0.0254; /* metres */

struct Projection {
    double width, height;
    bool mercator;
    Transform *transform; /* longitude, latitude -> plane; plane units are metres or, in Mercator, worlds */
    char *crs;
    double scale;        /* style pixels per plane unit */
    double cosine, sine; /* of the bearing */
    Point plane_center;  /* plane coordinates in the middle of the frame */
    double resolution, zoom;
};

/* ---- plane <-> pixels ---- */

static Point plane_to_pixel(const Projection *projection, Point plane)
{
    const double x = (plane.x - projection->plane_center.x) * projection->scale;
    const double y = (projection->plane_center.y - plane.y) * projection->scale;
    return (Point){projection->width / 2 + x * projection->cosine + y * projection->sine,
                   projection->height / 2 - x * projection->sine + y * projection->cosine};
}

static Point pixel_to_plane(const Projection *projection, Point pixel)
{
    const double px = pixel.x - projection->width / 2, py = pixel.y - projection->height / 2;
    const double x = px * projection->cosine - py * projection->sine;
    const double y = px * projection->sine + py * projection->cosine;
    return (Point){projection->plane_center.x + x / projection->scale,
                   projection->plane_center.y - y / projection->scale};
}

bool projection_forward(const Projection *projection, Point lonlat, Point *out)
{
    Point plane = lonlat;
    transform_forward(projection->transform, &plane, 1);
    if (!isfinite(plane.x) || !isfinite(plane.y))
        return false;
    *out = plane_to_pixel(projection, plane);
    return true;
}

bool projection_inverse(const Projection *projection, Point pixel, Point *out)
{
    Point plane = pixel_to_plane(projection, pixel);
    transform_inverse(projection->transform, &plane, 1);
    *out = plane;
    return isfinite(plane.x) && isfinite(plane.y);
}

/* ---- fitting ---- */

static double ground_distance(Point a, Point b)
{
    /* Short distances on the sphere of the zoom formula: both sides of the ratio use the same earth. */
    const double radius = EARTH_CIRCUMFERENCE / (2 * G_PI), degree = G_PI / 180;
    const double dx = (b.x - a.x) * degree * cos((a.y + b.y) / 2 * degree), dy = (b.y - a.y) * degree;
    return radius * hypot(dx, dy);
}

/* Plane units per ground metre around a point, the geometric mean of both directions. */
static double plane_per_meter(const Projection *projection, Point lonlat)
{
    const double step = 1e-4;
    const double latitude = CLAMP(lonlat.y, -89.9, 89.9);
    Point ends[4] = {{lonlat.x - step, latitude},
                     {lonlat.x + step, latitude},
                     {lonlat.x, latitude - step},
                     {lonlat.x, latitude + step}};
    const double across = ground_distance(ends[0], ends[1]), along = ground_distance(ends[2], ends[3]);
    transform_forward(projection->transform, ends, 4);
    const double plane_across = hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
    const double plane_along = hypot(ends[3].x - ends[2].x, ends[3].y - ends[2].y);
    return sqrt(plane_across / across * (plane_along / along));
}

static Box extent_in_plane(const Projection *projection, Box extent)
{
    enum { STEPS = 32 };
    Box box = box_empty();
    for (int i = 0; i <= STEPS; i++) {
        const double lon = extent.x_min + (extent.x_max - extent.x_min) * i / STEPS;
        const double lat = extent.y_min + (extent.y_max - extent.y_min) * i / STEPS;
        Point edge[4] = {{lon, extent.y_min}, {lon, extent.y_max}, {extent.x_min, lat}, {extent.x_max, lat}};
        transform_forward(projection->transform, edge, 4);
        for (int k = 0; k < 4; k++)
            if (isfinite(edge[k].x) && isfinite(edge[k].y))
                box = box_extend(box, edge[k]);
    }
    return box;
}

static bool fit_center(Projection *projection, Point lonlat, GError **error)
{
    Point plane = lonlat;
    transform_forward(projection->transform, &plane, 1);
    if (!isfinite(plane.x) || !isfinite(plane.y)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_PROJECTION,
                    "the point %g,%g lies outside the coordinate system %s", lonlat.x, lonlat.y,
                    projection->crs);
        return false;
    }
    projection->plane_center = plane;
    return true;
}

static double zoom_of_resolution(double resolution, double latitude)
{
    return log2(EARTH_CIRCUMFERENCE * cos(latitude * G_PI / 180) / (512 * resolution));
}

static double resolution_of_zoom(double zoom, double latitude)
{
    return EARTH_CIRCUMFERENCE * cos(latitude * G_PI / 180) / (512 * exp2(zoom));
}

static bool fit_extent(Projection *projection, Box extent, GError **error)
{
    const Box box = extent_in_plane(projection, extent);
    if (box_is_empty(box) || box.x_max <= box.x_min || box.y_max <= box.y_min) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_PROJECTION,
                    "the extent %g,%g,%g,%g lies outside the coordinate system %s", extent.x_min,
                    extent.y_min, extent.x_max, extent.y_max, projection->crs);
        return false;
    }
    projection->plane_center = (Point){(box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2};
    projection->scale =
        fmin(projection->width / (box.x_max - box.x_min), projection->height / (box.y_max - box.y_min));
    return true;
}

/* Style pixels per plane unit from the view's scale or zoom, at the centre. */
static void fit_scale(Projection *projection, const View *view, Point center)
{
    if (projection->mercator && view->scale_denominator <= 0) {
        projection->scale = 512 * exp2(view->zoom);
        return;
    }
    const double resolution = view->scale_denominator > 0 ? view->scale_denominator * INCH / 96
                                                          : resolution_of_zoom(view->zoom, center.y);
    projection->scale = 1 / (resolution * plane_per_meter(projection, center));
}

/* MapLibre shows nothing beyond the poles: it moves the centre, and zooms in where the frame is taller than
 * the world. */
static void keep_to_world(Projection *projection)
{
    projection->scale = fmax(projection->scale, projection->height);
    const double room = (1 - projection->height / projection->scale) / 2;
    projection->plane_center.y = CLAMP(projection->plane_center.y, -room, room);
}

static void measure(Projection *projection)
{
    Point center = projection->plane_center;
    transform_inverse(projection->transform, &center, 1);
    if (projection->mercator) {
        projection->zoom = log2(projection->scale / 512);
        projection->resolution = resolution_of_zoom(projection->zoom, center.y);
        return;
    }
    projection->resolution = 1 / (projection->scale * plane_per_meter(projection, center));
    projection->zoom = zoom_of_resolution(projection->resolution, center.y);
}

static bool fit_view(Projection *projection, const View *view, GError **error)
{
    const double bearing = view->bearing * G_PI / 180;
    projection->cosine = cos(bearing);
    projection->sine = sin(bearing);
    const bool fits_extent = view->has_extent && !view->has_center;
    if (fits_extent && !fit_extent(projection, view->extent, error))
        return false;
    Point center = view->has_center ? view->center : (Point){0, 0};
    if (fits_extent) {
        center = projection->plane_center;
        transform_inverse(projection->transform, &center, 1);
    } else if (!fit_center(projection, center, error)) {
        return false;
    }
    if (!fits_extent || view->has_zoom || view->scale_denominator > 0)
        fit_scale(projection, view, center);
    if (projection->mercator && !fits_extent && view->scale_denominator <= 0)
        keep_to_world(projection);
    measure(projection);
    if (isfinite(projection->scale) && projection->scale > 0 && isfinite(projection->zoom))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_PROJECTION,
                "%s: the extent, zoom or scale asked for cannot be drawn in this coordinate system",
                projection->crs);
    return false;
}

Projection *projection_fit(const View *view, double width, double height, GError **error)
{
    g_autoptr(Projection) projection = g_new0(Projection, 1);
    projection->width = width;
    projection->height = height;
    projection->mercator = view->crs == NULL;
    projection->crs = g_strdup(view->crs ? view->crs : "EPSG:3857");
    projection->transform =
        projection->mercator ? transform_new_mercator() : transform_new("EPSG:4326", view->crs, error);
    if (!projection->transform || !fit_view(projection, view, error))
        return NULL;
    return g_steal_pointer(&projection);
}

void projection_free(Projection *projection)
{
    if (!projection)
        return;
    transform_free(projection->transform);
    g_free(projection->crs);
    g_free(projection);
}

double projection_width(const Projection *projection)
{
    return projection->width;
}

double projection_height(const Projection *projection)
{
    return projection->height;
}

double projection_zoom(const Projection *projection)
{
    return projection->zoom;
}

double projection_resolution(const Projection *projection)
{
    return projection->resolution;
}

double projection_scale_denominator(const Projection *projection)
{
    return projection->resolution * 96 / INCH;
}

Point projection_turn(const Projection *projection, Point offset)
{
    return (Point){offset.x * projection->cosine + offset.y * projection->sine,
                   offset.y * projection->cosine - offset.x * projection->sine};
}

Point projection_world_step(const Projection *projection)
{
    return projection_turn(projection, (Point){projection->mercator ? projection->scale : 0, 0});
}

double projection_level(const Projection *projection)
{
    return projection->mercator ? floor(projection->zoom + 1e-9) : projection->zoom;
}

Point projection_pattern_origin(const Projection *projection)
{
    return projection->mercator ? plane_to_pixel(projection, (Point){0, 0.5}) : (Point){0, 0};
}

bool projection_tiles(const Projection *projection, TileGrid *out)
{
    if (!projection->mercator)
        return false;
    const double level = CLAMP(projection_level(projection), 0, TILE_LEVEL_MAX);
    const double scale = exp2(projection->zoom - level);
    *out = (TileGrid){.origin = projection_pattern_origin(projection),
                      .across = projection_turn(projection, (Point){scale, 0}),
                      .down = projection_turn(projection, (Point){0, scale}),
                      .columns = 1 << (int)level};
    return true;
}

double projection_north(const Projection *projection)
{
    const Point middle = {projection->width / 2, projection->height / 2};
    Point lonlat, pixel;
    if (!projection_inverse(projection, middle, &lonlat))
        return 0;
    const double step = fmax(projection->resolution / 111000, 1e-7);
    if (!projection_forward(projection, (Point){lonlat.x, lonlat.y + step}, &pixel))
        return 0;
    return atan2(pixel.x - middle.x, middle.y - pixel.y) * 180 / G_PI;
}

const char *projection_crs(const Projection *projection)
{
    return projection->crs;
}

char *projection_crs_name(const Projection *projection)
{
    return transform_target_name(projection->transform);
}

/* ---- whole sources ---- */

static void project_points(const Projection *projection, const Transform *to_lonlat, Point *points,
                           size_t count)
{
    if (to_lonlat)
        transform_forward(to_lonlat, points, count);
    transform_forward(projection->transform, points, count);
    for (size_t i = 0; i < count; i++)
        points[i] = plane_to_pixel(projection, points[i]);
}

typedef struct {
    const Projection *projection;
    const Transform *to_lonlat;
} ProjectScope;

static void project_scope_points(const void *user, Point *points, size_t count)
{
    const ProjectScope *scope = user;
    project_points(scope->projection, scope->to_lonlat, points, count);
}

static bool is_whole(const Geometry *geometry)
{
    for (size_t i = 0; i < geometry->point_count; i++)
        if (!isfinite(geometry->points[i].x) || !isfinite(geometry->points[i].y))
            return false;
    return true;
}

/* Rings of exteriors turn one way, holes the other, so that features can be filled together by the non-zero
 * rule. */
static void orient_rings(Geometry *geometry)
{
    for (size_t polygon = 0, ring = 0; polygon < geometry->polygon_count; polygon++) {
        const size_t exterior = ring;
        for (; ring < geometry->polygon_ends[polygon]; ring++) {
            Point *points = geometry->points + geometry_part_start(geometry, ring);
            const size_t count = geometry_part_length(geometry, ring);
            double twice = 0;
            for (size_t i = 1; i < count; i++)
                twice += (points[i - 1].x - points[0].x) * (points[i].y - points[0].y) -
                         (points[i].x - points[0].x) * (points[i - 1].y - points[0].y);
            if ((twice > 0) == (ring == exterior))
                continue;
            for (size_t i = 0; i < count / 2; i++) {
                const Point swap = points[i];
                points[i] = points[count - 1 - i];
                points[count - 1 - i] = swap;
            }
        }
    }
}

static Geometry project_geometry(const ProjectScope *scope, const Geometry *geometry)
{
    Geometry result;
    if (scope->projection->mercator || geometry->type == GEOMETRY_POINT) {
        result = geometry_copy(geometry);
        project_scope_points(scope, result.points, result.point_count);
    } else {
        result = geometry_densify(geometry, project_scope_points, scope);
    }
    if (!is_whole(&result))
        geometry_drop_unprojected(&result);
    orient_rings(&result);
    return result;
}

static bool is_longitude_latitude(const Source *source)
{
    return strcmp(source->crs, "EPSG:4326") == 0;
}

/* Where the world repeats, a window on one copy of it may show what lies in another. */
static bool shows_copies(const Projection *projection, const Source *source, Box window)
{
    const Box world = {-180, -INFINITY, 180, INFINITY};
    return projection->mercator &&
           !(box_contains(world, (Point){window.x_min, 0}) && box_contains(world, (Point){window.x_max, 0}) &&
             source->extent.x_min >= world.x_min && source->extent.x_max <= world.x_max);
}

static void open_window(ProjectedSource *projected, double tolerance)
{
    projected->tolerance = tolerance;
    projected->window = window_of_frame(projected->projection, projected->to_lonlat, FAR_MARGIN, tolerance);
    if (projected->to_lonlat ? projected->projection->mercator
                             : shows_copies(projected->projection, projected->source, projected->window.box))
        projected->window.box = (Box){-INFINITY, -INFINITY, INFINITY, INFINITY};
    projected->near = source_find(projected->source, projected->window.box);
}

static void project_all(ProjectedSource *projected)
{
    const Source *source = projected->source;
    const ProjectScope scope = {projected->projection, projected->to_lonlat};
    projected->geometries = g_new0(Geometry, source->feature_count);
    projected->boxes = g_new0(Box, source->feature_count);
    for (size_t i = 0; i < source->feature_count; i++) {
        projected->geometries[i] = project_geometry(&scope, &source->features[i].geometry);
        projected->boxes[i] = geometry_box(&projected->geometries[i]);
    }
}

ProjectedSource *projection_apply(const Projection *projection, const Source *source, double tolerance,
                                  GError **error)
{
    g_autoptr(Transform) to_lonlat = NULL;
    if (!is_longitude_latitude(source)) {
        to_lonlat = transform_new(source->crs, "EPSG:4326", error);
        if (!to_lonlat) {
            g_prefix_error(error, "%s: ", source->path);
            return NULL;
        }
        if (transform_is_idle(to_lonlat))
            g_clear_pointer(&to_lonlat, transform_free);
    }
    ProjectedSource *projected = g_new0(ProjectedSource, 1);
    projected->source = source;
    projected->projection = projection;
    projected->to_lonlat = g_steal_pointer(&to_lonlat);
    if (source->reader)
        open_window(projected, tolerance);
    else
        project_all(projected);
    return projected;
}

void projected_source_reduce(ProjectedSource *projected, const TileGrid *tiles)
{
    projected->tiles = tiles;
    for (size_t i = 0; projected->geometries && i < projected->source->feature_count; i++)
        tile_grid_reduce(tiles, &projected->geometries[i]);
}

void projected_source_keep(ProjectedSource *projected)
{
    if (!projected->geometries && projected->tolerance > 0 && !projected->kept)
        projected->kept = kept_new(projected->source->feature_count, projected->tolerance);
}

bool projected_source_is_near(const ProjectedSource *projected, size_t feature)
{
    return (!projected->near || projected->near[feature]) &&
           box_overlaps(projected->source->boxes[feature], projected->window.box);
}

static Geometry read_and_project(const ProjectedSource *projected, size_t feature)
{
    const ProjectScope scope = {projected->projection, projected->to_lonlat};
    Geometry geometry = source_read_geometry(projected->source, feature);
    if (projected->window.tolerance > 0)
        geometry_thin(&geometry, projected->window.tolerance);
    Geometry result = project_geometry(&scope, &geometry);
    geometry_clear(&geometry);
    if (projected->tiles)
        tile_grid_reduce(projected->tiles, &result);
    return result;
}

/* Web maps round the geometry to the units of their tiles: there it is not kept. */
Geometry projected_source_read(const ProjectedSource *projected, size_t feature)
{
    KeptGeometry *kept = projected->tiles ? NULL : projected->kept;
    Geometry geometry;
    if (kept && kept_find(kept, feature, &geometry))
        return geometry;
    geometry = read_and_project(projected, feature);
    if (kept)
        kept_add(kept, feature, &geometry);
    return geometry;
}

void projected_source_free(ProjectedSource *projected)
{
    if (!projected)
        return;
    for (size_t i = 0; projected->geometries && i < projected->source->feature_count; i++)
        geometry_clear(&projected->geometries[i]);
    g_free(projected->geometries);
    g_free(projected->boxes);
    g_free(projected->near);
    kept_free(projected->kept);
    transform_free(projected->to_lonlat);
    g_free(projected);
}
