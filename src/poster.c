#include "semaine.h"

#include "base/error.h"
#include "base/stream.h"
#include "preflight/preflight.h"
#include "setup/print_setup.h"

static void print_findings(Report *report, FILE *out)
{
    report_sort(report);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        fprintf(out, "%s\n", text);
    }
}

bool semaine_poster(const SemaineRenderOptions *options, FILE *findings, bool *clean, GError **error)
{
    SemaineRenderOptions print = *options;
    if (!print.printer)
        print.printer = "coated-fogra39";
    if (!g_str_has_suffix(print.output, ".pdf")) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "%s: a poster is a PDF: expected a name that ends in .pdf", print.output);
        return false;
    }
    g_autoptr(Printer) printer = print_setup_find_printer(print.printer, error);
    if (!printer || !semaine_render(&print, error))
        return false;
    const PreflightLimits limits = preflight_printer_limits(printer);
    g_autoptr(Report) report = report_new();
    if (!preflight_check_limits(print.output, &limits, report, error))
        return false;
    print_findings(report, findings);
    *clean = report_error_count(report) == 0;
    return stream_flush(findings, "the findings", error);
}
