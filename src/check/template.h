/* What a check of a page template shares among its parts. */
#pragma once

#include "base/report.h"
#include "layout/cascade.h"
#include "layout/field.h"

#include <libxml/tree.h>
#include <stdbool.h>

typedef struct {
    const char *path;
    xmlDoc *document;
    Cascade *cascade;
    Report *report;
} TemplateCheck;

/* Whether the template itself draws the node: it stands in `under` or `over`, or is defined for what does. */
bool template_draws(const xmlNode *node);

/* Fields that no map has, or that look like a slip (template_text.c). */
void template_check_fields(const TemplateCheck *check);
/* Fonts that are not installed. */
void template_check_fonts(const TemplateCheck *check);
/* Texts that do not fit their boxes, with stand-ins for their fields, in each language. */
void template_check_boxes(const TemplateCheck *check);
/* Lines of the template's own text that run off the page, in one language (template_lines.c). */
void template_check_lines(const TemplateCheck *check, const Fields *samples, const char *language);
