#include "style/filter.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* What a part of a filter can be read as: NEUTRAL parts (["has", "name"], true) mean the same in both. */
typedef enum { NEUTRAL, LEGACY, EXPRESSION } Syntax;

static Syntax classify(const json_t *filter);

static bool text_is(const json_t *value, const char *text)
{
    return json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool is_comparison(const char *name)
{
    static const char *const names[] = {"==", "!=", "<", "<=", ">", ">=", NULL};
    return is_one_of(name, names);
}

static Syntax classify_children(const json_t *filter)
{
    Syntax found = NEUTRAL;
    for (size_t i = 1; i < json_array_size(filter); i++) {
        const Syntax child = classify(json_array_get(filter, i));
        if (child == EXPRESSION)
            return EXPRESSION;
        if (child == LEGACY)
            found = LEGACY;
    }
    return found;
}

static Syntax classify_has(const json_t *filter)
{
    const json_t *key = json_array_get(filter, 1);
    if (!key || text_is(key, "$id") || text_is(key, "$type"))
        return LEGACY;
    return json_array_size(filter) == 2 ? NEUTRAL : EXPRESSION;
}

static Syntax classify_call(const json_t *filter, const char *name)
{
    const size_t count = json_array_size(filter);
    const json_t *first = json_array_get(filter, 1), *second = json_array_get(filter, 2);
    if (strcmp(name, "has") == 0)
        return classify_has(filter);
    if (strcmp(name, "in") == 0)
        return count >= 3 && (!json_is_string(first) || json_is_array(second)) ? EXPRESSION : LEGACY;
    if (is_comparison(name))
        return count != 3 || json_is_array(first) || json_is_array(second) ? EXPRESSION : LEGACY;
    if (strcmp(name, "any") == 0 || strcmp(name, "all") == 0)
        return classify_children(filter);
    static const char *const legacy_only[] = {"!in", "!has", "none", NULL};
    return is_one_of(name, legacy_only) ? LEGACY : EXPRESSION;
}

static Syntax classify(const json_t *filter)
{
    if (json_is_boolean(filter))
        return NEUTRAL;
    if (json_array_size(filter) == 0)
        return LEGACY;
    const char *name = json_string_value(json_array_get(filter, 0));
    return name ? classify_call(filter, name) : EXPRESSION;
}

bool filter_is_expression(const json_t *filter)
{
    return classify(filter) != LEGACY;
}

/* ---- Old syntax to expression ---- */

static json_t *negate(json_t *expression)
{
    return json_pack("[s,o]", "!", expression);
}

/* What the key of an old filter names. */
static json_t *read_key(const char *key)
{
    return strcmp(key, "$id") == 0 ? json_pack("[s]", "id") : json_pack("[s,s]", "get", key);
}

static json_t *literal(json_t *value)
{
    return json_is_array(value) || json_is_object(value) ? json_pack("[s,O]", "literal", value)
                                                         : json_incref(value);
}

/* "$type" knows three kinds; several parts of a kind are the same kind. */
static json_t *convert_type(json_t *const *values, size_t count)
{
    json_t *labels = json_array();
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(values[i]);
        if (!name ||
            (strcmp(name, "Point") != 0 && strcmp(name, "LineString") != 0 && strcmp(name, "Polygon") != 0))
            continue;
        g_autofree char *multi = g_strconcat("Multi", name, NULL);
        json_array_append_new(labels, json_string(name));
        json_array_append_new(labels, json_string(multi));
    }
    if (json_array_size(labels) == 0) {
        json_decref(labels);
        return json_false();
    }
    return json_pack("[s,[s],o,b,b]", "match", "geometry-type", labels, 1, 0);
}

/* An attribute that is missing is not null. */
static json_t *convert_null(const char *key)
{
    if (strcmp(key, "$id") == 0)
        return json_pack("[s,o,n]", "==", read_key(key));
    return json_pack("[s,[s,s],[s,o,n]]", "all", "has", key, "==", read_key(key));
}

static json_t *convert_equal(const char *key, json_t *value)
{
    if (strcmp(key, "$type") == 0)
        return convert_type(&value, 1);
    return json_is_null(value) ? convert_null(key)
                               : json_pack("[s,o,o]", "==", read_key(key), literal(value));
}

/* Order holds between values of one type only; others are neither before nor after. */
static json_t *convert_order(const char *name, const char *key, json_t *value)
{
    const char *type = json_is_string(value) ? "string" : json_is_number(value) ? "number" : "boolean";
    if (!json_is_string(value) && !json_is_number(value) && !json_is_boolean(value))
        return json_false();
    json_t *compared = json_is_boolean(value) ? json_pack("[s,[s,o],[s,O]]", name, "to-number", read_key(key),
                                                          "to-number", value)
                                              : json_pack("[s,[s,o],O]", name, type, read_key(key), value);
    return json_pack("[s,[s,[s,o],s],o,b]", "case", "==", "typeof", read_key(key), type, compared, 0);
}

/* Numbers may be labels only when they are whole. */
static bool is_label(const json_t *value, bool text)
{
    const double number = json_number_value(value);
    return text ? json_is_string(value)
                : json_is_number(value) && fabs(number) < 1e9 && number == floor(number);
}

/* Values that `match` takes as labels (all texts, or all whole numbers), each once; NULL where they are not.
 */
static json_t *collect_labels(json_t *const *values, size_t count)
{
    const bool text = json_is_string(values[0]);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    json_t *labels = json_array();
    for (size_t i = 0; i < count; i++) {
        if (!is_label(values[i], text)) {
            json_decref(labels);
            return NULL;
        }
        char *name = text ? g_strdup(json_string_value(values[i]))
                          : g_strdup_printf("%d", (int)json_number_value(values[i]));
        if (g_hash_table_add(seen, name))
            json_array_append(labels, values[i]);
    }
    return labels;
}

static json_t *convert_in(const char *key, json_t *const *values, size_t count)
{
    if (count == 0)
        return json_false();
    if (strcmp(key, "$type") == 0)
        return convert_type(values, count);
    json_t *labels = collect_labels(values, count);
    if (labels)
        return json_pack("[s,o,o,b,b]", "match", read_key(key), labels, 1, 0);
    json_t *any = json_pack("[s]", "any");
    for (size_t i = 0; i < count; i++)
        json_array_append_new(any, convert_equal(key, values[i]));
    return any;
}

static json_t *convert_has(const char *key)
{
    if (strcmp(key, "$type") == 0)
        return json_true();
    return strcmp(key, "$id") == 0 ? json_pack("[s,[s],n]", "!=", "id") : json_pack("[s,s]", "has", key);
}

static json_t *convert_group(const char *name, const json_t *filter)
{
    json_t *group = json_pack("[s]", name);
    for (size_t i = 1; i < json_array_size(filter); i++)
        json_array_append_new(group, filter_convert(json_array_get(filter, i)));
    return group;
}

/* The arguments of an old filter as an array; they are borrowed. */
static json_t **list_values(const json_t *filter, size_t from, size_t *count)
{
    *count = json_array_size(filter) > from ? json_array_size(filter) - from : 0;
    json_t **values = g_new0(json_t *, *count + 1);
    for (size_t i = 0; i < *count; i++)
        values[i] = json_array_get(filter, from + i);
    return values;
}

static json_t *convert_call(const json_t *filter, const char *name, const char *key)
{
    size_t count = 0;
    g_autofree json_t **values = list_values(filter, 2, &count);
    if (strcmp(name, "in") == 0)
        return convert_in(key, values, count);
    if (strcmp(name, "!in") == 0)
        return negate(convert_in(key, values, count));
    if (strcmp(name, "has") == 0)
        return convert_has(key);
    if (strcmp(name, "!has") == 0)
        return negate(convert_has(key));
    if (count == 0 || !is_comparison(name))
        return json_true();
    if (strcmp(name, "==") == 0)
        return convert_equal(key, values[0]);
    if (strcmp(name, "!=") == 0)
        return negate(convert_equal(key, values[0]));
    return convert_order(name, key, values[0]);
}

json_t *filter_convert(const json_t *filter)
{
    const char *name = json_string_value(json_array_get(filter, 0));
    if (!name || json_is_boolean(filter))
        return json_boolean(!json_is_false(filter));
    if (strcmp(name, "any") == 0 || strcmp(name, "all") == 0)
        return convert_group(name, filter);
    if (strcmp(name, "none") == 0)
        return negate(convert_group("any", filter));
    const char *key = json_string_value(json_array_get(filter, 1));
    return key ? convert_call(filter, name, key) : json_true();
}

/* ---- Mixtures ---- */

static bool find_mixed(const json_t *filter, GString *path);

static bool find_mixed_child(const json_t *filter, size_t index, GString *path)
{
    const json_t *child = json_array_get(filter, index);
    if (!json_is_array(child))
        return false;
    const size_t length = path->len;
    g_string_append_printf(path, "[%zu]", index);
    if (!filter_is_expression(child) || find_mixed(child, path))
        return true;
    g_string_truncate(path, length);
    return false;
}

/* Looks at the places of an expression where a condition stands. */
static bool find_mixed(const json_t *filter, GString *path)
{
    static const char *const groups[] = {"all", "any", "none", NULL};
    const size_t count = json_array_size(filter);
    const char *name = json_string_value(json_array_get(filter, 0));
    if (!name)
        return false;
    size_t end = 0, step = 1;
    if (is_one_of(name, groups))
        end = count;
    else if (strcmp(name, "!") == 0)
        end = MIN(count, 2);
    else if (strcmp(name, "case") == 0)
        end = count - 1, step = 2;
    for (size_t i = 1; i < end; i += step)
        if (find_mixed_child(filter, i, path))
            return true;
    return false;
}

char *filter_find_mixed(const json_t *filter)
{
    GString *path = g_string_new(NULL);
    const bool found = find_mixed(filter, path);
    return g_string_free(path, !found);
}
