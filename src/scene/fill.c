#include "geometry/measure.h"
#include "scene/select.h"

/* Outlines are a style pixel wide; the margin keeps clipped edges out of sight. */
static const double MARGIN = 4;

static SceneFill build_fill(const Selection *selection)
{
    const Layer *layer = selection->layer;
    const EvaluationContext *context = &selection->context;
    SceneFill fill = {
        .origin = selection_origin(selection),
        .sort_key = layer_number(layer, PROPERTY_FILL_SORT_KEY, context),
        .color = selection_color(selection, PROPERTY_FILL_COLOR, PROPERTY_FILL_OPACITY),
        .antialias = layer_boolean(layer, PROPERTY_FILL_ANTIALIAS, context),
        .pattern = selection_icon(selection, PROPERTY_FILL_PATTERN),
        .opacity = CLAMP(layer_number(layer, PROPERTY_FILL_OPACITY, context), 0, 1),
    };
    fill.has_outline = fill.antialias && layer->properties[PROPERTY_FILL_OUTLINE_COLOR];
    if (fill.has_outline)
        fill.outline_color = selection_color(selection, PROPERTY_FILL_OUTLINE_COLOR, PROPERTY_FILL_OPACITY);
    return fill;
}

/* A fill layer fills lines too, each closed from its end to its start, as on screen. */
static Geometry close_lines(const Geometry *lines)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t part = 0; part < lines->part_count; part++) {
        const size_t start = geometry_part_start(lines, part), count = geometry_part_length(lines, part);
        if (count < 3)
            continue;
        const bool clockwise = ring_area(lines->points + start, count) > 0;
        for (size_t i = 0; i < count; i++)
            geometry_builder_add_point(&builder, lines->points[start + (clockwise ? i : count - 1 - i)]);
        geometry_builder_add_point(&builder, lines->points[clockwise ? start : start + count - 1]);
        geometry_builder_end_part(&builder);
        geometry_builder_end_polygon(&builder);
    }
    Geometry closed = geometry_builder_take(&builder, GEOMETRY_POLYGON, true);
    geometry_builder_clear(&builder);
    return closed;
}

static Geometry clip_fill(const Selection *selection)
{
    const Geometry *geometry = selection_geometry(selection);
    if (geometry->type == GEOMETRY_POLYGON)
        return selection_clip(selection, MARGIN, NULL);
    Geometry closed = close_lines(geometry);
    Geometry clipped = selection_clip_other(selection, &closed, MARGIN, NULL);
    geometry_clear(&closed);
    return clipped;
}

/* A pattern whose icon does not exist draws nothing, and neither does its outline. */
static bool lacks_pattern(const Selection *selection, const SceneFill *fill)
{
    return selection->layer->properties[PROPERTY_FILL_PATTERN] && !fill->pattern;
}

static int compare_fills(const void *a, const void *b)
{
    const SceneFill *left = a, *right = b;
    if (left->sort_key != right->sort_key)
        return left->sort_key < right->sort_key ? -1 : 1;
    return (left->origin.feature > right->origin.feature) - (left->origin.feature < right->origin.feature);
}

static bool is_visible(const SceneFill *fill)
{
    return fill->pattern || fill->color.a > 0 || (fill->has_outline && fill->outline_color.a > 0);
}

static bool reads_feature(const Layer *layer, PropertyId id)
{
    return layer->properties[id] && expression_dependencies(layer->properties[id]).feature;
}

/* What MapLibre cannot draw in its pass for opaque layers. */
static bool shows_edges(const Selection *selection)
{
    const Layer *layer = selection->layer;
    return layer->properties[PROPERTY_FILL_PATTERN] || reads_feature(layer, PROPERTY_FILL_COLOR) ||
           reads_feature(layer, PROPERTY_FILL_OPACITY) ||
           selection_color(selection, PROPERTY_FILL_COLOR, PROPERTY_FILL_OPACITY).a < 1;
}

void scene_build_fills(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) fills = g_array_new(FALSE, FALSE, sizeof(SceneFill));
    while (selection_next(selection, SELECT_POLYGONS | SELECT_LINES)) {
        SceneFill fill = build_fill(selection);
        if (!is_visible(&fill) || lacks_pattern(selection, &fill))
            continue;
        fill.geometry = clip_fill(selection);
        if (fill.geometry.point_count == 0)
            continue;
        g_array_append_val(fills, fill);
    }
    out->edges_show = shows_edges(selection);
    g_array_sort(fills, compare_fills);
    out->fill_count = fills->len;
    out->fills = g_memdup2(fills->data, fills->len * sizeof(SceneFill));
}
