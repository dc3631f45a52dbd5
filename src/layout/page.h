/* A page: the template's drawing and what stands in its places. Painted once for vector files, once for each
 * band of a PNG. */
#pragma once

#include "base/report.h"
#include "layout/artwork.h"
#include "layout/layout.h"
#include "paint/paint.h"
#include "projection/projection.h"

/* One map of the page, at its date. All borrowed. */
typedef struct {
    const Place *place;
    const Projection *projection;
    const Scene *scene;
    const Placement *placement;
    size_t instant; /* the scene's date in the placement's timeline */
} Panel;

/* All borrowed. */
typedef struct {
    const Layout *layout;
    const Artwork *artwork; /* NULL: a bare page */
    const Fields *fields;
    const char *language;
    size_t panel_count;
    const Panel *panels; /* the first is map.main */
} Page;

void page_paint(const Page *page, Canvas *canvas);
/* Warns of what does not fit its place, with the file's line and by how much. */
void page_measure(const Page *page, Report *report);

/* The panel a place belongs to: its attribute data-map, or map.main. NULL where there is no such map. */
const Panel *page_panel(const Page *page, const Place *place);

/* The keys of the sources of all painted features (first word of each part of their `source` attribute),
 * sorted, joined by ", ". Newly allocated. */
char *page_source_keys(const Scene *scene);
