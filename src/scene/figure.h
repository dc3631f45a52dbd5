/* Figures of the day: numbers that the style counts or adds up over the features of its sources. */
#pragma once

#include "scene/build.h"

/* One number and what it is. */
typedef struct {
    const json_t *label;   /* text or texts by language, borrowed from the style; NULL: */
    const char *fields[2]; /* the attributes of the feature that name it, in French and in English */
    const json_t *unit;    /* what stands behind the number, or NULL */
    double low, high;      /* equal where the sources agree; high INFINITY: so many and more */
    bool about;            /* not all that was counted is certain */
    GArray *origins;       /* of Origin: what was counted */
} Figure;

/* Reads the root metadata semaine:figures, a list of objects with `source`, `filter` and one of
 * - `count` (true: features; a name: different values of that attribute), with a `label`;
 * - `sum` (the name of a number, with `low` and `high` naming its range), with a `label`;
 * - `each` (at most so many): every feature is a figure of its own, named by its name_fr and name_en, its
 * number in the attribute `value`, its range in `low` and `high`; `units` has texts for the values of its
 * attribute `unit`. Figures of nothing are left out unless `zero` is true. Array of Figure; free with
 * g_array_unref(). */
GArray *scene_build_figures(const SceneRequest *request);
/* The figure's words in a language, borrowed; "" where it has none. */
const char *figure_label(const Figure *figure, const char *language);
