/* PDF through cairo; the print chain then turns it into what its printer wants, and takes out cairo's date,
 * so that the same pages give the same bytes. */
#include "base/cleanup.h"
#include "base/error.h"
#include "layout/alternative.h"
#include "output/format.h"
#include "placement/font.h"
#include "paint/canvas_cairo.h"
#include "print/print.h"
#include "projection/georeference.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A page's words and maps; borrowed by the PrintPage made of it. */
typedef struct {
    char *title, *alternative;
    GArray *georeferences; /* PrintGeoreference; their WKT is owned */
} PdfPage;

typedef struct {
    char *path;
    WriterOptions options;
    Printer *screen; /* where the options name no printer */
    InkKeys *keys;
    GByteArray *bytes; /* cairo's file */
    cairo_surface_t *surface;
    GArray *pages; /* PdfPage */
    PrintSheet sheet;
} PdfFile;

static const double POINTS_PER_PIXEL = 72.0 / 96;

static const Printer *find_printer(const PdfFile *self)
{
    return self->options.printer ? self->options.printer : self->screen;
}

static cairo_status_t collect(void *user, const unsigned char *bytes, unsigned int length)
{
    g_byte_array_append(user, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void clear_georeference(void *item)
{
    g_free((char *)((PrintGeoreference *)item)->wkt);
}

static void clear_page(void *item)
{
    PdfPage *page = item;
    g_free(page->title);
    g_free(page->alternative);
    g_array_unref(page->georeferences);
}

static void *pdf_open(const char *path, const WriterOptions *options, GError **error)
{
    (void)error;
    PdfFile *self = g_new0(PdfFile, 1);
    self->path = g_strdup(path);
    self->options = *options;
    self->screen = printer_new_screen();
    self->keys = ink_keys_new();
    self->bytes = g_byte_array_new();
    self->pages = g_array_new(FALSE, TRUE, sizeof(PdfPage));
    g_array_set_clear_func(self->pages, clear_page);
    self->sheet = print_sheet(find_printer(self), options->width * POINTS_PER_PIXEL,
                              options->height * POINTS_PER_PIXEL);
    self->surface = cairo_pdf_surface_create_for_stream(collect, self->bytes, print_sheet_width(&self->sheet),
                                                        print_sheet_height(&self->sheet));
    return self;
}

static bool check_surface(cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "cannot be painted: %s",
                cairo_status_to_string(status));
    return false;
}

/* ---- pages ---- */

static void note_map(const Panel *panel, GArray *out)
{
    Georeference found;
    if (!georeference_read(panel->projection, &found))
        return;
    const Box *box = &panel->place->box;
    PrintGeoreference map = {.x = box->x_min * POINTS_PER_PIXEL,
                             .y = box->y_min * POINTS_PER_PIXEL,
                             .width = (box->x_max - box->x_min) * POINTS_PER_PIXEL,
                             .height = (box->y_max - box->y_min) * POINTS_PER_PIXEL,
                             .wkt = g_steal_pointer(&found.wkt),
                             .projected = found.projected};
    memcpy(map.corners, found.corners, sizeof map.corners);
    g_array_append_val(out, map);
    georeference_clear(&found);
}

static void note_page(PdfFile *self, const Page *page)
{
    PdfPage noted = {.title = g_strdup(page->label),
                     .alternative = page_alternative(page),
                     .georeferences = g_array_new(FALSE, FALSE, sizeof(PrintGeoreference))};
    g_array_set_clear_func(noted.georeferences, clear_georeference);
    for (size_t i = 0; i < page->panel_count; i++)
        note_map(&page->panels[i], noted.georeferences);
    g_array_append_val(self->pages, noted);
    if (page->label)
        cairo_pdf_surface_set_page_label(self->surface, page->label);
}

static bool pdf_add_page(void *state, const Page *page, GError **error)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    PdfFile *self = state;
    g_autoptr(cairo_t) cr = cairo_create(self->surface);
    note_page(self, page);
    print_sheet_begin(cr, &self->sheet);
    cairo_scale(cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
    Canvas *canvas = canvas_cairo_new(cr);
    canvas_cairo_set_print(canvas, self->keys, find_printer(self)->text_as_curves);
    page_paint(page, canvas);
    canvas_cairo_free(canvas);
    print_sheet_end(cr, &self->sheet, self->keys);
    cairo_show_page(cr);
    return check_surface(cairo_status(cr), error);
}

/* ---- the end ---- */

static PrintPage *list_pages(const PdfFile *self)
{
    PrintPage *pages = g_new0(PrintPage, self->pages->len);
    for (guint i = 0; i < self->pages->len; i++) {
        const PdfPage *page = &g_array_index(self->pages, PdfPage, i);
        pages[i] = (PrintPage){page->title, page->alternative,
                               (const PrintGeoreference *)(void *)page->georeferences->data,
                               page->georeferences->len};
    }
    return pages;
}

static GBytes *finish(PdfFile *self, GError **error)
{
    g_autofree PrintPage *pages = list_pages(self);
    g_autoptr(GBytes) in = g_byte_array_free_to_bytes(g_steal_pointer(&self->bytes));
    const PrintOptions options = {.printer = find_printer(self),
                                  .inks = self->options.inks,
                                  .keys = self->keys,
                                  .sheet = self->sheet,
                                  .title = self->options.title,
                                  .language = self->options.language,
                                  .date = self->options.date,
                                  .pages = pages,
                                  .page_count = self->pages->len};
    return print_finish(in, &options, error);
}

static bool write_file(const char *path, GBytes *bytes, GError **error)
{
    gsize length;
    const void *start = g_bytes_get_data(bytes, &length);
    FILE *file = fopen(path, "wb");
    const bool written = file && fwrite(start, 1, length, file) == length;
    const bool closed = file && fclose(file) == 0;
    if (written && closed)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", g_strerror(errno));
    return false;
}

/* Embeds the fonts. */
static void finish_surface(PdfFile *self)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    cairo_surface_finish(self->surface);
}

static bool pdf_close(void *state, GError **error)
{
    PdfFile *self = state;
    finish_surface(self);
    if (!check_surface(cairo_surface_status(self->surface), error))
        return false;
    g_autoptr(GBytes) bytes = finish(self, error);
    return bytes && write_file(self->path, bytes, error);
}

static void pdf_drop(void *state)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    PdfFile *self = state;
    cairo_surface_destroy(self->surface);
    if (self->bytes)
        g_byte_array_unref(self->bytes);
    g_array_unref(self->pages);
    ink_keys_free(self->keys);
    printer_free(self->screen);
    g_free(self->path);
    g_free(self);
}

const Format format_pdf = {".pdf", pdf_open, pdf_add_page, pdf_close, pdf_drop};
