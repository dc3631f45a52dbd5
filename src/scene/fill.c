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
    fill.has_outline = fill.antialias && layer->properties[PROPERTY_FILL_OUTLINE_COLOR] && !fill.pattern;
    if (fill.has_outline)
        fill.outline_color = selection_color(selection, PROPERTY_FILL_OUTLINE_COLOR, PROPERTY_FILL_OPACITY);
    return fill;
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

void scene_build_fills(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) fills = g_array_new(FALSE, FALSE, sizeof(SceneFill));
    while (selection_next(selection, SELECT_POLYGONS)) {
        SceneFill fill = build_fill(selection);
        if (!is_visible(&fill))
            continue;
        fill.geometry = selection_clip(selection, MARGIN, NULL);
        if (fill.geometry.point_count == 0)
            continue;
        g_array_append_val(fills, fill);
    }
    g_array_sort(fills, compare_fills);
    out->fill_count = fills->len;
    out->fills = g_memdup2(fills->data, fills->len * sizeof(SceneFill));
}
