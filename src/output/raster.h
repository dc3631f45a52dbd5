/* Pages as pixels, for PNG files and films alike: painted in bands, and packed as PNG wants them. */
#pragma once

#include "layout/page.h"
#include "output/proof.h"
#include "paint/tiled_page.h"

typedef struct {
    int width, height;
    double scale;       /* device pixels per style pixel */
    bool screen;        /* drawn as on a screen; see Canvas */
    bool opaque;        /* every page paints its whole sheet: no alpha */
    const Proof *proof; /* what packed bands go through; borrowed, or NULL */
} RasterSize;

/* How many device pixels a page has; false and an error LIMIT where that cannot be. */
bool raster_measure(double width, double height, double dpi, RasterSize *out, GError **error);

typedef struct Raster Raster;

/* `keep`: pixels stay for the next page, of which only what changed is painted and packed again; else memory
 * does not grow with the height. Free with raster_free(). */
Raster *raster_new(const RasterSize *size, bool keep);
void raster_free(Raster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Raster, raster_free)

/* Takes down what a page draws; nothing is painted yet. The page must live until its bands are asked for. */
void raster_record(Raster *raster, const Page *page);
/* The sum of what was recorded: equal sums, equal pixels. */
uint64_t raster_sum(const Raster *raster);
size_t raster_band_count(const Raster *raster);
int raster_band_rows(const Raster *raster, size_t band);
/* The pixels of a band: ARGB32, premultiplied. Borrowed until the next call; NULL and an error LIMIT where
 * they cannot be painted. */
const uint32_t *raster_band(Raster *raster, size_t band, GError **error);

/* A band's rows as PNG packs them. */
typedef struct {
    GByteArray *bytes; /* DEFLATE blocks that end on a whole byte */
    uint32_t adler;    /* Adler-32 of the rows */
    uint64_t sum;
} PackedBand;

/* Takes a band and its pixel rows; false and an error end it all. */
typedef bool (*PackedBandTaker)(const PackedBand *packed, int rows, void *user, GError **error);

/* Hands over all bands in their order, on this thread; once for each page. What is not kept is painted and
 * packed in `jobs` threads (0: one for each core). False and an error as above, or the taker's. */
bool raster_pack(Raster *raster, unsigned jobs, PackedBandTaker take, void *user, GError **error);
