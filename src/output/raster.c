#include "output/raster.h"

#include "base/error.h"
#include "base/parallel.h"
#include "output/deflate.h"

#include <math.h>

enum { SIDE_MAX = 32767 /* cairo's image surfaces end here */ };

struct Raster {
    RasterSize size;
    TiledPage *tiles;
    Deflater *deflater;
    uint32_t *rows; /* of one band, not premultiplied; NULL where the picture's own may be changed */
    bool keep;
    PackedBand *packed; /* of all bands; where none are kept, NULL */
};

bool raster_measure(double width, double height, double dpi, RasterSize *out, GError **error)
{
    const double scale = dpi / 96, columns = round(width * scale), rows = round(height * scale);
    if (!(columns >= 1 && rows >= 1 && columns <= SIDE_MAX && rows <= 1e6)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT,
                    "a picture of %.0f x %.0f pixels cannot be made: expected a width of 1 to %d and a "
                    "height of 1 to 1000000",
                    columns, rows, SIDE_MAX);
        return false;
    }
    *out = (RasterSize){.width = (int)columns, .height = (int)rows, .scale = scale};
    return true;
}

Raster *raster_new(const RasterSize *size, bool keep)
{
    Raster *raster = g_new0(Raster, 1);
    raster->size = *size;
    raster->keep = keep;
    raster->tiles = tiled_page_new(size->width, size->height, size->scale, size->screen, keep);
    raster->packed = keep ? g_new0(PackedBand, raster_band_count(raster)) : NULL;
    return raster;
}

void raster_free(Raster *raster)
{
    if (!raster)
        return;
    for (size_t i = 0; raster->keep && i < raster_band_count(raster); i++)
        g_clear_pointer(&raster->packed[i].bytes, g_byte_array_unref);
    g_free(raster->packed);
    deflater_free(raster->deflater);
    g_free(raster->rows);
    tiled_page_free(raster->tiles);
    g_free(raster);
}

void raster_record(Raster *raster, const Page *page)
{
    page_paint(page, tiled_page_begin(raster->tiles));
}

uint64_t raster_sum(const Raster *raster)
{
    return tiled_page_sum(raster->tiles);
}

size_t raster_band_count(const Raster *raster)
{
    return tiled_page_band_count(raster->tiles);
}

int raster_band_rows(const Raster *raster, size_t band)
{
    return tiled_page_band_rows(raster->tiles, band);
}

const uint32_t *raster_band(Raster *raster, size_t band, GError **error)
{
    return tiled_page_band(raster->tiles, band, error);
}

/* cairo's premultiplied pixels to straight ones; an opaque page has no alpha, whatever its edge has. */
static void convert(const Raster *raster, const uint32_t *pixels, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t pixel = pixels[i], a = pixel >> 24;
        if (raster->size.opaque || a == 255 || a == 0) {
            out[i] = raster->size.opaque ? pixel | 0xff000000u : pixel;
            continue;
        }
        const uint32_t r = ((pixel >> 16 & 255) * 255 + a / 2) / a,
                       g = ((pixel >> 8 & 255) * 255 + a / 2) / a, b = ((pixel & 255) * 255 + a / 2) / a;
        out[i] = a << 24 | r << 16 | g << 8 | b;
    }
}

static void apply_proof(const Raster *raster, uint32_t *row)
{
    const size_t width = (size_t)raster->size.width;
    g_autofree unsigned char *bytes = g_malloc(width * 4);
    for (size_t x = 0; x < width; x++)
        for (size_t k = 0; k < 4; k++)
            bytes[4 * x + k] = (unsigned char)(row[x] >> (k < 3 ? 16 - 8 * k : 24));
    proof_pixels(raster->size.proof, bytes, width, 4);
    for (size_t x = 0; x < width; x++)
        row[x] = (uint32_t)bytes[4 * x + 3] << 24 | (uint32_t)bytes[4 * x] << 16 |
                 (uint32_t)bytes[4 * x + 1] << 8 | bytes[4 * x + 2];
}

/* `straight` may be `pixels`. */
static void pack(const Raster *raster, Deflater *deflater, const uint32_t *pixels, size_t band,
                 uint32_t *straight, PackedBand *packed)
{
    const size_t width = (size_t)raster->size.width;
    const int rows = raster_band_rows(raster, band);
    if (!packed->bytes)
        packed->bytes = g_byte_array_new();
    g_byte_array_set_size(packed->bytes, 0);
    convert(raster, pixels, width * (size_t)rows, straight);
    for (int y = 0; raster->size.proof && y < rows; y++)
        apply_proof(raster, straight + (size_t)y * width);
    packed->adler = deflater_add(deflater, straight, width, rows, packed->bytes);
}

static Deflater *new_deflater(const Raster *raster)
{
    return deflater_new(raster->size.width, raster->size.opaque ? 3 : 4);
}

/* ---- what is kept ---- */

static const PackedBand *pack_kept(Raster *raster, size_t band, GError **error)
{
    PackedBand *packed = &raster->packed[band];
    const uint32_t *pixels = raster_band(raster, band, error);
    if (!pixels)
        return NULL;
    if (!raster->deflater) {
        raster->deflater = new_deflater(raster);
        raster->rows = g_new(uint32_t, (size_t)raster->size.width * (size_t)raster_band_rows(raster, 0));
    }
    const uint64_t sum = tiled_page_band_sum(raster->tiles, band);
    if (!packed->bytes || packed->sum != sum)
        pack(raster, raster->deflater, pixels, band, raster->rows, packed);
    packed->sum = sum;
    return packed;
}

/* ---- in threads ---- */

typedef struct {
    Raster *raster;
    PackedBandTaker take;
    void *user;
} Packing;

/* A thread's own. */
typedef struct {
    BandPainter *painter;
    Deflater *deflater;
} Packer;

static void *start(void *user)
{
    const Packing *packing = user;
    Packer *packer = g_new0(Packer, 1);
    packer->painter = band_painter_new(packing->raster->tiles);
    packer->deflater = new_deflater(packing->raster);
    return packer;
}

static void stop(void *state)
{
    Packer *packer = state;
    band_painter_free(packer->painter);
    deflater_free(packer->deflater);
    g_free(packer);
}

static void drop(void *result)
{
    PackedBand *packed = result;
    g_byte_array_unref(packed->bytes);
    g_free(packed);
}

static void *work(size_t band, void *state, void *user, GError **error)
{
    const Packing *packing = user;
    const Packer *packer = state;
    uint32_t *pixels = band_painter_paint(packer->painter, band, error);
    if (!pixels)
        return NULL;
    PackedBand *packed = g_new0(PackedBand, 1);
    pack(packing->raster, packer->deflater, pixels, band, pixels, packed);
    return packed;
}

static bool deliver(size_t band, void *result, void *user, GError **error)
{
    const Packing *packing = user;
    const bool good = packing->take(result, raster_band_rows(packing->raster, band), packing->user, error);
    drop(result);
    return good;
}

bool raster_pack(Raster *raster, unsigned jobs, PackedBandTaker take, void *user, GError **error)
{
    const size_t count = raster_band_count(raster);
    bool good = true;
    for (size_t band = 0; raster->keep && band < count && good; band++) {
        const PackedBand *packed = pack_kept(raster, band, error);
        good = packed && take(packed, raster_band_rows(raster, band), user, error);
    }
    if (raster->keep)
        return good;
    Packing packing = {raster, take, user};
    const ParallelPlan plan = {.count = count,
                               .batch = 1,
                               .jobs = jobs,
                               .user = &packing,
                               .start = start,
                               .stop = stop,
                               .work = work,
                               .deliver = deliver,
                               .drop = drop};
    return parallel_run(&plan, error);
}
