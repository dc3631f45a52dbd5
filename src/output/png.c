/* PNG in bands: each band is painted, turned into rows and compressed before the next, so that memory does
 * not grow with the page. pHYs carries the resolution (PNG specification 11.3.5.3). */
#include "base/cleanup.h"
#include "base/error.h"
#include "output/format.h"
#include "output/raster.h"

#include <errno.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

enum { BAND_BYTES = 16 * 1024 * 1024 /* of one band's pixels */ };

typedef struct {
    FILE *file;
    RasterSize size;
    int band_rows;
    double dpi;
    bool opaque;
    const Proof *proof; /* or NULL */
    png_struct *png;
    png_info *info;
    unsigned char *row;
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
    g_free(self->row);
    g_free(self);
}

static bool measure(PngFile *self, const WriterOptions *options, GError **error)
{
    if (!raster_measure(options->width, options->height, options->dpi, options->screen, &self->size, error))
        return false;
    self->dpi = options->dpi;
    self->band_rows = CLAMP(BAND_BYTES / 4 / self->size.width, 16, MAX(self->size.height, 16));
    self->opaque = options->opaque;
    self->proof = options->proof;
    return true;
}

static bool start(PngFile *self, GError **error)
{
    self->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, self, png_failed, png_warned);
    self->info = self->png ? png_create_info_struct(self->png) : NULL;
    if (!self->info || setjmp(png_jmpbuf(self->png))) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", self->message);
        return false;
    }
    png_init_io(self->png, self->file);
    png_set_compression_level(self->png, 6);
    png_set_filter(self->png, 0, PNG_FILTER_NONE);
    png_set_IHDR(self->png, self->info, (png_uint_32)self->size.width, (png_uint_32)self->size.height, 8,
                 self->opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
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
    if (measure(self, options, error)) {
        self->file = fopen(path, "wb");
        self->row = g_malloc((size_t)self->size.width * 4);
        if (self->file && start(self, error))
            return self;
        if (!self->file)
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", g_strerror(errno));
    }
    png_drop(self);
    return NULL;
}

/* cairo's premultiplied native-endian ARGB to RGB or straight RGBA bytes. */
static void convert_row(const PngFile *self, const uint32_t *pixels)
{
    unsigned char *out = self->row;
    for (int x = 0; x < self->size.width; x++) {
        const uint32_t pixel = pixels[x], a = pixel >> 24;
        uint32_t r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
        if (!self->opaque && a != 255 && a != 0) {
            r = (r * 255 + a / 2) / a;
            g = (g * 255 + a / 2) / a;
            b = (b * 255 + a / 2) / a;
        }
        *out++ = (unsigned char)r;
        *out++ = (unsigned char)g;
        *out++ = (unsigned char)b;
        if (!self->opaque)
            *out++ = (unsigned char)a;
    }
    if (self->proof)
        proof_pixels(self->proof, self->row, (size_t)self->size.width, self->opaque ? 3 : 4);
}

static bool write_rows(PngFile *self, cairo_surface_t *band, int rows, GError **error)
{
    const unsigned char *pixels = cairo_image_surface_get_data(band);
    const int stride = cairo_image_surface_get_stride(band);
    if (setjmp(png_jmpbuf(self->png))) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", self->message);
        return false;
    }
    for (int y = 0; y < rows; y++) {
        convert_row(self, (const uint32_t *)(const void *)(pixels + (size_t)y * (size_t)stride));
        png_write_row(self->png, self->row);
    }
    return true;
}

static bool png_add_page(void *state, const Page *page, GError **error)
{
    PngFile *self = state;
    for (int top = 0; top < self->size.height; top += self->band_rows) {
        const int rows = MIN(self->band_rows, self->size.height - top);
        g_autoptr(cairo_surface_t) band = raster_paint(page, &self->size, top, rows, error);
        if (!band || !write_rows(self, band, rows, error))
            return false;
    }
    return true;
}

static bool png_close(void *state, GError **error)
{
    PngFile *self = state;
    if (setjmp(png_jmpbuf(self->png))) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", self->message);
        return false;
    }
    png_write_end(self->png, self->info);
    FILE *file = g_steal_pointer(&self->file);
    if (fclose(file) == 0)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", g_strerror(errno));
    return false;
}

const Format format_png = {".png", png_open, png_add_page, png_close, png_drop};
