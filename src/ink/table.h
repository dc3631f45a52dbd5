/* The inks a style names for its colours: root metadata "semaine:inks",
 *   {"#b2182b": [0, 95, 80, 20], "#d52b1e": {"spot": "PANTONE 485 C", "cmyk": [0, 95, 100, 0], "tint": 100}}
 * in per cent. Such a colour is printed with exactly these inks, whatever the profile would make of it. */
#pragma once

#include "ink/ink.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef struct InkTable InkTable;

/* Reads that member. Errors: STYLE, with the colour whose ink is wrong. Free with
 * ink_table_free(). */
InkTable *ink_table_read(const json_t *json, GError **error);
void ink_table_free(InkTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InkTable, ink_table_free)

/* The ink of a colour (0..1 each, met when it falls on the same of 255 steps), borrowed, or NULL. `table` may
 * be NULL. */
const Ink *ink_table_lookup(const InkTable *table, double r, double g, double b);
