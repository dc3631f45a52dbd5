/* Style expressions evaluated for other programs and for tests: one JSON request a line, one JSON answer a
 * line. */
#include "base/error.h"
#include "base/json.h"
#include "source/reader.h"
#include "style/expression.h"
#include "style/value.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* A request, read into what the style modules take. */
typedef struct {
    const json_t *json;
    Arena *arena;
    PropertySpec spec;
    bool has_spec;
    Feature feature;
    EvaluationContext context;
} Request;

/* ---- Reading requests ---- */

static PropertyType read_type(const char *name)
{
    static const struct {
        const char *name;
        PropertyType type;
    } types[] = {
        {"number", PROPERTY_NUMBER},
        {"string", PROPERTY_STRING},
        {"boolean", PROPERTY_BOOLEAN},
        {"enum", PROPERTY_ENUM},
        {"color", PROPERTY_COLOR},
        {"array", PROPERTY_ARRAY},
        {"formatted", PROPERTY_FORMATTED},
        {"resolvedImage", PROPERTY_IMAGE},
        {"padding", PROPERTY_PADDING},
        {"variableAnchorOffsetCollection", PROPERTY_ANCHORS},
        {"numberArray", PROPERTY_NUMBER_ARRAY},
        {"colorArray", PROPERTY_COLOR_ARRAY},
        {"projectionDefinition", PROPERTY_PROJECTION},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_strcmp0(types[i].name, name) == 0)
            return types[i].type;
    return PROPERTY_ANY;
}

/* The names of an enum's values, which stand as members or items. */
static const char *const *read_values(const json_t *json, Arena *arena)
{
    const size_t most = json_object_size(json) + json_array_size(json);
    const char **values = arena_allocate_array(arena, most + 1, sizeof *values);
    size_t count = 0;
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)json, name, member) values[count++] = name;
    for (size_t i = 0; i < json_array_size(json); i++)
        if (json_is_string(json_array_get(json, i)))
            values[count++] = json_string_value(json_array_get(json, i));
    values[count] = NULL;
    return values;
}

static bool contains_text(const json_t *array, const char *text)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (g_strcmp0(json_string_value(json_array_get(array, i)), text) == 0)
            return true;
    return false;
}

static const char *read_default(const json_t *json, Arena *arena)
{
    if (!json)
        return NULL;
    char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
    const char *copy = text ? arena_copy_text(arena, text, strlen(text)) : NULL;
    free(text);
    return copy;
}

/* What may be read: by "property-type" the feature, by "expression" the zoom. */
static void read_inputs(const json_t *json, PropertySpec *spec)
{
    const char *kind = json_member_text(json, "property-type");
    const json_t *expression = json_object_get(json, "expression");
    spec->feature = !kind || strcmp(kind, "data-driven") == 0 || strcmp(kind, "cross-faded-data-driven") == 0;
    spec->zoom = !expression || contains_text(json_object_get(expression, "parameters"), "zoom");
    spec->interpolated = !expression || json_is_true(json_object_get(expression, "interpolated"));
}

static void read_spec(Request *request)
{
    const json_t *json = json_object_get(request->json, "propertySpec");
    request->has_spec = json_is_object(json);
    if (!request->has_spec)
        return;
    const json_t *length = json_object_get(json, "length");
    const double items = json_number_value(length);
    PropertySpec *spec = &request->spec;
    *spec = (PropertySpec){.name = "", .minimum = (double)NAN, .maximum = (double)NAN};
    spec->type = read_type(json_member_text(json, "type"));
    spec->item_type = read_type(json_member_text(json, "value"));
    spec->length = items >= 1 && items <= 1e6 ? (size_t)items : 0;
    spec->values = read_values(json_object_get(json, "values"), request->arena);
    spec->default_json = read_default(json_object_get(json, "default"), request->arena);
    spec->tokens = json_is_true(json_object_get(json, "tokens"));
    read_inputs(json, spec);
}

static const ValueObject *read_state(const Request *request)
{
    const json_t *json = json_object_get(request->json, "globalState");
    return json_is_object(json) ? value_from_json(json, request->arena).object : NULL;
}

static const ValueObject *read_images(const Request *request)
{
    const json_t *json = json_object_get(request->json, "availableImages");
    Member *members = arena_allocate_array(request->arena, json_array_size(json), sizeof *members);
    ValueObject *images = arena_allocate(request->arena, sizeof *images);
    *images = (ValueObject){0, members};
    for (size_t i = 0; i < json_array_size(json); i++)
        if (json_is_string(json_array_get(json, i)))
            members[images->count++] = (Member){json_string_value(json_array_get(json, i)), value_null()};
    return images;
}

/* An unreadable geometry is none. */
static Geometry read_geometry(const json_t *json, Arena *arena)
{
    Feature feature = {0};
    g_autoptr(Reader) reader =
        json_is_object(json) ? reader_open_geojson(json, "geometry", NULL, NULL) : NULL;
    if (reader)
        reader_next(reader, arena, &feature, NULL);
    return feature.geometry;
}

static bool read_feature(Request *request)
{
    const json_t *json = json_object_get(request->json, "feature");
    const json_t *id = json_object_get(json, "id"), *properties = json_object_get(json, "properties");
    const json_t *geometry = json_object_get(json, "geometry");
    if (!json)
        return false;
    Feature *feature = &request->feature;
    feature->id = id ? value_from_json(id, request->arena) : value_null();
    if (json_is_object(properties)) {
        const ValueObject *object = value_from_json(properties, request->arena).object;
        feature->attributes = object->members;
        feature->attribute_count = object->count;
    }
    feature->geometry = read_geometry(geometry, request->arena);
    request->context.feature = feature;
    /* A tile knows points, lines and polygons only; without one the type is the one of the file. */
    if (!json_object_get(request->json, "tile") || !json_is_object(geometry))
        request->context.geometry_type = json_member_text(json, "type");
    return true;
}

static void read_context(Request *request)
{
    const json_t *json = request->json;
    request->context.arena = request->arena;
    request->context.zoom = json_number_value(json_object_get(json, "zoom"));
    request->context.density = json_number_value(json_object_get(json, "heatmapDensity"));
    request->context.elevation = json_number_value(json_object_get(json, "elevation"));
    request->context.line_progress = json_number_value(json_object_get(json, "lineProgress"));
    request->context.state = read_state(request);
    request->context.images = read_images(request);
}

/* ---- Writing answers ---- */

static void append_error(GString *answer, const char *kind, const char *key, const char *message)
{
    g_string_append_c(answer, '{');
    if (kind)
        g_string_append_printf(answer, "\"kind\":\"%s\",", kind);
    g_string_append(answer, "\"key\":");
    json_append_text(answer, key);
    g_string_append(answer, ",\"message\":");
    json_append_text(answer, message);
    g_string_append_c(answer, '}');
}

static void answer_parse_error(GString *answer, const char *key, const char *message)
{
    g_string_append(answer, "{\"error\":");
    append_error(answer, "parse", key, message);
    g_string_append_c(answer, '}');
}

static void answer_parse_errors(GString *answer, const GArray *errors)
{
    const ExpressionError *first = &g_array_index(errors, ExpressionError, 0);
    g_string_append(answer, "{\"error\":");
    append_error(answer, "parse", first->key, first->message);
    g_string_append(answer, ",\"errors\":[");
    for (size_t i = 0; i < errors->len; i++) {
        const ExpressionError *error = &g_array_index(errors, ExpressionError, i);
        if (i > 0)
            g_string_append_c(answer, ',');
        append_error(answer, NULL, error->key, error->message);
    }
    g_string_append(answer, "]}");
}

static void append_answer_value(GString *answer, const Value *value, Arena *arena)
{
    if (value->kind != VALUE_COLOR) {
        value_append_json(answer, value);
        return;
    }
    const Color *color = value->color;
    const Value parts[] = {value_number(color->r * color->a), value_number(color->g * color->a),
                           value_number(color->b * color->a), value_number(color->a)};
    const Value array = value_array(parts, G_N_ELEMENTS(parts), arena);
    value_append_json(answer, &array);
}

static void answer_value(GString *answer, Request *request, const Expression *expression)
{
    const Dependencies dependencies = expression_dependencies(expression);
    g_autofree char *type = expression_type_name(expression);
    g_string_append_printf(answer, "{\"type\":\"%s\",\"featureConstant\":%s,\"zoomConstant\":%s", type,
                           dependencies.feature ? "false" : "true", dependencies.zoom ? "false" : "true");
    Value value;
    EvaluationFailure failure = {0};
    if (read_feature(request)) {
        if (expression_evaluate(expression, &request->context, &value, &failure)) {
            g_string_append(answer, ",\"value\":");
            append_answer_value(answer, &value, request->arena);
        } else {
            g_string_append(answer, ",\"error\":");
            append_error(answer, "eval", failure.key, failure.message);
        }
        geometry_clear(&request->feature.geometry);
    }
    g_string_append_c(answer, '}');
}

static void answer_request(GString *answer, const json_t *json, Arena *arena)
{
    Request request = {.json = json, .arena = arena};
    const json_t *source = json_object_get(json, "expression");
    if (!source) {
        answer_parse_error(answer, "", "the request has no \"expression\"");
        return;
    }
    read_spec(&request);
    read_context(&request);
    g_autoptr(GArray) errors = expression_errors_new();
    g_autoptr(Expression) expression =
        expression_parse(source, request.has_spec ? &request.spec : NULL, errors);
    if (expression)
        answer_value(answer, &request, expression);
    else
        answer_parse_errors(answer, errors);
}

static void answer_line(GString *answer, const char *line, size_t length, Arena *arena)
{
    g_autoptr(GError) error = NULL;
    json_t *json = json_parse(line, length, &error);
    if (json)
        answer_request(answer, json, arena);
    else
        answer_parse_error(answer, "", error->message);
    json_decref(json);
    g_string_append_c(answer, '\n');
}

bool semaine_evaluate_expressions(FILE *in, FILE *out, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) answer = g_string_new(NULL);
    char *line = NULL;
    size_t size = 0;
    bool written = true;
    for (ssize_t length = getline(&line, &size, in); length >= 0 && written;
         length = getline(&line, &size, in)) {
        arena_reset(arena);
        g_string_truncate(answer, 0);
        answer_line(answer, line, (size_t)length, arena);
        written = fwrite(answer->str, 1, answer->len, out) == answer->len && fflush(out) == 0;
    }
    free(line);
    if (!written || ferror(in))
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot %s: %s",
                    written ? "read requests" : "write answers", g_strerror(errno));
    return written && !ferror(in);
}
