#include "web/labels.h"

#include "geometry/interior.h"
#include "geometry/measure.h"
#include "projection/transform.h"

#include <math.h>
#include <string.h>

static bool has_polygons(const Source *source)
{
    for (size_t i = 0; i < source->feature_count; i++)
        if (source->features[i].geometry.type == GEOMETRY_POLYGON)
            return true;
    return false;
}

/* What asks for the kind of geometry would find points. */
static bool reads_geometry(const json_t *json)
{
    g_autofree char *filter = json_dumps(json_object_get(json, "filter"), JSON_ENCODE_ANY);
    return filter && (strstr(filter, "geometry-type") || strstr(filter, "$type"));
}

bool web_labels_wanted(const Layer *layer, const json_t *json, const Source *source)
{
    const json_t *placement = json_object_get(json_object_get(json, "layout"), "symbol-placement");
    return layer->type == LAYER_SYMBOL && has_polygons(source) && !reads_geometry(json) &&
           (!placement || g_strcmp0(json_string_value(placement), "point") == 0);
}

/* The distance of the pole to the border in `radius`. */
static bool find_place(const Geometry *area, size_t polygon, Point *place, double *radius)
{
    const Geometry one = geometry_polygon(area, polygon);
    const Box box = geometry_box(&one);
    const double size = fmax(box.x_max - box.x_min, box.y_max - box.y_min);
    const bool found = size > 0 && polygon_pole(&one, 0, NULL, size / 500, place, radius);
    Geometry done = one;
    geometry_clear(&done);
    return found;
}

static Geometry places_of(const Geometry *degrees, const Transform *mercator, bool largest)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    Geometry area = geometry_copy(degrees);
    transform_forward(mercator, area.points, area.point_count);
    Point best = {0, 0};
    double best_radius = -1;
    for (size_t i = 0; i < area.polygon_count; i++) {
        Point place;
        double radius;
        if (!find_place(&area, i, &place, &radius))
            continue;
        if (!largest) {
            geometry_builder_add_point(&builder, place);
            geometry_builder_end_part(&builder);
        } else if (radius > best_radius) {
            best = place;
            best_radius = radius;
        }
    }
    if (best_radius >= 0) {
        geometry_builder_add_point(&builder, best);
        geometry_builder_end_part(&builder);
    }
    geometry_clear(&area);
    Geometry places = geometry_builder_take(&builder, GEOMETRY_POINT, false);
    geometry_builder_clear(&builder);
    places.multi = places.part_count > 1;
    transform_inverse(mercator, places.points, places.point_count);
    web_data_round(&places);
    return places;
}

bool web_labels_write(const WebFolder *folder, const DegreeSource *degrees, bool largest, const char *name,
                      GError **error)
{
    g_autoptr(Transform) mercator = transform_new_mercator();
    GString *text = web_data_begin();
    for (size_t i = 0; i < degrees->source->feature_count; i++) {
        const Geometry *geometry = &degrees->geometries[i];
        Geometry places = geometry->type == GEOMETRY_POLYGON ? places_of(geometry, mercator, largest)
                                                             : geometry_copy(geometry);
        if (places.point_count > 0)
            web_data_add(text, &degrees->source->features[i], &places);
        geometry_clear(&places);
    }
    return web_data_end_take(text, folder, name, error);
}
