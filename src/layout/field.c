#include "layout/field.h"

#include "base/error.h"

#include <string.h>

struct Fields {
    GHashTable *texts;
};

Fields *fields_new(void)
{
    Fields *fields = g_new0(Fields, 1);
    fields->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return fields;
}

void fields_free(Fields *fields)
{
    if (!fields)
        return;
    g_hash_table_unref(fields->texts);
    g_free(fields);
}

void fields_set(Fields *fields, const char *name, const char *text)
{
    g_hash_table_replace(fields->texts, g_strdup(name), g_strdup(text ? text : ""));
}

const char *fields_lookup(const Fields *fields, const char *name)
{
    return g_hash_table_lookup(fields->texts, name);
}

char *fields_fill_text(const Fields *fields, const char *text, char **unknown)
{
    GString *filled = g_string_new(NULL);
    for (const char *rest = text;;) {
        const char *open = strstr(rest, "{{"), *close = open ? strstr(open, "}}") : NULL;
        if (!close) {
            g_string_append(filled, rest);
            return g_string_free(filled, FALSE);
        }
        g_string_append_len(filled, rest, open - rest);
        g_autofree char *raw = g_strndup(open + 2, (gsize)(close - open - 2));
        const char *value = fields_lookup(fields, g_strstrip(raw));
        if (!value) {
            *unknown = g_strdup(raw);
            g_string_free(filled, TRUE);
            return NULL;
        }
        g_string_append(filled, value);
        rest = close + 2;
    }
}

/* Copied texts and attributes have lost their line: their element still has it. */
static long line_of(const xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->parent;
    return node ? xmlGetLineNo(node) : 0;
}

static bool fill_node_text(const Fields *fields, xmlNode *node, GError **error)
{
    if (!node->content || !strstr((const char *)node->content, "{{"))
        return true;
    g_autofree char *unknown = NULL;
    g_autofree char *filled = fields_fill_text(fields, (const char *)node->content, &unknown);
    if (!filled) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, "line %ld: there is no field {{%s}}",
                    line_of(node), unknown);
        return false;
    }
    xmlNodeSetContent(node, (const xmlChar *)filled);
    return true;
}

static bool fill_attributes(const Fields *fields, xmlNode *node, GError **error)
{
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        for (xmlNode *child = attribute->children; child; child = child->next)
            if (child->type == XML_TEXT_NODE && !fill_node_text(fields, child, error))
                return false;
    return true;
}

static bool fill_tree(const Fields *fields, xmlNode *node, GError **error)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE && !fill_node_text(fields, node, error))
            return false;
        if (node->type == XML_ELEMENT_NODE &&
            (!fill_attributes(fields, node, error) || !fill_tree(fields, node->children, error)))
            return false;
    }
    return true;
}

bool fields_fill_document(const Fields *fields, xmlDoc *document, GError **error)
{
    return fill_tree(fields, xmlDocGetRootElement(document), error);
}
