/* PDF through cairo; qpdf then takes out cairo's date and gives the file an identity that depends on its
 * content alone. */
#include "base/cleanup.h"
#include "base/error.h"
#include "output/format.h"
#include "paint/canvas_cairo.h"

#include <cairo-pdf.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

typedef struct {
    char *path;
    GByteArray *bytes; /* cairo's file */
    cairo_surface_t *surface;
    unsigned page_count;
} PdfFile;

static const double POINTS_PER_PIXEL = 72.0 / 96;

static cairo_status_t collect(void *user, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(user, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void *pdf_open(const char *path, const WriterOptions *options, GError **error)
{
    (void)error;
    PdfFile *self = g_new0(PdfFile, 1);
    self->path = g_strdup(path);
    self->bytes = g_byte_array_new();
    self->surface = cairo_pdf_surface_create_for_stream(
        collect, self->bytes, options->width * POINTS_PER_PIXEL, options->height * POINTS_PER_PIXEL);
    if (options->title)
        cairo_pdf_surface_set_metadata(self->surface, CAIRO_PDF_METADATA_TITLE, options->title);
    cairo_pdf_surface_set_metadata(self->surface, CAIRO_PDF_METADATA_CREATOR, "semaine");
    return self;
}

static bool check_surface(const PdfFile *self, cairo_status_t status, GError **error)
{
    (void)self;
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "cannot be painted: %s",
                cairo_status_to_string(status));
    return false;
}

static void label_page(PdfFile *self, const char *label)
{
    g_autofree char *target = g_strdup_printf("page=%u", self->page_count);
    cairo_pdf_surface_set_page_label(self->surface, label);
    cairo_pdf_surface_add_outline(self->surface, CAIRO_PDF_OUTLINE_ROOT, label, target,
                                  CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static bool pdf_add_page(void *state, const Page *page, GError **error)
{
    PdfFile *self = state;
    cairo_pdf_surface_set_size(self->surface, layout_width(page->layout) * POINTS_PER_PIXEL,
                               layout_height(page->layout) * POINTS_PER_PIXEL);
    self->page_count++;
    if (page->label)
        label_page(self, page->label);
    g_autoptr(cairo_t) cr = cairo_create(self->surface);
    cairo_scale(cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
    Canvas *canvas = canvas_cairo_new(cr);
    page_paint(page, canvas);
    canvas_cairo_free(canvas);
    cairo_show_page(cr);
    return check_surface(self, cairo_status(cr), error);
}

static bool rewrite(qpdf_data qpdf, const PdfFile *self)
{
    if (qpdf_read_memory(qpdf, self->path, (const char *)self->bytes->data, self->bytes->len, NULL) &
        QPDF_ERRORS)
        return false;
    qpdf_set_info_key(qpdf, "/CreationDate", NULL);
    if (qpdf_init_write(qpdf, self->path) & QPDF_ERRORS)
        return false;
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_stream_data_mode(qpdf, qpdf_s_compress);
    return !(qpdf_write(qpdf) & QPDF_ERRORS);
}

static bool pdf_close(void *state, GError **error)
{
    PdfFile *self = state;
    cairo_surface_finish(self->surface);
    if (!check_surface(self, cairo_surface_status(self->surface), error))
        return false;
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    const bool good = rewrite(qpdf, self);
    if (!good)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s",
                    qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
    qpdf_cleanup(&qpdf);
    return good;
}

static void pdf_drop(void *state)
{
    PdfFile *self = state;
    cairo_surface_destroy(self->surface);
    g_byte_array_unref(self->bytes);
    g_free(self->path);
    g_free(self);
}

const Format format_pdf = {".pdf", pdf_open, pdf_add_page, pdf_close, pdf_drop};
