/* Fields of a page: names and the texts that {{name}} in a template stands for. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

typedef struct Fields Fields;

Fields *fields_new(void);
void fields_free(Fields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fields, fields_free)

/* Sets a field; name and text are copied, an earlier text is replaced. */
void fields_set(Fields *fields, const char *name, const char *text);
/* The text of a field, borrowed, or NULL. */
const char *fields_lookup(const Fields *fields, const char *name);
/* Replaces every {{name}} in `text`; newly allocated. NULL where a name is unknown: then `unknown` gets it,
 * newly allocated. */
char *fields_fill_text(const Fields *fields, const char *text, char **unknown);
/* Fills all text and attributes of a document in place. Error STYLE: unknown field, with the line. */
bool fields_fill_document(const Fields *fields, xmlDoc *document, GError **error);
