#include "base/json.h"

#include "base/error.h"

json_t *json_parse(const char *text, size_t length, GError **error)
{
    json_error_t failure;
    json_t *json = json_loadb(text, length, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &failure);
    if (!json)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "line %d, column %d: %s", failure.line,
                    failure.column, failure.text);
    return json;
}

static void append_control(GString *json, char c)
{
    static const char names[] = "btn\0fr"; /* 8 to 13 */
    if (c >= '\b' && c <= '\r' && names[c - '\b'])
        g_string_append_printf(json, "\\%c", names[c - '\b']);
    else
        g_string_append_printf(json, "\\u%04x", (unsigned)c);
}

void json_append_text(GString *json, const char *text)
{
    g_string_append_c(json, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(json, '\\');
        if (*text >= 0 && *text < 0x20)
            append_control(json, *text);
        else
            g_string_append_c(json, *text);
    }
    g_string_append_c(json, '"');
}

const char *json_kind_name(const json_t *json)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "object",  [JSON_ARRAY] = "array", [JSON_STRING] = "string",
        [JSON_INTEGER] = "number", [JSON_REAL] = "number", [JSON_TRUE] = "boolean",
        [JSON_FALSE] = "boolean",  [JSON_NULL] = "null",
    };
    return json ? names[json_typeof(json)] : "nothing";
}

const char *json_member_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

bool json_is_given(const json_t *option)
{
    if (!option || json_is_null(option) || json_is_false(option))
        return false;
    if (json_is_string(option))
        return json_string_length(option) > 0;
    return !json_is_number(option) || json_number_value(option) != 0;
}
