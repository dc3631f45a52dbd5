/* SVG for editing: sizes in millimetres, style pixels as user units, layers that Inkscape shows by name. */
#include "base/error.h"
#include "output/format.h"
#include "paint/canvas_svg.h"

#include <errno.h>
#include <stdio.h>

typedef struct {
    FILE *file;
    WriterOptions options;
    char *title;
} SvgFile;

static void svg_drop(void *state)
{
    SvgFile *self = state;
    if (self->file)
        fclose(self->file);
    g_free(self->title);
    g_free(self);
}

static bool fail(GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot be written: %s", g_strerror(errno));
    return false;
}

static void *svg_open(const char *path, const WriterOptions *options, GError **error)
{
    SvgFile *self = g_new0(SvgFile, 1);
    self->options = *options;
    self->title = g_markup_escape_text(options->title ? options->title : "", -1);
    self->file = fopen(path, "wb");
    if (self->file)
        return self;
    fail(error);
    svg_drop(self);
    return NULL;
}

static void append_size(GString *out, const char *format, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, format, number));
}

static GString *document_head(const SvgFile *self)
{
    GString *head =
        g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                     "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                     "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" width=\"");
    append_size(head, "%.4f", self->options.width * 25.4 / 96);
    g_string_append(head, "mm\" height=\"");
    append_size(head, "%.4f", self->options.height * 25.4 / 96);
    g_string_append(head, "mm\" viewBox=\"0 0 ");
    append_size(head, "%.6g", self->options.width);
    g_string_append_c(head, ' ');
    append_size(head, "%.6g", self->options.height);
    g_string_append_printf(head, "\">\n<title>%s</title>\n", self->title);
    return head;
}

static bool svg_add_page(void *state, const Page *page, GError **error)
{
    SvgFile *self = state;
    GString *head = document_head(self), *definitions = g_string_new(NULL), *body = g_string_new(NULL);
    Canvas *canvas = canvas_svg_new(definitions, body);
    page_paint(page, canvas);
    canvas_svg_free(canvas);
    const bool good =
        fprintf(self->file, "%s<defs>\n%s</defs>\n%s</svg>\n", head->str, definitions->str, body->str) > 0;
    g_string_free(head, TRUE);
    g_string_free(definitions, TRUE);
    g_string_free(body, TRUE);
    return good || fail(error);
}

static bool svg_close(void *state, GError **error)
{
    SvgFile *self = state;
    FILE *file = g_steal_pointer(&self->file);
    return fclose(file) == 0 || fail(error);
}

const Format format_svg = {".svg", svg_open, svg_add_page, svg_close, svg_drop};
