/* The text sources of a geodata folder into shapefiles. */
#include "semaine.h"

#include "geodata/dataset.h"
#include "source/spatial_index.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Features from which on lines and areas get a spatial index: fewer are sooner read than looked for. */
enum { INDEX_MIN = 5000 };

/* Tells all findings; the first error becomes `error`. */
static bool tell_findings(Report *report, SemaineMessage message, void *user, GError **error)
{
    report_sort(report);
    for (size_t i = 0; i < report_count(report); i++) {
        const Finding *finding = report_finding(report, i);
        g_autofree char *text = finding_to_text(finding);
        if (message)
            message(text, user);
    }
    const size_t errors = report_error_count(report);
    if (errors > 0)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_GEODATA,
                    "%zu error%s in the geodata; nothing was written", errors, errors == 1 ? "" : "s");
    return errors == 0;
}

/* With its index, or without one that was made for other shapes. */
static bool write_dataset(const Dataset *dataset, const Geos *geos, const char *output, GError **error)
{
    g_autofree char *name = g_strconcat(dataset->name, ".shp", NULL);
    g_autofree char *path = g_build_filename(output, name, NULL);
    spatial_index_remove(path);
    if (!dataset_write(dataset, geos, output, error))
        return false;
    const bool has_boxes = dataset->type == GEOMETRY_LINE || dataset->type == GEOMETRY_POLYGON;
    return !has_boxes || dataset->features->len < INDEX_MIN || spatial_index_write(path, error);
}

static bool write_all(const GPtrArray *datasets, const Geos *geos, const char *output, GError **error)
{
    if (g_mkdir_with_parents(output, 0777) != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be made: %s", output,
                    g_strerror(errno));
        return false;
    }
    for (guint i = 0; i < datasets->len; i++)
        if (!write_dataset(g_ptr_array_index(datasets, i), geos, output, error))
            return false;
    return true;
}

bool semaine_build_geodata(const char *folder, const char *output, SemaineMessage message, void *user,
                           GError **error)
{
    g_autoptr(Report) report = report_new();
    g_autoptr(Geodata) geodata = geodata_load(folder, report, error);
    if (!geodata)
        return false;
    g_autoptr(GPtrArray) datasets = dataset_build_all(geodata);
    for (guint i = 0; i < datasets->len; i++)
        dataset_check(g_ptr_array_index(datasets, i), report);
    return tell_findings(report, message, user, error) && write_all(datasets, geodata->geos, output, error);
}

bool semaine_build_index(const char *path, GError **error)
{
    return spatial_index_write(path, error);
}
