#include "placement/anchor.h"

#include "geometry/interior.h"
#include "geometry/measure.h"
#include "placement/tile_site.h"

#include <math.h>

/* The first label on a line stands half its length and this far from the start, in text sizes. */
static const double end_space_ems = 2;
/* An area is long where it could hold so many squares on the radius of its largest circle: three times as
 * long as wide, or more. */
static const double long_area = 12;
/* Repetitions on one line: more are a mistake in the style. */
enum { REPEATS_MAX = 500 };

typedef struct {
    const SceneSymbol *symbol;
    size_t index;
    const SiteNeeds *needs;
    Box frame;
    GArray *sites;
    GPtrArray *paths;
    size_t instance;
} SiteSearch;

static void add_site(SiteSearch *search, Site site)
{
    site.symbol = search->index;
    site.instance = search->instance++;
    if (isfinite(site.point.x) && isfinite(site.point.y) && box_contains(search->frame, site.point))
        g_array_append_val(search->sites, site);
}

static void add_path_site(SiteSearch *search, const LabelPath *path, double distance, double slack)
{
    Site site = {.path = path, .distance = distance, .slack = search->needs->slides ? fmax(slack, 0) : 0};
    site.point = label_path_point(path, distance, &site.angle);
    add_site(search, site);
}

/* One label every `spacing`, or one in the middle where the line is too short for that. */
static void add_repeated(SiteSearch *search, const LabelPath *path)
{
    const double width = fmax(search->needs->text_width, search->needs->icon_width);
    const double size = search->symbol->text.size > 0 ? search->symbol->text.size : 16;
    double spacing = fmax(search->symbol->spacing, 1);
    if (spacing - width < spacing / 4)
        spacing = width + spacing / 4;
    spacing = fmax(spacing, path->length / REPEATS_MAX);
    const double first = fmod(width / 2 + end_space_ems * size, spacing);
    const size_t before = search->instance;
    for (double distance = first; distance < path->length; distance += spacing)
        if (distance - width / 2 >= 0 && distance + width / 2 <= path->length)
            add_path_site(search, path, distance, fmin((spacing - width) / 2, path->length) * 0.8);
    if (search->instance == before && (path->length >= width || search->needs->apart))
        add_path_site(search, path, path->length / 2, (path->length - width) / 2);
}

static void add_line(SiteSearch *search, const Point *points, size_t count)
{
    LabelPath *path = label_path_new(points, count, search->needs->text_size);
    if (path->count < 2) {
        label_path_free(path);
        return;
    }
    g_ptr_array_add(search->paths, path);
    if (search->symbol->placement == PLACE_LINE_CENTER)
        add_path_site(search, path, path->length / 2,
                      fmin(path->length / 4, (path->length - search->needs->text_width) / 2));
    else
        add_repeated(search, path);
}

static void add_lines(SiteSearch *search, const Geometry *geometry)
{
    for (size_t part = 0; part < geometry->part_count; part++)
        add_line(search, geometry->points + geometry_part_start(geometry, part),
                 geometry_part_length(geometry, part));
}

static void add_outlines(SiteSearch *search, const Geometry *geometry)
{
    for (size_t polygon = 0; polygon < geometry->polygon_count; polygon++) {
        size_t ring, end;
        polygon_rings(geometry, polygon, &ring, &end);
        if (ring < end)
            add_line(search, geometry->points + geometry_part_start(geometry, ring),
                     geometry_part_length(geometry, ring));
    }
}

static double polygon_area(const Geometry *geometry, size_t polygon)
{
    size_t ring, end;
    polygon_rings(geometry, polygon, &ring, &end);
    return ring == end ? 0
                       : fabs(ring_area(geometry->points + geometry_part_start(geometry, ring),
                                        geometry_part_length(geometry, ring)));
}

/* The medial line of a polygon that is long, and in whose middle its label does not fit; NULL where there is
 * none.
 */
static const LabelPath *medial_path(SiteSearch *search, const Geometry *geometry, size_t polygon,
                                    double radius)
{
    const SiteNeeds *needs = search->needs;
    if (!needs->medial || needs->text_width <= 2 * radius ||
        polygon_area(geometry, polygon) < long_area * radius * radius)
        return NULL;
    size_t count;
    g_autofree Point *points =
        polygon_medial_line(geometry, polygon, &search->frame, search->symbol->text.size * 0.6, &count);
    LabelPath *path = label_path_new(points, count, search->symbol->text.size);
    g_ptr_array_add(search->paths, path);
    return path->count >= 2 && path->length > needs->along_width ? path : NULL;
}

static size_t largest_polygon(const Geometry *geometry)
{
    size_t largest = 0;
    for (size_t polygon = 1; polygon < geometry->polygon_count; polygon++)
        if (polygon_area(geometry, polygon) > polygon_area(geometry, largest))
            largest = polygon;
    return largest;
}

static void add_middles(SiteSearch *search, const Geometry *geometry)
{
    const bool one = search->symbol->largest_only;
    const size_t first = one && geometry->polygon_count > 0 ? largest_polygon(geometry) : 0;
    for (size_t polygon = first;
         polygon < (one ? MIN(first + 1, geometry->polygon_count) : geometry->polygon_count); polygon++) {
        Site site = {.area = geometry, .polygon = polygon};
        if (!polygon_pole(geometry, polygon, &search->frame, 1, &site.point, &site.radius))
            continue;
        site.path = medial_path(search, geometry, polygon, site.radius);
        if (site.path) {
            site.distance = site.path->length / 2;
            site.slack = (site.path->length - search->needs->along_width) / 2;
        }
        add_site(search, site);
    }
}

static void add_first_points(SiteSearch *search, const Geometry *geometry, bool all)
{
    for (size_t part = 0; part < geometry->part_count; part++) {
        const size_t start = geometry_part_start(geometry, part),
                     length = geometry_part_length(geometry, part);
        for (size_t i = 0; i < (all ? length : MIN(length, 1)); i++)
            add_site(search, (Site){.point = geometry->points[start + i]});
    }
}

void sites_find(const SceneSymbol *symbol, size_t index, const Geometry *geometry, const SiteNeeds *needs,
                Box frame, GArray *sites, GPtrArray *paths)
{
    if (needs->tiles) {
        tile_sites_find(symbol, index, geometry, needs, frame, sites);
        return;
    }
    SiteSearch search = {symbol, index, needs, frame, sites, paths, 0};
    const bool along = symbol->placement != PLACE_POINT;
    switch (geometry->type) {
    case GEOMETRY_POINT:
        add_first_points(&search, geometry, true);
        break;
    case GEOMETRY_LINE:
        if (along)
            add_lines(&search, geometry);
        else
            add_first_points(&search, geometry, false);
        break;
    case GEOMETRY_POLYGON:
        if (along)
            add_outlines(&search, geometry);
        else
            add_middles(&search, geometry);
        break;
    case GEOMETRY_NONE:
        break;
    }
}
