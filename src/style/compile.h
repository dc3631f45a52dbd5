/* JSON -> checked tree of nodes, constants folded. */
#pragma once

#include "style/operator.h"

/* Compiles an expression of the expected type (NULL: any) into the arena. NULL after adding to `errors`, an
 * array of ExpressionError. */
Node *compile_expression(const json_t *json, const Type *expected, Annotation annotation, Arena *arena,
                         GArray *errors);
