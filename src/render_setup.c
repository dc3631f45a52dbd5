#include "render_setup.h"

#include "base/date.h"
#include "base/error.h"
#include "layout/page_size.h"
#include "style/state.h"

#include <math.h>
#include <string.h>

static const char SHIPPED_STYLE[] = "styles/semaine-sanglante.json";

/* ---- fields ---- */

static void set_state_fields(Fields *fields, const ValueObject *state)
{
    for (size_t i = 0; i < state->count; i++) {
        const Member *member = &state->members[i];
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        if (member->value.kind == VALUE_STRING)
            fields_set(fields, member->name, member->value.string);
        else if (member->value.kind == VALUE_NUMBER)
            fields_set(fields, member->name, g_ascii_dtostr(number, sizeof number, member->value.number));
    }
}

static void set_date_fields(Fields *fields, const SemaineRenderOptions *options, const ValueObject *state,
                            const char *language)
{
    Date date;
    const char *shown = options->date ? options->date : state_text(state, "day");
    if (!shown || !date_parse(shown, &date, NULL)) {
        fields_set(fields, "date", "");
        fields_set(fields, "day", "");
        fields_set(fields, "moment", "");
        return;
    }
    static const char *const moments[2][2] = {{"à la fin de la journée", "à cette heure"},
                                              {"at the end of the day", "at this hour"}};
    const bool english = strcmp(language, "en") == 0;
    fields_set(fields, "moment", moments[english][date.hour >= 0]);
    g_autofree char *text = date_to_text(&date, language);
    date.hour = date.minute = -1;
    g_autofree char *day = date_to_text(&date, language);
    fields_set(fields, "date", text);
    fields_set(fields, "day", day);
}

static const char *metadata_text(const Style *style, const char *name, const char *language)
{
    const json_t *member = style_metadata(style, name);
    const char *text = member ? style_text(member, language) : NULL;
    return text ? text : "";
}

static Fields *build_fields(const RenderSetup *setup, const SemaineRenderOptions *options)
{
    Fields *fields = fields_new();
    const Style *style = setup->map->style;
    set_state_fields(fields, &setup->state);
    set_date_fields(fields, options, &setup->state, setup->language);
    fields_set(fields, "title", metadata_text(style, "semaine:title", setup->language));
    fields_set(fields, "subtitle", metadata_text(style, "semaine:subtitle", setup->language));
    fields_set(fields, "credits", metadata_text(style, "semaine:credits", setup->language));
    fields_set(fields, "edition", metadata_text(style, "semaine:edition", setup->language));
    return fields;
}

/* Digits in groups of three, parted by narrow no-break spaces (French) or commas. */
static char *group_digits(long number, bool french)
{
    g_autofree char *digits = g_strdup_printf("%ld", number);
    GString *text = g_string_new(NULL);
    const size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append(text, french ? "\u202f" : ",");
        g_string_append_c(text, digits[i]);
    }
    return g_string_free(text, FALSE);
}

/* The scale as printed: two or three significant digits, for nobody measures better on paper. */
static void set_scale_field(Fields *fields, const Projection *projection, const char *language)
{
    const double scale = projection_scale_denominator(projection);
    const double power = pow(10, floor(log10(scale)) - 2);
    const bool french = strcmp(language, "en") != 0;
    g_autofree char *number = group_digits(lround(round(scale / power) * power), french);
    g_autofree char *text = g_strdup_printf(french ? "1\u202f:\u202f%s" : "1:%s", number);
    fields_set(fields, "scale", text);
    g_autofree char *crs = projection_crs_name(projection);
    fields_set(fields, "projection", crs);
}

void render_setup_credit(RenderSetup *setup, const Scene *scene)
{
    g_autofree char *keys = page_source_keys(scene);
    const char *credits = fields_lookup(setup->fields, "credits");
    const bool french = strcmp(setup->language, "en") != 0;
    if (!*keys)
        return;
    g_autofree char *text =
        g_strdup_printf("%s%s%s%s.", credits, *credits ? "\n" : "",
                        french ? "Sources des objets dessinés\u202f: " : "Sources of what is drawn: ", keys);
    fields_set(setup->fields, "credits", text);
}

/* ---- page ---- */

static const char *layout_path(const RenderSetup *setup, const SemaineRenderOptions *options,
                               const PageSize *size, char **owned)
{
    if (options->layout)
        return strcmp(options->layout, "none") == 0 ? NULL : options->layout;
    const json_t *member = style_metadata(setup->map->style, "semaine:layout");
    if (!json_is_string(member) || size->pixels)
        return NULL;
    *owned = g_build_filename(setup->map->style->folder, json_string_value(member), NULL);
    return *owned;
}

static bool open_layout(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    PageSize size = {0};
    if (options->size && !page_size_parse(options->size, options->landscape, &size, error))
        return false;
    g_autofree char *owned = NULL;
    const char *path = layout_path(setup, options, &size, &owned);
    if (path) {
        /* The scale is known only once the map frame is: the template is read twice, with the fields filled
         * the second time. */
        fields_set(setup->fields, "scale", "");
        fields_set(setup->fields, "projection", "");
        setup->layout = layout_load(path, setup->fields, size.width, size.height, error);
    } else {
        if (size.width <= 0)
            size = (PageSize){1024, 768, true};
        setup->layout = layout_new_bare(size.width, size.height);
    }
    const double ratio = options->pixel_ratio > 0 ? options->pixel_ratio : 1;
    setup->output.dpi = options->dpi > 0 ? options->dpi : size.pixels ? 96 * ratio : 300;
    setup->output.opaque = path != NULL;
    return setup->layout != NULL;
}

static bool refill_layout(RenderSetup *setup, const SemaineRenderOptions *options, GError **error)
{
    if (!layout_template(setup->layout))
        return true;
    g_autofree char *owned = NULL;
    const char *path = layout_path(setup, options, &(PageSize){0}, &owned);
    Layout *filled =
        layout_load(path, setup->fields, layout_width(setup->layout), layout_height(setup->layout), error);
    if (!filled)
        return false;
    layout_free(setup->layout);
    setup->layout = filled;
    return true;
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
    if (!setup->projection)
        return false;
    set_scale_field(setup->fields, setup->projection, setup->language);
    return refill_layout(setup, options, error);
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
    if (!open_map(setup, options, error))
        return NULL;
    setup->symbol_scale = options->symbol_scale > 0 ? options->symbol_scale : 1;
    setup->fields = build_fields(setup, options);
    if (!open_layout(setup, options, error) || !open_projection(setup, options, error))
        return NULL;
    setup->output.width = layout_width(setup->layout);
    setup->output.height = layout_height(setup->layout);
    setup->output.title = fields_lookup(setup->fields, "title");
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
    fields_free(setup->fields);
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
