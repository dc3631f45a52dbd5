/* PNG in bands: few bands are in memory at a time, so that it does not grow with the height of the page.
 * libpng writes the chunks, deflate.c what is in them. pHYs carries the resolution (PNG specification
 * 11.3.5.3). */
#include "base/error.h"
#include "output/deflate.h"
#include "output/format.h"

#include <errno.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

typedef struct {
    FILE *file;
    RasterSize size;
    double dpi;
    Raster *raster, *own; /* the second is the first where the caller has none */
    unsigned jobs;
    uint32_t adler; /* of all rows so far */
    png_struct *png;
    png_info *info;
    char message[128]; /* libpng's, when it fails */
} PngFile;

static void png_failed(png_structp png, png_const_charp message)
{
    PngFile *self = png_get_error_ptr(png);
    g_strlcpy(self->message, message, sizeof self->message);
    longjmp(png_jmpbuf(png), 1);
}

static void png_warned(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void png_drop(void *state)
{
    PngFile *self = state;
    if (self->png)
        png_destroy_write_struct(&self->png, &self->info);
    if (self->file)
        fclose(self->file);
    raster_free(self->own);
    g_free(self);
}

static bool prepare(PngFile *self, const WriterOptions *options, GError **error)
{
    if (!raster_measure(options->width, options->height, options->dpi, &self->size, error))
        return false;
    self->size.opaque = options->opaque;
    self->size.screen = options->screen;
    self->size.proof = options->proof;
    self->dpi = options->dpi;
    self->adler = 1;
    self->jobs = options->jobs;
    if (!options->raster)
        self->own = raster_new(&self->size, false);
    self->raster = self->own ? self->own : options->raster;
    return true;
}

static bool fail(const PngFile *self, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s",
                *self->message ? self->message : g_strerror(errno));
    return false;
}

/* libpng's own words for a failed write say nothing of why. */
static void write_bytes(png_structp png, png_bytep bytes, size_t length)
{
    PngFile *self = png_get_io_ptr(png);
    if (fwrite(bytes, 1, length, self->file) != length)
        png_error(png, g_strerror(errno));
}

static void flush_bytes(png_structp png)
{
    (void)png;
}

static bool start(PngFile *self, GError **error)
{
    self->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, self, png_failed, png_warned);
    self->info = self->png ? png_create_info_struct(self->png) : NULL;
    if (!self->info || setjmp(png_jmpbuf(self->png)))
        return fail(self, error);
    png_set_write_fn(self->png, self, write_bytes, flush_bytes);
    png_set_IHDR(self->png, self->info, (png_uint_32)self->size.width, (png_uint_32)self->size.height, 8,
                 self->size.opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const png_uint_32 per_meter = (png_uint_32)lround(self->dpi / 0.0254);
    png_set_pHYs(self->png, self->info, per_meter, per_meter, PNG_RESOLUTION_METER);
    png_set_sRGB(self->png, self->info, PNG_sRGB_INTENT_RELATIVE);
    png_write_info(self->png, self->info);
    return true;
}

static void *png_open(const char *path, const WriterOptions *options, GError **error)
{
    PngFile *self = g_new0(PngFile, 1);
    if (prepare(self, options, error)) {
        self->file = fopen(path, "wb");
        if (self->file ? start(self, error) : fail(self, error))
            return self;
    }
    png_drop(self);
    return NULL;
}

static bool write_chunk(PngFile *self, const char *name, const unsigned char *bytes, size_t length,
                        GError **error)
{
    if (setjmp(png_jmpbuf(self->png)))
        return fail(self, error);
    png_write_chunk(self->png, (png_const_bytep)name, bytes, length);
    return true;
}

static bool write_band(const PackedBand *packed, int rows, void *user, GError **error)
{
    PngFile *self = user;
    const size_t row_bytes = (size_t)self->size.width * (self->size.opaque ? 3 : 4) + 1;
    const size_t length = row_bytes * (size_t)rows;
    self->adler = (uint32_t)adler32_combine(self->adler, packed->adler, (z_off_t)length);
    return write_chunk(self, "IDAT", packed->bytes->data, packed->bytes->len, error);
}

/* The stream's head, a chunk for each band, and its end (RFC 1950). */
static bool png_add_page(void *state, const Page *page, GError **error)
{
    static const unsigned char head[2] = {0x78, 0x01};
    PngFile *self = state;
    if (self->own)
        raster_record(self->own, page);
    if (!write_chunk(self, "IDAT", head, sizeof head, error) ||
        !raster_pack(self->raster, self->jobs, write_band, self, error))
        return false;
    g_autoptr(GByteArray) end = g_byte_array_new();
    const uint32_t sum = GUINT32_TO_BE(self->adler);
    deflate_finish(end);
    g_byte_array_append(end, (const guint8 *)&sum, sizeof sum);
    return write_chunk(self, "IDAT", end->data, end->len, error);
}

static bool png_close(void *state, GError **error)
{
    PngFile *self = state;
    if (!write_chunk(self, "IEND", NULL, 0, error))
        return false;
    FILE *file = g_steal_pointer(&self->file);
    return fclose(file) == 0 || fail(self, error);
}

const Format format_png = {".png", png_open, png_add_page, png_close, png_drop};
