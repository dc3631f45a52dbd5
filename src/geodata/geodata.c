#include "geodata/geodata.h"

#include "base/json.h"

#include <string.h>

static const struct {
    const char *name;
    void (*resolve)(Geodata *geodata, Theme *theme);
} kinds[] = {
    {"table", resolve_table},     {"polygonize", resolve_polygonize}, {"dissolve", resolve_dissolve},
    {"history", resolve_history}, {"front", resolve_front},
};

static void resolve(Geodata *geodata, Theme *theme)
{
    if (theme->state != THEME_READ)
        return;
    theme->state = THEME_RESOLVING;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(theme->kind, kinds[i].name) == 0) {
            kinds[i].resolve(geodata, theme);
            theme->state = THEME_RESOLVED;
        }
    if (theme->state == THEME_RESOLVED)
        return;
    theme->state = THEME_RESOLVED;
    report_add(geodata->report, SEVERITY_ERROR, geodata->package->path, 0, theme->resource->name,
               "expected a kind of build: table, polygonize, dissolve, history or front, found \"%s\"",
               theme->kind);
}

/* A front is made of other themes and has no rows of its own. */
static bool has_rows(const Theme *theme)
{
    return strcmp(theme->kind, "front") != 0;
}

static void read_theme(Geodata *geodata, const Resource *resource, Theme *theme)
{
    static const Resource no_columns = {.name = ""};
    theme->resource = resource;
    theme->kind = resource_build_text(resource, "kind", "table");
    theme->table = table_load(geodata->package, has_rows(theme) ? resource : &no_columns, geodata->report);
    theme->geometries = g_new0(const GEOSGeometry *, theme->table->row_count + 1);
    theme->occurrences = g_array_new(FALSE, TRUE, sizeof(Occurrence));
    theme->limits = g_array_new(FALSE, FALSE, sizeof(Limit));
}

Geodata *geodata_load(const char *folder, Report *report, GError **error)
{
    g_autoptr(Geodata) geodata = g_new0(Geodata, 1);
    geodata->package = package_load(folder, error);
    if (!geodata->package)
        return NULL;
    geodata->report = report;
    geodata->geos = geos_new();
    geodata->themes = g_new0(Theme, geodata->package->resource_count);
    for (size_t i = 0; i < geodata->package->resource_count; i++)
        read_theme(geodata, &geodata->package->resources[i], &geodata->themes[i]);
    for (size_t i = 0; i < geodata->package->resource_count; i++)
        resolve(geodata, &geodata->themes[i]);
    return g_steal_pointer(&geodata);
}

static void clear_theme(Theme *theme)
{
    table_free(theme->table);
    topology_free(theme->topology);
    g_free(theme->geometries);
    if (theme->occurrences)
        g_array_unref(theme->occurrences);
    if (theme->limits)
        g_array_unref(theme->limits);
}

void geodata_free(Geodata *geodata)
{
    if (!geodata)
        return;
    for (size_t i = 0; geodata->themes && i < geodata->package->resource_count; i++)
        clear_theme(&geodata->themes[i]);
    g_free(geodata->themes);
    geos_free(geodata->geos);
    package_free(geodata->package);
    g_free(geodata);
}

Theme *geodata_lookup(const Geodata *geodata, const char *name)
{
    for (size_t i = 0; i < geodata->package->resource_count; i++)
        if (strcmp(geodata->package->resources[i].name, name) == 0)
            return &geodata->themes[i];
    return NULL;
}

Theme *geodata_require(Geodata *geodata, const Theme *user, const char *name)
{
    Theme *theme = geodata_lookup(geodata, name);
    if (theme)
        resolve(geodata, theme);
    if (theme && theme->state == THEME_RESOLVED)
        return theme;
    report_add(geodata->report, SEVERITY_ERROR, geodata->package->path, 0, user->resource->name,
               theme ? "rests on itself through \"%s\"" : "names a resource \"%s\" that does not exist",
               name);
    return NULL;
}

const GEOSGeometry *occurrence_geometry(const Occurrence *occurrence)
{
    return occurrence->place->geometries[occurrence->place_row];
}

size_t theme_find(const Theme *theme, const char *column, const char *text)
{
    for (size_t row = 0; row < theme->table->row_count; row++)
        if (strcmp(table_cell(theme->table, row, column), text) == 0)
            return row;
    return NO_ROW;
}

/* The column of the joined table that is taken under `name`: "take" lists names, or maps names to columns. */
static const char *taken_column(const json_t *take, const char *name)
{
    size_t index;
    const json_t *member;
    json_array_foreach(take, index, member)
    {
        if (g_strcmp0(json_string_value(member), name) == 0)
            return name;
    }
    return json_is_object(take) ? json_member_text(take, name) : NULL;
}

static const char *own_text(const Theme *theme, const Occurrence *occurrence, const char *name)
{
    /* Where a history holds for another place too, its key is that place. */
    const char *key = resource_build_text(theme->resource, "key", NULL);
    if (occurrence->place != theme && key && strcmp(key, name) == 0)
        return table_cell(occurrence->place->table, occurrence->place_row, "id");
    return table_cell(theme->table, occurrence->row, name);
}

static const char *text_of_joins(const Geodata *geodata, const Theme *theme, const Occurrence *occurrence,
                                 const char *name, size_t join_count, const Column **column);

static const char *joined_text(const Geodata *geodata, const Theme *theme, const Occurrence *occurrence,
                               size_t index, const char *name, const Column **column)
{
    const json_t *join = json_array_get(json_object_get(theme->resource->build, "join"), index);
    const char *source = taken_column(json_object_get(join, "take"), name);
    const char *by = json_member_text(join, "by"), *on = json_member_text(join, "on");
    const char *in = json_member_text(join, "in");
    const Theme *other = source && in ? geodata_lookup(geodata, in) : NULL;
    if (!other || !by || !on)
        return NULL;
    const Column *found = resource_lookup_column(other->resource, source);
    if (column && found)
        *column = found;
    const char *text = text_of_joins(geodata, theme, occurrence, by, index, NULL);
    const size_t row = *text ? theme_find(other, on, text) : (size_t)NO_ROW;
    return row == NO_ROW ? "" : table_cell(other->table, row, source);
}

/* A join may rest on those before it, so that none can rest on itself. */
static const char *text_of_joins(const Geodata *geodata, const Theme *theme, const Occurrence *occurrence,
                                 const char *name, size_t join_count, const Column **column)
{
    const Column *own = resource_lookup_column(theme->resource, name);
    if (column)
        *column = own;
    if (own)
        return own_text(theme, occurrence, name);
    for (size_t i = 0; i < join_count; i++) {
        const char *text = joined_text(geodata, theme, occurrence, i, name, column);
        if (text)
            return text;
    }
    return "";
}

const char *theme_text(const Geodata *geodata, const Theme *theme, const Occurrence *occurrence,
                       const char *name, const Column **column)
{
    const json_t *joins = json_object_get(theme->resource->build, "join");
    return text_of_joins(geodata, theme, occurrence, name, json_array_size(joins), column);
}

DateSpan theme_date(const Geodata *geodata, const Theme *theme, size_t row, const char *column)
{
    DateSpan span;
    g_autoptr(GError) error = NULL;
    if (!edtf_parse(table_cell(theme->table, row, column), &span, &error))
        table_error(theme->table, row, column, geodata->report, "%s", error->message);
    return span;
}

/* Whether something that begins in `start` cannot have ended in `end`. */
static bool is_backward(const DateSpan *start, const DateSpan *end)
{
    return *start->earliest && *end->latest && strcmp(end->latest, start->earliest) < 0;
}

void resolve_rows(Geodata *geodata, Theme *theme)
{
    for (size_t row = 0; row < theme->table->row_count; row++) {
        Occurrence occurrence = {.row = row, .place = theme, .place_row = row};
        occurrence.start = theme_date(geodata, theme, row, "start");
        occurrence.end = theme_date(geodata, theme, row, "end");
        if (is_backward(&occurrence.start, &occurrence.end))
            table_error(theme->table, row, "end", geodata->report, "ends (%s) before it starts (%s)",
                        table_cell(theme->table, row, "end"), table_cell(theme->table, row, "start"));
        g_array_append_val(theme->occurrences, occurrence);
    }
}
