/* A template's own drawing with its fields filled: what one page shows of it. */
#pragma once

#include "layout/field.h"
#include "layout/layout.h"

#include <librsvg/rsvg.h>

typedef struct Artwork Artwork;

/* NULL without an error where the layout is a bare page. Errors: STYLE (unknown field, with the line),
 * FORMAT. Free with artwork_free(). */
Artwork *artwork_new(const Layout *layout, const Fields *fields, GError **error);
void artwork_free(Artwork *artwork);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Artwork, artwork_free)

/* For librsvg: layers "#under" and "#over". */
RsvgHandle *artwork_drawing(const Artwork *artwork);
/* A group ("under", "over") as SVG that stands alone; the first of them brings the template's styles and
 * definitions. NULL where there is none. Borrowed. */
const char *artwork_markup(const Artwork *artwork, const char *id);
/* The words of a text place, filled: its data-text attribute or its <title>. Newly allocated; NULL where it
 * has none, or a field is unknown. */
char *artwork_text(const Place *place, const Fields *fields);
