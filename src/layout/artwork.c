#include "layout/artwork.h"

#include "base/error.h"
#include "layout/markup.h"

#include <string.h>

struct Artwork {
    RsvgHandle *drawing;
    char *under, *over;
};

/* Places are no part of the drawing. */
static void drop_places(xmlDoc *document)
{
    xmlNode *root = xmlDocGetRootElement(document);
    g_autoptr(GPtrArray) places = g_ptr_array_new();
    for (xmlNode *node = root; node; node = markup_next(root, node)) {
        g_autofree char *id = markup_attribute(node, "id");
        PlaceKind kind;
        if (id && place_kind_of(id, &kind))
            g_ptr_array_add(places, node);
    }
    /* From the last to the first: a place inside another one goes before it. */
    for (guint i = places->len; i > 0; i--) {
        xmlNode *node = g_ptr_array_index(places, i - 1);
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

static xmlNode *find_group(xmlDoc *document, const char *id)
{
    xmlNode *root = xmlDocGetRootElement(document);
    for (xmlNode *node = root; node; node = markup_next(root, node)) {
        g_autofree char *found = markup_attribute(node, "id");
        if (g_strcmp0(found, id) == 0)
            return node;
    }
    return NULL;
}

/* The element as XML that names its own namespaces. */
static char *dump_alone(xmlNode *node)
{
    xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *copy = xmlDocCopyNode(node, document, 1);
    xmlDocSetRootElement(document, copy);
    xmlReconciliateNs(document, copy);
    char *text = markup_dump(copy);
    xmlFreeDoc(document);
    return text;
}

/* Styles and definitions that stand outside both groups. */
static void add_definitions(xmlDoc *document, GString *out)
{
    for (xmlNode *node = xmlDocGetRootElement(document)->children; node; node = node->next)
        if (markup_is(node, "style") || markup_is(node, "defs")) {
            g_autofree char *text = dump_alone(node);
            g_string_append_printf(out, "%s\n", text);
        }
}

static char *group_markup(xmlDoc *document, const char *id, bool with_definitions)
{
    xmlNode *group = find_group(document, id);
    if (!group)
        return NULL;
    GString *markup = g_string_new(NULL);
    if (with_definitions)
        add_definitions(document, markup);
    g_autofree char *text = dump_alone(group);
    g_string_append(markup, text);
    return g_string_free(markup, FALSE);
}

static bool draw(Artwork *artwork, xmlDoc *document, GError **error)
{
    xmlChar *text = NULL;
    int length = 0;
    g_autoptr(GError) reason = NULL;
    xmlDocDumpMemory(document, &text, &length);
    artwork->drawing = rsvg_handle_new_from_data((const guint8 *)text, (gsize)length, &reason);
    xmlFree(text);
    if (!artwork->drawing) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "librsvg cannot read the template: %s",
                    reason->message);
        return false;
    }
    rsvg_handle_set_dpi(artwork->drawing, 96);
    artwork->under = group_markup(document, "under", true);
    artwork->over = group_markup(document, "over", !artwork->under);
    return true;
}

Artwork *artwork_new(const Layout *layout, const Fields *fields, GError **error)
{
    if (!layout_document(layout))
        return NULL;
    g_autoptr(Artwork) artwork = g_new0(Artwork, 1);
    xmlDoc *document = xmlCopyDoc(layout_document(layout), 1);
    bool good = fields_fill_document(fields, document, error);
    drop_places(document);
    good = good && draw(artwork, document, error);
    xmlFreeDoc(document);
    if (good)
        return g_steal_pointer(&artwork);
    g_prefix_error(error, "%s: ", layout_path(layout));
    return NULL;
}

void artwork_free(Artwork *artwork)
{
    if (!artwork)
        return;
    g_clear_object(&artwork->drawing);
    g_free(artwork->under);
    g_free(artwork->over);
    g_free(artwork);
}

RsvgHandle *artwork_drawing(const Artwork *artwork)
{
    return artwork->drawing;
}

const char *artwork_markup(const Artwork *artwork, const char *id)
{
    return strcmp(id, "under") == 0 ? artwork->under : artwork->over;
}

/* Blanks and line ends of the file are one space each; an empty line parts paragraphs. */
static char *fold_blanks(const char *text)
{
    g_auto(GStrv) paragraphs = g_regex_split_simple("\\n[ \\t]*\\n\\s*", text, 0, 0);
    for (char **paragraph = paragraphs; *paragraph; paragraph++) {
        g_auto(GStrv) words = g_regex_split_simple("[ \\t\\n\\r]+", g_strstrip(*paragraph), 0, 0);
        g_free(*paragraph);
        *paragraph = g_strjoinv(" ", words);
    }
    return g_strjoinv("\n", paragraphs);
}

char *artwork_text(const Place *place, const Fields *fields)
{
    g_autofree char *raw = place_attribute(place, "data-text");
    for (xmlNode *child = place->node ? place->node->children : NULL; !raw && child; child = child->next)
        if (markup_is(child, "title"))
            raw = markup_text(child);
    g_autofree char *folded = raw ? fold_blanks(raw) : NULL;
    g_autofree char *unknown = NULL;
    return folded ? fields_fill_text(fields, folded, &unknown) : NULL;
}
