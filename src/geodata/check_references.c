#include "geodata/check.h"

#include <math.h>
#include <string.h>

/* ---- Sources ---- */

static bool is_listed(const json_t *texts, const char *text)
{
    size_t index;
    const json_t *item;
    json_array_foreach(texts, index, item)
    {
        if (g_strcmp0(json_string_value(item), text) == 0)
            return true;
    }
    return false;
}

/* What no text stands behind is not certain, and says so. */
static void check_doubt(Geodata *geodata, const Theme *theme, size_t row)
{
    const Column *certainty = resource_lookup_column(theme->resource, "certainty");
    const char *best = certainty ? json_string_value(json_array_get(certainty->allowed, 0)) : NULL;
    if (g_strcmp0(best, table_cell(theme->table, row, "certainty")) == 0)
        table_error(theme->table, row, "certainty", geodata->report,
                    "is \"%s\", but no text stands behind its sources", best);
    if (resource_lookup_column(theme->resource, "note") && !*table_cell(theme->table, row, "note"))
        table_error(theme->table, row, "note", geodata->report,
                    "expected a note, for no text stands behind its sources");
}

/* Works are cited as "KEY page; KEY"; the package's resource "sources" has the keys. */
static void check_citation(Geodata *geodata, const Theme *theme, size_t row, const Theme *sources)
{
    g_auto(GStrv) citations = g_strsplit(table_cell(theme->table, row, "source"), ";", -1);
    size_t checked = 0, unchecked = 0;
    for (size_t i = 0; citations[i]; i++) {
        char *key = g_strstrip(citations[i]);
        key[strcspn(key, " ")] = '\0';
        const size_t found = *key ? theme_find(sources, "key", key) : (size_t)NO_ROW;
        if (*key && found == NO_ROW)
            table_error(theme->table, row, "source", geodata->report, "no source has the key \"%s\"", key);
        const bool weak = found != NO_ROW &&
                          is_listed(sources->resource->unchecked, table_cell(sources->table, found, "kind"));
        unchecked += weak;
        checked += *key && !weak;
    }
    if (unchecked > 0 && checked == 0)
        check_doubt(geodata, theme, row);
}

void check_sources(Geodata *geodata)
{
    const Theme *sources = geodata_lookup(geodata, "sources");
    for (size_t i = 0; sources && i < geodata->package->resource_count; i++) {
        const Theme *theme = &geodata->themes[i];
        for (size_t row = 0; row < theme->table->row_count; row++)
            check_citation(geodata, theme, row, sources);
    }
}

/* ---- Foreign keys ---- */

/* Texts that people write in two ways are one: typographic apostrophes, capitals. */
static char *fold(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\u2019", -1);
    g_autofree char *plain = g_strjoinv("'", parts);
    return g_utf8_casefold(plain, -1);
}

typedef struct {
    const Theme *theme;
    size_t row;
} Target;

typedef struct {
    Geodata *geodata;
    const Theme *theme;
    const ForeignKey *key;
    GHashTable *targets; /* folded text -> GArray of Target */
} KeyCheck;

static void free_targets(void *targets)
{
    g_array_unref(targets);
}

static void index_targets(const KeyCheck *check, const char *resource)
{
    const Theme *theme = geodata_lookup(check->geodata, resource);
    for (size_t row = 0; row < theme->table->row_count; row++) {
        char *text = fold(table_cell(theme->table, row, check->key->target));
        const Target target = {theme, row};
        GArray *same = g_hash_table_lookup(check->targets, text);
        if (!same) {
            same = g_array_new(FALSE, FALSE, sizeof(Target));
            g_hash_table_insert(check->targets, text, same);
        } else {
            g_free(text);
        }
        g_array_append_val(same, target);
    }
}

/* Metres from a row to the nearest of those that it names; infinite where none has a geometry. */
static double nearest(const KeyCheck *check, size_t row, const GArray *targets)
{
    double best = INFINITY;
    for (guint i = 0; i < targets->len; i++) {
        const Target *target = &g_array_index(targets, Target, i);
        const GEOSGeometry *geometry = target->theme->geometries[target->row];
        if (geometry)
            best = fmin(best, geos_distance(check->geodata->geos, check->theme->geometries[row], geometry));
    }
    return best;
}

static void check_text(const KeyCheck *check, size_t row, const char *text)
{
    const ForeignKey *key = check->key;
    const Table *table = check->theme->table;
    g_autofree char *folded = fold(text);
    const GArray *targets = g_hash_table_lookup(check->targets, folded);
    if (!targets) {
        table_error(table, row, key->column, check->geodata->report, "no %s has %s \"%s\"", key->resource,
                    key->target, text);
        return;
    }
    if (isnan(key->distance) || !check->theme->geometries[row])
        return;
    const double distance = nearest(check, row, targets);
    if (distance > key->distance + 0.01)
        table_error(table, row, key->column, check->geodata->report,
                    "lies %.0f m from %s \"%s\" (at most %.0f m)", distance, key->resource, text,
                    key->distance);
}

static void check_cell(const KeyCheck *check, size_t row)
{
    const char *text = table_cell(check->theme->table, row, check->key->column);
    if (!*text || g_strcmp0(text, check->key->none) == 0)
        return;
    if (!check->key->list) {
        check_text(check, row, text);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    for (size_t i = 0; parts[i]; i++)
        if (*parts[i])
            check_text(check, row, parts[i]);
}

/* "where" names columns and the text that a row has there. */
static bool is_meant(const KeyCheck *check, size_t row)
{
    const char *column;
    json_t *text;
    json_object_foreach((json_t *)check->key->where, column,
                        text) if (g_strcmp0(json_string_value(text),
                                            table_cell(check->theme->table, row, column)) != 0) return false;
    return true;
}

static void check_key(Geodata *geodata, const Theme *theme, const ForeignKey *key)
{
    g_autoptr(GHashTable) targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_targets);
    const KeyCheck check = {geodata, theme, key, targets};
    index_targets(&check, key->resource);
    for (size_t i = 0; i < json_array_size(key->also); i++)
        index_targets(&check, json_string_value(json_array_get(key->also, i)));
    for (size_t row = 0; row < theme->table->row_count; row++)
        if (is_meant(&check, row))
            check_cell(&check, row);
}

void check_references(Geodata *geodata)
{
    for (size_t i = 0; i < geodata->package->resource_count; i++) {
        const Theme *theme = &geodata->themes[i];
        for (size_t k = 0; k < theme->resource->key_count; k++)
            check_key(geodata, theme, &theme->resource->keys[k]);
    }
}
