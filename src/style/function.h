/* Legacy functions ({"stops": ...}, {"type": "identity", "property": ...}) and legacy text tokens ("{name}"),
 * rewritten as expressions. */
#pragma once

#include "style/property.h"

#include <glib.h>
#include <jansson.h>

/* The expression (JSON, owned by the caller) that does what a function does for a property. NULL and a
 * message in `message` (owned by the caller) where it is no function. */
json_t *function_to_expression(const json_t *function, const PropertySpec *spec, char **message);
/* "a {b}" -> ["concat", "a ", ["get", "b"]]; a text without tokens stays as it is. Owned by the caller. */
json_t *tokens_to_expression(const char *text);
