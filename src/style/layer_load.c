#include "style/layer_load.h"

#include "base/json.h"
#include "style/filter_load.h"
#include "style/literal.h"
#include "style/member.h"
#include "style/member_rows.h"
#include "style/metadata.h"
#include "style/property_load.h"

#include <string.h>

/* One layer being loaded. */
typedef struct {
    const Loader *loader;
    const JsonCursor *at;
    const JsonCursor
        *origin; /* the layer that type, source, filter and layout come from: itself, or its `ref` */
    const LayerSurroundings *surroundings;
    const char *type; /* NULL: unknown */
    Layer *layer;
} Loading;

/* ---- ref ---- */

static void check_ref_members(const Loader *loader, const JsonCursor *at)
{
    static const char *const inherited[] = {"type", "source", "source-layer", "filter", "layout", NULL};
    for (const char *const *name = inherited; *name; name++) {
        const JsonCursor member = json_cursor_member(at, *name);
        if (member.value)
            loader_error(loader, &member, "not allowed in a layer with \"ref\"");
    }
}

/* The layer that `ref` names; NULL after an error. */
static const JsonCursor *find_origin(const Loader *loader, const JsonCursor *at,
                                     const LayerSurroundings *surroundings)
{
    const JsonCursor ref = json_cursor_member(at, "ref");
    if (!ref.value)
        return at;
    check_ref_members(loader, at);
    const char *name = json_string_value(ref.value);
    const JsonCursor *origin = name ? g_hash_table_lookup(surroundings->ids, name) : NULL;
    if (!origin)
        loader_error(loader, &ref, "there is no layer \"%s\"", name ? name : "");
    else if (json_object_get(origin->value, "ref"))
        loader_error(loader, &ref, "layer \"%s\" has a \"ref\" itself", name);
    else
        return origin;
    return NULL;
}

/* ---- Source ---- */

/* What a layer type and a source type say against each other; NULL where they fit. */
static const char *find_mismatch(const char *layer, const char *source)
{
    const bool relief = strcmp(layer, "hillshade") == 0 || strcmp(layer, "color-relief") == 0;
    const bool raster = strcmp(layer, "raster") == 0;
    if (strcmp(source, "vector") == 0 && raster)
        return "a raster layer needs a raster source";
    if (relief && strcmp(source, "raster-dem") != 0)
        return "this layer type needs a raster-dem source";
    if (strcmp(source, "raster") == 0 && !raster)
        return "this layer type needs a vector or geojson source";
    if (strcmp(source, "raster-dem") == 0 && !relief)
        return "a raster-dem source is for hillshade and color-relief only";
    return NULL;
}

/* Missing, or a text without letters. */
static bool is_empty(const json_t *text)
{
    return !text || (json_is_string(text) && json_string_length(text) == 0);
}

static void check_source_fits(const Loading *loading, const JsonCursor *name, const json_t *source)
{
    const char *type = json_member_text(source, "type");
    const json_t *paint = json_object_get(loading->at->value, "paint");
    const char *mismatch = type ? find_mismatch(loading->type ? loading->type : "", type) : NULL;
    if (mismatch)
        loader_error(loading->loader, name, "%s", mismatch);
    else if (g_strcmp0(type, "vector") == 0 && is_empty(json_object_get(loading->at->value, "source-layer")))
        loader_error(loading->loader, loading->at, "missing required member \"source-layer\"");
    else if (g_strcmp0(loading->type, "line") == 0 && json_object_get(paint, "line-gradient") &&
             (g_strcmp0(type, "geojson") != 0 || !json_is_true(json_object_get(source, "lineMetrics"))))
        loader_error(loading->loader, loading->at,
                     "\"line-gradient\" needs a geojson source with \"lineMetrics\": true");
}

static void check_source(const Loading *loading)
{
    const JsonCursor name = json_cursor_member(loading->at, "source");
    if (g_strcmp0(loading->type, "background") == 0 || loading->origin != loading->at)
        return;
    if (!name.value) {
        loader_error(loading->loader, loading->at, "missing required member \"source\"");
        return;
    }
    const char *text = json_string_value(name.value);
    const json_t *source =
        text ? json_object_get(json_object_get(loading->surroundings->root.value, "sources"), text) : NULL;
    if (!text)
        loader_expect(loading->loader, &name, "string");
    else if (!source)
        loader_error(loading->loader, &name, "there is no source \"%s\"", text);
    else
        check_source_fits(loading, &name, source);
}

/* ---- Members ---- */

static void check_elsewhere(const Loader *loader, const JsonCursor *at)
{
    (void)loader; /* a loader of its own looks at it */
    (void)at;
}

static void check_type(const Loader *loader, const JsonCursor *at)
{
    const MemberSpec row = ENUM("type", layer_type_names());
    LayerType type;
    if (literal_check(loader, at, &row.spec) && layer_type_lookup(json_string_value(at->value), &type) &&
        type == LAYER_UNPRINTABLE)
        loader_warning(loader, at, "layers of type %s cannot be printed", json_string_value(at->value));
}

static void check_members(const Loading *loading)
{
    static const MemberSpec table[] = {
        REQUIRED_STRING("id"),
        CHECKED("type", check_type),
        CHECKED("source", check_elsewhere),
        STRING("source-layer"),
        RANGE("minzoom", 0, 24),
        RANGE("maxzoom", 0, 24),
        CHECKED("filter", check_elsewhere),
        CHECKED("layout", check_elsewhere),
        CHECKED("paint", check_elsewhere),
        CHECKED("ref", check_elsewhere),
        CHECKED("metadata", metadata_check_layer),
        ANYTHING("interactive"),
        ENDED,
    };
    members_check(loading->loader, loading->at, table, UNKNOWN_WARNED);
    const json_t *value = loading->at->value;
    if (!json_object_get(value, "type") && !json_object_get(value, "ref"))
        loader_error(loading->loader, loading->at, "missing required member \"type\" (or \"ref\")");
}

static void load_members(const Loading *loading)
{
    Layer *layer = loading->layer;
    const json_t *metadata = json_object_get(loading->at->value, "metadata");
    const char *id = loader_text(loading->at, "id"), *source = loader_text(loading->origin, "source");
    layer->id = g_strdup(id ? id : "");
    layer->index = loading->at->index;
    layer->source = source ? (char *)g_intern_string(source) : NULL;
    layer->zoom_min =
        loader_number(loading->at, "minzoom", loader_number(loading->origin, "minzoom", -INFINITY));
    layer->zoom_max =
        loader_number(loading->at, "maxzoom", loader_number(loading->origin, "maxzoom", INFINITY));
    layer->metadata = json_is_object(metadata) ? json_incref((json_t *)metadata) : NULL;
    layer->type = LAYER_UNPRINTABLE;
    if (loading->type)
        layer_type_lookup(loading->type, &layer->type);
}

/* ---- Properties ---- */

static void keep_property(Layer *layer, PropertyId id, Expression *expression)
{
    Value value;
    expression_free(layer->properties[id]);
    layer->properties[id] = expression;
    layer->varies[id] = !expression_is_constant(expression, &value);
    if (!layer->varies[id] && value.kind != VALUE_NULL)
        layer->values[id] = value;
}

static bool is_transition(const char *layer_type, const char *name)
{
    if (!g_str_has_suffix(name, "-transition"))
        return false;
    g_autofree char *animated = g_strndup(name, strlen(name) - strlen("-transition"));
    const PropertyId id = property_lookup(layer_type, animated, false);
    return id != PROPERTY_ID_COUNT && property_spec(id)->transition;
}

static void load_property(const Loading *loading, const JsonCursor *at, bool layout)
{
    const PropertyId id = property_lookup(loading->type, at->name, layout);
    if (id != PROPERTY_ID_COUNT) {
        Expression *expression = property_load(loading->loader, at, property_spec(id));
        if (expression)
            keep_property(loading->layer, id, expression);
    } else if (!layout && is_transition(loading->type, at->name)) {
        transition_check(loading->loader, at);
    } else {
        const bool elsewhere = property_lookup(loading->type, at->name, !layout) != PROPERTY_ID_COUNT;
        loader_error(loading->loader, at, "%s layers have no such %s property%s", loading->type,
                     layout ? "layout" : "paint",
                     elsewhere ? (layout ? "; it belongs in \"paint\"" : "; it belongs in \"layout\"") : "");
    }
}

static void load_properties(const Loading *loading, const JsonCursor *layer, const char *place)
{
    const JsonCursor at = json_cursor_member(layer, place);
    LayerType unused;
    if (!at.value || !loader_expect(loading->loader, &at, "object") || !loading->type ||
        !layer_type_lookup(loading->type, &unused))
        return;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)at.value, name, value)
    {
        const JsonCursor member = json_cursor_member(&at, name);
        load_property(loading, &member, strcmp(place, "layout") == 0);
    }
}

static void check_resampling(const Loading *loading)
{
    const JsonCursor paint = json_cursor_member(loading->at, "paint");
    if (g_strcmp0(loading->type, "raster") == 0 && json_object_get(paint.value, "resampling") &&
        json_object_get(paint.value, "raster-resampling"))
        loader_error(loading->loader, &paint,
                     "\"resampling\" and \"raster-resampling\" say the same: keep the first");
}

static void load_filter(const Loading *loading, const JsonCursor *layer)
{
    const JsonCursor filter = json_cursor_member(layer, "filter");
    if (filter.value)
        loading->layer->filter = filter_load(loading->loader, &filter);
}

/* What comes from the layer that `ref` names; its faults were told where they stand. */
static void load_inherited(Loading *loading)
{
    g_autoptr(Report) silent = report_new();
    const Loader quiet = {.document = loading->loader->document, .report = silent};
    Loading inherited = *loading;
    inherited.loader = &quiet;
    load_filter(&inherited, loading->origin);
    load_properties(&inherited, loading->origin, "layout");
}

/* ---- The whole ---- */

static void add_dependencies(Layer *layer, const Expression *expression)
{
    const Dependencies more = expression_dependencies(expression);
    layer->dependencies.zoom = layer->dependencies.zoom || more.zoom;
    layer->dependencies.feature = layer->dependencies.feature || more.feature;
    layer->dependencies.state = layer->dependencies.state || more.state;
    layer->dependencies.line_progress = layer->dependencies.line_progress || more.line_progress;
    layer->dependencies.geometry = layer->dependencies.geometry || more.geometry;
}

static void finish(Layer *layer, const LayerSurroundings *surroundings)
{
    g_autoptr(Arena) arena = arena_new();
    const EvaluationContext context = {.state = surroundings->state, .arena = arena};
    layer->visible = layer_is_visible(layer, &context);
    if (layer->filter)
        add_dependencies(layer, layer->filter);
    for (size_t id = 0; id < PROPERTY_ID_COUNT; id++)
        if (layer->properties[id])
            add_dependencies(layer, layer->properties[id]);
}

Layer *layer_load(const Loader *loader, const JsonCursor *at, const LayerSurroundings *surroundings)
{
    if (!loader_expect(loader, at, "object"))
        return NULL;
    const JsonCursor *origin = find_origin(loader, at, surroundings);
    Loading loading = {.loader = loader,
                       .at = at,
                       .origin = origin ? origin : at,
                       .surroundings = surroundings,
                       .type = origin ? loader_text(origin, "type") : NULL,
                       .layer = g_new0(Layer, 1)};
    memcpy(loading.layer->values, surroundings->defaults, sizeof loading.layer->values);
    load_members(&loading);
    check_members(&loading);
    if (origin == at) {
        check_source(&loading);
        load_filter(&loading, at);
    } else if (origin) {
        load_inherited(&loading);
    }
    load_properties(&loading, at, "layout");
    load_properties(&loading, at, "paint");
    check_resampling(&loading);
    finish(loading.layer, surroundings);
    return loading.layer;
}
