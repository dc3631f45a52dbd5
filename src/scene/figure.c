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

/* ---- going through features ---- */

/* What is done with a feature that the filter lets through; false ends the walk. */
typedef struct {
    const json_t *json;
    GHashTable *seen; /* values counted so far */
    GArray *figures;
    Figure *figure; /* the one that adds up; NULL: each feature is one */
    size_t before;  /* figures that were there */
} Tally;

static bool add_each(const Tally *tally, Origin origin)
{
    const Feature *feature = &origin.source->features[origin.feature];
    const double value = attribute_number(feature, "value", NAN);
    Figure figure = {.fields = {"name_fr", "name_en"},
                     .low = attribute_number(feature, "low", value),
                     .high = attribute_number(feature, "high", isfinite(value) ? value : INFINITY),
                     .about = !is_certain(feature)};
    if (!isfinite(figure.low))
        figure.low = figure.high;
    const Value *unit = feature_lookup(feature, g_intern_static_string("unit"));
    if (unit && unit->kind == VALUE_STRING)
        figure.unit = json_object_get(json_object_get(tally->json, "units"), unit->string);
    if (!isfinite(figure.low))
        return true;
    figure.origins = g_array_new(FALSE, FALSE, sizeof(Origin));
    g_array_append_val(figure.origins, origin);
    g_array_append_val(tally->figures, figure);
    const json_int_t most = json_integer_value(json_object_get(tally->json, "each"));
    return (json_int_t)(tally->figures->len - tally->before) < most;
}

static bool add_to_figure(const Tally *tally, Origin origin)
{
    const Feature *feature = &origin.source->features[origin.feature];
    const json_t *count = json_object_get(tally->json, "count");
    if (count && !is_new(count, feature, tally->seen))
        return true;
    if (count)
        tally->figure->low = tally->figure->high += 1;
    else
        add_sum(tally->figure, tally->json, feature);
    tally->figure->about = tally->figure->about || !is_certain(feature);
    g_array_append_val(tally->figure->origins, origin);
    return true;
}

static void walk(const SceneRequest *request, const Source *source, const Expression *filter,
                 const Tally *tally)
{
    g_autoptr(Arena) arena = arena_new();
    source_outline_all(source);
    for (size_t i = 0; i < source->feature_count; i++) {
        const EvaluationContext context = {.zoom = projection_zoom(request->projection),
                                           .state = request->state,
                                           .feature = &source->features[i],
                                           .arena = arena};
        Value value = value_boolean(true);
        arena_reset(arena);
        if (filter && (!expression_evaluate(filter, &context, &value, NULL) || value.kind != VALUE_BOOLEAN))
            continue;
        const Origin origin = {source, i};
        if (value.boolean && !(tally->figure ? add_to_figure(tally, origin) : add_each(tally, origin)))
            return;
    }
}

/* ---- figures ---- */

static void add_figure(const SceneRequest *request, const json_t *json, const Source *source,
                       const Expression *filter, GArray *figures)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Figure figure = {.label = json_object_get(json, "label"),
                     .origins = g_array_new(FALSE, FALSE, sizeof(Origin))};
    walk(request, source, filter, &(Tally){json, seen, figures, &figure, 0});
    if (figure.label && (figure.high > 0 || json_is_true(json_object_get(json, "zero"))))
        g_array_append_val(figures, figure);
    else
        clear_figure(&figure);
}

static void read_entry(const SceneRequest *request, const json_t *json, GArray *figures)
{
    static const PropertySpec boolean = {
        .name = "filter", .type = PROPERTY_BOOLEAN, .zoom = true, .feature = true};
    const Source *source = find_source(request, json_member_text(json, "source"));
    const json_t *filter_json = json_object_get(json, "filter");
    g_autoptr(GArray) errors = expression_errors_new();
    g_autoptr(Expression) filter = filter_json ? expression_parse(filter_json, &boolean, errors) : NULL;
    if (!source || (filter_json && !filter))
        return;
    if (json_object_get(json, "each"))
        walk(request, source, filter, &(Tally){json, NULL, figures, NULL, figures->len});
    else
        add_figure(request, json, source, filter, figures);
}

GArray *scene_build_figures(const SceneRequest *request)
{
    const json_t *list = style_metadata(request->style, "semaine:figures");
    GArray *figures = g_array_new(FALSE, FALSE, sizeof(Figure));
    g_array_set_clear_func(figures, clear_figure);
    for (size_t i = 0; i < json_array_size(list); i++)
        read_entry(request, json_array_get(list, i), figures);
    return figures;
}

const char *figure_label(const Figure *figure, const char *language)
{
    const char *text = figure->label ? style_text(figure->label, language) : NULL;
    const bool english = g_strcmp0(language, "en") == 0;
    if (!figure->label && figure->fields[english] && figure->origins->len > 0) {
        const Origin origin = g_array_index(figure->origins, Origin, 0);
        const Value *name = feature_lookup(&origin.source->features[origin.feature],
                                           g_intern_string(figure->fields[english]));
        text = name && name->kind == VALUE_STRING ? name->string : NULL;
    }
    return text ? text : "";
}
