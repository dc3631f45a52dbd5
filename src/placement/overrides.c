#include "placement/overrides.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/file.h"

#include <math.h>
#include <string.h>

struct Overrides {
    char *path;
    json_t *json; /* owns the texts */
    size_t count;
    Override *items;
};

static const char *const anchor_names[] = {
    [ANCHOR_CENTER] = "center",
    [ANCHOR_LEFT] = "left",
    [ANCHOR_RIGHT] = "right",
    [ANCHOR_TOP] = "top",
    [ANCHOR_BOTTOM] = "bottom",
    [ANCHOR_TOP_LEFT] = "top-left",
    [ANCHOR_TOP_RIGHT] = "top-right",
    [ANCHOR_BOTTOM_LEFT] = "bottom-left",
    [ANCHOR_BOTTOM_RIGHT] = "bottom-right",
};

/* ---- Reading members; each says whether the value is what it must be ---- */

static bool read_text(const json_t *json, const char **out)
{
    *out = json_string_value(json);
    return *out != NULL;
}

static bool read_layer(const json_t *json, Override *out)
{
    return read_text(json, &out->layer);
}

static bool read_feature(const json_t *json, Override *out)
{
    return read_text(json, &out->feature);
}

static bool read_scale(const json_t *json, Override *out)
{
    out->scale = json_number_value(json);
    return json_is_number(json) && out->scale > 0;
}

static bool read_hide(const json_t *json, Override *out)
{
    out->hide = json_is_true(json);
    return json_is_boolean(json);
}

static bool read_offset(const json_t *json, Override *out)
{
    const json_t *x = json_array_get(json, 0), *y = json_array_get(json, 1);
    out->has_offset = json_array_size(json) == 2 && json_is_number(x) && json_is_number(y);
    out->offset = (Point){json_number_value(x), json_number_value(y)};
    return out->has_offset;
}

static bool read_anchor(const json_t *json, Override *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(anchor_names); i++) {
        if (g_strcmp0(json_string_value(json), anchor_names[i]) != 0)
            continue;
        out->has_anchor = true;
        out->anchor = (SymbolAnchor)i;
    }
    return out->has_anchor;
}

static bool read_along(const json_t *json, Override *out)
{
    out->along = json_number_value(json);
    out->has_along = json_is_number(json) && out->along >= 0 && out->along <= 1;
    return out->has_along;
}

static bool read_line(const json_t *json, Override *out)
{
    return read_text(json, &out->text);
}

static const struct {
    const char *name, *expected;
    bool (*read)(const json_t *json, Override *out);
} members[] = {
    {"layer", "the id of a layer", read_layer},
    {"feature", "the id of a feature, as text", read_feature},
    {"scale", "a scale denominator such as 25000", read_scale},
    {"hide", "true or false", read_hide},
    {"offset", "[x, y] in millimetres", read_offset},
    {"anchor", "an anchor such as \"top-left\"", read_anchor},
    {"along", "a number from 0 to 1", read_along},
    {"text", "a text", read_line},
};

static bool fail(const Overrides *overrides, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(const Overrides *overrides, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: %s", overrides->path, words);
    return false;
}

static bool read_override(const Overrides *overrides, size_t index, const json_t *json, Override *out,
                          GError **error)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)json, name, value)
    {
        size_t row = 0;
        while (row < G_N_ELEMENTS(members) && strcmp(members[row].name, name) != 0)
            row++;
        if (row == G_N_ELEMENTS(members))
            return fail(overrides, error, "overrides[%zu]: unknown member \"%s\"", index, name);
        if (!members[row].read(value, out))
            return fail(overrides, error, "overrides[%zu].%s: expected %s", index, name,
                        members[row].expected);
    }
    return (out->layer && out->feature) ||
           fail(overrides, error, "overrides[%zu]: expected \"layer\" and \"feature\"", index);
}

static bool read_overrides(Overrides *overrides, GError **error)
{
    const json_t *list = json_object_get(overrides->json, "overrides");
    if (!json_is_array(list))
        return fail(overrides, error, "expected an object with a list \"overrides\"");
    overrides->count = json_array_size(list);
    overrides->items = g_new0(Override, overrides->count + 1);
    for (size_t i = 0; i < overrides->count; i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_object(item))
            return fail(overrides, error, "overrides[%zu]: expected an object", i);
        if (!read_override(overrides, i, item, &overrides->items[i], error))
            return false;
    }
    return true;
}

Overrides *overrides_load(const char *path, GError **error)
{
    g_autoptr(Overrides) overrides = g_new0(Overrides, 1);
    g_autofree char *text = NULL;
    gsize length;
    g_autoptr(GError) cause = NULL;
    json_error_t place;
    overrides->path = g_strdup(path);
    if (!file_read(path, &text, &length, &cause)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be read: %s", path, cause->message);
        return NULL;
    }
    overrides->json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &place);
    if (!overrides->json) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s:%d: %s", path, place.line, place.text);
        return NULL;
    }
    return read_overrides(overrides, error) ? g_steal_pointer(&overrides) : NULL;
}

void overrides_free(Overrides *overrides)
{
    if (!overrides)
        return;
    json_decref(overrides->json);
    g_free(overrides->items);
    g_free(overrides->path);
    g_free(overrides);
}

size_t overrides_count(const Overrides *overrides)
{
    return overrides->count;
}

const Override *overrides_item(const Overrides *overrides, size_t index)
{
    return &overrides->items[index];
}

static bool holds_at(const Override *item, double scale)
{
    return item->scale <= 0 || fabs(item->scale - scale) <= 0.01 * item->scale;
}

size_t overrides_lookup(const Overrides *overrides, const char *layer, const char *feature, double scale)
{
    for (size_t i = overrides->count; i-- > 0;) {
        const Override *item = &overrides->items[i];
        if (holds_at(item, scale) && strcmp(item->layer, layer) == 0 && strcmp(item->feature, feature) == 0)
            return i;
    }
    return SIZE_MAX;
}

void overrides_report_stale(const Overrides *overrides, const bool *used, double scale, Report *report)
{
    for (size_t i = 0; i < overrides->count; i++) {
        const Override *item = &overrides->items[i];
        if (used[i] || !holds_at(item, scale))
            continue;
        g_autofree char *place = g_strdup_printf("overrides[%zu]", i);
        report_add(report, SEVERITY_WARNING, overrides->path, 0, place,
                   "nothing to correct: layer \"%s\" labels no feature \"%s\"%s", item->layer, item->feature,
                   item->text ? " with that text" : "");
    }
}
