#include "layout/text_list.h"

#include "layout/columns.h"

#include <math.h>
#include <string.h>

/* In ems. */
static const double COLUMN_LEAST = 14, PARAGRAPH_GAP = 0.25;

typedef struct {
    const PlacePainter *painter;
    char *const *texts, *const *ends;
    size_t count, columns;
    double width, gap; /* of a column, between columns */
    ColumnRow *rows;
} TextList;

static double end_width(const TextList *list, size_t index)
{
    return list->ends
               ? text_box_width(list->painter->shaper, list->ends[index], &list->painter->place->text) +
                     0.5 * list->painter->place->text.size
               : 0;
}

static double measure(TextList *list, size_t columns)
{
    const PlacePainter *painter = list->painter;
    const double em = painter->place->text.size;
    list->columns = columns;
    list->width = (place_width(painter->place) - list->gap * (double)(columns - 1)) / (double)columns;
    for (size_t i = 0; i < list->count; i++)
        list->rows[i] =
            (ColumnRow){.height = text_box_paint(NULL, painter->shaper, list->texts[i], &painter->place->text,
                                                 0, 0, fmax(list->width - end_width(list, i), em)) +
                                  PARAGRAPH_GAP * em};
    return columns_least_height(list->rows, list->count, columns);
}

static double choose_columns(TextList *list)
{
    const Place *place = list->painter->place;
    const double em = place->text.size;
    const size_t asked = (size_t)CLAMP(place_number(place, "data-columns", 0), 0, 40);
    const size_t most =
        (size_t)fmax(1, floor((place_width(place) + list->gap) / (COLUMN_LEAST * em + list->gap)));
    if (asked > 0)
        return measure(list, asked);
    double height = 0;
    for (size_t columns = 1; columns <= most; columns++)
        if ((height = measure(list, columns)) <= place_height(place))
            break;
    return height;
}

static void paint_column(const TextList *list, size_t first, size_t end, double x)
{
    const PlacePainter *painter = list->painter;
    TextStyle right = painter->place->text;
    right.align = TEXT_END;
    double y = painter->place->box.y_min;
    for (size_t i = first; i < end; i++) {
        text_box_paint(painter->canvas, painter->shaper, list->texts[i], &painter->place->text, x, y,
                       fmax(list->width - end_width(list, i), painter->place->text.size));
        if (list->ends)
            text_box_paint(painter->canvas, painter->shaper, list->ends[i], &right, x, y, list->width);
        y += list->rows[i].height;
    }
}

void text_list_paint(const PlacePainter *painter, char *const *texts, char *const *ends, const char *what)
{
    const size_t count = g_strv_length((char **)texts);
    g_autofree ColumnRow *rows = g_new0(ColumnRow, count + 1);
    TextList list = {.painter = painter, .texts = texts, .ends = ends, .count = count, .rows = rows};
    /* What stands at the end of a line must not be read with the next column. */
    list.gap = (ends ? 2.8 : 1.6) * painter->place->text.size;
    const double height = choose_columns(&list);
    place_warn_overflow(painter, height, what);
    g_autofree size_t *starts = g_new0(size_t, list.columns + 1);
    const size_t used = columns_fill(rows, count, height, starts, list.columns);
    for (size_t column = 0; painter->canvas && column < used; column++)
        paint_column(&list, starts[column], column + 1 < used ? starts[column + 1] : count,
                     painter->place->box.x_min + (double)column * (list.width + list.gap));
}
