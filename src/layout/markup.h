/* Reading SVG documents: what libxml2 gives, in the terms of a page template. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/* Reads a file without network access. Errors: FORMAT, with the line. Free with xmlFreeDoc(). */
xmlDoc *markup_read(const char *path, GError **error);
/* An attribute's text (also of a namespaced one, by its local name), newly allocated, or NULL. */
char *markup_attribute(const xmlNode *node, const char *name);
/* Whether the node is an element of this local name. */
bool markup_is(const xmlNode *node, const char *name);
/* A length such as "420mm" in style pixels, without a unit in pixels; 0 where it is none. */
double markup_length(const char *text);
/* The node as XML text, newly allocated. */
char *markup_dump(xmlNode *node);
/* The text inside an element, newly allocated. */
char *markup_text(const xmlNode *node);
/* The next element in document order inside `root`, which is the first; NULL at the end. */
xmlNode *markup_next(const xmlNode *root, const xmlNode *node);
/* Drops every element whose systemLanguage attribute (SVG 1.1, 5.8.2) does not name `language`, and the
 * attribute from the others. */
void markup_keep_language(xmlDoc *document, const char *language);
