/* The page template: an SVG file in millimetres, edited in Inkscape. Its groups `under` and `over` are drawn
 * below and above the map; elements whose id is a placeholder's name (map.main, legend, scalebar, credits
 * ...) mark where things go and are not drawn.
 * {{name}} in its text is replaced by fields. */
#pragma once

#include "base/color.h"
#include "geometry/geometry.h"
#include "layout/field.h"

#include <librsvg/rsvg.h>

/* Where something goes, and how its text is set: from the placeholder's own attributes. */
typedef struct {
    Box box;                 /* style pixels of the page */
    const char *font_family; /* attribute font-family; NULL: the page's sans */
    double font_size;        /* style pixels; 0: not said */
    Color color;             /* attribute fill; black where there is none */
} Placeholder;

typedef struct Layout Layout;

/* A page without template: the map fills it. Sizes in style pixels. */
Layout *layout_new_bare(double width, double height);
/* Reads a template and fills its fields; `width` and `height` (style pixels, 0: the template's own) scale it
 * as a whole. Errors: IO, FORMAT, STYLE (unknown field, with the line; no map.main; sizes of another shape).
 * Free with layout_free(). */
Layout *layout_load(const char *path, const Fields *fields, double width, double height, GError **error);
void layout_free(Layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layout, layout_free)

double layout_width(const Layout *layout);
double layout_height(const Layout *layout);
/* The placeholder called `name`; false where the template has none. A bare page has "map.main" only. */
bool layout_placeholder(const Layout *layout, const char *name, Placeholder *out);
/* The template for librsvg, and the text of one of its groups ("under", "over") as SVG; NULL on a bare page.
 * Borrowed. */
RsvgHandle *layout_template(const Layout *layout);
const char *layout_group_markup(const Layout *layout, const char *id);
/* Style pixels of the page per unit of the template's viewBox. */
double layout_template_scale(const Layout *layout);
