#include "setup/map_view.h"

MapView *map_view_new_take(const Map *map, const View *view, double width, double height, bool *hidden,
                           GError **error)
{
    g_autoptr(MapView) self = g_new0(MapView, 1);
    self->map = map;
    self->hidden = hidden;
    self->projection = projection_fit(view, width, height, error);
    return self->projection ? g_steal_pointer(&self) : NULL;
}

void map_view_free(MapView *view)
{
    if (!view)
        return;
    placement_free(view->placement);
    timeline_free(view->timeline);
    projected_map_free(view->projected);
    projection_free(view->projection);
    g_free(view->hidden);
    g_free(view);
}

bool map_view_project(MapView *view, GError **error)
{
    view->projected = map_project(view->map, view->projection, view->tolerance, error);
    if (!view->projected)
        return false;
    view->on_tiles = view->cut_at_frame && projection_tiles(view->projection, &view->tiles);
    for (size_t i = 0; view->on_tiles && i < view->projected->count; i++)
        if (view->projected->sources[i])
            projected_source_reduce(view->projected->sources[i], &view->tiles);
    return true;
}

SceneRequest map_view_request(const MapView *view, const ValueObject *state)
{
    return (SceneRequest){
        .style = view->map->style,
        .hidden = view->hidden,
        .sources = view->projected->sources,
        .pictures = view->map->pictures,
        .projection = view->projection,
        .tiles = view->on_tiles ? &view->tiles : NULL,
        .state = state,
        .tolerance = view->tolerance,
        .symbol_scale = view->symbol_scale,
        .least_text = view->least_text,
    };
}

/* Corrections by hand that the style names. True with NULL where it names none. */
static bool load_overrides(const Style *style, Overrides **out, GError **error)
{
    const char *name = json_string_value(style_metadata(style, "semaine:overrides"));
    if (!name)
        return true;
    g_autofree char *path =
        g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(style->folder, name, NULL);
    *out = overrides_load(path, error);
    return *out != NULL;
}

static bool solve(MapView *view, Report *report, GError **error)
{
    const Style *style = view->map->style;
    g_autoptr(Overrides) overrides = NULL;
    if (!load_overrides(style, &overrides, error))
        return false;
    g_autofree const char **layer_ids = g_new0(const char *, style->layer_count + 1);
    for (size_t i = 0; i < style->layer_count; i++)
        layer_ids[i] = style->layers[i]->id;
    PlacementOptions options =
        placement_options(projection_width(view->projection), projection_height(view->projection));
    options.instants = timeline_instants(view->timeline, &options.instant_count);
    const json_t *period = style_metadata(style, "semaine:timeline");
    g_autofree int64_t *sums =
        timeline_sums(view->timeline, json_string_value(json_object_get(period, "from")),
                      json_string_value(json_object_get(period, "to")));
    options.instant_sums = sums;
    options.layer_ids = layer_ids;
    options.layer_count = style->layer_count;
    options.cut_at_frame = view->cut_at_frame;
    options.tiles = view->on_tiles ? &view->tiles : NULL;
    options.map_rotation = projection_north(view->projection);
    options.scale = projection_scale_denominator(view->projection);
    options.obstacles = timeline_obstacles(view->timeline, &options.obstacle_count);
    options.overrides = overrides;
    options.report = report;
    size_t count;
    const PlacementSymbol *symbols = timeline_symbols(view->timeline, &count);
    view->placement = placement_solve(symbols, count, &options);
    return true;
}

bool map_view_place(MapView *view, Report *report, GError **error)
{
    const SceneRequest request = map_view_request(view, view->state);
    view->timeline = timeline_build(&request);
    return solve(view, report, error);
}
