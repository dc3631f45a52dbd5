/* Small pictures painted once and stamped wherever they are needed: labels, icons, discs, what a hatch or the
 * page's own drawing puts into a tile. */
#pragma once

#include "paint/recording.h"

#include <cairo.h>

typedef struct {
    cairo_surface_t *pixels; /* NULL: nothing to see */
    int x, y;                /* where its upper left corner lies in the picture */
    uint64_t sum;            /* of its pixels */
} Stamp;

typedef struct StampCache StampCache;

/* Painted in device pixels. `keep`: for pages to come as well; else stamps serve neighbouring tiles only and
 * are soon forgotten. Free with stamp_cache_free(). */
StampCache *stamp_cache_new(bool screen, double pixel, bool keep);
/* Another of the same kind for another thread, with the drawings of the first, which must live as long. */
StampCache *stamp_cache_new_beside(StampCache *first);
void stamp_cache_free(StampCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StampCache, stamp_cache_free)

/* What a call paints into `box` (whole device pixels), or all of a stamp call where `box` is NULL. Borrowed
 * until the next call. */
const Stamp *stamp_cache_lookup(StampCache *cache, const RecordedCall *call, const Box *box);
/* Whether a stamp call is small enough to be painted in one piece. */
bool stamp_fits(const RecordedCall *call);
/* To be called when drawings of the page are no longer there. */
void stamp_cache_forget_drawings(StampCache *cache);
/* Paints a stamp call on a canvas whose user space is device pixels. */
void stamp_paint(const StampCall *stamp, Canvas *canvas);
