#include "preflight/preflight.h"

#include "base/error.h"
#include "preflight/rule.h"

#include <errno.h>
#include <string.h>

PreflightLimits preflight_limits(void)
{
    return (PreflightLimits){
        .line = 0.25, .line_inks = 0.5, .text = 6, .text_inks = 7, .image = 200, .ink = 300, .bleed = 3};
}

PreflightLimits preflight_printer_limits(const Printer *printer)
{
    return (PreflightLimits){.line = printer->line_minimum,
                             .line_inks = printer->line_minimum_inks,
                             .text = printer->text_minimum,
                             .text_inks = printer->text_minimum_inks,
                             .image = printer->image_minimum,
                             .ink = printer->ink_limit,
                             .bleed = printer->bleed};
}

void preflight_find(const Preflight *preflight, Severity severity, const char *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report_add(preflight->report, severity, preflight->path, 0, place, "%s", text);
}

void preflight_find_object(const Preflight *preflight, int object, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments),
                    *place = g_strdup_printf("object %d", object);
    va_end(arguments);
    report_add(preflight->report, SEVERITY_ERROR, preflight->path, 0, place, "%s", text);
}

static void (*const rules[])(const Preflight *) = {
    rule_version, rule_metadata, rule_intent, rule_interactive, rule_objects,
    rule_boxes,   rule_fonts,    rule_colors, rule_marks,       rule_plates,
};

/* What qpdf had to mend or could not read is damage that a press may not survive. */
static void report_damage(const Preflight *preflight)
{
    qpdf_data qpdf = preflight->pdf->qpdf;
    while (qpdf_more_warnings(qpdf)) {
        const char *text = qpdf_get_error_message_detail(qpdf, qpdf_next_warning(qpdf));
        preflight_find(preflight, SEVERITY_ERROR, NULL, "damaged: %s", text);
    }
    g_autoptr(GError) error = NULL;
    if (!pdf_check(preflight->pdf, &error))
        preflight_find(preflight, SEVERITY_ERROR, NULL, "damaged: %s", error->message);
}

static bool check(const char *path, GMappedFile *file, const PreflightLimits *limits, Report *report,
                  GError **error)
{
    g_autoptr(Pdf) pdf =
        pdf_open(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), error);
    if (!pdf) {
        g_prefix_error(error, "%s: ", path);
        return false;
    }
    (void)qpdf_push_inherited_attributes_to_page(pdf->qpdf);
    g_autoptr(GArray) items = pdf_collect(pdf);
    const Preflight preflight = {path, pdf, items, limits, report};
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        rules[i](&preflight);
    report_damage(&preflight);
    return true;
}

bool preflight_check_limits(const char *path, const PreflightLimits *limits, Report *report, GError **error)
{
    g_autoptr(GError) reason = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &reason);
    if (file)
        return check(path, file, limits, report, error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be read: %s", path, reason->message);
    return false;
}

bool preflight_check(const char *path, Report *report, GError **error)
{
    const PreflightLimits limits = preflight_limits();
    return preflight_check_limits(path, &limits, report, error);
}
