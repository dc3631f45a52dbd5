/* Features that are nowhere, to see how a layer would paint them. */
#include "scene/select.h"

#include "style/value.h"

#include <string.h>

/* The attributes of `like` with one set anew. */
static const Member *copy_attributes(const Feature *like, const char *property, Value value, size_t *count,
                                     Arena *arena)
{
    const size_t had = like ? like->attribute_count : 0;
    Member *members = arena_allocate_array(arena, had + 1, sizeof *members);
    *count = 0;
    for (size_t i = 0; i < had; i++)
        if (like->attributes[i].name != property)
            members[(*count)++] = like->attributes[i];
    members[(*count)++] = (Member){property, value};
    return members;
}

/* A small piece of the kind of geometry that the layer draws, in the middle of the frame. */
static Geometry place_geometry(LayerType type, Point middle)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    const double steps[][2] = {{0, 0}, {8, 0}, {8, 8}, {0, 8}, {0, 0}};
    const GeometryType wanted = type == LAYER_FILL   ? GEOMETRY_POLYGON
                                : type == LAYER_LINE ? GEOMETRY_LINE
                                                     : GEOMETRY_POINT;
    const size_t count = wanted == GEOMETRY_POLYGON ? 5 : wanted == GEOMETRY_LINE ? 2 : 1;
    for (size_t i = 0; i < count; i++)
        geometry_builder_add_point(&builder, (Point){middle.x + steps[i][0], middle.y + steps[i][1]});
    geometry_builder_end_part(&builder);
    if (wanted == GEOMETRY_POLYGON)
        geometry_builder_end_polygon(&builder);
    Geometry geometry = geometry_builder_take(&builder, wanted, false);
    geometry_builder_clear(&builder);
    return geometry;
}

static ProjectedSource make_source(const SceneRequest *request, const Layer *layer, const char *property,
                                   const json_t *values, const Feature *like, Arena *arena)
{
    const size_t count = json_array_size(values);
    Source *source = arena_allocate(arena, sizeof *source);
    *source = (Source){.path = (char *)"sample", .feature_count = count};
    source->features = arena_allocate_array(arena, count, sizeof(Feature));
    ProjectedSource projected = {source, g_new0(Geometry, count), g_new0(Box, count)};
    const Point middle = {projection_width(request->projection) / 2,
                          projection_height(request->projection) / 2};
    for (size_t i = 0; i < count; i++) {
        Feature *feature = &source->features[i];
        *feature = (Feature){.id = value_null()};
        feature->attributes = copy_attributes(like, g_intern_string(property),
                                              value_from_json(json_array_get(values, i), arena),
                                              &feature->attribute_count, arena);
        projected.geometries[i] = place_geometry(layer->type, middle);
        projected.boxes[i] = geometry_box(&projected.geometries[i]);
    }
    return projected;
}

SceneLayer *scene_build_sample(const SceneRequest *request, const Layer *layer, const char *property,
                               const json_t *values, const Feature *like, Arena *arena)
{
    Selection selection;
    if (layer->type == LAYER_BACKGROUND || !selection_start(&selection, request, layer, arena))
        return NULL;
    ProjectedSource source = make_source(request, layer, property, values, like, arena);
    selection.source = &source;
    selection.unfiltered = true;
    SceneLayer *sample = g_new0(SceneLayer, 1);
    scene_build_items(&selection, sample);
    for (size_t i = 0; i < sample->symbol_count; i++)
        sample->symbols[i].geometry = NULL; /* it ends here */
    for (size_t i = 0; i < source.source->feature_count; i++)
        geometry_clear(&source.geometries[i]);
    g_free(source.geometries);
    g_free(source.boxes);
    return sample;
}
