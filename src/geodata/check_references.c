#include "geodata/check.h"

#include <math.h>
#include <string.h>

/* ---- Sources ---- */

/* Works are cited as "KEY page; KEY"; the package's resource "sources" has the keys. */
static void check_citation(Geodata *geodata, const Theme *theme, size_t row, const Theme *sources)
{
    g_auto(GStrv) citations = g_strsplit(table_cell(theme->table, row, "source"), ";", -1);
    for (size_t i = 0; citations[i]; i++) {
        char *key = g_strstrip(citations[i]);
        key[strcspn(key, " ")] = '\0';
        if (*key && theme_find(sources, "key", key) == NO_ROW)
            table_error(theme->table, row, "source", geodata->report, "no source has the key \"%s\"", key);
    }
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
    Geodata *geodata;
    const Theme *theme, *target;
    const ForeignKey *key;
    GHashTable *rows; /* folded text of the target -> GArray of size_t */
} KeyCheck;

static void free_rows(void *rows)
{
    g_array_unref(rows);
}

static GHashTable *index_target(const Theme *target, const char *column)
{
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_rows);
    for (size_t row = 0; row < target->table->row_count; row++) {
        char *text = fold(table_cell(target->table, row, column));
        GArray *same = g_hash_table_lookup(rows, text);
        if (!same) {
            same = g_array_new(FALSE, FALSE, sizeof(size_t));
            g_hash_table_insert(rows, text, same);
        } else {
            g_free(text);
        }
        g_array_append_val(same, row);
    }
    return rows;
}

/* Metres from a row to the nearest of the rows that it names; infinite where none has a geometry. */
static double nearest(const KeyCheck *check, size_t row, const GArray *rows)
{
    double best = INFINITY;
    for (guint i = 0; i < rows->len; i++) {
        const GEOSGeometry *geometry = check->target->geometries[g_array_index(rows, size_t, i)];
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
    const GArray *rows = g_hash_table_lookup(check->rows, folded);
    if (!rows) {
        table_error(table, row, key->column, check->geodata->report, "no %s has %s \"%s\"", key->resource,
                    key->target, text);
        return;
    }
    if (isnan(key->distance) || !check->theme->geometries[row])
        return;
    const double distance = nearest(check, row, rows);
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

static void check_key(Geodata *geodata, const Theme *theme, const ForeignKey *key)
{
    const Theme *target = geodata_lookup(geodata, key->resource);
    g_autoptr(GHashTable) rows = index_target(target, key->target);
    const KeyCheck check = {geodata, theme, target, key, rows};
    for (size_t row = 0; row < theme->table->row_count; row++)
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
