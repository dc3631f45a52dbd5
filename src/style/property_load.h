/* The value of a property in a style: a literal, an expression or a function, compiled. */
#pragma once

#include "style/expression.h"
#include "style/loader.h"

/* Whether a JSON value is read as an expression: an array that begins with the name of an operator. */
bool value_is_expression(const json_t *value);
/* Whether some part of an expression reads feature states, which paper has none of. */
bool value_reads_feature_state(const json_t *value);
/* Checks and compiles the value at the cursor; NULL after errors. Free with expression_free(). */
Expression *property_load(const Loader *loader, const JsonCursor *at, const PropertySpec *spec);
/* The same for the default of the table; NULL where there is none. */
Expression *property_load_default(const PropertySpec *spec);
/* Compiles the expression `json` that stands at the cursor, or was made of what stands there; NULL after
 * errors. */
Expression *expression_load(const Loader *loader, const JsonCursor *at, const json_t *json,
                            const PropertySpec *spec);
