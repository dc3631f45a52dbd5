/* A page: template, map, legend, scale bar, credits. Painted once for vector files, once for each band of a
 * PNG. */
#pragma once

#include "layout/layout.h"
#include "paint/paint.h"
#include "projection/projection.h"

/* All borrowed. */
typedef struct {
    const Layout *layout;
    const Projection *projection;
    const Scene *scene;
    const Placement *placement;
    size_t instant; /* the scene's date in the placement's timeline */
    const Fields *fields;
    const char *language;
} Page;

void page_paint(const Page *page, Canvas *canvas);

/* What goes into the template's places; each does nothing where the template has no such place. */
void page_paint_legend(const Page *page, Canvas *canvas);
void page_paint_scale_bar(const Page *page, Canvas *canvas);
void page_paint_credits(const Page *page, Canvas *canvas);

/* The keys of the sources of all painted features (first word of each part of their `source` attribute),
 * sorted, joined by ", ". Newly allocated. */
char *page_source_keys(const Scene *scene);
