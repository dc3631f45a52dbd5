#include "layout/grid.h"

#include "layout/page_place.h"

#include <math.h>

static const double SQUARE = 40 * 96 / 25.4; /* style pixels */

bool grid_read(const Page *page, const Panel *panel, Grid *out)
{
    const Place *place = NULL;
    for (size_t i = 0; !place && i < layout_place_count(page->layout); i++)
        if (layout_place(page->layout, i)->kind == PLACE_GRID &&
            page_panel(page, layout_place(page->layout, i)) == panel)
            place = layout_place(page->layout, i);
    if (!place || !panel)
        return false;
    const Box frame = panel->place->box;
    const double columns = fmax(1, round((frame.x_max - frame.x_min) / SQUARE)),
                 rows = fmax(1, round((frame.y_max - frame.y_min) / SQUARE));
    out->frame = frame;
    out->columns = (size_t)CLAMP(place_number(place, "data-columns", columns), 1, 200);
    out->rows = (size_t)CLAMP(place_number(place, "data-rows", rows), 1, 200);
    return true;
}

/* "A" .. "Z", "AA" ..; newly allocated. */
static char *letters_of(size_t column)
{
    const char last = (char)('A' + column % 26);
    return column < 26 ? g_strdup_printf("%c", last)
                       : g_strdup_printf("%c%c", (char)('A' + column / 26 - 1), last);
}

char *grid_square(const Grid *grid, Point point)
{
    const double width = grid->frame.x_max - grid->frame.x_min,
                 height = grid->frame.y_max - grid->frame.y_min;
    const double column = CLAMP(floor(point.x / width * (double)grid->columns), 0, (double)grid->columns - 1),
                 row = CLAMP(floor(point.y / height * (double)grid->rows), 0, (double)grid->rows - 1);
    g_autofree char *letters = letters_of((size_t)column);
    return g_strdup_printf("%s%d", letters, (int)row + 1);
}

/* ---- painting ---- */

typedef struct {
    const PlacePainter *painter;
    Grid grid;
} GridPen;

static void paint_cell(const GridPen *pen, const char *text, Box box)
{
    TextStyle style = pen->painter->place->text;
    style.align = TEXT_MIDDLE;
    style.line_height = 1;
    text_box_paint(pen->painter->canvas, pen->painter->shaper, text, &style, (box.x_min + box.x_max) / 2,
                   (box.y_min + box.y_max - style.size) / 2, 0);
}

static void paint_mark(const GridPen *pen, Box box)
{
    Geometry mark = paint_rectangle(box);
    canvas_fill(pen->painter->canvas, &mark, pen->painter->place->text.color, true);
    geometry_clear(&mark);
}

/* Letters above and below, marks between them. */
static void paint_columns(const GridPen *pen, double top, double bottom)
{
    const Box frame = pen->grid.frame;
    const double step = (frame.x_max - frame.x_min) / (double)pen->grid.columns;
    for (size_t i = 0; i < pen->grid.columns; i++) {
        g_autofree char *text = letters_of(i);
        const double left = frame.x_min + step * (double)i;
        paint_cell(pen, text, (Box){left, top, left + step, bottom});
        if (i > 0)
            paint_mark(pen, (Box){left - 0.25, top, left + 0.25, bottom});
    }
}

static void paint_rows(const GridPen *pen, double left, double right)
{
    const Box frame = pen->grid.frame;
    const double step = (frame.y_max - frame.y_min) / (double)pen->grid.rows;
    for (size_t i = 0; i < pen->grid.rows; i++) {
        g_autofree char *text = g_strdup_printf("%zu", i + 1);
        const double top = frame.y_min + step * (double)i;
        paint_cell(pen, text, (Box){left, top, right, top + step});
        if (i > 0)
            paint_mark(pen, (Box){left, top - 0.25, right, top + 0.25});
    }
}

void place_paint_grid(const PlacePainter *painter)
{
    GridPen pen = {.painter = painter};
    const Panel *panel = page_panel(painter->page, painter->place);
    if (!painter->canvas || !grid_read(painter->page, panel, &pen.grid))
        return;
    /* The band is as deep as its letters need: what lies between may be the graticule. */
    const Box outer = painter->place->box;
    const double depth = painter->place->text.size * 1.5;
    paint_columns(&pen, outer.y_min, outer.y_min + depth);
    paint_columns(&pen, outer.y_max - depth, outer.y_max);
    paint_rows(&pen, outer.x_min, outer.x_min + depth);
    paint_rows(&pen, outer.x_max - depth, outer.x_max);
}
