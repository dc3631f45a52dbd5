/* The state of a render: the style's own defaults, overlaid by the date, the language and what the user set.
 */
#pragma once

#include "base/date.h"
#include "style/style.h"

/* Builds the state in `arena`. `date` may be NULL: the style's own `date` property stands, and gives `day`.
 * `settings` are "key=value" texts (a value that is JSON is taken as JSON, else as text), NULL-terminated or
 * NULL. Errors: USAGE (no "=", wrong date). */
bool state_build(const Style *style, const char *date, const char *const *settings, const char *language,
                 Arena *arena, ValueObject *out, GError **error);
/* A text property of the state, or NULL. */
const char *state_text(const ValueObject *state, const char *name);
