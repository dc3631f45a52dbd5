#include "scene/select.h"

#include "geometry/clip.h"
#include "geometry/simplify.h"

#include <math.h>
#include <string.h>

static const ProjectedSource *find_source(const SceneRequest *request, const char *name)
{
    for (size_t i = 0; name && i < request->style->source_count; i++)
        if (strcmp(request->style->sources[i].name, name) == 0)
            return request->sources[i];
    return NULL;
}

bool selection_start(Selection *selection, const SceneRequest *request, const Layer *layer, Arena *arena)
{
    const double zoom = projection_zoom(request->projection);
    if (request->hidden && request->hidden[layer->index])
        return false;
    if (!layer->visible || zoom < layer->zoom_min || zoom >= layer->zoom_max)
        return false;
    *selection = (Selection){
        .request = request,
        .layer = layer,
        .source = find_source(request, layer->source),
        .arena = arena,
        .context = {.zoom = zoom, .state = request->state, .arena = arena},
        .frame = {0, 0, projection_width(request->projection), projection_height(request->projection)},
    };
    return layer->type == LAYER_BACKGROUND || layer->type == LAYER_RASTER || selection->source;
}

/* Far enough outside the frame that no sensible width or offset reaches back into it. */
static const double FAR_MARGIN = 512;

static bool is_near_frame(const Selection *selection, Box box)
{
    const Box frame = box_grow(selection->frame, FAR_MARGIN);
    return projection_world_width(selection->request->projection) > 0
               ? box.y_min <= frame.y_max && box.y_max >= frame.y_min
               : box_overlaps(box, frame);
}

bool selection_try(Selection *selection, size_t index, unsigned types)
{
    const ProjectedSource *source = selection->source;
    const Geometry *geometry = &source->geometries[index];
    if (!(types & 1u << geometry->type) || geometry->point_count == 0 ||
        !is_near_frame(selection, source->boxes[index]))
        return false;
    selection->index = index;
    selection->context.feature = &source->source->features[index];
    return selection->unfiltered || layer_accepts(selection->layer, &selection->context);
}

bool selection_next(Selection *selection, unsigned types)
{
    while (selection->next < selection->source->source->feature_count)
        if (selection_try(selection, selection->next++, types))
            return true;
    return false;
}

const Geometry *selection_geometry(const Selection *selection)
{
    return &selection->source->geometries[selection->index];
}

static void append_geometry(Geometry *to, double **to_starts, Geometry *from, double *from_starts)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(double));
    const Geometry *both[2] = {to, from};
    const double *both_starts[2] = {to_starts ? *to_starts : NULL, from_starts};
    for (int k = 0; k < 2; k++)
        for (size_t part = 0, polygon = 0; part < both[k]->part_count; part++) {
            for (size_t i = geometry_part_start(both[k], part); i < both[k]->part_ends[part]; i++)
                geometry_builder_add_point(&builder, both[k]->points[i]);
            geometry_builder_end_part(&builder);
            if (to_starts)
                g_array_append_val(starts, both_starts[k][part]);
            if (polygon < both[k]->polygon_count && both[k]->polygon_ends[polygon] == part + 1) {
                geometry_builder_end_polygon(&builder);
                polygon++;
            }
        }
    const GeometryType type = from->type;
    geometry_clear(to);
    geometry_clear(from);
    g_free(from_starts);
    *to = geometry_builder_take(&builder, type, true);
    geometry_builder_clear(&builder);
    if (to_starts) {
        g_free(*to_starts);
        *to_starts = g_memdup2(starts->data, starts->len * sizeof(double));
    }
}

/* Clips the copy of the geometry that lies `shift` pixels to the right. */
static Geometry clip_shifted(const Geometry *geometry, double shift, Box box, double **starts)
{
    const Box moved = {box.x_min - shift, box.y_min, box.x_max - shift, box.y_max};
    Geometry clipped = geometry_clip(geometry, moved, starts);
    for (size_t i = 0; shift != 0 && i < clipped.point_count; i++)
        clipped.points[i].x += shift;
    return clipped;
}

Geometry selection_clip(const Selection *selection, double margin, double **starts)
{
    const Geometry *geometry = selection_geometry(selection);
    const Box box = box_grow(selection->frame, margin), bounds = selection->source->boxes[selection->index];
    const double world = projection_world_width(selection->request->projection);
    const int first = world > 0 ? (int)ceil((box.x_min - bounds.x_max) / world) : 0;
    const int last = world > 0 ? (int)floor((box.x_max - bounds.x_min) / world) : 0;
    Geometry result = {.type = geometry->type};
    if (starts)
        *starts = NULL;
    for (int copy = first; copy <= last; copy++) {
        double *copy_starts = NULL;
        Geometry clipped = clip_shifted(geometry, copy * world, box, starts ? &copy_starts : NULL);
        append_geometry(&result, starts, &clipped, copy_starts);
    }
    geometry_thin(&result, selection->request->tolerance);
    return result;
}

Origin selection_origin(const Selection *selection)
{
    return (Origin){selection->source->source, selection->index};
}

double selection_length(const Selection *selection, PropertyId id)
{
    return layer_number(selection->layer, id, &selection->context) * selection->request->symbol_scale;
}

Color selection_color(const Selection *selection, PropertyId color, PropertyId opacity)
{
    Color result = layer_color(selection->layer, color, &selection->context);
    result.a *= CLAMP(layer_number(selection->layer, opacity, &selection->context), 0, 1);
    return result;
}

const Icon *selection_icon(const Selection *selection, PropertyId id)
{
    const Value value = layer_value(selection->layer, id, &selection->context);
    const Sprite *sprite = selection->request->style->sprite;
    if (!sprite || (value.kind != VALUE_IMAGE && value.kind != VALUE_STRING))
        return NULL;
    return sprite_lookup(sprite, value.kind == VALUE_IMAGE ? value.image->name : value.string);
}
