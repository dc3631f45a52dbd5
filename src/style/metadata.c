#include "style/metadata.h"

#include "base/date.h"
#include "base/json.h"
#include "style/filter_load.h"

#include <string.h>

typedef void (*KeyCheck)(const Loader *loader, const JsonCursor *at);

typedef struct {
    const char *name; /* NULL: the end of the table */
    KeyCheck check;
} Key;

static bool expect(const Loader *loader, const JsonCursor *at, bool good, const char *expected)
{
    if (!good)
        loader_warning(loader, at, "expected %s, found %s; it does not count", expected,
                       json_kind_name(at->value));
    return good;
}

static void check_string(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_string(at->value), "string");
}

static void check_boolean(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_boolean(at->value), "boolean");
}

static void check_object(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_object(at->value), "object");
}

/* What a class of the legend may have besides its texts. */
static const char *const legend_members[] = {"filter", "with", "property", "values", "labels", "told", NULL};

/* "text", or {"fr": "texte", "en": "text"}. */
static void check_text(const Loader *loader, const JsonCursor *at)
{
    if (json_is_string(at->value) ||
        !expect(loader, at, json_is_object(at->value), "a text, or texts by language"))
        return;
    const char *language;
    json_t *unused;
    json_object_foreach((json_t *)at->value, language, unused)
    {
        const JsonCursor text = json_cursor_member(at, language);
        if (!g_strv_contains(legend_members, language))
            check_string(loader, &text);
    }
}

static void check_legend_class(const Loader *loader, const JsonCursor *at)
{
    const JsonCursor filter = json_cursor_member(at, "filter");
    check_text(loader, at);
    if (filter.value)
        expression_free(filter_load(loader, &filter));
}

/* A text for the layer, or a list of texts with filters, one for each kind of feature. */
static void check_legend(const Loader *loader, const JsonCursor *at)
{
    if (!json_is_array(at->value)) {
        check_legend_class(loader, at);
        return;
    }
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor item = json_cursor_element(at, i);
        check_legend_class(loader, &item);
    }
}

/* [west, south, east, north] */
static void check_extent(const Loader *loader, const JsonCursor *at)
{
    double sides[4] = {0};
    bool numbers = json_array_size(at->value) == 4;
    for (size_t i = 0; numbers && i < 4; i++) {
        const json_t *side = json_array_get(at->value, i);
        numbers = json_is_number(side);
        sides[i] = json_number_value(side);
    }
    if (expect(loader, at, numbers, "[west, south, east, north] in degrees") &&
        !(sides[0] < sides[2] && sides[1] < sides[3]))
        loader_warning(loader, at,
                       "west must be less than east, and south less than north; it does not count");
}

static void check_number(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_number(at->value), "number");
}

/* true, or what it costs to cross. */
static void check_obstacle(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_boolean(at->value) || json_is_number(at->value), "boolean or number");
}

static void check_array(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_array(at->value), "array");
}

/* A file, or a list of files to choose from. */
static void check_files(const Loader *loader, const JsonCursor *at)
{
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor item = json_cursor_element(at, i);
        check_string(loader, &item);
    }
    if (!json_is_array(at->value))
        check_string(loader, at);
}

/* {"name": texts by language} */
static void check_texts(const Loader *loader, const JsonCursor *at)
{
    if (!expect(loader, at, json_is_object(at->value), "object"))
        return;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor text = json_cursor_member(at, name);
        check_text(loader, &text);
    }
}

static void check_day(const Loader *loader, const JsonCursor *at)
{
    Date date;
    expect(loader, at, json_is_string(at->value) && date_parse(json_string_value(at->value), &date, NULL),
           "a day such as \"1871-05-21\"");
}

static void check_colors(const Loader *loader, const JsonCursor *at)
{
    expect(loader, at, json_is_array(at->value) || json_is_object(at->value),
           "a list of colours by day, or an object of them by date");
}

static void check_days(const Loader *loader, const JsonCursor *at);

/* ---- Tables ---- */

static const Key day_keys[] = {
    {"heading", check_text},
    {"account", check_text},
    {"source", check_text},
    {NULL, NULL},
};

static const Key timeline_keys[] = {
    {"from", check_day}, {"to", check_day}, {"colors", check_colors}, {"days", check_days}, {NULL, NULL},
};

static const Key arrow_keys[] = {
    {"tail", check_number},
    {"head-width", check_number},
    {"head-length", check_number},
    {"radius", check_number},
    {NULL, NULL},
};

static const Key reveal_keys[] = {
    {"from", check_string},
    {"to", check_string},
    {"short", check_number},
    {NULL, NULL},
};

static const Key sequence_keys[] = {
    {"from", check_string},
    {"to", check_string},
    {"step", check_string},
    {NULL, NULL},
};

/* Checks the members whose names begin with `prefix`. */
static void check_keys(const Loader *loader, const JsonCursor *at, const Key *keys, const char *prefix)
{
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor member = json_cursor_member(at, name);
        const Key *key = keys;
        while (key->name && strcmp(key->name, name) != 0)
            key++;
        if (key->name)
            key->check(loader, &member);
        else if (g_str_has_prefix(name, prefix))
            loader_warning(loader, &member, "semaine knows no such member");
    }
}

/* {"tail": 0.4, "head-width": 3, "head-length": 2.5, "radius": 8} */
static void check_arrow(const Loader *loader, const JsonCursor *at)
{
    if (expect(loader, at, json_is_object(at->value), "object"))
        check_keys(loader, at, arrow_keys, "");
}

/* {"1871-05-21": {"heading": text, "account": text, "source": text}} */
static void check_days(const Loader *loader, const JsonCursor *at)
{
    if (!expect(loader, at, json_is_object(at->value), "object"))
        return;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor day = json_cursor_member(at, name);
        Date date;
        expect(loader, &day, date_parse(name, &date, NULL),
               "a member named by its day such as \"1871-05-21\"");
        if (expect(loader, &day, json_is_object(day.value), "object"))
            check_keys(loader, &day, day_keys, "");
    }
}

/* {"from": "start_date", "to": "end_date", "short": 2} */
static void check_reveal(const Loader *loader, const JsonCursor *at)
{
    if (expect(loader, at, json_is_object(at->value), "object"))
        check_keys(loader, at, reveal_keys, "");
}

static void check_sequence(const Loader *loader, const JsonCursor *at)
{
    if (expect(loader, at, json_is_object(at->value), "object"))
        check_keys(loader, at, sequence_keys, "");
}

static void check_timeline(const Loader *loader, const JsonCursor *at)
{
    if (expect(loader, at, json_is_object(at->value), "object"))
        check_keys(loader, at, timeline_keys, "");
}

static const Key style_keys[] = {
    {"semaine:crs", check_string},          {"semaine:extent", check_extent},
    {"semaine:layout", check_files},        {"semaine:theme", check_string},
    {"semaine:title", check_text},          {"semaine:subtitle", check_text},
    {"semaine:credits", check_text},        {"semaine:edition", check_text},
    {"semaine:lead", check_text},           {"semaine:note", check_text},
    {"semaine:edition-date", check_string}, {"semaine:texts", check_texts},
    {"semaine:sources", check_string},      {"semaine:timeline", check_timeline},
    {"semaine:maps", check_object},         {"semaine:legend-groups", check_array},
    {"semaine:figures", check_array},       {"semaine:inks", check_object},
    {"semaine:overrides", check_string},    {"semaine:sequence", check_sequence},
    {"semaine:events", check_array},        {NULL, NULL},
};

static const Key layer_keys[] = {
    {"semaine:legend", check_legend},     {"semaine:legend-group", check_string},
    {"semaine:index", check_boolean},     {"semaine:title", check_text},
    {"semaine:arrow", check_arrow},       {"semaine:reveal", check_reveal},
    {"semaine:required", check_boolean},  {"semaine:leader", check_boolean},
    {"semaine:numbered", check_boolean},  {"semaine:largest", check_boolean},
    {"semaine:obstacle", check_obstacle}, {"semaine:yields", check_boolean},
    {"semaine:weight", check_number},     {NULL, NULL},
};

void metadata_check_style(const Loader *loader, const JsonCursor *at)
{
    check_keys(loader, at, style_keys, "semaine:");
}

void metadata_check_layer(const Loader *loader, const JsonCursor *at)
{
    check_keys(loader, at, layer_keys, "semaine:");
}
