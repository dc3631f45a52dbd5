/* The text sources of a geodata folder into shapefiles. */
#include "semaine.h"

#include "geodata/dataset.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

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

static bool write_all(const GPtrArray *datasets, const Geos *geos, const char *output, GError **error)
{
    if (g_mkdir_with_parents(output, 0777) != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be made: %s", output,
                    g_strerror(errno));
        return false;
    }
    for (guint i = 0; i < datasets->len; i++)
        if (!dataset_write(g_ptr_array_index(datasets, i), geos, output, error))
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
