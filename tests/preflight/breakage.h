/* Ways to break a good PDF, each with the words in which the preflight must tell it. */
#pragma once

#include "base/report.h"
#include "print/pdf.h"

typedef struct {
    void (*apply)(const Pdf *pdf, qpdf_oh page, const char *text);
    const char *text; /* what `apply` puts in */
    Severity severity;
    const char *place, *message; /* parts of the finding */
} Breakage;

extern const Breakage breakages[];
extern const size_t breakage_count;

/* Changes that leave it good; they have no finding. */
extern const Breakage good_variants[];
extern const size_t good_variant_count;
