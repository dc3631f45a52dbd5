#include "scene/select.h"

static SceneCircle build_circle(const Selection *selection)
{
    const Layer *layer = selection->layer;
    const EvaluationContext *context = &selection->context;
    return (SceneCircle){
        .origin = selection_origin(selection),
        .sort_key = layer_number(layer, PROPERTY_CIRCLE_SORT_KEY, context),
        .radius = selection_length(selection, PROPERTY_CIRCLE_RADIUS),
        .blur = layer_number(layer, PROPERTY_CIRCLE_BLUR, context),
        .stroke_width = selection_length(selection, PROPERTY_CIRCLE_STROKE_WIDTH),
        .color = selection_color(selection, PROPERTY_CIRCLE_COLOR, PROPERTY_CIRCLE_OPACITY),
        .stroke_color =
            selection_color(selection, PROPERTY_CIRCLE_STROKE_COLOR, PROPERTY_CIRCLE_STROKE_OPACITY),
    };
}

static int compare_circles(const void *a, const void *b)
{
    const SceneCircle *left = a, *right = b;
    if (left->sort_key != right->sort_key)
        return left->sort_key < right->sort_key ? -1 : 1;
    if (left->origin.feature != right->origin.feature)
        return left->origin.feature < right->origin.feature ? -1 : 1;
    return (left->part > right->part) - (left->part < right->part);
}

void scene_build_circles(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) circles = g_array_new(FALSE, FALSE, sizeof(SceneCircle));
    while (selection_next(selection, SELECT_POINTS | SELECT_LINES | SELECT_POLYGONS)) {
        SceneCircle circle = build_circle(selection);
        if (circle.color.a <= 0 && (circle.stroke_width <= 0 || circle.stroke_color.a <= 0))
            continue;
        Geometry centers = selection_clip(selection, circle.radius + circle.stroke_width, NULL);
        for (size_t i = 0; i < centers.point_count; i++) {
            circle.center = centers.points[i];
            circle.part = i;
            g_array_append_val(circles, circle);
        }
        geometry_clear(&centers);
    }
    g_array_sort(circles, compare_circles);
    out->circle_count = circles->len;
    out->circles = g_memdup2(circles->data, circles->len * sizeof(SceneCircle));
}
