#include "sequence/schedule.h"

#include "base/duration.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

enum { DATES_MAX = 1000000 };

static const char *choose(const char *asked, const json_t *wishes, const char *name)
{
    return asked ? asked : json_string_value(json_object_get(wishes, name));
}

bool schedule_read(const SemaineFramesOptions *options, const Style *style, Schedule *out, GError **error)
{
    const json_t *wishes = style_metadata(style, "semaine:sequence");
    const char *step = choose(options->step, wishes, "step");
    *out = (Schedule){.from = choose(options->from, wishes, "from"),
                      .to = choose(options->to, wishes, "to"),
                      .step = step ? step : "P1D"};
    out->changes = strcmp(out->step, "change") == 0;
    if (out->from && out->to)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "expected --from and --to, for the style has no semaine:sequence");
    return false;
}

/* ---- steps ---- */

static bool read_span(const Schedule *schedule, Date *from, Date *to, GError **error)
{
    if (!date_parse(schedule->from, from, error) || !date_parse(schedule->to, to, error))
        return false;
    if (date_second(from) <= date_second(to))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, "expected --from before --to, found %s and %s",
                schedule->from, schedule->to);
    return false;
}

static bool add_date(GPtrArray *dates, const Date *date, GError **error)
{
    if (dates->len < DATES_MAX) {
        g_ptr_array_add(dates, date_text(date));
        return true;
    }
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "--step: expected at most %d dates", DATES_MAX);
    return false;
}

static bool add_steps(GPtrArray *dates, const Schedule *schedule, const Date *from, const Date *to,
                      GError **error)
{
    Duration step;
    if (!duration_parse(schedule->step, &step, error)) {
        g_prefix_error(error, "--step: ");
        return false;
    }
    for (long i = 0;; i++) {
        const Date date = duration_add(from, &step, i);
        if (date.year > 9999 || date_second(&date) > date_second(to))
            return true;
        if (!add_date(dates, &date, error))
            return false;
    }
}

/* ---- changes ---- */

typedef struct {
    GHashTable *names; /* interned, of attributes that meet the state; only looked up */
    GArray *seconds;   /* of int64_t: when something may change */
    int64_t from, to;
} Changes;

/* "1871", "1871-05" and longer texts as the first instant they do not come after. */
static bool read_instant(const char *text, Date *out)
{
    static const char pad[] = "0000-01-01";
    g_autofree char *whole = g_strdup(text);
    const size_t length = strlen(text);
    if (length == 4 || length == 7) {
        g_free(whole);
        whole = g_strconcat(text, pad + length, NULL);
    }
    return g_ascii_isdigit(*text) && date_parse(whole, out, NULL);
}

static void add_second(Changes *changes, int64_t second)
{
    if (second > changes->from && second <= changes->to)
        g_array_append_val(changes->seconds, second);
}

/* At the instant, just after it, and at the next midnight. */
static void add_text(Changes *changes, const char *text)
{
    Date date;
    if (!read_instant(text, &date))
        return;
    const int64_t midnight = (int64_t)date_day_number(&date) * 86400;
    const int64_t instant = date.hour < 0 ? midnight : date_second(&date);
    add_second(changes, instant);
    if (date.hour >= 0)
        add_second(changes, instant + 60);
    add_second(changes, midnight + 86400);
}

static void visit_text(const char *text, bool is_attribute, void *user)
{
    Changes *changes = user;
    if (is_attribute)
        g_hash_table_add(changes->names, (void *)g_intern_string(text));
    else
        add_text(changes, text);
}

static void visit_layer(Changes *changes, const Layer *layer)
{
    if (layer->filter)
        expression_visit(layer->filter, visit_text, changes);
    for (size_t i = 0; i < PROPERTY_ID_COUNT; i++)
        if (layer->properties[i])
            expression_visit(layer->properties[i], visit_text, changes);
}

static void visit_source(Changes *changes, const Source *source)
{
    source_outline_all(source);
    for (size_t i = 0; i < source->feature_count; i++)
        for (size_t k = 0; k < source->features[i].attribute_count; k++) {
            const Member *attribute = &source->features[i].attributes[k];
            if (attribute->value.kind == VALUE_STRING &&
                g_hash_table_contains(changes->names, g_intern_string(attribute->name)))
                add_text(changes, attribute->value.string);
        }
}

static int compare_seconds(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool add_changes(GPtrArray *dates, const Map *map, const Date *from, const Date *to, GError **error)
{
    g_autoptr(GHashTable) names = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) seconds = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Changes changes = {names, seconds, date_second(from), date_second(to)};
    for (size_t i = 0; i < map->style->layer_count; i++)
        if (layer_dependencies(map->style->layers[i]).state)
            visit_layer(&changes, map->style->layers[i]);
    for (guint i = 0; i < map->files->len; i++)
        visit_source(&changes, g_ptr_array_index(map->files, i));
    g_array_sort(seconds, compare_seconds);
    bool good = add_date(dates, from, error);
    int64_t last = changes.from;
    for (guint i = 0; i < seconds->len && good; i++) {
        const int64_t second = g_array_index(seconds, int64_t, i);
        if (second == last)
            continue;
        last = second;
        const Date midnight = {.year = from->year, .month = from->month, .day = from->day, .hour = 0};
        const Duration minutes = {.minutes = (long)((second - date_second(&midnight)) / 60)};
        const Date date = duration_add(&midnight, &minutes, 1);
        good = add_date(dates, &date, error);
    }
    return good;
}

GPtrArray *schedule_dates(const Schedule *schedule, const Map *map, GError **error)
{
    Date from, to;
    g_autoptr(GPtrArray) dates = g_ptr_array_new_with_free_func(g_free);
    if (!read_span(schedule, &from, &to, error))
        return NULL;
    if (schedule->changes && from.hour < 0)
        from.hour = from.minute = 0;
    const bool good = schedule->changes ? add_changes(dates, map, &from, &to, error)
                                        : add_steps(dates, schedule, &from, &to, error);
    return good ? g_steal_pointer(&dates) : NULL;
}

/* ---- parts and holds ---- */

void schedule_shard(size_t count, unsigned shard, unsigned shard_count, size_t *first, size_t *end)
{
    if (shard_count == 0) {
        *first = 0;
        *end = count;
        return;
    }
    const size_t each = count / shard_count, rest = count % shard_count, before = shard - 1;
    *first = before * each + MIN(before, rest);
    *end = *first + each + (before < rest ? 1 : 0);
}

/* The date itself, or the last one of a day. */
static bool find_date(const GPtrArray *dates, const char *wanted, size_t *out)
{
    bool found = false;
    const bool is_day = strlen(wanted) == 10;
    for (size_t i = 0; i < dates->len; i++)
        if (strcmp(dates->pdata[i], wanted) == 0 || (is_day && g_str_has_prefix(dates->pdata[i], wanted))) {
            *out = i;
            found = true;
        }
    return found;
}

/* The last date of each day. */
static void hold_days(const GPtrArray *dates, size_t count, size_t *counts)
{
    for (guint i = 0; i < dates->len; i++)
        if (i + 1 == dates->len || strncmp(dates->pdata[i], dates->pdata[i + 1], 10) != 0)
            counts[i] = count;
}

static bool read_hold(const GPtrArray *dates, const char *text, double fps, size_t *counts, GError **error)
{
    size_t index = 0;
    const char *equals = strchr(text, '=');
    char *end = NULL;
    const double seconds = equals ? g_ascii_strtod(equals + 1, &end) : 0;
    if (!equals || end == equals + 1 || *end || !(seconds > 0 && seconds <= 3600)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "--hold: expected DATE=SECONDS such as 1871-05-24=2 or day=1, found \"%s\"", text);
        return false;
    }
    g_autofree char *date = g_strndup(text, (gsize)(equals - text));
    const size_t frames = (size_t)MAX(lround(seconds * fps), 1);
    if (strcmp(date, "day") == 0) {
        hold_days(dates, frames, counts);
        return true;
    }
    if (!find_date(dates, date, &index)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, "--hold: %s is not in the sequence", date);
        return false;
    }
    counts[index] = frames;
    return true;
}

size_t *schedule_holds(const GPtrArray *dates, const char *const *holds, double fps, GError **error)
{
    g_autofree size_t *counts = g_new(size_t, dates->len);
    for (size_t i = 0; i < dates->len; i++)
        counts[i] = 1;
    for (size_t i = 0; holds && holds[i]; i++)
        if (!read_hold(dates, holds[i], fps, counts, error))
            return NULL;
    return g_steal_pointer(&counts);
}
