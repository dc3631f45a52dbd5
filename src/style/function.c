#include "style/function.h"

#include "base/json.h"

#include <string.h>

/* A function being rewritten. */
typedef struct {
    const json_t *function;
    const PropertySpec *spec;
    const char *type; /* "identity", "categorical", "interval", "exponential" */
    const char *property;
    const char *space; /* "rgb", "lab", "hcl" or NULL */
    char **message;
} Rewriting;

/* Appends a value and gives the owned reference up. */
static void append(json_t *array, json_t *value)
{
    json_array_append_new(array, value);
}

static json_t *call(const char *name)
{
    json_t *array = json_array();
    append(array, json_string(name));
    return array;
}

static json_t *shared(const json_t *json)
{
    return json_incref((json_t *)json);
}

static json_t *get(const char *property)
{
    json_t *expression = call("get");
    append(expression, json_string(property));
    return expression;
}

static json_t *literal(const json_t *json)
{
    if (!json_is_array(json) && !json_is_object(json))
        return shared(json);
    json_t *expression = call("literal");
    append(expression, shared(json));
    return expression;
}

static json_t *fail(const Rewriting *rewriting, const char *format, ...) G_GNUC_PRINTF(2, 3);
static json_t *fail(const Rewriting *rewriting, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_free(*rewriting->message);
    *rewriting->message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return NULL;
}

/* ---- Tokens ---- */

/* The next "{name}" of a text: where it begins, its name's length; NULL: none. */
static const char *find_token(const char *text, size_t *length)
{
    for (const char *brace = strchr(text, '{'); brace; brace = strchr(brace + 1, '{')) {
        *length = strcspn(brace + 1, "{}");
        if (*length > 0 && brace[1 + *length] == '}')
            return brace;
    }
    return NULL;
}

json_t *tokens_to_expression(const char *text)
{
    json_t *expression = call("concat");
    size_t length;
    for (const char *token = find_token(text, &length); token; token = find_token(text, &length)) {
        if (token > text)
            append(expression, json_stringn(text, (size_t)(token - text)));
        json_t *name = call("get");
        append(name, json_stringn(token + 1, length));
        append(expression, name);
        text = token + length + 2;
    }
    if (json_array_size(expression) == 1) {
        json_decref(expression);
        return json_string(text);
    }
    if (text[0])
        append(expression, json_string(text));
    else if (json_array_size(expression) == 2)
        json_array_set_new(expression, 0, json_string("to-string"));
    return expression;
}

/* ---- Defaults ---- */

static const json_t *own_default(const Rewriting *rewriting)
{
    return json_object_get(rewriting->function, "default");
}

/* What an attribute without stop yields: the function's default, the property's, or else nothing (a failure).
 */
static json_t *fallback(const Rewriting *rewriting)
{
    if (own_default(rewriting))
        return literal(own_default(rewriting));
    const PropertySpec *spec = rewriting->spec;
    if (spec && spec->default_json) {
        json_t *value = json_loads(spec->default_json, JSON_DECODE_ANY, NULL);
        json_t *expression = value ? literal(value) : json_null();
        json_decref(value);
        return expression;
    }
    if (spec && spec->type == PROPERTY_IMAGE)
        return json_string("");
    json_t *expression = call("error");
    append(expression, json_string("no stop for this value, and no default"));
    return expression;
}

/* ["case", ["==", ["typeof", get], "number"], expression, default]; without default, only the expression. */
static json_t *guard_number(const Rewriting *rewriting, json_t *expression)
{
    if (!own_default(rewriting))
        return expression;
    json_t *kind = call("typeof"), *test = call("=="), *choice = call("case");
    append(kind, get(rewriting->property));
    append(test, kind);
    append(test, json_string("number"));
    append(choice, test);
    append(choice, expression);
    append(choice, literal(own_default(rewriting)));
    return choice;
}

/* ---- Stops ---- */

/* Whether two inputs are the same; whole and real numbers may be. */
static bool same_input(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    return json_equal(a, b);
}

/* Adds a stop to a curve. A stop at the same input as the one before is left out, and so is the first input
 * of a "step". */
static void append_stop(json_t *curve, const json_t *input, json_t *output, bool step)
{
    const size_t size = json_array_size(curve);
    if (size > 3 && same_input(json_array_get(curve, size - 2), input)) {
        json_decref(output);
        return;
    }
    if (!step || size > 2)
        append(curve, shared(input));
    append(curve, output);
}

/* A "step" of one output is given a second one, the same, since there must be two. */
static json_t *complete_step(json_t *curve)
{
    if (json_array_size(curve) == 3) {
        append(curve, json_integer(0));
        append(curve, shared(json_array_get(curve, 2)));
    }
    return curve;
}

static json_t *begin_interpolate(const char *space, double base)
{
    json_t *curve = call(g_strcmp0(space, "hcl") == 0   ? "interpolate-hcl"
                         : g_strcmp0(space, "lab") == 0 ? "interpolate-lab"
                                                        : "interpolate");
    json_t *kind = call(base == 1 ? "linear" : "exponential");
    if (base != 1)
        append(kind, json_real(base));
    append(curve, kind);
    return curve;
}

static double base_of(const Rewriting *rewriting)
{
    const json_t *base = json_object_get(rewriting->function, "base");
    return json_is_number(base) ? json_number_value(base) : 1;
}

/* A curve over `input` (taken) with the stops; outputs with tokens are texts with attributes in them. */
static json_t *curve_from_stops(const Rewriting *rewriting, const json_t *stops, json_t *input, double base,
                                bool tokens)
{
    const bool step = strcmp(rewriting->type, "interval") == 0;
    json_t *curve = step ? call("step") : begin_interpolate(rewriting->space, base);
    append(curve, input);
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i), *output = json_array_get(stop, 1);
        json_t *expression = tokens && json_is_string(output)
                                 ? tokens_to_expression(json_string_value(output))
                                 : literal(output);
        append_stop(curve, json_array_get(stop, 0), expression, step);
    }
    return step ? complete_step(curve) : curve;
}

/* ---- Categories ---- */

/* Whether all inputs may be labels of "match". */
static bool are_labels(const json_t *stops)
{
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *input = json_array_get(json_array_get(stops, i), 0);
        const double number = json_number_value(input);
        if (!json_is_string(input) &&
            !(json_is_number(input) && number == (double)(gint64)CLAMP(number, -1e15, 1e15)))
            return false;
    }
    return true;
}

static json_t *case_from_stops(const Rewriting *rewriting, const json_t *stops)
{
    json_t *choice = call("case");
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i);
        json_t *test = call("==");
        append(test, get(rewriting->property));
        append(test, shared(json_array_get(stop, 0)));
        append(choice, test);
        append(choice, literal(json_array_get(stop, 1)));
    }
    append(choice, fallback(rewriting));
    return choice;
}

static json_t *match_from_stops(const Rewriting *rewriting, const json_t *stops)
{
    if (!are_labels(stops))
        return case_from_stops(rewriting, stops);
    json_t *match = call("match");
    append(match, get(rewriting->property));
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i);
        append_stop(match, json_array_get(stop, 0), literal(json_array_get(stop, 1)), false);
    }
    append(match, fallback(rewriting));
    return match;
}

/* ---- The kinds of function ---- */

/* Stops over an attribute. */
static json_t *rewrite_property(const Rewriting *rewriting, const json_t *stops, double base)
{
    if (strcmp(rewriting->type, "categorical") == 0)
        return match_from_stops(rewriting, stops);
    json_t *input = call("number");
    append(input, get(rewriting->property));
    return guard_number(rewriting, curve_from_stops(rewriting, stops, input, base, false));
}

/* Stops over the zoom. */
static json_t *rewrite_zoom(const Rewriting *rewriting, const json_t *stops)
{
    if (strcmp(rewriting->type, "interval") != 0 && strcmp(rewriting->type, "exponential") != 0)
        return fail(rewriting, "a function of the zoom is \"interval\" or \"exponential\", found \"%s\"",
                    rewriting->type);
    const bool tokens = rewriting->spec && rewriting->spec->tokens;
    return curve_from_stops(rewriting, stops, call("zoom"), base_of(rewriting), tokens);
}

/* The stops [value, output] of all that stand at one zoom. */
static json_t *stops_at_zoom(const json_t *stops, const json_t *zoom)
{
    json_t *found = json_array();
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i), *input = json_array_get(stop, 0);
        if (!same_input(json_object_get(input, "zoom"), zoom))
            continue;
        json_t *pair = json_array();
        append(pair, shared(json_object_get(input, "value")));
        append(pair, shared(json_array_get(stop, 1)));
        append(found, pair);
    }
    return found;
}

/* Stops [{"zoom": z, "value": v}, output]: a curve over the zoom of curves over the attribute. The property
 * says whether there is interpolation between zooms. */
static json_t *rewrite_composite(const Rewriting *rewriting, const json_t *stops)
{
    const bool step = rewriting->spec && !rewriting->spec->interpolated;
    json_t *curve = step ? call("step") : begin_interpolate(rewriting->space, 1);
    append(curve, call("zoom"));
    g_autoptr(GPtrArray) zooms = g_ptr_array_new();
    Rewriting inner = *rewriting; /* base and colour space are those of the zoom */
    inner.space = NULL;
    for (size_t i = 0; i < json_array_size(stops); i++) {
        json_t *zoom = json_object_get(json_array_get(json_array_get(stops, i), 0), "zoom");
        bool seen = false;
        for (size_t j = 0; j < zooms->len && !seen; j++)
            seen = same_input(g_ptr_array_index(zooms, j), zoom);
        if (seen)
            continue;
        g_ptr_array_add(zooms, zoom);
        json_t *stops_here = stops_at_zoom(stops, zoom);
        append_stop(curve, zoom, rewrite_property(&inner, stops_here, 1), step);
        json_decref(stops_here);
    }
    return step ? complete_step(curve) : curve;
}

static const char *assertion_name(PropertyType type)
{
    switch (type) {
    case PROPERTY_NUMBER:
        return "number";
    case PROPERTY_STRING:
    case PROPERTY_ENUM:
        return "string";
    case PROPERTY_BOOLEAN:
        return "boolean";
    case PROPERTY_COLOR:
        return "to-color";
    case PROPERTY_ARRAY:
        return "array";
    default:
        return "coalesce";
    }
}

/* ["match", get, [values ...], get, default] */
static json_t *identity_of_enum(const Rewriting *rewriting)
{
    json_t *match = call("match"), *labels = json_array();
    for (const char *const *value = rewriting->spec->values; value && *value; value++)
        append(labels, json_string(*value));
    append(match, get(rewriting->property));
    append(match, labels);
    append(match, get(rewriting->property));
    append(match, literal(own_default(rewriting)));
    return match;
}

/* The attribute itself. Texts must be texts, other than in expressions. */
static json_t *rewrite_identity(const Rewriting *rewriting)
{
    const PropertyType type = rewriting->spec ? rewriting->spec->type : PROPERTY_ANY;
    json_t *input = get(rewriting->property);
    if (!own_default(rewriting) && type != PROPERTY_STRING)
        return input;
    if (own_default(rewriting) && type == PROPERTY_ENUM) {
        json_decref(input);
        return identity_of_enum(rewriting);
    }
    json_t *expression = call(assertion_name(type));
    if (type == PROPERTY_ARRAY && rewriting->spec->item_type != PROPERTY_ANY) {
        append(expression, json_string(assertion_name(rewriting->spec->item_type)));
        append(expression,
               rewriting->spec->length ? json_integer((json_int_t)rewriting->spec->length) : json_null());
    }
    append(expression, input);
    if (own_default(rewriting))
        append(expression, literal(own_default(rewriting)));
    return expression;
}

/* ---- Checking ---- */

static bool check_stops(const Rewriting *rewriting, const json_t *stops)
{
    if (!json_is_array(stops) || json_array_size(stops) == 0)
        return fail(rewriting, "\"stops\" is an array of at least one stop");
    const bool composite = json_is_object(json_array_get(json_array_get(stops, 0), 0));
    for (size_t i = 0; i < json_array_size(stops); i++) {
        const json_t *stop = json_array_get(stops, i), *input = json_array_get(stop, 0);
        if (json_array_size(stop) != 2)
            return fail(rewriting, "stop %zu is not [input, output]", i);
        if (composite &&
            (!json_is_number(json_object_get(input, "zoom")) || !json_object_get(input, "value")))
            return fail(rewriting, "the input of stop %zu is not {\"zoom\": number, \"value\": value}", i);
        if (!composite && (json_is_array(input) || json_is_object(input)))
            return fail(rewriting, "the input of stop %zu is not a number, string or boolean", i);
    }
    return true;
}

static bool is_type(const char *type)
{
    return strcmp(type, "identity") == 0 || strcmp(type, "categorical") == 0 ||
           strcmp(type, "interval") == 0 || strcmp(type, "exponential") == 0;
}

json_t *function_to_expression(const json_t *function, const PropertySpec *spec, char **message)
{
    Rewriting rewriting = {.function = function, .spec = spec, .message = message};
    const json_t *stops = json_object_get(function, "stops");
    const json_t *property = json_object_get(function, "property");
    rewriting.property = json_string_value(property);
    rewriting.type = json_member_text(function, "type");
    rewriting.space = json_member_text(function, "colorSpace");
    if (!rewriting.type)
        rewriting.type = !spec || spec->interpolated ? "exponential" : "interval";
    if (!is_type(rewriting.type))
        return fail(&rewriting, "no function of type \"%s\"", rewriting.type);
    if (property && !rewriting.property)
        return fail(&rewriting, "\"property\" is a string, found %s", json_kind_name(property));
    if (!stops)
        return rewriting.property ? rewrite_identity(&rewriting)
                                  : fail(&rewriting, "expected an expression or a function with \"stops\"");
    if (!check_stops(&rewriting, stops))
        return NULL;
    const bool composite = json_is_object(json_array_get(json_array_get(stops, 0), 0));
    if (composite && !rewriting.property)
        return fail(&rewriting, "stops with \"value\" need a \"property\"");
    if (composite)
        return rewrite_composite(&rewriting, stops);
    if (rewriting.property)
        return rewrite_property(&rewriting, stops, base_of(&rewriting));
    return rewrite_zoom(&rewriting, stops);
}
