/* Findings collected by checks and loaders: severity, place, words. A loader that is given a report goes on
 * after a finding; one that is given none stops at the first error. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum { SEVERITY_ERROR, SEVERITY_WARNING } Severity;

typedef struct {
    Severity severity;
    char *file;    /* as the user named it */
    size_t line;   /* from 1; 0 where the file has no lines */
    char *path;    /* "layers[3].paint.line-width", "feature 12", or "" */
    char *message; /* one sentence without a final full stop */
} Finding;

typedef struct Report Report;

Report *report_new(void);
void report_free(Report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

/* Adds a finding; all texts are copied. `path` may be NULL. */
void report_add(Report *report, Severity severity, const char *file, size_t line, const char *path,
                const char *format, ...) G_GNUC_PRINTF(6, 7);

size_t report_count(const Report *report);
size_t report_error_count(const Report *report);
/* The finding at `index`, borrowed. */
const Finding *report_finding(const Report *report, size_t index);
/* Sorts by file, line, path, message, so that the order does not depend on how a check walked. */
void report_sort(Report *report);
/* "FILE:LINE: error: PATH: words" (contract of `check`), newly allocated, without line end. */
char *finding_to_text(const Finding *finding);
