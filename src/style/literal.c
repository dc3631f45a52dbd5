#include "style/literal.h"

#include "base/json.h"
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool check_number(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    if (!loader_expect(loader, at, "number"))
        return false;
    const double number = json_number_value(at->value);
    if (!(number < spec->minimum) && !(number > spec->maximum))
        return true;
    const bool low = number < spec->minimum;
    char limit[NUMBER_TEXT_MAX], found[NUMBER_TEXT_MAX];
    loader_error(loader, at, "expected at %s %s, found %s", low ? "least" : "most",
                 number_to_text(low ? spec->minimum : spec->maximum, limit), number_to_text(number, found));
    return false;
}

static bool check_enum(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    const char *text = json_string_value(at->value);
    if (text && property_allows(spec, text))
        return true;
    g_autofree char *list = g_strjoinv(", ", (char **)spec->values);
    if (text)
        loader_error(loader, at, "expected one of %s, found \"%s\"", list, text);
    else
        loader_error(loader, at, "expected one of %s, found %s", list, json_kind_name(at->value));
    return false;
}

static bool check_color(const Loader *loader, const JsonCursor *at)
{
    Color unused;
    const char *text = json_string_value(at->value);
    if (text && color_parse(text, &unused))
        return true;
    if (text)
        loader_error(loader, at, "expected a color, found \"%s\"", text);
    else
        loader_error(loader, at, "expected a color, found %s", json_kind_name(at->value));
    return false;
}

static bool check_items(const Loader *loader, const JsonCursor *at, const PropertySpec *item)
{
    bool good = true;
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor element = json_cursor_element(at, i);
        good = literal_check(loader, &element, item) && good;
    }
    return good;
}

static bool check_array(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    if (!loader_expect(loader, at, "array"))
        return false;
    const size_t count = json_array_size(at->value);
    if (spec->length > 0 && count != spec->length) {
        loader_error(loader, at, "expected %zu values, found %zu", spec->length, count);
        return false;
    }
    const PropertySpec item = {
        .name = spec->name, .type = spec->item_type, .values = spec->values, .minimum = NAN, .maximum = NAN};
    return check_items(loader, at, &item);
}

/* One value, or a list of `minimum` to `maximum`. */
static bool check_one_or_list(const Loader *loader, const JsonCursor *at, PropertyType type, size_t maximum)
{
    const PropertySpec item = {.type = type, .minimum = NAN, .maximum = NAN};
    if (!json_is_array(at->value))
        return literal_check(loader, at, &item);
    const size_t count = json_array_size(at->value);
    if (count >= 1 && count <= maximum)
        return check_items(loader, at, &item);
    if (maximum == SIZE_MAX)
        loader_error(loader, at, "expected at least 1 value, found none");
    else
        loader_error(loader, at, "expected 1 to %zu values, found %zu", maximum, count);
    return false;
}

/* "top", [0, 1], "left", [1, 0] ... */
static bool check_anchors(const Loader *loader, const JsonCursor *at)
{
    const size_t count = json_array_size(at->value);
    if (!json_is_array(at->value) || count == 0 || count % 2 != 0) {
        loader_error(loader, at, "expected a list of anchors, each followed by its offset");
        return false;
    }
    const PropertySpec offset = {.type = PROPERTY_ARRAY, .item_type = PROPERTY_NUMBER, .length = 2};
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        const JsonCursor element = json_cursor_element(at, i);
        good = literal_check(loader, &element, i % 2 ? &offset : property_spec(PROPERTY_TEXT_ANCHOR)) && good;
    }
    return good;
}

/* A name, or [name, name, how far between them]. */
static bool check_projection(const Loader *loader, const JsonCursor *at)
{
    const json_t *value = at->value;
    if (json_is_string(value))
        return true;
    const json_t *first = json_array_get(value, 0);
    if (json_array_size(value) == 3 && json_is_string(first) && json_is_string(json_array_get(value, 1)) &&
        json_is_number(json_array_get(value, 2)))
        return true;
    loader_error(loader, at, "expected a projection, found %s", json_kind_name(value));
    return false;
}

bool literal_check(const Loader *loader, const JsonCursor *at, const PropertySpec *spec)
{
    switch (spec->type) {
    case PROPERTY_NUMBER:
        return check_number(loader, at, spec);
    case PROPERTY_STRING:
        return loader_expect(loader, at, "string");
    case PROPERTY_BOOLEAN:
        return loader_expect(loader, at, "boolean");
    case PROPERTY_ENUM:
        return check_enum(loader, at, spec);
    case PROPERTY_COLOR:
        return check_color(loader, at);
    case PROPERTY_ARRAY:
        return check_array(loader, at, spec);
    case PROPERTY_PADDING:
        return check_one_or_list(loader, at, PROPERTY_NUMBER, 4);
    case PROPERTY_NUMBER_ARRAY:
        return check_one_or_list(loader, at, PROPERTY_NUMBER, SIZE_MAX);
    case PROPERTY_COLOR_ARRAY:
        return check_one_or_list(loader, at, PROPERTY_COLOR, SIZE_MAX);
    case PROPERTY_ANCHORS:
        return check_anchors(loader, at);
    case PROPERTY_PROJECTION:
        return check_projection(loader, at);
    default:
        return true;
    }
}
