/* SVG for editing: in millimetres, with layers that Inkscape shows by name. */
#include "base/error.h"
#include "layout/alternative.h"
#include "output/format.h"
#include "paint/canvas_svg.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

static void append_millimetres(GString *out, double pixels)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.6g", pixels * 25.4 / 96));
}

/* One unit of the drawing is a millimetre of the page, and Inkscape shows lengths as such. */
static GString *document_head(const SvgFile *self)
{
    GString *head =
        g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                     "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                     "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
                     "xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" width=\"");
    append_millimetres(head, self->options.width);
    g_string_append(head, "mm\" height=\"");
    append_millimetres(head, self->options.height);
    g_string_append(head, "mm\" viewBox=\"0 0 ");
    append_millimetres(head, self->options.width);
    g_string_append_c(head, ' ');
    append_millimetres(head, self->options.height);
    g_string_append(head, "\">\n");
    return head;
}

/* Title and description for those who do not see the map, and for search. */
static void append_words(GString *head, const SvgFile *self, const Page *page)
{
    const char *date = fields_lookup(page->fields, "date");
    g_autofree char *words = page_alternative(page), *description = g_markup_escape_text(words, -1);
    g_autofree char *day = g_markup_escape_text(date ? date : "", -1);
    g_string_append_printf(head, "<title>%s%s%s</title>\n<desc>%s</desc>\n", self->title,
                           *self->title && *day ? ", " : "", day, description);
    g_string_append(head, "<sodipodi:namedview pagecolor=\"#ffffff\" inkscape:document-units=\"mm\"/>\n");
}

/* Ids of the template are not given to layers of the map. */
static void reserve_ids(Canvas *canvas, const char *markup)
{
    for (const char *at = markup; at && (at = strstr(at, " id=\""));) {
        at += strlen(" id=\"");
        g_autofree char *id = g_strndup(at, strcspn(at, "\""));
        canvas_svg_reserve(canvas, id);
    }
}

static bool svg_add_page(void *state, const Page *page, GError **error)
{
    SvgFile *self = state;
    GString *head = document_head(self), *styles = g_string_new(NULL), *definitions = g_string_new(NULL),
            *body = g_string_new(NULL);
    append_words(head, self, page);
    Canvas *canvas = canvas_svg_new(styles, definitions, body);
    if (page->artwork) {
        reserve_ids(canvas, artwork_markup(page->artwork, "under"));
        reserve_ids(canvas, artwork_markup(page->artwork, "over"));
    }
    page_paint(page, canvas);
    canvas_svg_free(canvas);
    const bool good = fprintf(self->file, "%s<style>\n%s</style>\n<defs>\n%s</defs>\n%s</svg>\n", head->str,
                              styles->str, definitions->str, body->str) > 0;
    g_string_free(head, TRUE);
    g_string_free(styles, TRUE);
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
