#include "scene/figure.h"

#include "base/json.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

static void clear_figure(void *item)
{
    g_array_unref(((Figure *)item)->origins);
}

static const Source *find_source(const SceneRequest *request, const char *name)
{
    for (size_t i = 0; name && i < request->style->source_count; i++)
        if (strcmp(request->style->sources[i].name, name) == 0)
            return request->sources[i] ? request->sources[i]->source : NULL;
    return NULL;
}

/* A number that may be written as text; `otherwise` where there is none. */
static double attribute_number(const Feature *feature, const char *name, double otherwise)
{
    const Value *value = name ? feature_lookup(feature, g_intern_string(name)) : NULL;
    double number;
    if (value && value->kind == VALUE_NUMBER)
        return value->number;
    return value && value->kind == VALUE_STRING && number_parse(value->string, &number) ? number : otherwise;
}

static bool is_certain(const Feature *feature)
{
    const Value *value = feature_lookup(feature, g_intern_static_string("certainty"));
    return !value || value->kind != VALUE_STRING || strcmp(value->string, "inferred") != 0;
}

static void add_sum(Figure *figure, const json_t *json, const Feature *feature)
{
    const double number = attribute_number(feature, json_member_text(json, "sum"), NAN);
    const double low = attribute_number(feature, json_member_text(json, "low"), number);
    const double high = attribute_number(feature, json_member_text(json, "high"), number);
    figure->low += isfinite(low) ? low : isfinite(high) ? high : 0;
    figure->high += isfinite(high) ? high : isfinite(low) ? low : 0;
}

/* Whether the feature counts: with a named attribute, the first of its value does. */
static bool is_new(const json_t *count, const Feature *feature, GHashTable *seen)
{
    if (!json_is_string(count))
        return true;
    const Value *value = feature_lookup(feature, g_intern_string(json_string_value(count)));
    char number[NUMBER_TEXT_MAX];
    if (value && value->kind == VALUE_STRING)
        return g_hash_table_add(seen, g_strdup(value->string));
    return value && value->kind == VALUE_NUMBER &&
           g_hash_table_add(seen, g_strdup(number_to_text(value->number, number)));
}

static void add_features(const SceneRequest *request, const json_t *json, const Source *source,
                         const Expression *filter, Figure *figure)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const json_t *count = json_object_get(json, "count");
    for (size_t i = 0; i < source->feature_count; i++) {
        const Feature *feature = &source->features[i];
        const EvaluationContext context = {.zoom = projection_zoom(request->projection),
                                           .state = request->state,
                                           .feature = feature,
                                           .arena = arena};
        Value value = value_boolean(true);
        arena_reset(arena);
        if (filter && (!expression_evaluate(filter, &context, &value, NULL) || value.kind != VALUE_BOOLEAN))
            continue;
        if (!value.boolean || (count && !is_new(count, feature, seen)))
            continue;
        if (count)
            figure->low = figure->high += 1;
        else
            add_sum(figure, json, feature);
        figure->about = figure->about || !is_certain(feature);
        const Origin origin = {source, i};
        g_array_append_val(figure->origins, origin);
    }
}

static void add_figure(const SceneRequest *request, const json_t *json, GArray *figures)
{
    static const PropertySpec boolean = {
        .name = "filter", .type = PROPERTY_BOOLEAN, .zoom = true, .feature = true};
    const Source *source = find_source(request, json_member_text(json, "source"));
    const json_t *filter_json = json_object_get(json, "filter");
    g_autoptr(GArray) errors = expression_errors_new();
    g_autoptr(Expression) filter = filter_json ? expression_parse(filter_json, &boolean, errors) : NULL;
    if (!source || (filter_json && !filter))
        return;
    Figure figure = {.label = json_object_get(json, "label"),
                     .origins = g_array_new(FALSE, FALSE, sizeof(Origin))};
    add_features(request, json, source, filter, &figure);
    if (figure.label && (figure.high > 0 || json_is_true(json_object_get(json, "zero"))))
        g_array_append_val(figures, figure);
    else
        clear_figure(&figure);
}

GArray *scene_build_figures(const SceneRequest *request)
{
    const json_t *list = style_metadata(request->style, "semaine:figures");
    GArray *figures = g_array_new(FALSE, FALSE, sizeof(Figure));
    g_array_set_clear_func(figures, clear_figure);
    for (size_t i = 0; i < json_array_size(list); i++)
        add_figure(request, json_array_get(list, i), figures);
    return figures;
}
