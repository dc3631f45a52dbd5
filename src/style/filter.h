/* Filters: which features a layer draws. The old syntax (["==", "class", "wall"]) is rewritten as an
 * expression; a filter that already is one is left as it is. */
#pragma once

#include <jansson.h>
#include <stdbool.h>

/* Whether a filter is read as an expression. It is old syntax when some part is valid only there and no part
 * only as an expression. */
bool filter_is_expression(const json_t *filter);
/* The expression that means the same as a filter in old syntax which filter_load() finds no fault with; parts
 * without meaning let everything through. A new reference. */
json_t *filter_convert(const json_t *filter);
/* The first part of an expression filter that is old syntax and so means something else than its author
 * thinks: its index path such as "[1][2]", newly allocated; NULL where nothing is mixed. */
char *filter_find_mixed(const json_t *filter);
