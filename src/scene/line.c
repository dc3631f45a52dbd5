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

enum { DASHES_MAX = 64 };

/* Dashes in even number: of an odd one the last and the first are one dash. */
static size_t pair_dashes(double *dashes, size_t count, double *start)
{
    *start = 0;
    if (count % 2 == 0)
        return count;
    *start = dashes[count - 1];
    dashes[0] += dashes[count - 1];
    return count - 1;
}

/* Lengths are in widths of the line at the zoom level; within a level dashes grow with the map. */
static void read_dashes(const Selection *selection, SceneLine *line)
{
    double dashes[DASHES_MAX], sum = 0;
    const double scale = selection_level_length(selection, PROPERTY_LINE_WIDTH);
    size_t count =
        layer_numbers(selection->layer, PROPERTY_LINE_DASHARRAY, &selection->context, DASHES_MAX, dashes);
    count = MIN(count, (size_t)DASHES_MAX);
    for (size_t i = 0; i < count; i++) {
        dashes[i] = fmax(dashes[i], 0) * scale;
        sum += dashes[i];
    }
    line->dash_width = scale;
    count = pair_dashes(dashes, count, &line->dash_start);
    if (sum <= 0 || !isfinite(sum) || count == 0)
        return;
    line->dash_count = count;
    line->dashes = g_memdup2(dashes, count * sizeof(double));
}

/* Colours of line-gradient, which reads nothing of the feature: one table for the layer. */
static const Color *read_gradient(const Selection *selection)
{
    if (!selection->layer->properties[PROPERTY_LINE_GRADIENT])
        return NULL;
    EvaluationContext context = selection->context;
    Color *gradient = arena_allocate_array(selection->arena, GRADIENT_STEPS + 1, sizeof(Color));
    for (int i = 0; i <= GRADIENT_STEPS; i++) {
        context.line_progress = (double)i / GRADIENT_STEPS;
        gradient[i] = layer_color(selection->layer, PROPERTY_LINE_GRADIENT, &context);
    }
    return gradient;
}

static void read_pattern(const Selection *selection, SceneLine *line)
{
    line->pattern = selection_icon(selection, PROPERTY_LINE_PATTERN);
    if (line->pattern)
        line->pattern_length = line->pattern->width / line->pattern->height *
                               selection_level_length(selection, PROPERTY_LINE_WIDTH);
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
        .tile_pixel = selection->request->tiles ? tile_grid_pixel(selection->request->tiles) : 1,
        .round_limit = layer_number(layer, PROPERTY_LINE_ROUND_LIMIT, context),
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

static bool is_visible(const Selection *selection, const SceneLine *line)
{
    const Layer *layer = selection->layer;
    if (layer->properties[PROPERTY_LINE_PATTERN])
        return line->width > 0 && line->pattern && line->opacity > 0;
    return line->width > 0 && (line->color.a > 0 || line->gradient);
}

static void add_line(const Selection *selection, SceneLine *line, GArray *lines)
{
    Geometry way = {0};
    const Geometry *geometry = scene_reveal(selection, &way) ? &way : selection_geometry(selection);
    line->closed = geometry->type == GEOMETRY_POLYGON;
    read_dashes(selection, line);
    const bool arrow = scene_build_arrow(selection, geometry, line);
    const bool tiled = !arrow && selection->request->tiles && (line->dash_count > 0 || line->pattern);
    if (tiled)
        scene_add_tiled_lines(selection, geometry, line, line_reach(line), lines);
    else if (!arrow)
        line->geometry =
            selection_clip_other(selection, geometry, line_reach(line), line->closed ? NULL : &line->places);
    geometry_clear(&way);
    if (!tiled && line->geometry.point_count > 0) {
        g_array_append_vals(lines, line, 1);
        return;
    }
    g_free(line->dashes);
    g_free(line->places);
}

void scene_build_lines(Selection *selection, SceneLayer *out)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(SceneLine));
    const Color *gradient = read_gradient(selection);
    while (selection_next(selection, SELECT_LINES | SELECT_POLYGONS)) {
        SceneLine line = build_line(selection);
        line.gradient = gradient;
        read_pattern(selection, &line);
        if (is_visible(selection, &line))
            add_line(selection, &line, lines);
    }
    g_array_sort(lines, compare_lines);
    out->line_count = lines->len;
    out->lines = g_memdup2(lines->data, lines->len * sizeof(SceneLine));
}
