/* The front: borders between places whose holders differ, each with the time for which they do. */
#include "geodata/dataset.h"

#include <stdlib.h>
#include <string.h>

/* A change of holder on one side of a border. */
typedef struct {
    const Occurrence *occurrence;
    const char *holder;
    int side; /* 0 or 1 */
} Change;

/* The time for which the sides of a border differ. */
typedef struct {
    const Change *opened, *closed; /* closed: NULL, it stays */
    const char *holders[2];        /* by side */
} Front;

typedef struct {
    Geodata *geodata;
    const Theme *history, *places;
    Dataset *dataset;
} FrontBuilder;

static int compare_changes(const void *left, const void *right)
{
    const Change *a = left, *b = right;
    int order = strcmp(a->occurrence->start.earliest, b->occurrence->start.earliest);
    if (order == 0)
        order = strcmp(a->occurrence->start.latest, b->occurrence->start.latest);
    return order ? order : a->side - b->side;
}

/* The changes on both sides of a border in order of time; array of Change. */
static GArray *find_changes(const FrontBuilder *builder, const size_t sides[2])
{
    const char *value = resource_build_text(builder->history->resource, "value", "holder");
    GArray *changes = g_array_new(FALSE, FALSE, sizeof(Change));
    for (guint i = 0; i < builder->history->occurrences->len; i++) {
        const Occurrence *occurrence = &g_array_index(builder->history->occurrences, Occurrence, i);
        for (int side = 0; side < 2; side++) {
            if (occurrence->place_row != sides[side])
                continue;
            const Change change = {occurrence, table_cell(builder->history->table, occurrence->row, value),
                                   side};
            g_array_append_val(changes, change);
        }
    }
    g_array_sort(changes, compare_changes);
    return changes;
}

static bool same_span(const DateSpan *a, const DateSpan *b)
{
    return strcmp(a->earliest, b->earliest) == 0 && strcmp(a->latest, b->latest) == 0;
}

/* ---- Features ---- */

/* The texts of two cells as one list without repetitions. */
static char *join_lists(const char *a, const char *b, const char *separator)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *both = g_strconcat(a, separator, b, NULL);
    g_auto(GStrv) parts = g_strsplit(both, separator, -1);
    for (size_t i = 0; parts[i]; i++)
        if (*g_strstrip(parts[i]) && !g_ptr_array_find_with_equal_func(items, parts[i], g_str_equal, NULL))
            g_ptr_array_add(items, g_strdup(parts[i]));
    g_ptr_array_add(items, NULL);
    return g_strjoinv(separator, (char **)items->pdata);
}

/* The text that stands later among those that the schema allows: they go from certain to uncertain. */
static const char *worse(const Theme *theme, const char *a, const char *b)
{
    const Column *column = resource_lookup_column(theme->resource, "certainty");
    const char *worst = a;
    for (size_t i = 0; column && i < json_array_size(column->allowed); i++) {
        const char *text = json_string_value(json_array_get(column->allowed, i));
        if (g_strcmp0(text, a) == 0 || g_strcmp0(text, b) == 0)
            worst = text;
    }
    return worst;
}

static void set_provenance(const FrontBuilder *builder, const Front *front, DatasetFeature *feature)
{
    const Table *table = builder->history->table;
    const size_t a = front->opened->occurrence->row, b = front->closed ? front->closed->occurrence->row : a;
    g_autofree char *source =
        join_lists(table_cell(table, a, "source"), table_cell(table, b, "source"), "; ");
    g_autofree char *facts = join_lists(table_cell(table, a, "facts"), table_cell(table, b, "facts"), " ");
    dataset_set(builder->dataset, feature, "source", source);
    dataset_set(builder->dataset, feature, "facts", facts);
    dataset_set(
        builder->dataset, feature, "certainty",
        worse(builder->history, table_cell(table, a, "certainty"), table_cell(table, b, "certainty")));
}

static const char *place_id(const FrontBuilder *builder, size_t row)
{
    return table_cell(builder->places->table, row, "id");
}

/* The side that changed first is the left one. */
static void add_feature(const FrontBuilder *builder, const Front *front, const size_t sides[2], size_t number)
{
    const int first = front->opened->side;
    const size_t left = sides[first], right = sides[!first];
    size_t limit = 0;
    const GEOSGeometry *border =
        topology_border(builder->geodata->geos, builder->places->topology, left, right, &limit);
    if (!border)
        return;
    const Limit *authored = &g_array_index(builder->places->limits, Limit, limit);
    const DateSpan open = {"", ""}, *start = &front->opened->occurrence->start;
    const DateSpan *end = front->closed ? &front->closed->occurrence->start : &open;
    Dataset *dataset = builder->dataset;
    DatasetFeature *feature = dataset_add_feature(dataset, border, authored->file, authored->line);
    g_autofree char *tail = number > 1 ? g_strdup_printf("-%zu", number) : g_strdup("");
    g_autofree char *id =
        g_strdup_printf("front-%s-%s%s", place_id(builder, left), place_id(builder, right), tail);
    dataset_set(dataset, feature, "id", id);
    dataset_set(dataset, feature, "name_fr", authored->name);
    dataset_set(dataset, feature, "name_en", authored->name);
    dataset_set_dates(dataset, feature, start, end);
    dataset_set(dataset, feature, "left_date", start->earliest);
    dataset_set(dataset, feature, "right_date", end->earliest);
    dataset_set(dataset, feature, "left_sure", start->latest);
    dataset_set(dataset, feature, "right_sure", end->latest);
    dataset_set(dataset, feature, "left_hold", front->holders[first]);
    dataset_set(dataset, feature, "right_hold", front->holders[!first]);
    dataset_set(dataset, feature, "left_cell", place_id(builder, left));
    dataset_set(dataset, feature, "right_cell", place_id(builder, right));
    set_provenance(builder, front, feature);
}

/* ---- Walking through time ---- */

/* What is open is closed by `change` (NULL: by nothing), unless that comes at the same time as it was opened.
 */
static void close_front(const FrontBuilder *builder, Front *front, const Change *change,
                        const size_t sides[2], size_t *number)
{
    if (!front->opened)
        return;
    front->closed = change;
    if (!change || !same_span(&front->opened->occurrence->start, &change->occurrence->start))
        add_feature(builder, front, sides, ++*number);
    front->opened = NULL;
}

static void add_border(const FrontBuilder *builder, const size_t sides[2])
{
    g_autoptr(GArray) changes = find_changes(builder, sides);
    const char *holders[2] = {NULL, NULL};
    Front front = {0};
    size_t number = 0;
    for (guint i = 0; i < changes->len; i++) {
        const Change *change = &g_array_index(changes, Change, i);
        holders[change->side] = change->holder;
        close_front(builder, &front, change, sides, &number);
        if (holders[0] && holders[1] && strcmp(holders[0], holders[1]) != 0)
            front = (Front){.opened = change, .holders = {holders[0], holders[1]}};
    }
    close_front(builder, &front, NULL, sides, &number);
}

typedef struct {
    size_t sides[2];
} Pair;

static int compare_pairs(const void *left, const void *right)
{
    const Pair *a = left, *b = right;
    for (int i = 0; i < 2; i++)
        if (a->sides[i] != b->sides[i])
            return a->sides[i] < b->sides[i] ? -1 : 1;
    return 0;
}

/* The pairs of faces that have an edge in common, each once; array of Pair. */
static GArray *find_pairs(const Topology *topology)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    for (guint i = 0; i < topology->edges->len; i++) {
        const Edge *edge = &g_array_index(topology->edges, Edge, i);
        const Pair pair = {{MIN(edge->left, edge->right), MAX(edge->left, edge->right)}};
        if (pair.sides[1] != NO_FACE && pair.sides[0] != pair.sides[1])
            g_array_append_val(pairs, pair);
    }
    g_array_sort(pairs, compare_pairs);
    for (guint i = pairs->len; i-- > 1;)
        if (compare_pairs(&g_array_index(pairs, Pair, i - 1), &g_array_index(pairs, Pair, i)) == 0)
            g_array_remove_index(pairs, i);
    return pairs;
}

void resolve_front(Geodata *geodata, Theme *theme)
{
    geodata_require(geodata, theme, resource_build_text(theme->resource, "of", ""));
}

void front_build(Geodata *geodata, const Theme *theme, Dataset *dataset)
{
    static const char *const fields[] = {"left_date", "right_date", "left_sure", "right_sure",
                                         "left_hold", "right_hold", "left_cell", "right_cell"};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        dataset_add_field(dataset, fields[i], FIELD_TEXT);
    const Theme *history = geodata_lookup(geodata, resource_build_text(theme->resource, "of", ""));
    const char *of = history ? resource_build_text(history->resource, "of", "") : "";
    const Theme *places = geodata_lookup(geodata, of);
    if (!places || !places->topology) {
        report_add(geodata->report, SEVERITY_ERROR, geodata->package->path, 0, theme->resource->name,
                   "expected \"of\" to name a history of faces");
        return;
    }
    const FrontBuilder builder = {geodata, history, places, dataset};
    g_autoptr(GArray) pairs = find_pairs(places->topology);
    for (guint i = 0; i < pairs->len; i++)
        add_border(&builder, g_array_index(pairs, Pair, i).sides);
}
