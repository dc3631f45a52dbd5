#include "web/data.h"

#include "projection/transform.h"
#include "source/geojson_write.h"

#include <math.h>
#include <string.h>

void web_data_round(Geometry *geometry)
{
    for (size_t i = 0; i < geometry->point_count; i++) {
        geometry->points[i].x = round(geometry->points[i].x * 1e5) / 1e5;
        geometry->points[i].y = round(geometry->points[i].y * 1e5) / 1e5;
    }
}

DegreeSource *degree_source_new(const Source *source, GError **error)
{
    g_autoptr(Transform) transform = transform_new(source->crs, "EPSG:4326", error);
    if (!transform) {
        g_prefix_error(error, "%s: ", source->path);
        return NULL;
    }
    DegreeSource *degrees = g_new0(DegreeSource, 1);
    degrees->source = source;
    degrees->geometries = g_new0(Geometry, source->feature_count + 1);
    for (size_t i = 0; i < source->feature_count; i++) {
        Geometry *geometry = &degrees->geometries[i];
        *geometry = geometry_copy(&source->features[i].geometry);
        transform_forward(transform, geometry->points, geometry->point_count);
        web_data_round(geometry);
    }
    return degrees;
}

void degree_source_free(DegreeSource *degrees)
{
    if (!degrees)
        return;
    for (size_t i = 0; i < degrees->source->feature_count; i++)
        geometry_clear(&degrees->geometries[i]);
    g_free(degrees->geometries);
    g_free(degrees);
}

/* ---- writing ---- */

GString *web_data_begin(void)
{
    return g_string_new("{\"type\":\"FeatureCollection\",\"features\":[");
}

void web_data_add(GString *text, const Feature *like, const Geometry *geometry)
{
    Feature feature = *like;
    feature.geometry = *geometry;
    g_string_append(text, g_str_has_suffix(text->str, "[") ? "\n" : ",\n");
    geojson_append_feature(text, &feature);
}

char *web_data_path(const char *name)
{
    g_autofree char *plain = g_strdup(name);
    g_strcanon(plain, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-", '_');
    return g_strconcat("data/", plain, ".geojson", NULL);
}

bool web_data_end_take(GString *text, const WebFolder *folder, const char *name, GError **error)
{
    g_autofree char *path = web_data_path(name);
    g_string_append(text, "\n]}\n");
    const bool good = web_folder_write(folder, path, text->str, text->len, error);
    g_string_free(text, TRUE);
    return good;
}

bool web_data_write(const WebFolder *folder, const DegreeSource *degrees, const char *name, GError **error)
{
    GString *text = web_data_begin();
    for (size_t i = 0; i < degrees->source->feature_count; i++)
        web_data_add(text, &degrees->source->features[i], &degrees->geometries[i]);
    return web_data_end_take(text, folder, name, error);
}
