/* Corrections by hand: a JSON file that moves, pins, breaks or hides single labels, by layer, feature and
 * scale.
 *
 *   {"overrides": [{"layer": "square-names", "feature": "sq-concorde", "scale": 25000, "offset": [4, -2.5]}]}
 *
 * Without `scale` an override holds at every scale, else within a hundredth of 1:scale. It sets one or more
 * of hide     true: the label is not shown offset   [x, y]: the middle of the text lies so many millimetres
 * to the right of and below the feature's place anchor   one of the specification's names: the only position
 * tried along    0 to 1: where on its line a label stands, as a share of the line's length text     the text
 * with line feeds where it shall break */
#pragma once

#include "base/report.h"
#include "scene/symbol.h"

typedef struct {
    const char *layer, *feature;
    double scale; /* denominator; 0: every */
    bool hide, has_offset, has_anchor, has_along;
    Point offset; /* millimetres */
    SymbolAnchor anchor;
    double along;
    const char *text; /* NULL: as it is */
} Override;

typedef struct Overrides Overrides;

/* Errors: IO, FORMAT, with file and place. Free with overrides_free(). */
Overrides *overrides_load(const char *path, GError **error);
void overrides_free(Overrides *overrides);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Overrides, overrides_free)

size_t overrides_count(const Overrides *overrides);
const Override *overrides_item(const Overrides *overrides, size_t index);
/* The override for a feature of a layer at 1:`scale`: the index of the last that fits, or SIZE_MAX. */
size_t overrides_lookup(const Overrides *overrides, const char *layer, const char *feature, double scale);
/* Warns of those that should hold at this scale but are not among the `used`. */
void overrides_report_stale(const Overrides *overrides, const bool *used, double scale, Report *report);
