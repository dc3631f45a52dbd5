#include "layout/layout.h"

#include "base/error.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

struct Layout {
    double width, height;
    double scale;     /* style pixels per viewBox unit */
    xmlDoc *document; /* filled; NULL: a bare page */
    RsvgHandle *svg;
    char *under, *over; /* markup of the groups */
    GPtrArray *names;   /* of placeholders, in document order */
    GArray *placeholders;
};

static const double PIXELS_PER_MM = 96 / 25.4;

static Layout *layout_new(void)
{
    Layout *layout = g_new0(Layout, 1);
    layout->names = g_ptr_array_new_with_free_func(g_free);
    layout->placeholders = g_array_new(FALSE, FALSE, sizeof(Placeholder));
    return layout;
}

static void add_placeholder(Layout *layout, const char *name, Placeholder placeholder)
{
    g_ptr_array_add(layout->names, g_strdup(name));
    g_array_append_val(layout->placeholders, placeholder);
}

Layout *layout_new_bare(double width, double height)
{
    Layout *layout = layout_new();
    layout->width = width;
    layout->height = height;
    layout->scale = 1;
    add_placeholder(layout, "map.main", (Placeholder){.box = {0, 0, width, height}, .color = {0, 0, 0, 1}});
    return layout;
}

void layout_free(Layout *layout)
{
    if (!layout)
        return;
    g_clear_pointer(&layout->document, xmlFreeDoc);
    g_clear_object(&layout->svg);
    for (guint i = 0; i < layout->placeholders->len; i++)
        g_free((char *)g_array_index(layout->placeholders, Placeholder, i).font_family);
    g_ptr_array_unref(layout->names);
    g_array_unref(layout->placeholders);
    g_free(layout->under);
    g_free(layout->over);
    g_free(layout);
}

/* ---- reading ---- */

static xmlDoc *read_document(const char *path, GError **error)
{
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (document && xmlDocGetRootElement(document))
        return document;
    const xmlError *reason = xmlGetLastError();
    g_autofree char *words = g_strdup(reason && reason->message ? reason->message : "cannot be read");
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "line %d: expected an SVG file, found: %s",
                reason ? reason->line : 0, g_strchomp(words));
    if (document)
        xmlFreeDoc(document);
    return NULL;
}

static char *attribute(xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

/* A length such as "420mm", in style pixels; 0 where it is none. Without a unit it is a pixel. */
static double read_length(const char *text)
{
    static const struct {
        const char *unit;
        double pixels;
    } units[] = {{"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}, {"pt", 96 / 72.0}, {"px", 1}, {"", 1}};
    char *end = NULL;
    const double number = text ? g_ascii_strtod(text, &end) : 0;
    for (size_t i = 0; end && end != text && i < G_N_ELEMENTS(units); i++)
        if (strcmp(end, units[i].unit) == 0)
            return number * units[i].pixels;
    return 0;
}

static bool read_size(Layout *layout, double *unit, GError **error)
{
    xmlNode *root = xmlDocGetRootElement(layout->document);
    g_autofree char *width = attribute(root, "width"), *height = attribute(root, "height");
    g_autofree char *view_box = attribute(root, "viewBox");
    layout->width = read_length(width);
    layout->height = read_length(height);
    double box[4] = {0};
    if (!view_box || sscanf(view_box, "%lf %lf %lf %lf", &box[0], &box[1], &box[2], &box[3]) != 4 ||
        !(box[2] > 0) || !(layout->width > 0) || !(layout->height > 0)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
                    "line %ld: expected width and height with a unit (420mm) and a viewBox of four numbers",
                    xmlGetLineNo(root));
        return false;
    }
    *unit = layout->width / box[2];
    return true;
}

static bool scale_to(Layout *layout, double width, double height, double *factor, GError **error)
{
    *factor = 1;
    if (width <= 0 || height <= 0)
        return true;
    *factor = width / layout->width;
    if (fabs(height / layout->height - *factor) > 0.02 * *factor) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "the template is %.0f x %.0f mm; a page of %.0f x %.0f mm has another shape, choose "
                    "another template "
                    "with --layout",
                    layout->width / PIXELS_PER_MM, layout->height / PIXELS_PER_MM, width / PIXELS_PER_MM,
                    height / PIXELS_PER_MM);
        return false;
    }
    layout->width = width;
    layout->height = height;
    return true;
}

static char *group_markup(xmlDoc *document, xmlNode *node)
{
    xmlBuffer *buffer = xmlBufferCreate();
    xmlNodeDump(buffer, document, node, 0, 0);
    char *markup = g_strdup((const char *)xmlBufferContent(buffer));
    xmlBufferFree(buffer);
    return markup;
}

static bool is_placeholder(const char *id)
{
    static const char *const names[] = {"legend",  "scalebar", "north", "graticule", "timeline",
                                        "credits", "date",     "key",   "figures",   NULL};
    return g_str_has_prefix(id, "map.") || g_strv_contains(names, id);
}

static Placeholder read_placeholder(const Layout *layout, xmlNode *node, const char *id)
{
    Placeholder placeholder = {.color = {0, 0, 0, 1}};
    g_autofree char *fill = attribute(node, "fill"), *size = attribute(node, "font-size");
    placeholder.font_family = attribute(node, "font-family");
    placeholder.font_size = size ? g_ascii_strtod(size, NULL) * layout->scale : 0;
    if (fill)
        color_parse(fill, &placeholder.color);
    const RsvgRectangle viewport = {0, 0, layout->width, layout->height};
    RsvgRectangle ink, logical;
    g_autofree char *reference = g_strconcat("#", id, NULL);
    if (rsvg_handle_get_geometry_for_layer(layout->svg, reference, &viewport, &ink, &logical, NULL))
        placeholder.box = (Box){logical.x, logical.y, logical.x + logical.width, logical.y + logical.height};
    return placeholder;
}

static void read_elements(Layout *layout, xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        g_autofree char *id = attribute(node, "id");
        if (id && strcmp(id, "under") == 0)
            layout->under = group_markup(layout->document, node);
        else if (id && strcmp(id, "over") == 0)
            layout->over = group_markup(layout->document, node);
        else if (id && is_placeholder(id))
            add_placeholder(layout, id, read_placeholder(layout, node, id));
        read_elements(layout, node->children);
    }
}

static bool open_template(Layout *layout, GError **error)
{
    xmlChar *text = NULL;
    int length = 0;
    xmlDocDumpMemory(layout->document, &text, &length);
    GError *reason = NULL;
    layout->svg = rsvg_handle_new_from_data((const guint8 *)text, (gsize)length, &reason);
    xmlFree(text);
    if (layout->svg) {
        rsvg_handle_set_dpi(layout->svg, 96);
        return true;
    }
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "librsvg cannot read the template: %s",
                reason->message);
    g_error_free(reason);
    return false;
}

static bool read_template(Layout *layout, const char *path, const Fields *fields, double width, double height,
                          GError **error)
{
    layout->document = read_document(path, error);
    double unit = 1, factor = 1;
    if (!layout->document || !fields_fill_document(fields, layout->document, error) ||
        !read_size(layout, &unit, error) || !scale_to(layout, width, height, &factor, error) ||
        !open_template(layout, error))
        return false;
    layout->scale = unit * factor;
    read_elements(layout, xmlDocGetRootElement(layout->document));
    Placeholder map;
    if (layout_placeholder(layout, "map.main", &map) && map.box.x_max > map.box.x_min &&
        map.box.y_max > map.box.y_min)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
                "expected an element with the id \"map.main\" (a rectangle where the map goes), found none");
    return false;
}

Layout *layout_load(const char *path, const Fields *fields, double width, double height, GError **error)
{
    g_autoptr(Layout) layout = layout_new();
    if (!read_template(layout, path, fields, width, height, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    return g_steal_pointer(&layout);
}

double layout_width(const Layout *layout)
{
    return layout->width;
}

double layout_height(const Layout *layout)
{
    return layout->height;
}

bool layout_placeholder(const Layout *layout, const char *name, Placeholder *out)
{
    for (guint i = 0; i < layout->names->len; i++)
        if (strcmp(g_ptr_array_index(layout->names, i), name) == 0) {
            *out = g_array_index(layout->placeholders, Placeholder, i);
            return true;
        }
    return false;
}

RsvgHandle *layout_template(const Layout *layout)
{
    return layout->svg;
}

const char *layout_group_markup(const Layout *layout, const char *id)
{
    return strcmp(id, "under") == 0 ? layout->under : strcmp(id, "over") == 0 ? layout->over : NULL;
}

double layout_template_scale(const Layout *layout)
{
    return layout->scale;
}
