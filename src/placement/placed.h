/* Inside placement: filling and clearing PlacedSymbol. */
#pragma once

#include "placement/placement.h"

/* Lays out the chosen pose: matrix of the icon, pieces of the text. */
void placed_symbol_lay(PlacedSymbol *placed, const Instance *instance, const Pose *pose);
void placed_symbol_clear(PlacedSymbol *placed);
/* The id of the symbol's feature, or its number in the source as "#12"; newly allocated. */
char *symbol_feature_id(const SceneSymbol *symbol);
/* The symbol's text on one line; newly allocated. */
char *symbol_text_line(const SceneSymbol *symbol);
/* Its sort key; 0 where an expression yielded none. */
double symbol_sort_key(const SceneSymbol *symbol);
