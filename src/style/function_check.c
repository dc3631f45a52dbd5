#include "style/function_check.h"

#include "base/json.h"
#include "base/number.h"
#include "style/literal.h"
#include "style/property_load.h"

#include <math.h>
#include <string.h>

typedef struct {
    const Loader *loader;
    const PropertySpec *spec;
    const char *type;         /* the function's own word, or NULL */
    bool composite;           /* stops are {"zoom":, "value":} */
    const char *key_type;     /* JSON type of the first stop's input; NULL before it */
    bool has_zoom, has_value; /* `zoom` and `value` are those of the stop before */
    double zoom, value;
    GHashTable *seen; /* inputs of a categorical function at this zoom, as JSON text */
} Check;

typedef bool (*MemberCheck)(Check *check, const JsonCursor *member);

static bool is_categorical(const Check *check)
{
    return g_strcmp0(check->type, "categorical") == 0;
}

static bool is_identity(const Check *check)
{
    return g_strcmp0(check->type, "identity") == 0;
}

/* Stops and defaults hold plain values of the property. */
static bool check_output(Check *check, const JsonCursor *at)
{
    if (json_is_object(at->value) || value_is_expression(at->value)) {
        loader_error(check->loader, at, "%s cannot stand in a function",
                     json_is_object(at->value) ? "a function" : "an expression");
        return false;
    }
    if (check->spec->type == PROPERTY_FORMATTED || check->spec->type == PROPERTY_IMAGE)
        return loader_expect(check->loader, at, "string");
    return literal_check(check->loader, at, check->spec);
}

static bool check_key_type(Check *check, const JsonCursor *at, const char *type)
{
    if (!check->key_type)
        check->key_type = type;
    if (strcmp(check->key_type, type) != 0) {
        loader_error(check->loader, at, "expected %s as in the stops before, found %s", check->key_type,
                     type);
        return false;
    }
    if (!json_is_number(at->value) && !json_is_string(at->value) && !json_is_boolean(at->value)) {
        loader_error(check->loader, at, "expected number, string or boolean, found %s", type);
        return false;
    }
    if (!json_is_number(at->value) && !is_categorical(check)) {
        loader_error(check->loader, at, "expected number, found %s%s", type,
                     check->type ? "" : "; a function of names needs \"type\": \"categorical\"");
        return false;
    }
    return true;
}

static bool check_category(Check *check, const JsonCursor *at)
{
    const double number = json_number_value(at->value);
    if (json_is_number(at->value) && number != floor(number)) {
        loader_error(check->loader, at, "expected a whole number as category");
        return false;
    }
    if (g_hash_table_add(check->seen, json_dumps(at->value, JSON_ENCODE_ANY)))
        return true;
    loader_error(check->loader, at, "this category stands twice");
    return false;
}

static bool check_input(Check *check, const JsonCursor *at)
{
    if (!check_key_type(check, at, json_kind_name(at->value)))
        return false;
    if (is_categorical(check))
        return check_category(check, at);
    const double number = json_number_value(at->value);
    if (check->has_value && number < check->value) {
        loader_error(check->loader, at, "stops must stand in ascending order");
        return false;
    }
    check->has_value = true;
    check->value = number;
    return true;
}

static bool check_zoom_order(Check *check, const JsonCursor *at)
{
    const double zoom = json_number_value(at->value);
    if (check->has_zoom && check->zoom > zoom) {
        loader_error(check->loader, at, "zooms of stops must stand in ascending order");
        return false;
    }
    if (!check->has_zoom || zoom != check->zoom) {
        check->has_value = false;
        g_hash_table_remove_all(check->seen);
    }
    check->has_zoom = true;
    check->zoom = zoom;
    return true;
}

static bool check_unknown_stop_members(Check *check, const JsonCursor *at)
{
    bool good = true;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name,
                        unused) if (strcmp(name, "zoom") != 0 && strcmp(name, "value") != 0)
    {
        const JsonCursor member = json_cursor_member(at, name);
        loader_error(check->loader, &member, "a stop has no such member");
        good = false;
    }
    return good;
}

/* {"zoom": 5, "value": "fort"} */
static bool check_composite_input(Check *check, const JsonCursor *at)
{
    if (!loader_expect(check->loader, at, "object"))
        return false;
    const JsonCursor zoom = json_cursor_member(at, "zoom"), value = json_cursor_member(at, "value");
    if (!zoom.value || !value.value) {
        loader_error(check->loader, at, "expected \"zoom\" and \"value\" in the stop's input");
        return false;
    }
    if (!check_zoom_order(check, &zoom))
        return false;
    const bool good_zoom = loader_expect(check->loader, &zoom, "number");
    return check_input(check, &value) && good_zoom && check_unknown_stop_members(check, at);
}

static bool check_stop(Check *check, const JsonCursor *at)
{
    if (!loader_expect(check->loader, at, "array"))
        return false;
    if (json_array_size(at->value) != 2) {
        loader_error(check->loader, at, "expected an input and a value, found %zu values",
                     json_array_size(at->value));
        return false;
    }
    const JsonCursor input = json_cursor_element(at, 0), output = json_cursor_element(at, 1);
    const bool good = check->composite ? check_composite_input(check, &input) : check_input(check, &input);
    return check_output(check, &output) && good;
}

static bool check_stops(Check *check, const JsonCursor *at)
{
    if (is_identity(check)) {
        loader_error(check->loader, at, "a function of type identity has no stops");
        return false;
    }
    if (!loader_expect(check->loader, at, "array"))
        return false;
    bool good = json_array_size(at->value) > 0;
    if (!good)
        loader_error(check->loader, at, "expected at least one stop");
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor stop = json_cursor_element(at, i);
        good = check_stop(check, &stop) && good;
    }
    return good;
}

static bool check_base(Check *check, const JsonCursor *at)
{
    const PropertySpec spec = {.type = PROPERTY_NUMBER, .minimum = 0, .maximum = NAN};
    return literal_check(check->loader, at, &spec);
}

static bool check_property_name(Check *check, const JsonCursor *at)
{
    return loader_expect(check->loader, at, "string");
}

static bool check_function_type(Check *check, const JsonCursor *at)
{
    static const char *const types[] = {"identity", "exponential", "interval", "categorical", NULL};
    const PropertySpec spec = {.type = PROPERTY_ENUM, .values = types};
    return literal_check(check->loader, at, &spec);
}

static bool check_color_space(Check *check, const JsonCursor *at)
{
    static const char *const spaces[] = {"rgb", "lab", "hcl", NULL};
    const PropertySpec spec = {.type = PROPERTY_ENUM, .values = spaces};
    return literal_check(check->loader, at, &spec);
}

static const struct {
    const char *name;
    MemberCheck check;
} members[] = {
    {"stops", check_stops},        {"base", check_base},      {"property", check_property_name},
    {"type", check_function_type}, {"default", check_output}, {"colorSpace", check_color_space},
};

static bool check_member(Check *check, const JsonCursor *member)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (strcmp(members[i].name, member->name) == 0)
            return members[i].check(check, member);
    loader_error(check->loader, member, "a function has no such member");
    return false;
}

/* What must be there, and what the property does not allow. NULL where all is well. */
static const char *find_fault(const Check *check, const json_t *function)
{
    const bool has_property = json_object_get(function, "property") != NULL;
    const bool of_zoom = !is_categorical(check) && !has_property;
    if (is_identity(check) && of_zoom)
        return "missing required member \"property\"";
    if (!is_identity(check) && !json_object_get(function, "stops"))
        return "missing required member \"stops\"";
    if (g_strcmp0(check->type, "exponential") == 0 && !check->spec->interpolated)
        return "this property cannot be interpolated: no function of type exponential";
    if (!of_zoom && !check->spec->feature)
        return "this property cannot depend on the feature";
    if (of_zoom && !check->spec->zoom)
        return "this property cannot depend on the zoom";
    if ((is_categorical(check) || check->composite) && !has_property)
        return "missing required member \"property\"";
    return NULL;
}

bool function_check(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    const json_t *first = json_array_get(json_object_get(at->value, "stops"), 0);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
    Check check = {.loader = loader,
                   .spec = spec,
                   .type = loader_text(at, "type"),
                   .composite = json_is_object(json_array_get(first, 0)),
                   .seen = seen};
    bool good = true;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor member = json_cursor_member(at, name);
        good = check_member(&check, &member) && good;
    }
    const char *fault = find_fault(&check, at->value);
    if (fault)
        loader_error(loader, at, "%s", fault);
    return good && !fault;
}
