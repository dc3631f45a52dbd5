/* Figures of the day: numbers that the style counts or adds up over the features of its sources. */
#pragma once

#include "scene/build.h"

/* One number and what it is; the words are borrowed from the style. */
typedef struct {
    const json_t *label; /* text or texts by language */
    double low, high;    /* equal where the sources agree */
    bool about;          /* not all that was counted is certain */
    GArray *origins;     /* of Origin: what was counted */
} Figure;

/* Reads the root metadata semaine:figures, a list of objects with `label`, `source`, `filter` and one of
 * `count` (true: features; a name: different values of that attribute) and `sum` (the name of a number, with
 * `low` and `high` naming its range). Figures whose sum is 0 are left out unless `zero` is true. Array of
 * Figure; free with g_array_unref(). */
GArray *scene_build_figures(const SceneRequest *request);
