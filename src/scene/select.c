#include "scene/select.h"

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
    if (zoom < layer->zoom_min || zoom >= layer->zoom_max)
        return false;
    *selection = (Selection){
        .request = request,
        .layer = layer,
        .source = find_source(request, layer->source),
        .arena = arena,
        .context = {.zoom = zoom,
                    .state = request->state,
                    .images = request->style->sprite ? sprite_images(request->style->sprite) : NULL,
                    .arena = arena},
        .end = SIZE_MAX,
        .frame = {0, 0, projection_width(request->projection), projection_height(request->projection)},
    };
    if (!layer_is_visible(layer, &selection->context))
        return false;
    return layer->type == LAYER_BACKGROUND || layer->type == LAYER_RASTER || selection->source;
}

Copies selection_copies(const Selection *selection, Box box, Box reach)
{
    enum { COPIES_MAX = 1000 };
    const Point step = projection_world_step(selection->request->projection);
    const double square = step.x * step.x + step.y * step.y;
    if (square <= 0)
        return (Copies){{0, 0}, 0, 0};
    /* The centres' distance along the step, and how far from it both boxes still touch. */
    const double along = ((reach.x_min + reach.x_max - box.x_min - box.x_max) * step.x +
                          (reach.y_min + reach.y_max - box.y_min - box.y_max) * step.y) /
                         (2 * square);
    const double play = ((reach.x_max - reach.x_min + box.x_max - box.x_min) * fabs(step.x) +
                         (reach.y_max - reach.y_min + box.y_max - box.y_min) * fabs(step.y)) /
                        (2 * square);
    return (Copies){step, (int)fmax(ceil(along - play), -COPIES_MAX),
                    (int)fmin(floor(along + play), COPIES_MAX)};
}

static bool is_near_frame(const Selection *selection, Box box)
{
    const Box frame = box_grow(selection->frame, FAR_MARGIN);
    const Copies copies = selection_copies(selection, box, frame);
    for (int i = copies.first; i <= copies.last; i++)
        if (box_overlaps(box_shift(box, (Point){i * copies.step.x, i * copies.step.y}), frame))
            return true;
    return false;
}

static bool accepts(Selection *selection)
{
    if (selection->unfiltered)
        return true;
    /* The specification evaluates filters at whole zoom levels only. */
    EvaluationContext context = selection->context;
    context.zoom = projection_level(selection->request->projection);
    return layer_accepts(selection->layer, &context);
}

/* Reads the current feature from the file. */
static bool read_current(Selection *selection)
{
    selection->read = projected_source_read(selection->source, selection->index);
    selection->box = geometry_box(&selection->read);
    return selection->read.point_count > 0 && is_near_frame(selection, selection->box);
}

bool selection_try(Selection *selection, size_t index, unsigned types)
{
    const ProjectedSource *source = selection->source;
    const bool in_file = !source->geometries;
    const Geometry *geometry =
        in_file ? &source->source->features[index].geometry : &source->geometries[index];
    geometry_clear(&selection->read);
    /* What is not near may not have been read. */
    if (in_file && !projected_source_is_near(source, index))
        return false;
    if (!(types & 1u << geometry->type) ||
        (!in_file && (geometry->point_count == 0 || !is_near_frame(selection, source->boxes[index]))))
        return false;
    selection->index = index;
    selection->context.feature = &source->source->features[index];
    if (!in_file)
        selection->box = source->boxes[index];
    return accepts(selection) && (!in_file || read_current(selection));
}

bool selection_next(Selection *selection, unsigned types)
{
    const size_t end = MIN(selection->end, selection->source->source->feature_count);
    while (selection->next < end)
        if (selection_try(selection, selection->next++, types))
            return true;
    geometry_clear(&selection->read);
    return false;
}

const Geometry *selection_geometry(const Selection *selection)
{
    const ProjectedSource *source = selection->source;
    return source->geometries ? &source->geometries[selection->index] : &selection->read;
}

/* Puts the parts of `from` behind those of `to`, and takes both over. */
static void append_geometry(Geometry *to, LinePlace **to_places, Geometry *from, LinePlace *from_places)
{
    if (to_places && from->part_count > 0) {
        *to_places = g_renew(LinePlace, *to_places, to->part_count + from->part_count);
        memcpy(*to_places + to->part_count, from_places, from->part_count * sizeof(LinePlace));
    }
    g_free(from_places);
    geometry_append(to, from);
}

/* Clips the copy of the geometry that lies `shift` away. */
static Geometry clip_shifted(const Geometry *geometry, Point shift, Box box, LinePlace **places)
{
    Geometry clipped = geometry_clip(geometry, box_shift(box, (Point){-shift.x, -shift.y}), places);
    for (size_t i = 0; (shift.x != 0 || shift.y != 0) && i < clipped.point_count; i++)
        clipped.points[i] = (Point){clipped.points[i].x + shift.x, clipped.points[i].y + shift.y};
    return clipped;
}

Geometry selection_clip_other(const Selection *selection, const Geometry *geometry, double margin,
                              LinePlace **places)
{
    const Box box = box_grow(selection->frame, margin), bounds = selection->box;
    const Copies copies = selection_copies(selection, bounds, box);
    Geometry result = {.type = geometry->type};
    if (places)
        *places = NULL;
    for (int i = copies.first; i <= copies.last; i++) {
        const Point shift = {i * copies.step.x, i * copies.step.y};
        if (!box_overlaps(box_shift(bounds, shift), box))
            continue;
        LinePlace *copy_places = NULL;
        Geometry clipped = clip_shifted(geometry, shift, box, places ? &copy_places : NULL);
        append_geometry(&result, places, &clipped, copy_places);
    }
    if (selection->source->geometries) /* what was read from the file is thinned */
        geometry_thin(&result, selection->request->tolerance);
    return result;
}

Geometry selection_clip(const Selection *selection, double margin, LinePlace **places)
{
    return selection_clip_other(selection, selection_geometry(selection), margin, places);
}

Origin selection_origin(const Selection *selection)
{
    return (Origin){selection->source->source, selection->index};
}

double selection_length(const Selection *selection, PropertyId id)
{
    return layer_number(selection->layer, id, &selection->context) * selection->request->symbol_scale;
}

double selection_level_length(const Selection *selection, PropertyId id)
{
    const Projection *projection = selection->request->projection;
    EvaluationContext context = selection->context;
    context.zoom = projection_level(projection);
    return layer_number(selection->layer, id, &context) * selection->request->symbol_scale *
           exp2(projection_zoom(projection) - context.zoom);
}

Point selection_translate(const Selection *selection, PropertyId id, PropertyId anchor)
{
    double offset[2] = {0, 0};
    layer_numbers(selection->layer, id, &selection->context, 2, offset);
    const double scale = selection->request->symbol_scale;
    const Point moved = {offset[0] * scale, offset[1] * scale};
    const char *name = layer_string(selection->layer, anchor, &selection->context);
    return g_strcmp0(name, "viewport") == 0 ? moved : projection_turn(selection->request->projection, moved);
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
