#include "style/filter_load.h"

#include "base/json.h"
#include "style/filter.h"
#include "style/literal.h"
#include "style/property_load.h"

#include <string.h>

static bool check_legacy(const Loader *loader, const JsonCursor *at);

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool check_geometry_type(const Loader *loader, const JsonCursor *at)
{
    static const char *const types[] = {"Point", "LineString", "Polygon", NULL};
    const PropertySpec spec = {.type = PROPERTY_ENUM, .values = types};
    return literal_check(loader, at, &spec);
}

static bool check_scalar(const Loader *loader, const JsonCursor *at)
{
    if (json_is_string(at->value) || json_is_number(at->value) || json_is_boolean(at->value))
        return true;
    loader_error(loader, at, "expected string, number or boolean, found %s", json_kind_name(at->value));
    return false;
}

/* ["==", key, value], ["in", key, value, value ...] */
static bool check_values(const Loader *loader, const JsonCursor *at)
{
    const JsonCursor key = json_cursor_element(at, 1);
    bool good = !key.value || loader_expect(loader, &key, "string");
    const bool of_type = key.value && g_strcmp0(json_string_value(key.value), "$type") == 0;
    for (size_t i = 2; i < json_array_size(at->value); i++) {
        const JsonCursor value = json_cursor_element(at, i);
        good = (of_type ? check_geometry_type(loader, &value) : check_scalar(loader, &value)) && good;
    }
    return good;
}

static bool check_comparison(const Loader *loader, const JsonCursor *at)
{
    const char *name = json_string_value(json_array_get(at->value, 0));
    const char *key = json_string_value(json_array_get(at->value, 1));
    bool good = true;
    if (name[0] != '=' && name[0] != '!' && key && strcmp(key, "$type") == 0) {
        loader_error(loader, at, "\"$type\" cannot be compared with \"%s\"", name);
        good = false;
    }
    if (json_array_size(at->value) != 3) {
        loader_error(loader, at, "expected a key and a value after \"%s\"", name);
        good = false;
    }
    return check_values(loader, at) && good;
}

static bool check_group(const Loader *loader, const JsonCursor *at)
{
    bool good = true;
    for (size_t i = 1; i < json_array_size(at->value); i++) {
        const JsonCursor child = json_cursor_element(at, i);
        good = check_legacy(loader, &child) && good;
    }
    return good;
}

static bool check_presence(const Loader *loader, const JsonCursor *at)
{
    if (json_array_size(at->value) != 2) {
        loader_error(loader, at, "expected one key after \"%s\"",
                     json_string_value(json_array_get(at->value, 0)));
        return false;
    }
    const JsonCursor key = json_cursor_element(at, 1);
    return loader_expect(loader, &key, "string");
}

static bool check_operator(const Loader *loader, const JsonCursor *at)
{
    static const char *const names[] = {"==",  "!=",  ">",   ">=",   "<",   "<=",   "in",
                                        "!in", "all", "any", "none", "has", "!has", NULL};
    const PropertySpec spec = {.type = PROPERTY_ENUM, .values = names};
    return literal_check(loader, at, &spec);
}

static bool check_legacy(const Loader *loader, const JsonCursor *at)
{
    static const char *const groups[] = {"any", "all", "none", NULL};
    static const char *const memberships[] = {"in", "!in", NULL};
    static const char *const presences[] = {"has", "!has", NULL};
    if (!loader_expect(loader, at, "array"))
        return false;
    const JsonCursor first = json_cursor_element(at, 0);
    if (!first.value) {
        loader_error(loader, at, "expected a filter, found an empty array");
        return false;
    }
    if (!check_operator(loader, &first))
        return false;
    const char *name = json_string_value(first.value);
    if (is_one_of(name, groups))
        return check_group(loader, at);
    if (is_one_of(name, presences))
        return check_presence(loader, at);
    return is_one_of(name, memberships) ? check_values(loader, at) : check_comparison(loader, at);
}

Expression *filter_compile(const Loader *loader, const JsonCursor *at, const json_t *json)
{
    static const PropertySpec spec = {
        .name = "filter", .type = PROPERTY_BOOLEAN, .zoom = true, .zoom_anywhere = true, .feature = true};
    return expression_load(loader, at, json, &spec);
}

static Expression *load_legacy(const Loader *loader, const JsonCursor *at)
{
    if (!check_legacy(loader, at))
        return NULL;
    json_t *json = filter_convert(at->value);
    Expression *expression = filter_compile(loader, at, json);
    json_decref(json);
    return expression;
}

static bool is_mixed(const Loader *loader, const JsonCursor *at)
{
    g_autofree char *path = filter_find_mixed(at->value);
    if (path)
        loader_error(loader, at, "%s is old filter syntax, which does not work within an expression", path);
    return path != NULL;
}

Expression *filter_load(const Loader *loader, const JsonCursor *at)
{
    if (!filter_is_expression(at->value))
        return load_legacy(loader, at);
    if (is_mixed(loader, at))
        return NULL;
    g_autoptr(Expression) expression = filter_compile(loader, at, at->value);
    if (expression && value_reads_feature_state(at->value)) {
        loader_error(loader, at, "\"feature-state\" cannot be read by filters");
        return NULL;
    }
    return g_steal_pointer(&expression);
}
