/* The works that features cite: a CSV table (RFC 4180) with columns `key`, `reference` and, where there are
 * any, `licence` and others. `reference_fr` holds the reference in French, where that differs. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *key, *reference, *licence; /* licence "" where there is none */
} Reference;

typedef struct References References;

/* Reads a table, its references in `language` where it has them. Errors: IO, FORMAT (no such columns, a row
 * of another length). Free with references_free().
 */
References *references_load(const char *path, const char *language, GError **error);
void references_free(References *references);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(References, references_free)
/* The work of a key, borrowed, or NULL. */
const Reference *references_lookup(const References *references, const char *key);
