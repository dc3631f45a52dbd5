#include "style/style.h"

#include "base/error.h"
#include "base/json.h"
#include "style/layer_load.h"
#include "style/member.h"
#include "style/property_load.h"
#include "style/style_build.h"
#include "style/style_source.h"
#include "style/value.h"

#include <string.h>

/* A layer takes some kilobytes whatever stands in it. */
enum { LAYERS_MAX = 10000 };

void style_free(Style *style)
{
    if (!style)
        return;
    g_free(style->path);
    g_free(style->folder);
    g_free(style->name);
    for (size_t i = 0; i < style->source_count; i++)
        style_source_clear(&style->sources[i]);
    g_free(style->sources);
    for (size_t i = 0; i < style->layer_count; i++)
        layer_free(style->layers[i]);
    g_free(style->layers);
    for (size_t id = 0; style->defaults && id < PROPERTY_ID_COUNT; id++)
        expression_free(style->defaults[id]);
    g_free(style->defaults);
    sprite_free(style->sprite);
    json_decref(style->metadata);
    arena_free(style->arena);
    g_free(style);
}

const StyleSource *style_lookup_source(const Style *style, const char *name)
{
    for (size_t i = 0; name && i < style->source_count; i++)
        if (style->sources[i].name == name || strcmp(style->sources[i].name, name) == 0)
            return &style->sources[i];
    return NULL;
}

const json_t *style_metadata(const Style *style, const char *name)
{
    return json_object_get(style->metadata, name);
}

const char *style_text(const json_t *member, const char *language)
{
    if (!json_is_object(member))
        return json_string_value(member);
    const char *text = language ? json_member_text(member, language) : NULL;
    void *first = json_object_iter((json_t *)member);
    return text || !first ? text : json_string_value(json_object_iter_value(first));
}

/* ---- Building ---- */

static void load_state(Style *style, const JsonCursor *root)
{
    const json_t *state = json_object_get(root->value, "state");
    Member *members = arena_allocate_array(style->arena, json_object_size(state), sizeof *members);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)state, name, value)
    {
        const json_t *initial = json_object_get(value, "default");
        members[style->state.count++] =
            (Member){g_intern_string(name), initial ? value_from_json(initial, style->arena) : value_null()};
    }
    style->state.members = members;
}

static void load_view(Style *style, const JsonCursor *root)
{
    const json_t *center = json_object_get(root->value, "center"),
                 *zoom = json_object_get(root->value, "zoom");
    const json_t *metadata = json_object_get(root->value, "metadata");
    style->has_center = json_array_size(center) == 2;
    style->center =
        (Point){json_number_value(json_array_get(center, 0)), json_number_value(json_array_get(center, 1))};
    style->has_zoom = json_is_number(zoom);
    style->zoom = loader_number(root, "zoom", 0);
    style->bearing = loader_number(root, "bearing", 0);
    style->name = g_strdup(loader_text(root, "name"));
    style->metadata = json_is_object(metadata) ? json_incref((json_t *)metadata) : NULL;
}

static void load_sources(Style *style, const Loader *loader, const JsonCursor *root)
{
    const JsonCursor sources = json_cursor_member(root, "sources");
    if (!sources.value || !loader_expect(loader, &sources, "object"))
        return;
    style->sources = g_new0(StyleSource, json_object_size(sources.value));
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)sources.value, name, unused)
    {
        const JsonCursor at = json_cursor_member(&sources, name);
        StyleSource *source = &style->sources[style->source_count];
        if (style_source_load(loader, &at, source))
            style->source_count++;
        else
            style_source_clear(source);
        source->name = (char *)g_intern_string(name);
    }
}

static void load_sprite(Style *style, const Loader *loader, const JsonCursor *at, const char *prefix,
                        double pixel_ratio)
{
    g_autoptr(GError) failure = NULL;
    const char *url = json_string_value(at->value);
    g_autofree char *path = url ? style_path(loader->document, url) : NULL;
    if (url && !path)
        loader_warning(loader, at, "nothing is fetched from a network: there will be no icons");
    if (!path)
        return;
    if (!style->sprite)
        style->sprite = sprite_new();
    if (!sprite_add(style->sprite, path, prefix, pixel_ratio, &failure))
        loader_error(loader, at, "%s", failure->message);
}

/* One sprite, or a list of them; the names of all but "default" begin with the sprite's id. */
static void load_sprites(Style *style, const Loader *loader, const JsonCursor *at, double pixel_ratio)
{
    if (!json_is_array(at->value)) {
        load_sprite(style, loader, at, "", pixel_ratio);
        return;
    }
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor item = json_cursor_element(at, i), url = json_cursor_member(&item, "url");
        const char *id = loader_text(&item, "id");
        g_autofree char *prefix =
            id && strcmp(id, "default") != 0 ? g_strconcat(id, ":", NULL) : g_strdup("");
        load_sprite(style, loader, &url, prefix, pixel_ratio);
    }
}

/* The values of all properties about which a layer says nothing. */
static const Value *load_defaults(Style *style)
{
    Value *values = arena_allocate_array(style->arena, PROPERTY_ID_COUNT, sizeof *values);
    style->defaults = g_new0(Expression *, PROPERTY_ID_COUNT);
    for (size_t id = 0; id < PROPERTY_ID_COUNT; id++) {
        values[id] = value_null();
        style->defaults[id] = property_load_default(property_spec((PropertyId)id));
        if (style->defaults[id])
            expression_is_constant(style->defaults[id], &values[id]);
    }
    return values;
}

/* Tells ids that stand twice; returns the layers by id. */
static GHashTable *index_layers(const Loader *loader, JsonCursor *layers, size_t count)
{
    GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < count; i++) {
        const JsonCursor id = json_cursor_member(&layers[i], "id");
        const char *text = json_string_value(id.value);
        const JsonCursor *other = text ? g_hash_table_lookup(ids, text) : NULL;
        if (other)
            loader_error(loader, &id, "the id \"%s\" is that of layers[%zu]", text, other->index);
        if (text)
            g_hash_table_insert(ids, (void *)text, &layers[i]);
    }
    return ids;
}

static void load_layers(Style *style, const Loader *loader, const JsonCursor *root)
{
    const JsonCursor all = json_cursor_member(root, "layers");
    if (!all.value || !loader_expect(loader, &all, "array"))
        return;
    const size_t count = json_array_size(all.value);
    if (count > LAYERS_MAX) {
        loader_error(loader, &all, "expected at most %d layers, found %zu", LAYERS_MAX, count);
        return;
    }
    g_autofree JsonCursor *layers = g_new0(JsonCursor, count);
    for (size_t i = 0; i < count; i++)
        layers[i] = json_cursor_element(&all, i);
    g_autoptr(GHashTable) ids = index_layers(loader, layers, count);
    const LayerSurroundings surroundings = {
        .root = *root, .ids = ids, .defaults = load_defaults(style), .state = &style->state};
    style->layers = g_new0(Layer *, count);
    for (size_t i = 0; i < count; i++) {
        Layer *layer = layer_load(loader, &layers[i], &surroundings);
        if (layer)
            style->layers[style->layer_count++] = layer;
    }
}

Style *style_build(const StyleDocument *document, double pixel_ratio, Report *report)
{
    const Loader loader = {.document = document, .report = report};
    const JsonCursor root = json_cursor(document->root, document->places);
    Style *style = g_new0(Style, 1);
    style->arena = arena_new();
    style->path = g_strdup(document->path);
    style->folder = g_strdup(document->folder);
    if (!loader_expect(&loader, &root, "object"))
        return style;
    root_check(&loader, &root);
    load_view(style, &root);
    load_state(style, &root);
    load_sources(style, &loader, &root);
    const JsonCursor sprite = json_cursor_member(&root, "sprite");
    load_sprites(style, &loader, &sprite, pixel_ratio);
    load_layers(style, &loader, &root);
    return style;
}

/* The first error of a report as a GError; false where there is none. */
static bool take_first_error(Report *report, GError **error)
{
    report_sort(report);
    for (size_t i = 0; i < report_count(report); i++) {
        const Finding *finding = report_finding(report, i);
        if (finding->severity != SEVERITY_ERROR)
            continue;
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, "%s:%zu: %s%s%s", finding->file, finding->line,
                    finding->path, finding->path[0] ? ": " : "", finding->message);
        return true;
    }
    return false;
}

Style *style_load_for(const char *path, double pixel_ratio, Report *report, GError **error)
{
    size_t line = 0;
    g_autoptr(StyleDocument) document = style_document_read(path, &line, error);
    if (!document) {
        if (line)
            g_prefix_error(error, "%s:%zu: ", path, line);
        return NULL;
    }
    g_autoptr(Report) own = report ? NULL : report_new();
    g_autoptr(Style) style = style_build(document, pixel_ratio, report ? report : own);
    if (own && take_first_error(own, error))
        return NULL;
    return g_steal_pointer(&style);
}

Style *style_load(const char *path, Report *report, GError **error)
{
    return style_load_for(path, 1, report, error);
}
