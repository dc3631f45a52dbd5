#include "geodata/check.h"

#include "geodata/dataset.h"

#include <string.h>

static bool is_built(const Theme *theme)
{
    return json_object_get(theme->resource->build, "output") != NULL;
}

void check_names(Geodata *geodata)
{
    for (size_t i = 0; i < geodata->package->resource_count; i++) {
        const Theme *theme = &geodata->themes[i];
        const bool expected = is_built(theme) && !theme->resource->proper_names &&
                              resource_lookup_column(theme->resource, "name_en");
        for (size_t row = 0; expected && row < theme->table->row_count; row++)
            if (!*table_cell(theme->table, row, "name_en"))
                table_error(theme->table, row, "name_en", geodata->report,
                            "expected an English name, found nothing");
    }
}

void check_ids(Geodata *geodata)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < geodata->package->resource_count; i++) {
        const Theme *theme = &geodata->themes[i];
        for (size_t row = 0; row < theme->table->row_count; row++) {
            const char *id = table_cell(theme->table, row, "id");
            const Row *before = g_hash_table_lookup(seen, id);
            /* Twice in one file is told when the table is read. */
            if (before && strcmp(before->file, theme->table->rows[row].file) != 0)
                table_error(theme->table, row, "id", geodata->report, "\"%s\" stands at %s:%zu already", id,
                            before->file, before->line);
            else if (*id && !before)
                g_hash_table_insert(seen, (void *)id, &theme->table->rows[row]);
        }
    }
}

/* ---- Duplicates ---- */

/* What two rows must have in common to be the same feature: all that is not told about it but it itself. */
static char *describe_row(const Geodata *geodata, const Theme *theme, size_t row)
{
    static const char *const aside[] = {"id", "source", "certainty", "facts", "note", "lon", "lat", "wkt"};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < theme->resource->column_count; i++) {
        bool told = true;
        for (size_t k = 0; k < G_N_ELEMENTS(aside); k++)
            told = told && strcmp(theme->resource->columns[i].name, aside[k]) != 0;
        if (told)
            g_string_append_printf(text, "%s\n", theme->table->rows[row].cells[i]);
    }
    char *wkt = GEOSGeomToWKT_r(geodata->geos->handle, theme->geometries[row]);
    g_string_append(text, wkt);
    GEOSFree_r(geodata->geos->handle, wkt);
    return g_string_free(text, FALSE);
}

static void check_theme_duplicates(Geodata *geodata, const Theme *theme)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t row = 0; row < theme->table->row_count; row++) {
        if (!theme->geometries[row])
            continue;
        char *text = describe_row(geodata, theme, row);
        const Row *before = g_hash_table_lookup(seen, text);
        if (before)
            table_error(theme->table, row, NULL, geodata->report, "the same feature stands at %s:%zu",
                        before->file, before->line);
        g_hash_table_insert(seen, text, &theme->table->rows[row]);
    }
}

void check_duplicates(Geodata *geodata)
{
    for (size_t i = 0; i < geodata->package->resource_count; i++)
        if (is_built(&geodata->themes[i]))
            check_theme_duplicates(geodata, &geodata->themes[i]);
}

/* ---- Files ---- */

static bool is_listed(const Package *package, const char *path)
{
    for (size_t i = 0; i < package->resource_count; i++)
        for (size_t k = 0; k < package->resources[i].path_count; k++)
            if (strcmp(package->resources[i].paths[k], path) == 0)
                return true;
    return false;
}

enum { FOLDER_DEPTH_MAX = 4 };

/* `folder` is relative to the package. */
static void check_folder(Geodata *geodata, const char *folder, int depth)
{
    g_autofree char *full = g_build_filename(geodata->package->folder, folder, NULL);
    GDir *directory = depth < FOLDER_DEPTH_MAX ? g_dir_open(full, 0, NULL) : NULL;
    for (const char *name; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *path = *folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
        g_autofree char *place = g_build_filename(full, name, NULL);
        if (g_file_test(place, G_FILE_TEST_IS_DIR))
            check_folder(geodata, path, depth + 1);
        else if (g_str_has_suffix(name, ".csv") && !is_listed(geodata->package, path))
            report_add(geodata->report, SEVERITY_ERROR, place, 0, NULL,
                       "no resource of the package lists this file");
    }
    if (directory)
        g_dir_close(directory);
}

void check_files(Geodata *geodata)
{
    check_folder(geodata, "", 0);
}

static void (*const rules[])(Geodata *geodata) = {
    check_sources, check_references, check_names, check_ids, check_duplicates, check_files,
};

bool geodata_check(const char *folder, Report *report, GError **error)
{
    g_autoptr(Geodata) geodata = geodata_load(folder, report, error);
    if (!geodata)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        rules[i](geodata);
    g_autoptr(GPtrArray) datasets = dataset_build_all(geodata);
    for (guint i = 0; i < datasets->len; i++)
        dataset_check(g_ptr_array_index(datasets, i), report);
    return true;
}
