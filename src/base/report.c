#include "base/report.h"

#include <string.h>

struct Report {
    GPtrArray *findings;
    size_t error_count;
};

static void finding_free(void *item)
{
    Finding *finding = item;
    g_free(finding->file);
    g_free(finding->path);
    g_free(finding->message);
    g_free(finding);
}

Report *report_new(void)
{
    Report *report = g_new0(Report, 1);
    report->findings = g_ptr_array_new_with_free_func(finding_free);
    return report;
}

void report_free(Report *report)
{
    if (!report)
        return;
    g_ptr_array_unref(report->findings);
    g_free(report);
}

void report_add(Report *report, Severity severity, const char *file, size_t line, const char *path,
                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Finding *finding = g_new0(Finding, 1);
    finding->severity = severity;
    finding->file = g_strdup(file ? file : "");
    finding->line = line;
    finding->path = g_strdup(path ? path : "");
    finding->message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    /* A finding is one line, whatever a library had to say. */
    g_strchomp(g_strdelimit(finding->message, "\r\n\t", ' '));
    g_ptr_array_add(report->findings, finding);
    if (severity == SEVERITY_ERROR)
        report->error_count++;
}

size_t report_count(const Report *report)
{
    return report->findings->len;
}

size_t report_error_count(const Report *report)
{
    return report->error_count;
}

const Finding *report_finding(const Report *report, size_t index)
{
    return g_ptr_array_index(report->findings, index);
}

static int finding_compare(const void *left, const void *right)
{
    const Finding *a = *(const Finding *const *)left, *b = *(const Finding *const *)right;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = strcmp(a->path, b->path);
    return order ? order : strcmp(a->message, b->message);
}

void report_sort(Report *report)
{
    g_ptr_array_sort(report->findings, finding_compare);
}

char *finding_to_text(const Finding *finding)
{
    GString *text = g_string_new(finding->file);
    if (finding->line)
        g_string_append_printf(text, ":%zu", finding->line);
    g_string_append(text, finding->severity == SEVERITY_ERROR ? ": error: " : ": warning: ");
    if (finding->path[0])
        g_string_append_printf(text, "%s: ", finding->path);
    g_string_append(text, finding->message);
    return g_string_free(text, FALSE);
}
