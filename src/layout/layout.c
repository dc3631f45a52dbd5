#include "layout/layout.h"

#include "base/error.h"
#include "base/file.h"
#include "layout/markup.h"
#include "layout/place.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

struct Layout {
    char *path;
    double width, height;
    double scale;     /* style pixels per viewBox unit */
    xmlDoc *document; /* NULL: a bare page */
    GArray *places;   /* of Place, in document order */
};

static const double PIXELS_PER_MM = 96 / 25.4;

static void clear_place(void *place)
{
    place_clear(place);
}

static Layout *layout_new(void)
{
    Layout *layout = g_new0(Layout, 1);
    layout->places = g_array_new(FALSE, FALSE, sizeof(Place));
    g_array_set_clear_func(layout->places, clear_place);
    return layout;
}

Layout *layout_new_bare(double width, double height)
{
    Layout *layout = layout_new();
    layout->width = width;
    layout->height = height;
    layout->scale = 1;
    const Place map = {.id = g_strdup("map.main"), .kind = PLACE_MAP, .box = {0, 0, width, height}};
    g_array_append_val(layout->places, map);
    return layout;
}

void layout_free(Layout *layout)
{
    if (!layout)
        return;
    g_array_unref(layout->places);
    g_clear_pointer(&layout->document, xmlFreeDoc);
    g_free(layout->path);
    g_free(layout);
}

/* ---- size ---- */

/* Longer than zero and no longer than a hundred metres: what is beyond cannot be reckoned with. */
static bool is_page_length(double pixels)
{
    return pixels > 0 && pixels <= 100e3 * PIXELS_PER_MM;
}

static bool is_view_length(double units)
{
    return units > 1e-3 && units < 1e7;
}

static bool read_size(xmlDoc *document, double *width, double *height, double *unit, GError **error)
{
    xmlNode *root = xmlDocGetRootElement(document);
    g_autofree char *wide = markup_attribute(root, "width"), *high = markup_attribute(root, "height");
    g_autofree char *view_box = markup_attribute(root, "viewBox");
    *width = markup_length(wide);
    *height = markup_length(high);
    double box[4] = {0};
    char *rest = view_box ? view_box : (char *)"";
    for (int i = 0; i < 4; i++)
        box[i] = g_ascii_strtod(rest + strspn(rest, " ,"), &rest);
    if (!is_view_length(box[2]) || !is_view_length(box[3]) || !is_page_length(*width) ||
        !is_page_length(*height)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
                    "line %ld: expected width and height with a unit (420mm) and a viewBox of four numbers",
                    xmlGetLineNo(root));
        return false;
    }
    *unit = *width / box[2];
    return true;
}

bool layout_read_size(const char *path, double *width, double *height, GError **error)
{
    xmlDoc *document = markup_read(path, error);
    double unit;
    const bool good = document && read_size(document, width, height, &unit, error);
    if (!good)
        g_prefix_error(error, "%s: ", path);
    if (document)
        xmlFreeDoc(document);
    return good;
}

/* The document itself takes the new size: librsvg then needs no scaling of its own. */
static void set_length(xmlDoc *document, const char *name, double pixels)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *text =
        g_strconcat(g_ascii_formatd(number, sizeof number, "%.6f", pixels / PIXELS_PER_MM), "mm", NULL);
    xmlSetProp(xmlDocGetRootElement(document), (const xmlChar *)name, (const xmlChar *)text);
}

static bool scale_to(Layout *layout, double width, double height, GError **error)
{
    if (width <= 0 || height <= 0)
        return true;
    const double factor = width / layout->width;
    if (fabs(height / layout->height - factor) > 0.02 * factor) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "the template is %.0f x %.0f mm; a page of %.0f x %.0f mm has another shape, choose "
                    "another template with --layout",
                    layout->width / PIXELS_PER_MM, layout->height / PIXELS_PER_MM, width / PIXELS_PER_MM,
                    height / PIXELS_PER_MM);
        return false;
    }
    layout->width = width;
    layout->height = height;
    layout->scale *= factor;
    set_length(layout->document, "width", width);
    set_length(layout->document, "height", height);
    return true;
}

/* ---- places ---- */

static RsvgHandle *open_drawing(xmlDoc *document, GError **error)
{
    xmlChar *text = NULL;
    int length = 0;
    GError *reason = NULL;
    xmlDocDumpMemory(document, &text, &length);
    RsvgHandle *svg = rsvg_handle_new_from_data((const guint8 *)text, (gsize)length, &reason);
    xmlFree(text);
    if (!svg) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "librsvg cannot read the template: %s",
                    reason->message);
        g_error_free(reason);
    }
    return svg;
}

static bool read_box(const Layout *layout, RsvgHandle *svg, Place *place, GError **error)
{
    const RsvgRectangle viewport = {0, 0, layout->width, layout->height};
    RsvgRectangle ink, logical = {0, 0, 0, 0};
    g_autofree char *reference = g_strconcat("#", place->id, NULL);
    rsvg_handle_get_geometry_for_layer(svg, reference, &viewport, &ink, &logical, NULL);
    place->box = (Box){logical.x, logical.y, logical.x + logical.width, logical.y + logical.height};
    if (logical.width > 0 && logical.height > 0)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
                "expected \"%s\" to be a rectangle with width and height, and not hidden", place->id);
    return false;
}

/* A place that is wrong is an error, or a finding where there is a report. */
static bool tell_wrong(const Layout *layout, const Place *place, GError *reason, Report *report,
                       GError **error)
{
    if (!report) {
        g_propagate_prefixed_error(error, reason, "line %zu: ", place->line);
        return false;
    }
    report_add(report, SEVERITY_ERROR, layout->path, place->line, NULL, "%s", reason->message);
    g_error_free(reason);
    return true;
}

static bool read_places(Layout *layout, RsvgHandle *svg, const Cascade *cascade, Report *report,
                        GError **error)
{
    xmlNode *root = xmlDocGetRootElement(layout->document);
    for (xmlNode *node = root; node; node = markup_next(root, node)) {
        Place place = {.id = markup_attribute(node, "id")};
        if (!place.id || !place_kind_of(place.id, &place.kind)) {
            g_free(place.id);
            continue;
        }
        place_read(&place, cascade, node, layout->scale);
        GError *reason = NULL;
        read_box(layout, svg, &place, &reason);
        g_array_append_val(layout->places, place);
        if (reason && !tell_wrong(layout, &place, reason, report, error))
            return false;
    }
    if (layout_find_place(layout, "map.main"))
        return true;
    g_set_error(
        error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
        "line %ld: expected an element with the id \"map.main\" (a rectangle where the map goes), found none",
        xmlGetLineNo(root));
    return false;
}

/* ---- reading ---- */

/* The theme becomes the template's last style sheet, so that all who read the template see it. */
static bool add_theme(xmlDoc *document, const char *path, GError **error)
{
    g_autofree char *css = NULL;
    g_autoptr(GError) reason = NULL;
    if (!path)
        return true;
    if (!file_read(path, &css, NULL, &reason)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "theme %s", reason->message);
        return false;
    }
    xmlNode *root = xmlDocGetRootElement(document);
    xmlNewTextChild(root, root->ns, (const xmlChar *)"style", (const xmlChar *)css);
    return true;
}

static bool read_template(Layout *layout, const LayoutOptions *options, GError **error)
{
    layout->document = markup_read(layout->path, error);
    if (!layout->document ||
        !read_size(layout->document, &layout->width, &layout->height, &layout->scale, error) ||
        !scale_to(layout, options->width, options->height, error) ||
        !add_theme(layout->document, options->theme, error))
        return false;
    markup_keep_language(layout->document, options->language ? options->language : "fr");
    RsvgHandle *svg = open_drawing(layout->document, error);
    if (!svg)
        return false;
    rsvg_handle_set_dpi(svg, 96);
    Cascade *cascade = cascade_new(layout->document);
    const bool good = read_places(layout, svg, cascade, options->report, error);
    cascade_free(cascade);
    g_object_unref(svg);
    return good;
}

Layout *layout_load(const char *path, const LayoutOptions *options, GError **error)
{
    g_autoptr(Layout) layout = layout_new();
    layout->path = g_strdup(path);
    if (!read_template(layout, options, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    return g_steal_pointer(&layout);
}

/* ---- what it holds ---- */

double layout_width(const Layout *layout)
{
    return layout->width;
}

double layout_height(const Layout *layout)
{
    return layout->height;
}

const char *layout_path(const Layout *layout)
{
    return layout->path;
}

xmlDoc *layout_document(const Layout *layout)
{
    return layout->document;
}

double layout_scale(const Layout *layout)
{
    return layout->scale;
}

size_t layout_place_count(const Layout *layout)
{
    return layout->places->len;
}

const Place *layout_place(const Layout *layout, size_t index)
{
    return &g_array_index(layout->places, Place, index);
}

const Place *layout_find_place(const Layout *layout, const char *id)
{
    for (guint i = 0; i < layout->places->len; i++)
        if (strcmp(layout_place(layout, i)->id, id) == 0)
            return layout_place(layout, i);
    return NULL;
}
