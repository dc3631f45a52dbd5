/* A page in pixels, painted from a recording tile by tile. A picture that is kept from page to page paints
 * only the tiles in which something changed, and those from where they changed. */
#pragma once

#include "paint/recording.h"

#include <glib.h>

typedef struct TiledPage TiledPage;

/* `scale`: device pixels per style pixel. `screen`: see Canvas. `keep`: all pixels stay in memory for the
 * next page; else those of a row of tiles only, or of a small picture, which is then painted whenever much of
 * it is recorded. Free with tiled_page_free(). */
TiledPage *tiled_page_new(int width, int height, double scale, bool screen, bool keep);
void tiled_page_free(TiledPage *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TiledPage, tiled_page_free)

/* The canvas that records the next page, borrowed; nothing is painted yet. */
Canvas *tiled_page_begin(TiledPage *picture);
/* The sum of what was recorded for a picture that is kept: equal sums, equal pictures. */
uint64_t tiled_page_sum(const TiledPage *picture);
/* Rows of tiles, and the pixel rows in one of them. */
size_t tiled_page_band_count(const TiledPage *picture);
int tiled_page_band_rows(const TiledPage *picture, size_t band);
/* The pixels of a row of tiles, ARGB32, premultiplied, as many to a row as the picture is wide; painted as
 * far as they are not yet. Borrowed until the next call; where none are kept, the caller may change them.
 * NULL and an error LIMIT where cairo fails. The page's drawings must still be there. */
uint32_t *tiled_page_band(TiledPage *picture, size_t band, GError **error);
/* Paints bands of a page that is not kept, one of several beside each other in threads of their own. */
typedef struct BandPainter BandPainter;

/* Once all is recorded, and by the thread that did so; until it is freed nothing else may be asked of the
 * picture. Free with band_painter_free(). */
BandPainter *band_painter_new(TiledPage *picture);
void band_painter_free(BandPainter *painter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BandPainter, band_painter_free)
/* As tiled_page_band(); each band is painted once. Borrowed until this painter's next call. */
uint32_t *band_painter_paint(BandPainter *painter, size_t band, GError **error);
/* Of a kept picture, once the band is painted: equal sums, equal pixels. */
uint64_t tiled_page_band_sum(const TiledPage *picture, size_t band);
