/* The texts of a page that come from style, state, date, projection and scene. */
#pragma once

#include "layout/field.h"
#include "projection/projection.h"
#include "layout/page.h"

/* Of one map: its place's id, the date it shows, its style and projection. */
typedef struct {
    const char *id, *date;
    const Style *style;
    const Projection *projection;
} PanelCaption;

/* Fields of all that a template may name; those of the scale are empty so far. `date` NULL: the state's day.
 * Free with fields_free(). */
Fields *page_fields_new(const Style *style, const ValueObject *state, const char *date, const char *language);
/* Sets `scale` and `projection`. */
void page_fields_set_scale(Fields *fields, const Projection *projection, const char *language);
/* Sets what captions say of one map: `map.left.date`, `.day`, `.weekday`, `.moment`, `.heading`, `.account`
 * and
 * `.scale`. */
void page_fields_set_panel(Fields *fields, const PanelCaption *caption, const char *language);
/* Sets `sources` to the keys of the sources of what the page draws, and adds them to `credits`. */
void page_fields_add_sources(Fields *fields, const Page *page);
