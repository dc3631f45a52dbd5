/* Looks at any finished PDF as a print shop does before it makes plates: PDF/X-4 and what is beyond it. */
#pragma once

#include "base/report.h"
#include "ink/printer.h"

/* What a press holds. Lengths in points, ink in per cent, images in pixels per inch; 0: no such limit. */
typedef struct {
    double line, line_inks; /* thinnest line of one ink, of more */
    double text, text_inks; /* smallest text of one ink, of more */
    double image;
    double ink;
    double bleed; /* millimetres; as far inside the cut no text should stand */
} PreflightLimits;

/* Of offset printing on coated paper, as print shops publish them. */
PreflightLimits preflight_limits(void);
/* Those of a printer profile. */
PreflightLimits preflight_printer_limits(const Printer *printer);

/* Reports on the PDF at `path`. Total ink is measured on plates that Ghostscript draws; a warning says where
 * it is not installed. Errors: IO, FORMAT (not a PDF at all). */
bool preflight_check(const char *path, Report *report, GError **error);
bool preflight_check_limits(const char *path, const PreflightLimits *limits, Report *report, GError **error);
