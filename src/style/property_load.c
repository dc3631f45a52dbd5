#include "style/property_load.h"

#include "style/function_check.h"
#include "style/literal.h"
#include "style/operator.h"

#include <string.h>

bool value_is_expression(const json_t *value)
{
    const char *name = json_string_value(json_array_get(value, 0));
    return name && operator_lookup(name);
}

bool value_reads_feature_state(const json_t *value)
{
    const char *name = json_string_value(json_array_get(value, 0));
    if (!name || strcmp(name, "literal") == 0)
        return false;
    if (strcmp(name, "feature-state") == 0)
        return true;
    for (size_t i = 1; i < json_array_size(value); i++)
        if (value_reads_feature_state(json_array_get(value, i)))
            return true;
    return false;
}

/* Which arguments of an operator are its possible results: from `first` in steps of `step`, up to `spare`
 * before the end; `last` adds the last one. */
static const struct {
    const char *name;
    size_t first, step, spare;
    bool last;
} results[] = {
    {"array", 1, 1, 0, false},
    {"coalesce", 1, 1, 0, false},
    {"case", 2, 2, 1, true},
    {"match", 3, 2, 1, true},
    {"step", 2, 2, 0, false},
    {"interpolate", 4, 2, 0, false},
    {"interpolate-lab", 4, 2, 0, false},
    {"interpolate-hcl", 4, 2, 0, false},
    {"let", 0, 0, 0, true},
    {"semiliteral", 1, 1, 0, false},
};

typedef void (*ResultVisitor)(const json_t *result, void *user);

/* Calls `visit` with each part of an expression that can be its result: literals, and calls whose results are
 * not known before they are evaluated. */
static void visit_results(const json_t *value, ResultVisitor visit, void *user)
{
    const char *name = json_string_value(json_array_get(value, 0));
    const size_t count = json_array_size(value);
    for (size_t row = 0; name && row < G_N_ELEMENTS(results); row++) {
        if (strcmp(results[row].name, name) != 0)
            continue;
        for (size_t i = results[row].first; results[row].step && i + results[row].spare < count;
             i += results[row].step)
            visit_results(json_array_get(value, i), visit, user);
        if (results[row].last)
            visit_results(json_array_get(value, count - 1), visit, user);
        return;
    }
    visit(value, user);
}

static void check_literal_result(const json_t *result, void *user)
{
    const char *name = json_string_value(json_array_get(result, 0));
    if (name && strcmp(name, "literal") != 0 && value_is_expression(result))
        *(bool *)user = false;
}

/* Whether all values that an expression can yield stand in it literally. */
static bool results_are_literal(const json_t *value)
{
    bool literal = true;
    visit_results(value, check_literal_result, &literal);
    return literal;
}

typedef struct {
    const Loader *loader;
    const JsonCursor *at;
    const PropertySpec *spec;
} EnumCheck;

static void check_enum_result(const json_t *result, void *user)
{
    const EnumCheck *check = user;
    const char *text = json_string_value(result);
    if (text && !property_allows(check->spec, text))
        loader_warning(check->loader, check->at,
                       "\"%s\" is none of the values of this property: the default will count", text);
}

static void tell_errors(const Loader *loader, const JsonCursor *at, const GArray *errors, bool as_written)
{
    for (size_t i = 0; i < errors->len; i++) {
        const ExpressionError *error = &g_array_index(errors, ExpressionError, i);
        loader_error_within(loader, at, as_written ? error->key : "", error->message);
    }
}

Expression *expression_load(const Loader *loader, const JsonCursor *at, const json_t *json,
                            const PropertySpec *spec)
{
    g_autoptr(GArray) errors = expression_errors_new();
    Expression *expression = expression_parse(json, spec, errors);
    tell_errors(loader, at, errors, json == at->value);
    return expression;
}

/* "{name}" where only an expression can read an attribute. */
static bool is_misplaced_token(const json_t *value, const PropertySpec *spec)
{
    const char *text = json_string_value(value);
    if (!text || !spec->feature || spec->tokens || text[0] != '{')
        return false;
    const size_t length = strcspn(text + 1, "}");
    return length > 0 && strcmp(text + 1 + length, "}") == 0;
}

static bool check_function(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    const char *type = loader_text(at, "type");
    if (spec == property_spec(PROPERTY_TEXT_FONT) && type && strcmp(type, "identity") == 0) {
        loader_error(loader, at, "\"text-font\" cannot be a function of type identity");
        return false;
    }
    return function_check(loader, at, spec);
}

/* The name that an array begins with where only an expression can stand; NULL where it is none. */
static const char *find_unknown_operator(const json_t *value, const PropertySpec *spec)
{
    static const PropertyType lists[] = {PROPERTY_ARRAY,        PROPERTY_ANCHORS,     PROPERTY_PADDING,
                                         PROPERTY_NUMBER_ARRAY, PROPERTY_COLOR_ARRAY, PROPERTY_PROJECTION};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        if (spec->type == lists[i])
            return NULL;
    return spec->literal ? NULL : json_string_value(json_array_get(value, 0));
}

/* Whether the value may be handed to the compiler; tells what is wrong with plain values and functions. */
static bool check_value(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    if (!spec->literal && json_is_object(at->value))
        return check_function(loader, at, spec);
    if (!spec->literal && value_is_expression(at->value))
        return true;
    const char *name = find_unknown_operator(at->value, spec);
    if (name) {
        loader_error(loader, at, "there is no operator \"%s\"", name);
        return false;
    }
    if (is_misplaced_token(at->value, spec)) {
        loader_error(loader, at, "no {name} in this property: write [\"get\", \"name\"]");
        return false;
    }
    return literal_check(loader, at, spec);
}

/* What the specification forbids in certain properties only. */
static const char *find_fault(const json_t *value, const PropertySpec *spec)
{
    if (spec->literal || !value_is_expression(value))
        return NULL;
    if (spec == property_spec(PROPERTY_TEXT_FONT) && !results_are_literal(value))
        return "all fonts must stand literally in the expression";
    if (spec->layout && value_reads_feature_state(value))
        return "\"feature-state\" cannot be read by layout properties";
    return NULL;
}

Expression *property_load(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    if (!check_value(loader, at, spec))
        return NULL;
    g_autoptr(GArray) errors = expression_errors_new();
    g_autoptr(Expression) expression = expression_parse_value(at->value, spec, errors);
    /* A function is rewritten and has other indexes then. */
    tell_errors(loader, at, errors, json_is_array(at->value));
    const char *fault = expression ? find_fault(at->value, spec) : NULL;
    if (fault)
        loader_error(loader, at, "%s", fault);
    if (expression && spec->type == PROPERTY_ENUM)
        visit_results(at->value, check_enum_result, &(EnumCheck){loader, at, spec});
    return fault ? NULL : g_steal_pointer(&expression);
}

Expression *property_load_default(const PropertySpec *spec)
{
    if (!spec->default_json)
        return NULL;
    json_t *value = json_loads(spec->default_json, JSON_DECODE_ANY, NULL);
    g_autoptr(GArray) errors = expression_errors_new();
    Expression *expression = expression_parse_value(value, spec, errors);
    json_decref(value);
    return expression;
}
