#include "check/file.h"
#include "check/layer.h"

#include "base/error.h"
#include "ink/table.h"
#include "style/filter.h"
#include "style/filter_load.h"
#include "style/style_build.h"

#include <math.h>
#include <string.h>

/* Values are looked at for so many features of a source, and told so often for one property. */
enum { FEATURES_MAX = 20000, ZOOM_LAST = 22 };

JsonCursor layer_check_place(const LayerCheck *check, PropertyId id)
{
    return json_cursor_member(check->at, property_spec(id)->layout ? "layout" : "paint");
}

JsonCursor layer_check_cursor(const JsonCursor *place, PropertyId id)
{
    return json_cursor_member(place, property_spec(id)->name);
}

/* ---- Values ---- */

static bool may_pass(const LayerCheck *check, const EvaluationContext *context)
{
    Value value;
    for (size_t i = 0; i < check->parts->len; i++)
        if (!expression_evaluate(g_ptr_array_index(check->parts, i), context, &value, NULL) ||
            value.kind != VALUE_BOOLEAN || !value.boolean)
            return false;
    return true;
}

static void visit_zooms(const LayerCheck *check, PropertyId id, EvaluationContext *context, bool zooms,
                        ValueVisitor visit, void *user)
{
    for (int zoom = 0; zoom <= (zooms ? ZOOM_LAST : 0); zoom++) {
        context->zoom = zooms ? zoom : check->style->zoom;
        if (zooms && (zoom + 1 <= check->layer->zoom_min || zoom >= check->layer->zoom_max))
            continue;
        const Value value = layer_value(check->layer, id, context);
        visit(&value, user);
        arena_reset(check->arena);
    }
}

void layer_check_values(const LayerCheck *check, PropertyId id, ValueVisitor visit, void *user)
{
    const Expression *expression = check->layer->properties[id];
    const Dependencies reads = expression ? expression_dependencies(expression) : (Dependencies){0};
    EvaluationContext context = {.state = &check->style->state,
                                 .images = check->style->sprite ? sprite_images(check->style->sprite) : NULL,
                                 .arena = check->arena};
    const size_t count = check->source ? MIN(check->source->feature_count, (size_t)FEATURES_MAX) : 0;
    if (!reads.feature) {
        visit_zooms(check, id, &context, reads.zoom, visit, user);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        context.feature = &check->source->features[i];
        if (may_pass(check, &context))
            visit_zooms(check, id, &context, reads.zoom, visit, user);
        arena_reset(check->arena);
    }
}

/* ---- Filters ---- */

static void expression_drop(void *expression)
{
    expression_free(expression);
}

/* Keeps a condition that reads neither zoom nor state. */
static void add_part(GPtrArray *parts, const Loader *quiet, const JsonCursor *at, const json_t *json)
{
    g_autoptr(Expression) expression = filter_compile(quiet, at, json);
    if (!expression)
        return;
    const Dependencies reads = expression_dependencies(expression);
    if (!reads.zoom && !reads.state)
        g_ptr_array_add(parts, g_steal_pointer(&expression));
}

/* The conditions that every feature drawn fulfils, whatever zoom and date. */
static GPtrArray *split_filter(const Loader *loader, const JsonCursor *filter)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(expression_drop);
    if (!filter->value)
        return parts;
    g_autoptr(Report) silent = report_new();
    const Loader quiet = {.document = loader->document, .report = silent};
    json_t *json = filter_is_expression(filter->value) ? json_incref((json_t *)filter->value)
                                                       : filter_convert(filter->value);
    const char *name = json_string_value(json_array_get(json, 0));
    if (name && strcmp(name, "all") == 0)
        for (size_t i = 1; i < json_array_size(json); i++)
            add_part(parts, &quiet, filter, json_array_get(json, i));
    else
        add_part(parts, &quiet, filter, json);
    json_decref(json);
    return parts;
}

static void check_filter(const LayerCheck *check, const JsonCursor *filter)
{
    Value value;
    const Layer *layer = check->layer;
    if (!layer->filter || !filter->value)
        return;
    if (expression_is_constant(layer->filter, &value) && !(value.kind == VALUE_BOOLEAN && value.boolean)) {
        loader_warning(check->loader, filter, "this filter never lets anything through");
        return;
    }
    EvaluationContext context = {.state = &check->style->state, .arena = check->arena};
    bool passed = !check->source || check->source->feature_count == 0 || check->parts->len == 0;
    for (size_t i = 0; !passed && i < check->source->feature_count; i++) {
        context.feature = &check->source->features[i];
        passed = may_pass(check, &context);
        arena_reset(check->arena);
    }
    if (!passed)
        loader_warning(check->loader, filter, "no feature of source \"%s\" passes this filter at any time",
                       layer->source);
}

/* ---- Fields ---- */

typedef struct {
    const LayerCheck *check;
    const JsonCursor *at;
    GHashTable *told; /* names told at this place */
} FieldCheck;

static bool has_field(const Source *source, const char *name)
{
    for (size_t i = 0; i < source->field_count; i++)
        if (strcmp(source->fields[i].name, name) == 0)
            return true;
    return false;
}

static void check_field(const char *name, bool is_attribute, void *user)
{
    FieldCheck *field = user;
    if (is_attribute && !has_field(field->check->source, name) && g_hash_table_add(field->told, (void *)name))
        loader_warning(field->check->loader, field->at, "source \"%s\" has no field \"%s\"",
                       field->check->layer->source, name);
}

static void check_expression_fields(const LayerCheck *check, const JsonCursor *at,
                                    const Expression *expression)
{
    if (!expression || !at->value)
        return;
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    FieldCheck field = {.check = check, .at = at, .told = told};
    expression_visit(expression, check_field, &field);
}

static void check_fields(const LayerCheck *check, const JsonCursor *filter)
{
    if (!check->source || check->source->feature_count == 0)
        return;
    check_expression_fields(check, filter, check->layer->filter);
    for (int id = 0; id < PROPERTY_ID_COUNT; id++) {
        const JsonCursor place = layer_check_place(check, (PropertyId)id);
        const JsonCursor at = layer_check_cursor(&place, (PropertyId)id);
        check_expression_fields(check, &at, check->layer->properties[id]);
    }
}

/* ---- The style ---- */

static void check_layer(const Loader *loader, const JsonCursor *layers, const Style *style,
                        const Layer *layer, const Source *source)
{
    const JsonCursor at = json_cursor_element(layers, layer->index),
                     filter = json_cursor_member(&at, "filter");
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GPtrArray) parts = split_filter(loader, &filter);
    const LayerCheck check = {.loader = loader,
                              .at = &at,
                              .style = style,
                              .layer = layer,
                              .source = source,
                              .parts = parts,
                              .arena = arena};
    if (layer->type == LAYER_UNPRINTABLE)
        return;
    check_fields(&check, &filter);
    check_filter(&check, &filter);
    layer_check_icons(&check);
    layer_check_fonts(&check);
}

/* Reads a source; what is wrong with its file is told at the place that names it. */
static Source *load_source(const Loader *loader, const JsonCursor *at, const StyleSource *source)
{
    const JsonCursor data = json_cursor_member(at, "data"), url = json_cursor_member(at, "url");
    g_autoptr(GError) failure = NULL;
    if (source->image_path) {
        if (!g_file_test(source->image_path, G_FILE_TEST_IS_REGULAR))
            loader_error(loader, &url, "there is no file \"%s\"", source->image_path);
        return NULL;
    }
    if (source->data && !json_object_get(source->data, "type"))
        return NULL; /* an empty object, warned of before */
    Source *loaded = source->data ? source_load_geojson(source->data, source->name, loader->report, &failure)
                                  : source_load(source->path, loader->report, &failure);
    if (failure)
        loader_error(loader, &data, "%s", failure->message);
    return loaded;
}

/* That it is an object at all is told with the other metadata. */
static void check_inks(const Loader *loader, const JsonCursor *root)
{
    const JsonCursor metadata = json_cursor_member(root, "metadata"),
                     at = json_cursor_member(&metadata, "semaine:inks");
    g_autoptr(GError) failure = NULL;
    g_autoptr(InkTable) inks = json_is_object(at.value) ? ink_table_read(at.value, &failure) : NULL;
    if (!inks && failure)
        loader_warning(loader, &at, "%s", failure->message);
}

static void check_contents(const Loader *loader, const Style *style)
{
    const JsonCursor root = json_cursor(loader->document->root, loader->document->places);
    const JsonCursor all = json_cursor_member(&root, "sources"), layers = json_cursor_member(&root, "layers");
    check_inks(loader, &root);
    g_autofree Source **sources = g_new0(Source *, style->source_count);
    for (size_t i = 0; i < style->source_count; i++) {
        const JsonCursor at = json_cursor_member(&all, style->sources[i].name);
        sources[i] = load_source(loader, &at, &style->sources[i]);
    }
    for (size_t i = 0; i < style->layer_count; i++) {
        const StyleSource *source = style_lookup_source(style, style->layers[i]->source);
        check_layer(loader, &layers, style, style->layers[i],
                    source ? sources[source - style->sources] : NULL);
    }
    for (size_t i = 0; i < style->source_count; i++)
        source_free(sources[i]);
}

bool check_style(const char *path, Report *report, GError **error)
{
    size_t line = 0;
    g_autoptr(GError) failure = NULL;
    g_autoptr(StyleDocument) document = style_document_read(path, &line, &failure);
    if (!document && line > 0) {
        report_add(report, SEVERITY_ERROR, path, line, "", "%s", failure->message);
        return true;
    }
    if (!document) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return false;
    }
    const Loader loader = {.document = document, .report = report};
    g_autoptr(Style) style = style_build(document, 1, report);
    check_contents(&loader, style);
    return true;
}
