/* A page: the template's drawing and what stands in its places. Painted once for vector files, once for each
 * band of a PNG. */
#pragma once

#include "base/report.h"
#include "layout/artwork.h"
#include "layout/layout.h"
#include "layout/painted.h"
#include "paint/paint.h"
#include "projection/projection.h"
#include "scene/figure.h"
#include "source/references.h"

/* One map of the page, at its date. All borrowed. */
typedef struct {
    const Place *place;
    const Style *style;
    const Projection *projection;
    const Scene *scene;
    const Placement *placement;
    size_t instant; /* the scene's date in the placement's timeline */
    const Painted *painted;
    const GArray *figures; /* of Figure */
} Panel;

/* All borrowed. */
typedef struct {
    const Layout *layout;
    const Artwork *artwork; /* NULL: a bare page */
    const Fields *fields;
    const References *references; /* of the style's sources; may be NULL */
    const char *language;
    size_t panel_count;
    const Panel *panels; /* the first is map.main */
    const char *label;   /* what page label and outline of a PDF call it; NULL: none */
} Page;

void page_paint(const Page *page, Canvas *canvas);
/* Warns of what does not fit its place, with the file's line and by how much. */
void page_measure(const Page *page, Report *report);

/* The panel a place belongs to: its attribute data-map, or map.main. NULL where there is no such map. */
const Panel *page_panel(const Page *page, const Place *place);

/* The keys of the sources of all painted features (first word of each part of their `source` attribute),
 * sorted, each once. Free with g_strfreev(). */
char **page_source_keys(const Page *page);

/* A class of the legend on this page. */
typedef struct {
    const Panel *panel;
    const LegendEntry *entry;
    bool painted; /* on the paper; else an empty slot */
    size_t item;  /* then: the first of the panel's scene that is */
} LegendClass;

/* The classes of all maps that show the main style, or of the map that `place` names, each once, in the order
 * of the style; without those that `place` leaves out; array of LegendClass, free with g_array_unref().
 * `place` may be NULL. */
GArray *page_legend_classes(const Page *page, const Place *place);
