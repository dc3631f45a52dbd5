/* The CSS of a template, as far as its placeholders need it: librsvg styles what is drawn, but tells nobody
 * how. Selectors are a type, a .class, an #id or several of them in one (rect.box#legend), in lists; rules
 * with other selectors are left to librsvg. */
#pragma once

#include <libxml/tree.h>
#include <stdbool.h>

typedef struct Cascade Cascade;

/* Reads the <style> elements of a document, which must outlive it. Free with cascade_free(). */
Cascade *cascade_new(xmlDoc *document);
void cascade_free(Cascade *cascade);

/* The value that holds for `name` ("font-size") at an element: its style attribute, the rules, its own
 * attribute, then, for what SVG inherits, its parents. Newly allocated, or NULL. */
char *cascade_value(const Cascade *cascade, const xmlNode *node, const char *name);
