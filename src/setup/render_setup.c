#include "setup/render_setup.h"

#include "base/error.h"
#include "layout/page_size.h"
#include "output/video.h"
#include "setup/page_choice.h"
#include "style/state.h"
#include "setup/view_wish.h"

#include <string.h>

static const char SHIPPED_STYLE[] = "styles/semaine-sanglante.json";

/* ---- page ---- */

/* Device pixels per style pixel as far as they choose the sprite sheet: paper takes the finer one. */
static double sprite_ratio(const SemaineRenderOptions *options)
{
    const bool pixels = options->size && g_str_has_suffix(options->size, "px");
    return options->dpi > 0 ? options->dpi / 96 : pixels ? options->pixel_ratio : 2;
}

static bool open_layout(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    PageSize size = {0};
    if (options->size && !page_size_parse(options->size, options->landscape, &size, error))
        return false;
    g_autofree char *path = page_choose_layout(setup->map->style, options, &size);
    g_autofree char *theme = page_choose_theme(setup->map->style, options);
    if (path) {
        const LayoutOptions layout = {setup->language, theme, size.width, size.height};
        setup->layout = layout_load(path, &layout, error);
    } else {
        if (size.width <= 0)
            size = (PageSize){.width = 1024, .height = 768, .pixels = true};
        setup->layout = layout_new_bare(size.width, size.height);
    }
    const double ratio = options->pixel_ratio > 0 ? options->pixel_ratio : 1;
    setup->output.dpi = options->dpi > 0 ? options->dpi : size.pixels ? 96 * ratio : 300;
    setup->output.jobs = options->jobs;
    setup->output.opaque = path != NULL;
    setup->output.screen = size.pixels;
    return setup->layout != NULL;
}

/* ---- maps ---- */

/* The map of the style that a wish names, opened once. */
static const Map *open_style(RenderSetup *setup, const ViewWish *wish, const SemaineRenderOptions *options,
                             GError **error)
{
    const char *name = wish->texts[WISH_STYLE];
    if (!name)
        return setup->map;
    g_autofree char *path = g_build_filename(setup->map->style->folder, name, NULL);
    for (guint i = 0; i < setup->others->len; i++) {
        const Map *other = g_ptr_array_index(setup->others, i);
        if (strcmp(other->style->path, path) == 0)
            return other;
    }
    Map *map = map_open(path, sprite_ratio(options), options->message, options->user, error);
    if (map)
        g_ptr_array_add(setup->others, map);
    return map;
}

/* All that is wished of a place's view, from near to far. */
static ViewWish collect_wishes(const RenderSetup *setup, const Place *place,
                               const SemaineRenderOptions *options)
{
    const Style *style = setup->map->style;
    const Place *main = layout_find_place(setup->layout, "map.main");
    ViewWish levels[] = {
        view_wish_from_place(setup->layout, place),
        view_wish_from_style(style, place->id),
        view_wish_from_options(options),
        view_wish_from_place(setup->layout, main),
        view_wish_from_style(style, "map.main"),
        view_wish_from_root(style),
    };
    ViewWish wish = {0};
    if (place == main)
        view_wish_complete(&wish, &levels[2]);
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        /* A map in another style has nothing to do with the main one. */
        if (i < 2 || !wish.texts[WISH_STYLE])
            view_wish_complete(&wish, &levels[i]);
        view_wish_clear(&levels[i]);
    }
    return wish;
}

/* The style's own state; `date` is of no matter, but must be one. */
static const ValueObject *open_state(RenderSetup *setup, const Map *map, GError **error)
{
    if (map == setup->map)
        return &setup->state;
    ValueObject *state = arena_allocate(setup->arena, sizeof *state);
    const bool good = state_build(map->style, state_text(&setup->state, "day"), setup->settings,
                                  setup->language, setup->arena, state, error);
    return good ? state : NULL;
}

static MapView *open_view(RenderSetup *setup, const Place *place, const ViewWish *wish, const Map *map,
                          GError **error)
{
    View view;
    bool *hidden = NULL;
    if (!view_wish_read(wish, map->style, &view, error) ||
        !view_wish_read_layers(wish, map->style, &hidden, error))
        return NULL;
    const double width = place->box.x_max - place->box.x_min, height = place->box.y_max - place->box.y_min;
    g_autoptr(MapView) opened = map_view_new_take(map, &view, width, height, hidden, error);
    if (!opened || !(opened->state = open_state(setup, map, error)))
        return NULL;
    const char *scale = wish->texts[WISH_SYMBOL_SCALE];
    const double factor = scale ? g_ascii_strtod(scale, NULL) : 1;
    opened->tolerance = setup->tolerance;
    opened->symbol_scale = setup->symbol_scale * (factor > 0 && factor < 100 ? factor : 1);
    const char *least = wish->texts[WISH_LEAST_TEXT];
    opened->least_text = least ? g_ascii_strtod(least, NULL) * 96 / 72 : 0;
    opened->cut_at_frame = layout_path(setup->layout) == NULL;
    return g_steal_pointer(&opened);
}

/* What tells one view from another, its date apart. */
static char *view_key(const Place *place, const ViewWish *wish)
{
    GString *key = g_string_new(NULL);
    for (int i = 0; i < WISH_COUNT; i++)
        if (i != WISH_DATE)
            g_string_append_printf(key, "%s\n", wish->texts[i] ? wish->texts[i] : "");
    g_string_append_printf(key, "%.3f %.3f", place->box.x_max - place->box.x_min,
                           place->box.y_max - place->box.y_min);
    return g_string_free(key, FALSE);
}

static bool open_panel(RenderSetup *setup, const Place *place, const SemaineRenderOptions *options,
                       GHashTable *known, GError **error)
{
    ViewWish wish = collect_wishes(setup, place, options);
    if (wish.texts[WISH_STYLE]) {
        const Map *other = open_style(setup, &wish, options, error);
        ViewWish root = other ? view_wish_from_root(other->style) : (ViewWish){0};
        view_wish_complete(&wish, &root);
        view_wish_clear(&root);
    }
    const Map *map = open_style(setup, &wish, options, error);
    char *key = view_key(place, &wish);
    MapView *view = map ? g_hash_table_lookup(known, key) : NULL;
    if (map && !view) {
        view = open_view(setup, place, &wish, map, error);
        if (view)
            g_ptr_array_add(setup->views, view);
    }
    g_hash_table_replace(known, key, view);
    if (view) {
        const PanelPlan plan = {place, view, g_strdup(wish.texts[WISH_DATE])};
        g_array_append_val(setup->panels, plan);
    }
    view_wish_clear(&wish);
    return view != NULL;
}

/* A place with data-optional waits for a style that says what to show there. */
static bool is_wanted(const RenderSetup *setup, const Place *place)
{
    g_autofree char *optional = place_attribute(place, "data-optional");
    if (!optional)
        return true;
    ViewWish wish = view_wish_from_style(setup->map->style, place->id);
    const bool wanted = !view_wish_is_empty(&wish);
    view_wish_clear(&wish);
    return wanted;
}

static bool open_panels(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const Place *main = layout_find_place(setup->layout, "map.main");
    if (!open_panel(setup, main, options, known, error))
        return false;
    for (size_t i = 0; i < layout_place_count(setup->layout); i++) {
        const Place *place = layout_place(setup->layout, i);
        if (place->kind == PLACE_MAP && place != main && is_wanted(setup, place) &&
            !open_panel(setup, place, options, known, error))
            return false;
    }
    return true;
}

/* ---- all of it ---- */

static bool is_raster(const char *path)
{
    return path && (g_str_has_suffix(path, ".png") || video_is_film(path));
}

static bool open_map(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    g_autofree char *shipped = options->style ? NULL : map_find_shipped(SHIPPED_STYLE, error);
    if (!options->style && !shipped)
        return false;
    setup->map = map_open(options->style ? options->style : shipped, sprite_ratio(options), options->message,
                          options->user, error);
    return setup->map && state_build(setup->map->style, options->date, options->settings, setup->language,
                                     setup->arena, &setup->state, error);
}

/* The table that the root metadata semaine:sources names. */
static bool open_references(RenderSetup *setup, GError **error)
{
    const Style *style = setup->map->style;
    const char *name = json_string_value(style_metadata(style, "semaine:sources"));
    if (!name)
        return true;
    g_autofree char *path = g_build_filename(style->folder, name, NULL);
    setup->references = references_load(path, setup->language, error);
    if (!setup->references)
        g_prefix_error(error, "%s: metadata.semaine:sources: ", style->path);
    return setup->references != NULL;
}

static void free_map(void *map)
{
    map_free(map);
}

static void free_view(void *view)
{
    map_view_free(view);
}

static void clear_plan(void *plan)
{
    g_free(((PanelPlan *)plan)->date);
}

static RenderSetup *setup_new(const SemaineRenderOptions *options)
{
    RenderSetup *setup = g_new0(RenderSetup, 1);
    setup->arena = arena_new();
    setup->others = g_ptr_array_new_with_free_func(free_map);
    setup->views = g_ptr_array_new_with_free_func(free_view);
    setup->panels = g_array_new(FALSE, FALSE, sizeof(PanelPlan));
    g_array_set_clear_func(setup->panels, clear_plan);
    setup->settings = options->settings;
    setup->message = options->message;
    setup->user = options->user;
    setup->language = options->language ? options->language : "fr";
    setup->symbol_scale = options->symbol_scale > 0 ? options->symbol_scale : 1;
    return setup;
}

RenderSetup *render_setup_open(const SemaineRenderOptions *options, GError **error)
{
    g_autoptr(RenderSetup) setup = setup_new(options);
    if (!open_map(setup, options, error) || !open_references(setup, error) ||
        !open_layout(setup, options, error) ||
        !print_setup_open(&setup->print, setup->map->style, options, error))
        return NULL;
    setup->output.width = layout_width(setup->layout);
    setup->output.height = layout_height(setup->layout);
    setup->output.title = style_text(style_metadata(setup->map->style, "semaine:title"), setup->language);
    setup->output.language = setup->language;
    setup->output.date = json_string_value(style_metadata(setup->map->style, "semaine:edition-date"));
    setup->output.printer = setup->print.printer;
    setup->output.inks = setup->print.inks;
    setup->output.proof = setup->print.proof;
    /* A quarter of a device pixel cannot be seen; vector files are printed at 2400 dpi and more. */
    setup->tolerance = is_raster(options->output) ? 0.25 * 96 / setup->output.dpi : 0.04;
    return open_panels(setup, options, error) ? g_steal_pointer(&setup) : NULL;
}

void render_setup_free(RenderSetup *setup)
{
    if (!setup)
        return;
    print_setup_clear(&setup->print);
    g_array_unref(setup->panels);
    g_ptr_array_unref(setup->views);
    references_free(setup->references);
    layout_free(setup->layout);
    arena_free(setup->arena);
    g_ptr_array_unref(setup->others);
    map_free(setup->map);
    g_free(setup);
}

bool render_setup_place(RenderSetup *setup, GError **error)
{
    g_autoptr(Report) report = report_new();
    for (guint i = 0; i < setup->views->len; i++) {
        MapView *view = g_ptr_array_index(setup->views, i);
        if (!map_view_project(view, error) || !map_view_place(view, report, error))
            return false;
    }
    for (size_t i = 0; setup->message && i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        setup->message(text, setup->user);
    }
    return true;
}

/* Is the sheet the one that the style was made for? */
static bool is_own_sheet(const SemaineRenderOptions *options)
{
    const bool same_size = !options->size && !options->layout;
    const bool same_view = !options->extent && !options->center && !options->has_zoom &&
                           !(options->scale_denominator > 0) && !options->crs;
    return same_size && same_view && (options->symbol_scale == 0 || options->symbol_scale == 1);
}

bool render_setup_check_required(const RenderSetup *setup, const SemaineRenderOptions *options,
                                 GError **error)
{
    for (guint i = 0; i < setup->views->len; i++) {
        const MapView *view = g_ptr_array_index(setup->views, i);
        g_autoptr(GError) fault = NULL;
        if (placement_check_required(view->placement, &fault))
            continue;
        g_prefix_error(&fault, "%s: ", view->map->style->path);
        if (is_own_sheet(options)) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        g_autofree char *warning = g_strconcat("warning: ", fault->message, NULL);
        if (setup->message)
            setup->message(warning, setup->user);
    }
    return true;
}
