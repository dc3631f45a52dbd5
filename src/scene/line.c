#include "scene/select.h"

#include <math.h>
#include <string.h>

static LineCap read_cap(const char *name)
{
    return g_strcmp0(name, "round") == 0 ? CAP_ROUND : g_strcmp0(name, "square") == 0 ? CAP_SQUARE : CAP_BUTT;
}

static LineJoin read_join(const char *name)
{
    return g_strcmp0(name, "round") == 0   ? JOIN_ROUND
           : g_strcmp0(name, "bevel") == 0 ? JOIN_BEVEL
                                           : JOIN_MITER;
}

static void read_dashes(const Selection *selection, SceneLine *line)
{
    enum { DASHES_MAX = 64 };
    double dashes[DASHES_MAX];
    const size_t count =
        layer_numbers(selection->layer, PROPERTY_LINE_DASHARRAY, &selection->context, DASHES_MAX, dashes);
    double sum = 0;
    for (size_t i = 0; i < MIN(count, (size_t)DASHES_MAX); i++) {
        dashes[i] *= line->width;
        sum += dashes[i];
    }
    if (sum <= 0 || !isfinite(sum))
        return;
    line->dash_count = MIN(count, (size_t)DASHES_MAX);
    line->dashes = g_memdup2(dashes, line->dash_count * sizeof(double));
}

/* Colours of line-gradient at even steps along the line. */
static void read_gradient(const Selection *selection, SceneLine *line)
{
    enum { STOPS = 65 };
    if (!selection->layer->properties[PROPERTY_LINE_GRADIENT])
        return;
    EvaluationContext context = selection->context;
    line->gradient_count = STOPS;
    line->gradient = g_new(GradientStop, STOPS);
    for (int i = 0; i < STOPS; i++) {
        context.line_progress = (double)i / (STOPS - 1);
        line->gradient[i] = (GradientStop){context.line_progress,
                                           layer_color(selection->layer, PROPERTY_LINE_GRADIENT, &context)};
    }
}

static SceneLine build_line(const Selection *selection)
{
    const Layer *layer = selection->layer;
    const EvaluationContext *context = &selection->context;
    return (SceneLine){
        .origin = selection_origin(selection),
        .sort_key = layer_number(layer, PROPERTY_LINE_SORT_KEY, context),
        .color = selection_color(selection, PROPERTY_LINE_COLOR, PROPERTY_LINE_OPACITY),
        .opacity = CLAMP(layer_number(layer, PROPERTY_LINE_OPACITY, context), 0, 1),
        .width = selection_length(selection, PROPERTY_LINE_WIDTH),
        .blur = selection_length(selection, PROPERTY_LINE_BLUR),
        .gap_width = selection_length(selection, PROPERTY_LINE_GAP_WIDTH),
        .offset = selection_length(selection, PROPERTY_LINE_OFFSET),
        .cap = read_cap(layer_string(layer, PROPERTY_LINE_CAP, context)),
        .join = read_join(layer_string(layer, PROPERTY_LINE_JOIN, context)),
        .miter_limit = layer_number(layer, PROPERTY_LINE_MITER_LIMIT, context),
        .round_limit = layer_number(layer, PROPERTY_LINE_ROUND_LIMIT, context),
        .pattern = selection_icon(selection, PROPERTY_LINE_PATTERN),
    };
}

static int compare_lines(const void *a, const void *b)
{
    const SceneLine *left = a, *right = b;
    if (left->sort_key != right->sort_key)
        return left->sort_key < right->sort_key ? -1 : 1;
    return (left->origin.feature > right->origin.feature) - (left->origin.feature < right->origin.feature);
}

static double line_reach(const SceneLine *line)
{
    const double outer = line->gap_width > 0 ? line->gap_width / 2 + line->width : line->width / 2;
    return (outer + fabs(line->offset) + line->blur) * fmax(line->miter_limit, 2) + 8;
}

void scene_build_lines(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(SceneLine));
    while (selection_next(selection, SELECT_LINES | SELECT_POLYGONS)) {
        SceneLine line = build_line(selection);
        if (line.width <= 0 ||
            (line.color.a <= 0 && !line.pattern && !selection->layer->properties[PROPERTY_LINE_GRADIENT]))
            continue;
        line.closed = selection_geometry(selection)->type == GEOMETRY_POLYGON;
        line.length = line.closed ? 0 : geometry_length(selection_geometry(selection));
        if (!scene_build_arrow(selection, &line))
            line.geometry = selection_clip(selection, line_reach(&line), line.closed ? NULL : &line.starts);
        if (line.geometry.point_count == 0)
            continue;
        read_dashes(selection, &line);
        read_gradient(selection, &line);
        g_array_append_val(lines, line);
    }
    g_array_sort(lines, compare_lines);
    out->line_count = lines->len;
    out->lines = g_memdup2(lines->data, lines->len * sizeof(SceneLine));
}
