/* Pages for tests: data/plan.json in a template that the test writes. */
#pragma once

#include "setup/frame.h"

typedef struct {
    char *folder, *path; /* of the template */
    RenderSetup *setup;
    Frame *frame;
    GError *error;
} Sheet;

/* A page of the date in a template of 200 x 100 mm with these elements; `error` is set where that fails. */
Sheet sheet_open(const char *elements, const char *date, const char *language);
void sheet_close(Sheet *sheet);
/* The page as SVG; newly allocated. */
char *sheet_svg(const Sheet *sheet);
/* What page_measure() finds, one line each; newly allocated. */
char *sheet_warnings(const Sheet *sheet);
