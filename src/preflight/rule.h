/* What the rules of the preflight share. */
#pragma once

#include "base/report.h"
#include "preflight/preflight.h"
#include "print/pdf.h"

typedef struct {
    const char *path;
    const Pdf *pdf;
    GArray *items; /* PdfItem: every dictionary */
    const PreflightLimits *limits;
    Report *report;
} Preflight;

/* Adds a finding about a place in the file, "page 2" or "object 31". */
void preflight_find(const Preflight *preflight, Severity severity, const char *place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* The same about an indirect object. */
void preflight_find_object(const Preflight *preflight, int object, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* One rule or group of rules a function; each stands in the table of preflight.c. */
void rule_version(const Preflight *preflight);     /* header, identifier, encryption */
void rule_metadata(const Preflight *preflight);    /* information and XMP */
void rule_intent(const Preflight *preflight);      /* output intent */
void rule_interactive(const Preflight *preflight); /* scripts, annotations, attachments, layers */
void rule_objects(const Preflight *preflight);     /* PostScript, other files, transfer curves */
void rule_boxes(const Preflight *preflight);       /* media, bleed, trim */
void rule_fonts(const Preflight *preflight);       /* embedded */
void rule_colors(const Preflight *preflight);      /* inks alone, and what they blend in */
void rule_marks(const Preflight *preflight);       /* lines, texts, black, white, registration, images */
void rule_plates(const Preflight *preflight);      /* total ink, ink in the bleed */
