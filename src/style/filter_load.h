/* Filters of a style file, checked and compiled. */
#pragma once

#include "style/expression.h"
#include "style/loader.h"

/* Compiles the filter at the cursor, whatever its syntax; NULL after errors. Old syntax within an expression
 * is warned of. Free with expression_free(). */
Expression *filter_load(const Loader *loader, const JsonCursor *at);
/* Compiles the expression `json` as (part of) the filter at the cursor; NULL after errors. */
Expression *filter_compile(const Loader *loader, const JsonCursor *at, const json_t *json);
