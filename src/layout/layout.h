/* The page template: an SVG file in millimetres, edited in Inkscape. Its groups `under` and `over` are drawn
 * below and above everything else. Elements whose id names a kind of place (map.main, map.inset-seine,
 * legend, text.lead ...) only say where something goes and how its text is set: they are not drawn.
 * styles/layouts/README.md tells designers all of it. */
#pragma once

#include "base/report.h"
#include "geometry/geometry.h"
#include "layout/text_box.h"

#include <libxml/tree.h>

/* What can stand on a page besides the template's own drawing. */
typedef enum {
    PLACE_MAP,
    PLACE_TEXT,
    PLACE_LEGEND,
    PLACE_SCALE_BAR,
    PLACE_NORTH,
    PLACE_GRATICULE,
    PLACE_GRID,
    PLACE_TIMELINE,
    PLACE_FIGURES,
    PLACE_CREDITS,
    PLACE_SOURCES,
    PLACE_INDEX,
    PLACE_KEY,
    PLACE_DATE,
    PLACE_KINDS
} PlaceKind;

/* An element of the template that says where something goes. Its id is the kind's name, or that name, a dot
 * and anything. */
typedef struct {
    char *id;
    PlaceKind kind;
    Box box;        /* style pixels of the page */
    TextStyle text; /* font-*, text-anchor, line-height, letter-spacing, fill; the font is owned */
    bool has_fill;  /* false: fill="none" or nothing */
    Stroke stroke;  /* width 0: none */
    size_t line;    /* in the file */
    const xmlNode *node;
} Place;

typedef struct Layout Layout;

/* How a template is read. */
typedef struct {
    const char *language; /* elements with another systemLanguage are dropped */
    const char *theme;    /* CSS file that restyles the template, or NULL */
    double width, height; /* style pixels; 0: the template's own. The template is scaled as a whole */
    Report *report;       /* gets what is wrong with places, and reading goes on; NULL: the first fails */
} LayoutOptions;

/* A page without template: the map fills it. Sizes in style pixels. */
Layout *layout_new_bare(double width, double height);
/* Errors: IO, FORMAT, STYLE (no map.main, wrong lengths), USAGE (a page of another shape). Free with
 * layout_free(). */
Layout *layout_load(const char *path, const LayoutOptions *options, GError **error);
void layout_free(Layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layout, layout_free)
/* The size a template says it has, style pixels. */
bool layout_read_size(const char *path, double *width, double *height, GError **error);

double layout_width(const Layout *layout);
double layout_height(const Layout *layout);
/* The file's path; NULL for a bare page. */
const char *layout_path(const Layout *layout);
/* The document without fields filled, borrowed; NULL for a bare page. */
xmlDoc *layout_document(const Layout *layout);
/* Style pixels of the page per unit of the template's viewBox. */
double layout_scale(const Layout *layout);

/* The places in the order of the document, which is the order of painting. */
size_t layout_place_count(const Layout *layout);
const Place *layout_place(const Layout *layout, size_t index);
/* The place with this id, or NULL. A bare page has "map.main" only. */
const Place *layout_find_place(const Layout *layout, const char *id);
/* An attribute of a place ("data-date"), newly allocated, or NULL. */
char *place_attribute(const Place *place, const char *name);
/* The number an attribute holds; `otherwise` where there is none. */
double place_number(const Place *place, const char *name, double otherwise);

/* The kind an id names; false where it names none. */
bool place_kind_of(const char *id, PlaceKind *kind);
/* "map", "legend" ...: static text. */
const char *place_kind_name(PlaceKind kind);
