#include "check/file.h"

#include "base/error.h"
#include "base/stream.h"
#include "preflight/preflight.h"

#include <string.h>

/* What files there are checks for. A new kind is a row. */
static const struct {
    const char *suffix; /* lower case */
    bool (*check)(const char *path, Report *report, GError **error);
} kinds[] = {
    {"datapackage.json", check_geodata}, {".json", check_style},    {".shp", check_source},
    {".geojson", check_source},          {".pdf", preflight_check}, {".svg", check_template},
};

static bool check_file(const char *path, Report *report, GError **error)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return check_geodata(path, report, error);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_suffix(lower, kinds[i].suffix))
            return kinds[i].check(path, report, error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, "%s: no check for files of this kind", path);
    return false;
}

static void print_report(Report *report, FILE *out)
{
    report_sort(report);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        fprintf(out, "%s\n", text);
    }
}

bool semaine_check(const char *const *paths, size_t count, FILE *out, bool *clean, GError **error)
{
    bool readable = true;
    *clean = true;
    for (size_t i = 0; i < count; i++) {
        g_autoptr(Report) report = report_new();
        /* The first file that cannot be read is the one told; the others are checked all the same. */
        if (!check_file(paths[i], report, readable ? error : NULL))
            readable = false;
        if (report_error_count(report) > 0)
            *clean = false;
        print_report(report, out);
    }
    return stream_flush(out, "the findings", readable ? error : NULL) && readable;
}
