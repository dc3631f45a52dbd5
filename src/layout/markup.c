#include "layout/markup.h"

#include "base/error.h"
#include "base/file.h"

#include <libxml/parser.h>
#include <string.h>

xmlDoc *markup_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    size_t length;
    g_autoptr(GError) failure = NULL;
    if (!file_read(path, &text, &length, &failure)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", failure->message);
        return NULL;
    }
    xmlDoc *document = xmlReadMemory(text, (int)MIN(length, G_MAXINT), path, NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
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

char *markup_attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

bool markup_is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

double markup_length(const char *text)
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

char *markup_dump(xmlNode *node)
{
    xmlBuffer *buffer = xmlBufferCreate();
    xmlNodeDump(buffer, node->doc, node, 0, 0);
    char *text = g_strdup((const char *)xmlBufferContent(buffer));
    xmlBufferFree(buffer);
    return text;
}

char *markup_text(const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    char *copy = g_strdup(content ? (const char *)content : "");
    xmlFree(content);
    return copy;
}

static const xmlNode *next_node(const xmlNode *root, const xmlNode *node)
{
    if (node->children)
        return node->children;
    for (; node != root; node = node->parent)
        if (node->next)
            return node->next;
    return NULL;
}

xmlNode *markup_next(const xmlNode *root, const xmlNode *node)
{
    do
        node = next_node(root, node);
    while (node && node->type != XML_ELEMENT_NODE);
    return (xmlNode *)node;
}

static bool speaks(const char *languages, const char *language)
{
    g_auto(GStrv) list = g_strsplit(languages, ",", -1);
    for (char **one = list; *one; one++) {
        const size_t length = strcspn(g_strstrip(*one), "-");
        if (strlen(language) == length && g_ascii_strncasecmp(*one, language, length) == 0)
            return true;
    }
    return false;
}

void markup_keep_language(xmlDoc *document, const char *language)
{
    xmlNode *root = xmlDocGetRootElement(document);
    for (xmlNode *node = root, *next; node; node = next) {
        next = markup_next(root, node);
        g_autofree char *languages = markup_attribute(node, "systemLanguage");
        if (!languages)
            continue;
        if (speaks(languages, language)) {
            xmlUnsetProp(node, (const xmlChar *)"systemLanguage");
            continue;
        }
        /* What stands inside goes with it. */
        const xmlNode *last = node;
        for (const xmlNode *inside = node; inside; inside = markup_next(node, inside))
            last = inside;
        next = markup_next(root, last);
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}
