#include "render_setup.h"

#include "base/error.h"
#include "layout/page_size.h"
#include "page_fields.h"
#include "style/state.h"

#include <string.h>

static const char SHIPPED_STYLE[] = "styles/semaine-sanglante.json";

/* ---- page ---- */

/* Newly allocated, or NULL for a bare map. */
static char *layout_path(const RenderSetup *setup, const SemaineRenderOptions *options, const PageSize *size)
{
    if (options->layout)
        return strcmp(options->layout, "none") == 0 ? NULL : g_strdup(options->layout);
    const json_t *member = style_metadata(setup->map->style, "semaine:layout");
    if (!json_is_string(member) || size->pixels)
        return NULL;
    return g_build_filename(setup->map->style->folder, json_string_value(member), NULL);
}

/* The template is read once to see where the map goes; each frame reads it again with its own texts. */
static bool open_layout(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    PageSize size = {0};
    if (options->size && !page_size_parse(options->size, options->landscape, &size, error))
        return false;
    setup->layout_path = layout_path(setup, options, &size);
    if (setup->layout_path) {
        g_autoptr(Fields) fields =
            page_fields_new(setup->map->style, &setup->state, options->date, setup->language);
        setup->layout = layout_load(setup->layout_path, fields, size.width, size.height, error);
    } else {
        if (size.width <= 0)
            size = (PageSize){1024, 768, true};
        setup->layout = layout_new_bare(size.width, size.height);
    }
    const double ratio = options->pixel_ratio > 0 ? options->pixel_ratio : 1;
    setup->output.dpi = options->dpi > 0 ? options->dpi : size.pixels ? 96 * ratio : 300;
    setup->output.opaque = setup->layout_path != NULL;
    return setup->layout != NULL;
}

/* ---- view ---- */

static bool read_extent(const SemaineRenderOptions *options, const Style *style, View *view, GError **error)
{
    if (options->extent) {
        view->has_extent = view_parse_extent(options->extent, &view->extent);
        if (!view->has_extent)
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                        "--extent: expected west,south,east,north in degrees, found \"%s\"", options->extent);
        return view->has_extent;
    }
    const json_t *member = style_metadata(style, "semaine:extent");
    if (!json_is_array(member) || json_array_size(member) != 4)
        return true;
    double n[4];
    for (size_t i = 0; i < 4; i++)
        n[i] = json_number_value(json_array_get(member, i));
    view->extent = (Box){n[0], n[1], n[2], n[3]};
    view->has_extent = n[0] < n[2] && n[1] < n[3];
    return true;
}

static bool read_center(const SemaineRenderOptions *options, const Style *style, View *view, GError **error)
{
    if (options->center) {
        view->has_center = view_parse_center(options->center, &view->center);
        if (!view->has_center)
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                        "--center: expected longitude,latitude in degrees, found \"%s\"", options->center);
        return view->has_center;
    }
    if (!view->has_extent) {
        view->has_center = true;
        view->center = style->has_center ? style->center : (Point){0, 0};
    }
    return true;
}

static bool read_view(const SemaineRenderOptions *options, const Style *style, View *view, GError **error)
{
    const json_t *crs = style_metadata(style, "semaine:crs");
    *view = (View){.crs = options->crs ? options->crs : json_string_value(crs), .bearing = style->bearing};
    if (!read_extent(options, style, view, error) || !read_center(options, style, view, error))
        return false;
    view->has_zoom = options->has_zoom || (!view->has_extent && style->has_zoom);
    view->zoom = options->has_zoom ? options->zoom : style->has_zoom ? style->zoom : 0;
    view->scale_denominator = options->scale_denominator;
    if (options->center && !options->extent && !options->has_zoom && view->scale_denominator <= 0)
        view->zoom = style->zoom;
    return true;
}

static bool open_projection(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    View view;
    Placeholder map = {0};
    if (!read_view(options, setup->map->style, &view, error))
        return false;
    layout_placeholder(setup->layout, "map.main", &map);
    setup->projection =
        projection_fit(&view, map.box.x_max - map.box.x_min, map.box.y_max - map.box.y_min, error);
    return setup->projection != NULL;
}

/* ---- all of it ---- */

static bool is_raster(const char *path)
{
    return path && g_str_has_suffix(path, ".png");
}

static bool open_map(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    g_autofree char *shipped = options->style ? NULL : map_find_shipped(SHIPPED_STYLE, error);
    if (!options->style && !shipped)
        return false;
    setup->map = map_open(options->style ? options->style : shipped, options->message, options->user, error);
    setup->arena = arena_new();
    setup->language = options->language ? options->language : "fr";
    return setup->map && state_build(setup->map->style, options->date, options->settings, setup->language,
                                     setup->arena, &setup->state, error);
}

RenderSetup *render_setup_open(const SemaineRenderOptions *options, GError **error)
{
    g_autoptr(RenderSetup) setup = g_new0(RenderSetup, 1);
    setup->settings = options->settings;
    if (!open_map(setup, options, error))
        return NULL;
    setup->symbol_scale = options->symbol_scale > 0 ? options->symbol_scale : 1;
    if (!open_layout(setup, options, error) || !open_projection(setup, options, error))
        return NULL;
    setup->output.width = layout_width(setup->layout);
    setup->output.height = layout_height(setup->layout);
    setup->output.title = style_text(style_metadata(setup->map->style, "semaine:title"), setup->language);
    setup->output.language = setup->language;
    /* A quarter of a device pixel cannot be seen; vector files are printed at 2400 dpi and more. */
    setup->tolerance = is_raster(options->output) ? 0.25 * 96 / setup->output.dpi : 0.04;
    return g_steal_pointer(&setup);
}

void render_setup_free(RenderSetup *setup)
{
    if (!setup)
        return;
    projection_free(setup->projection);
    layout_free(setup->layout);
    g_free(setup->layout_path);
    arena_free(setup->arena);
    map_free(setup->map);
    g_free(setup);
}

SceneRequest render_setup_request(const RenderSetup *setup, const ProjectedMap *projected)
{
    return (SceneRequest){
        .style = setup->map->style,
        .sources = projected->sources,
        .projection = setup->projection,
        .state = &setup->state,
        .tolerance = setup->tolerance,
        .symbol_scale = setup->symbol_scale,
    };
}

Placement *render_setup_place(const RenderSetup *setup, const SceneRequest *request, const Timeline *timeline,
                              GError **error)
{
    const Style *style = setup->map->style;
    g_autofree const char **layer_ids = g_new0(const char *, style->layer_count + 1);
    for (size_t i = 0; i < style->layer_count; i++)
        layer_ids[i] = style->layers[i]->id;
    PlacementOptions options =
        placement_options(projection_width(request->projection), projection_height(request->projection));
    options.instants = timeline_instants(timeline, &options.instant_count);
    options.layer_ids = layer_ids;
    options.layer_count = style->layer_count;
    options.cut_at_frame = layout_template(setup->layout) == NULL;
    size_t count;
    const PlacementSymbol *symbols = timeline_symbols(timeline, &count);
    return placement_solve(symbols, count, &options, error);
}
