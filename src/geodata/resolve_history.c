/* Histories: rows that say what holds from when on, until the next row of the same key. */
#include "geodata/geodata.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t row;
    const char *key;
    DateSpan start;
} Period;

/* Order in time; undated first, then the order of the file. */
static int compare_periods(const void *left, const void *right)
{
    const Period *a = left, *b = right;
    int order = strcmp(a->start.earliest, b->start.earliest);
    if (order == 0)
        order = strcmp(a->start.latest, b->start.latest);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* The periods of a key, in order; array of Period. */
static GArray *find_periods(const Theme *theme, const char *column, const char *key)
{
    GArray *periods = g_array_new(FALSE, FALSE, sizeof(Period));
    for (size_t row = 0; row < theme->table->row_count; row++) {
        const char *text = table_cell(theme->table, row, column);
        if (strcmp(text, key) != 0)
            continue;
        Period period = {row, text, {"", ""}};
        edtf_parse(table_cell(theme->table, row, "start"), &period.start, NULL); /* told by check_dates() */
        g_array_append_val(periods, period);
    }
    g_array_sort(periods, compare_periods);
    return periods;
}

static void check_dates(const Geodata *geodata, const Theme *theme)
{
    for (size_t row = 0; row < theme->table->row_count; row++)
        theme_date(geodata, theme, row, "start");
}

/* No period may possibly begin before the one it follows, and the first must not be late. */
static void check_periods(Geodata *geodata, const Theme *theme, const GArray *periods)
{
    const char *from = resource_build_text(theme->resource, "from", NULL);
    for (guint i = 0; i < periods->len; i++) {
        const Period *period = &g_array_index(periods, Period, i);
        if (i == 0) {
            if (from && strcmp(period->start.earliest, from) > 0)
                table_error(theme->table, period->row, "start", geodata->report,
                            "gap: \"%s\" is held by nobody from %s", period->key, from);
            continue;
        }
        const Period *before = &g_array_index(periods, Period, i - 1);
        const bool same = strcmp(period->start.earliest, before->start.earliest) == 0;
        if (strcmp(period->start.latest, before->start.latest) < (same ? 1 : 0))
            table_error(theme->table, period->row, "start", geodata->report,
                        "overlap: may begin before what it follows, which begins at \"%s\" (line %zu)",
                        table_cell(theme->table, before->row, "start"), theme->table->rows[before->row].line);
    }
}

/* The periods as occurrences in one place. */
static void add_periods(Theme *theme, const GArray *periods, const Theme *place, size_t place_row)
{
    for (guint i = 0; i < periods->len; i++) {
        const Period *period = &g_array_index(periods, Period, i);
        Occurrence occurrence = {.row = period->row, .place = place, .start = period->start};
        occurrence.place_row = place == theme ? period->row : place_row;
        if (i + 1 < periods->len)
            occurrence.end = g_array_index(periods, Period, i + 1).start;
        g_array_append_val(theme->occurrences, occurrence);
    }
}

/* Histories of rows that stand in the same table and have geometry themselves. */
static void resolve_own(Geodata *geodata, Theme *theme, const char *column)
{
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    read_geometries(geodata, theme);
    for (size_t row = 0; row < theme->table->row_count; row++) {
        const char *key = table_cell(theme->table, row, column);
        if (!g_hash_table_add(done, (void *)key))
            continue;
        g_autoptr(GArray) periods = find_periods(theme, column, key);
        check_periods(geodata, theme, periods);
        add_periods(theme, periods, theme, 0);
    }
}

/* Histories of the rows of another theme, and of those that follow them. */
static void resolve_places(Geodata *geodata, Theme *theme, const Theme *places, const char *column)
{
    const char *follows = resource_build_text(theme->resource, "followers", "");
    for (size_t row = 0; row < places->table->row_count; row++) {
        const char *leader = table_cell(places->table, row, follows);
        const char *id = table_cell(places->table, row, "id");
        g_autoptr(GArray) periods = find_periods(theme, column, *leader ? leader : id);
        if (!*leader)
            check_periods(geodata, theme, periods);
        if (periods->len == 0)
            table_error(places->table, row, *leader ? follows : "id", geodata->report,
                        "no row of %s has %s \"%s\"", theme->resource->name, column, *leader ? leader : id);
        add_periods(theme, periods, places, row);
    }
}

void resolve_history(Geodata *geodata, Theme *theme)
{
    const char *column = resource_build_text(theme->resource, "key", "id");
    const char *of = resource_build_text(theme->resource, "of", NULL);
    check_dates(geodata, theme);
    if (!of) {
        resolve_own(geodata, theme, column);
        return;
    }
    const Theme *places = geodata_require(geodata, theme, of);
    if (places)
        resolve_places(geodata, theme, places, column);
}
