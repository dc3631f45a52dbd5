/* Inside layout/: what stands in a legend, row by row, and how high each row is. */
#pragma once

#include "layout/columns.h"
#include "layout/page_place.h"

/* In ems of the legend's text. */
static const double SWATCH_WIDTH = 2.6, SWATCH_HEIGHT = 1.15, SWATCH_GAP = 0.7, COLUMN_GAP = 1.6,
                    COLUMN_LEAST = 11;

typedef enum { ROW_TITLE, ROW_CLASS, ROW_SAMPLE, ROW_EMPTY } LegendRowKind;

typedef struct {
    LegendRowKind kind;
    const char *text;
    LegendClass class;
    double space_above; /* of titles; not at the head of a column */
    double height;      /* without it */
    double sample_height;
    bool touching; /* a sample's swatches make one bar */
} LegendRow;

/* How a legend is to be set. */
typedef struct {
    const PlacePainter *painter;
    const GArray *classes;
    const TextStyle *title;
    enum { SLOTS_PACKED, SLOTS_EMPTY, SLOTS_GREY } slots; /* what is left of a class that is not painted */
} LegendWish;

LegendWish legend_wish(const PlacePainter *painter, const GArray *classes, const TextStyle *title);
/* Array of LegendRow for columns of this width, groups together in the order of the style's
 * semaine:legend-groups; free with g_array_unref(). */
GArray *legend_rows_new(const LegendWish *wish, double width);
/* The rows as columns see them; newly allocated. */
ColumnRow *legend_column_rows(const GArray *rows);
/* What stands under the value at `index` of a sample: its label, or the number. Newly allocated. */
char *legend_value_text(const json_t *class, size_t index, const char *language);
