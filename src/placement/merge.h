/* Merging the parts of one street: lines with the same text and life become one line to letter. */
#pragma once

#include "placement/life.h"

typedef struct {
    size_t *leaders;       /* for each symbol the index of the one that stands for it, itself where alone */
    Geometry **geometries; /* for leaders of several, the merged lines, owned; NULL elsewhere */
    size_t count;
} MergedLines;

/* Looks at symbols with text along lines; others stand for themselves. */
MergedLines *merged_lines_new(const PlacementSymbol *symbols, size_t count);
void merged_lines_free(MergedLines *merged);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MergedLines, merged_lines_free)
/* Joins line parts that share an end point and go on without a sharp turn; a new geometry. */
Geometry lines_join(const Geometry *const *lines, size_t count);
/* What symbols that may be merged have in common: layer, text, font and size; newly allocated. */
char *symbol_text_key(const SceneSymbol *symbol);
