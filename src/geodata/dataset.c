#include "geodata/dataset.h"

#include <string.h>

enum { FIELD_MAX = 128 };

/* Every dataset has these, in this order. */
static const char *const common_fields[] = {"id",     "start_date", "end_date", "start_sure", "end_sure",
                                            "source", "certainty",  "facts",    "note"};

Dataset *dataset_new(const char *name, GeometryType type)
{
    Dataset *dataset = g_new0(Dataset, 1);
    dataset->name = g_strdup(name);
    dataset->type = type;
    dataset->fields = g_array_new(FALSE, FALSE, sizeof(DatasetField));
    dataset->features = g_ptr_array_new();
    dataset->arena = arena_new();
    dataset_add_field(dataset, common_fields[0], FIELD_TEXT);
    dataset_add_field(dataset, "name_fr", FIELD_TEXT);
    dataset_add_field(dataset, "name_en", FIELD_TEXT);
    for (size_t i = 1; i < G_N_ELEMENTS(common_fields); i++)
        dataset_add_field(dataset, common_fields[i], FIELD_TEXT);
    return dataset;
}

void dataset_free(Dataset *dataset)
{
    if (!dataset)
        return;
    g_array_unref(dataset->fields);
    g_ptr_array_unref(dataset->features);
    arena_free(dataset->arena);
    g_free(dataset->name);
    g_free(dataset);
}

static size_t find_field(const Dataset *dataset, const char *name)
{
    for (guint i = 0; i < dataset->fields->len; i++)
        if (strcmp(g_array_index(dataset->fields, DatasetField, i).name, name) == 0)
            return i;
    return G_MAXSIZE;
}

size_t dataset_add_field(Dataset *dataset, const char *name, FieldType type)
{
    const size_t found = find_field(dataset, name);
    if (found != G_MAXSIZE)
        return g_array_index(dataset->fields, DatasetField, found).type == type ? found : G_MAXSIZE;
    if (dataset->fields->len == FIELD_MAX)
        return G_MAXSIZE;
    const DatasetField field = {g_intern_string(name), type};
    g_array_append_val(dataset->fields, field);
    return dataset->fields->len - 1;
}

DatasetFeature *dataset_add_feature(Dataset *dataset, const GEOSGeometry *geometry, const char *file,
                                    size_t line)
{
    DatasetFeature *feature = arena_allocate(dataset->arena, sizeof *feature);
    *feature = (DatasetFeature){geometry, NULL, file, line};
    feature->values = arena_allocate_array(dataset->arena, FIELD_MAX, sizeof(char *));
    memset(feature->values, 0, FIELD_MAX * sizeof(char *));
    g_ptr_array_add(dataset->features, feature);
    return feature;
}

void dataset_set(Dataset *dataset, DatasetFeature *feature, const char *field, const char *text)
{
    const size_t index = find_field(dataset, field);
    g_assert(index != G_MAXSIZE);
    feature->values[index] = arena_copy_text(dataset->arena, text, strlen(text));
}

void dataset_set_dates(Dataset *dataset, DatasetFeature *feature, const DateSpan *start, const DateSpan *end)
{
    dataset_set(dataset, feature, "start_date", start->earliest);
    dataset_set(dataset, feature, "start_sure", start->latest);
    dataset_set(dataset, feature, "end_sure", end->earliest);
    dataset_set(dataset, feature, "end_date", end->latest);
}

/* ---- Datasets from themes ---- */

static const char *const authored_only[] = {"start", "end", "lon", "lat", "wkt", NULL};

static bool is_listed(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* The name under which a theme's dataset of this geometry is written: "output" is a text, or maps "point",
 * "line" and "polygon" to texts. NULL where it is not written. */
static const char *output_name(const Theme *theme, GeometryType type)
{
    static const char *const types[] = {"none", "point", "line", "polygon"};
    const json_t *output = json_object_get(theme->resource->build, "output");
    return json_string_value(json_is_object(output) ? json_object_get(output, types[type]) : output);
}

static Dataset *find_dataset(GPtrArray *datasets, const char *name)
{
    for (guint i = 0; i < datasets->len; i++) {
        Dataset *dataset = g_ptr_array_index(datasets, i);
        if (strcmp(dataset->name, name) == 0)
            return dataset;
    }
    return NULL;
}

static bool is_file_name(const char *name)
{
    for (const char *at = name; *at; at++)
        if (!g_ascii_isalnum(*at) && *at != '_' && *at != '-')
            return false;
    return *name != '\0';
}

/* The dataset that a feature belongs to; NULL where none is wanted. */
static Dataset *require_dataset(Geodata *geodata, const Theme *theme, GeometryType type, GPtrArray *datasets)
{
    const char *name = output_name(theme, type);
    if (!name || type == GEOMETRY_NONE)
        return NULL;
    Dataset *dataset = find_dataset(datasets, name);
    if (!is_file_name(name)) {
        report_add(geodata->report, SEVERITY_ERROR, geodata->package->path, 0, theme->resource->name,
                   "expected letters, digits, \"_\" and \"-\" as name of a dataset, found \"%s\"", name);
        return NULL;
    }
    if (!dataset) {
        dataset = dataset_new(name, type);
        g_ptr_array_add(datasets, dataset);
    }
    if (dataset->type == type)
        return dataset;
    report_add(geodata->report, SEVERITY_ERROR, geodata->package->path, 0, theme->resource->name,
               "dataset \"%s\" would hold shapes of two kinds", name);
    return NULL;
}

/* The names that a theme's features have: its own columns, then what joins take. Array of borrowed texts. */
static GPtrArray *theme_names(const Theme *theme)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < theme->resource->column_count; i++)
        if (!is_listed(authored_only, theme->resource->columns[i].name))
            g_ptr_array_add(names, (void *)theme->resource->columns[i].name);
    const json_t *joins = json_object_get(theme->resource->build, "join");
    for (size_t i = 0; i < json_array_size(joins); i++) {
        json_t *take = json_object_get(json_array_get(joins, i), "take");
        for (size_t k = 0; k < json_array_size(take); k++)
            if (json_is_string(json_array_get(take, k)))
                g_ptr_array_add(names, (void *)json_string_value(json_array_get(take, k)));
        const char *name;
        json_t *value;
        json_object_foreach(take, name, value) g_ptr_array_add(names, (void *)name);
    }
    return names;
}

static const char *value_text(const Column *column, const char *text)
{
    bool flag;
    if (!column || column->type != FIELD_BOOLEAN || !*text)
        return text;
    return column_read_boolean(column, text, &flag) && flag ? "T" : "F";
}

static void copy_value(Geodata *geodata, const Theme *theme, const Occurrence *occurrence, const char *name,
                       Dataset *dataset, DatasetFeature *feature)
{
    const Column *column = NULL;
    const char *text = theme_text(geodata, theme, occurrence, name, &column);
    /* A name given by a join may rename the column it takes. */
    const bool own = column && strcmp(column->name, name) == 0;
    const char *field = own ? column->short_name : name;
    const FieldType type = column ? column->type : FIELD_TEXT;
    if (strlen(field) > 10 || dataset_add_field(dataset, field, type) == G_MAXSIZE)
        report_add(geodata->report, SEVERITY_ERROR, feature->file, feature->line, name,
                   "cannot be a field \"%s\" of dataset \"%s\": name too long, or another type before", field,
                   dataset->name);
    else
        dataset_set(dataset, feature, field, value_text(column, text));
}

/* An English name is the French one where no other is given. A row that holds in another place as well has
 * its id with that of the place. */
static void mend_names(const Theme *theme, const Occurrence *occurrence, Dataset *dataset,
                       DatasetFeature *feature)
{
    const char *french = feature->values[find_field(dataset, "name_fr")];
    const char *english = feature->values[find_field(dataset, "name_en")];
    if (french && (!english || !*english))
        dataset_set(dataset, feature, "name_en", french);
    const char *id = table_cell(theme->table, occurrence->row, "id");
    const char *followers = resource_build_text(theme->resource, "followers", NULL);
    const char *leader =
        followers ? table_cell(occurrence->place->table, occurrence->place_row, followers) : "";
    if (*leader) {
        const char *place = table_cell(occurrence->place->table, occurrence->place_row, "id");
        dataset_set(dataset, feature, "id", arena_print(dataset->arena, "%s-%s", id, place));
    }
}

static void add_occurrence(Geodata *geodata, const Theme *theme, const Occurrence *occurrence,
                           const GPtrArray *names, GPtrArray *datasets)
{
    const GEOSGeometry *geometry = occurrence_geometry(occurrence);
    Dataset *dataset = require_dataset(geodata, theme, geos_type(geodata->geos, geometry), datasets);
    if (!dataset)
        return;
    const Row *row = &theme->table->rows[occurrence->row];
    DatasetFeature *feature = dataset_add_feature(dataset, geometry, row->file, row->line);
    for (guint i = 0; i < names->len; i++)
        copy_value(geodata, theme, occurrence, g_ptr_array_index(names, i), dataset, feature);
    dataset_set_dates(dataset, feature, &occurrence->start, &occurrence->end);
    mend_names(theme, occurrence, dataset, feature);
}

static void add_theme(Geodata *geodata, const Theme *theme, GPtrArray *datasets)
{
    if (strcmp(theme->kind, "front") == 0) {
        Dataset *dataset = require_dataset(geodata, theme, GEOMETRY_LINE, datasets);
        if (dataset)
            front_build(geodata, theme, dataset);
        return;
    }
    g_autoptr(GPtrArray) names = theme_names(theme);
    for (guint i = 0; i < theme->occurrences->len; i++)
        add_occurrence(geodata, theme, &g_array_index(theme->occurrences, Occurrence, i), names, datasets);
}

static int compare_names(const void *left, const void *right)
{
    return strcmp((*(Dataset *const *)left)->name, (*(Dataset *const *)right)->name);
}

static void free_dataset(void *item)
{
    dataset_free(item);
}

GPtrArray *dataset_build_all(Geodata *geodata)
{
    GPtrArray *datasets = g_ptr_array_new_with_free_func(free_dataset);
    for (size_t i = 0; i < geodata->package->resource_count; i++)
        if (json_object_get(geodata->package->resources[i].build, "output"))
            add_theme(geodata, &geodata->themes[i], datasets);
    g_ptr_array_sort(datasets, compare_names);
    return datasets;
}
