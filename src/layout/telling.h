/* What pages of a sequence tell in words: who holds what, and what changed from one page to another. */
#pragma once

#include "layout/page.h"

/* A named feature on the paper, of a class of the legend. Both borrowed from the map. */
typedef struct {
    const json_t *class;
    const Feature *feature;
} Told;

/* All that is told of a page: each feature once, in the first of its classes, without those classes that say
 * "told": false. Array of Told; free with g_array_unref(). */
GArray *page_told(const Page *page);
/* What `now` tells and `before` did not: "Taken: north gate; south gate. Fire of the day: town hall." Empty
 * where that is nothing. Newly allocated. */
char *told_changes(const GArray *before, const GArray *now, const char *language);
/* The style's own figures in sentences: "Quarters taken, of 80: 47." Newly allocated. */
char *page_figures_in_words(const Page *page);
/* The number of a figure: "60–65", "plus de 500", "72 h". Newly allocated. */
char *figure_number_text(const Figure *figure, const char *language);
