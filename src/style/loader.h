/* What the loaders of a style share: the document with the lines of its values, and the report that findings
 * go to. A loader tells what is wrong and goes on; nothing stops at the first error. */
#pragma once

#include "base/json_place.h"
#include "base/report.h"

#include <stdbool.h>

/* A style file, read and parsed; the whole of a check looks at this one. */
typedef struct {
    char *path;   /* as the user named it */
    char *folder; /* where it lies */
    json_t *root;
    JsonPlaces *places;
} StyleDocument;

/* Reads a JSON file. Errors: IO; FORMAT for what is no JSON, then `line` (may be NULL) is set to its place.
 * Free with style_document_free(). */
StyleDocument *style_document_read(const char *path, size_t *line, GError **error);
void style_document_free(StyleDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StyleDocument, style_document_free)

typedef struct {
    const StyleDocument *document;
    Report *report;
} Loader;

/* Adds a finding at the cursor's line and path. */
void loader_error(const Loader *loader, const JsonCursor *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
void loader_warning(const Loader *loader, const JsonCursor *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* An error within an expression that begins at the cursor; `key` is its index path. */
void loader_error_within(const Loader *loader, const JsonCursor *at, const char *key, const char *message);

/* True where the value has the JSON type (as json_kind_name() calls it); else tells an error. */
bool loader_expect(const Loader *loader, const JsonCursor *at, const char *type);
/* The text of a member that is there and is a string; else NULL, silently. */
const char *loader_text(const JsonCursor *object, const char *name);
/* The number of a member that is there and is a number; else `otherwise`. */
double loader_number(const JsonCursor *object, const char *name, double otherwise);
