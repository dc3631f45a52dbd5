/* The classes of the legend, then their rows in balanced columns. */
#include "layout/columns.h"
#include "layout/legend_rows.h"
#include "layout/page_place.h"
#include "layout/swatch.h"

#include <math.h>
#include <string.h>

/* ---- classes ---- */

static LegendClass *find_class(GArray *classes, const json_t *json)
{
    for (guint i = 0; i < classes->len; i++) {
        LegendClass *class = &g_array_index(classes, LegendClass, i);
        if (class->entry->json == json)
            return class;
    }
    return NULL;
}

static LegendClass look_up(const Panel *panel, const LegendEntry *entry)
{
    LegendClass class = {.panel = panel, .entry = entry};
    for (size_t i = 0; !class.painted && i < entry->item_count; i++)
        if (painted_has(panel->painted, entry->layer, entry->items[i])) {
            class.painted = true;
            class.item = entry->items[i];
        }
    return class;
}

static void add_panel(GArray *classes, const Panel *panel)
{
    for (size_t i = 0; i < panel->scene->legend_count; i++) {
        const LegendClass class = look_up(panel, &panel->scene->legend[i]);
        LegendClass *known = find_class(classes, class.entry->json);
        if (!known)
            g_array_append_val(classes, class);
        else if (!known->painted)
            *known = class;
    }
}

static bool matches_any(char **patterns, const char *layer)
{
    for (; *patterns; patterns++)
        if (g_pattern_match_simple(*patterns, layer))
            return true;
    return false;
}

/* Takes away the classes of layers that the place leaves to other parts of the sheet. */
static void leave_out(GArray *classes, const Place *place)
{
    g_autofree char *text = place_attribute(place, "data-leave-out");
    g_auto(GStrv) patterns = g_strsplit(text ? text : "", " ", -1);
    for (guint i = classes->len; i-- > 0;) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        if (matches_any(patterns, class->panel->scene->layers[class->entry->layer].layer->id))
            g_array_remove_index(classes, i);
    }
}

GArray *page_legend_classes(const Page *page, const Place *place)
{
    GArray *classes = g_array_new(FALSE, FALSE, sizeof(LegendClass));
    g_autofree char *map = place ? place_attribute(place, "data-map") : NULL;
    for (size_t i = 0; i < page->panel_count; i++) {
        const Panel *panel = &page->panels[i];
        if (map ? strcmp(panel->place->id, map) == 0 : panel->style == page->panels[0].style)
            add_panel(classes, panel);
    }
    if (place)
        leave_out(classes, place);
    return classes;
}

/* ---- painting ---- */

typedef struct {
    const PlacePainter *painter;
    TextStyle title;
    double column_width;
} LegendPen;

static void paint_class(const LegendPen *pen, const LegendRow *row, double x, double y)
{
    const PlacePainter *painter = pen->painter;
    TextStyle style = painter->place->text;
    const double em = style.size, swatch_top = y + (em * style.line_height - SWATCH_HEIGHT * em) / 2;
    const Box swatch = {x, swatch_top, x + SWATCH_WIDTH * em, swatch_top + SWATCH_HEIGHT * em};
    const double text_x = swatch.x_max + SWATCH_GAP * em;
    if (row->class.painted)
        swatch_paint(&row->class, swatch, painter->shaper, painter->canvas);
    else
        style.color.a *= 0.35;
    text_box_paint(painter->canvas, painter->shaper, row->text, &style, text_x, y,
                   x + pen->column_width - text_x);
}

/* A ramp is one bar of touching swatches, sizes stand apart; each value has its number below. */
static void paint_sample(const LegendPen *pen, const LegendRow *row, double x, double y)
{
    const PlacePainter *painter = pen->painter;
    const SceneLayer *sample = row->class.entry->sample;
    TextStyle style = painter->place->text;
    y += text_box_paint(painter->canvas, painter->shaper, row->text, &style, x, y, pen->column_width);
    const json_t *values = json_object_get(row->class.entry->json, "values");
    const size_t count = json_array_size(values);
    const double step = pen->column_width / (double)count, height = row->sample_height;
    style.align = TEXT_MIDDLE;
    for (size_t i = 0; i < scene_layer_items(sample); i++) {
        const size_t value = scene_layer_origin(sample, i).feature;
        const double left = x + step * (double)value, inset = row->touching ? 0 : step * 0.08;
        swatch_paint_item(sample, i, (Box){left + inset, y, left + step - inset, y + height}, painter->shaper,
                          painter->canvas);
    }
    for (size_t i = 0; i < count; i++) {
        g_autofree char *label = legend_value_text(row->class.entry->json, i, painter->page->language);
        text_box_paint(painter->canvas, painter->shaper, label, &style, x + step * ((double)i + 0.5),
                       y + height, 0);
    }
}

static void paint_row(const LegendPen *pen, const LegendRow *row, double x, double y)
{
    if (row->kind == ROW_TITLE)
        text_box_paint(pen->painter->canvas, pen->painter->shaper, row->text, &pen->title, x,
                       y + row->space_above, pen->column_width);
    else if (row->kind == ROW_SAMPLE)
        paint_sample(pen, row, x, y);
    else if (row->kind == ROW_CLASS)
        paint_class(pen, row, x, y);
}

/* ---- columns ---- */

static double least_height(const GArray *rows, size_t columns)
{
    g_autofree ColumnRow *plain = legend_column_rows(rows);
    return columns_least_height(plain, rows->len, columns);
}

/* As few columns as keep the rows inside the box; data-columns fixes their number. */
static size_t choose_columns(const LegendPen *pen, const LegendWish *wish, GArray **rows, double *height)
{
    const Place *place = pen->painter->place;
    const double width = place_width(place), gap = COLUMN_GAP * place->text.size;
    const size_t most = (size_t)fmax(1, floor((width + gap) / (COLUMN_LEAST * place->text.size + gap)));
    const size_t asked = (size_t)CLAMP(place_number(place, "data-columns", 0), 0, 40);
    size_t columns = asked > 0 ? asked : 1;
    for (;; columns++) {
        const double column = (width - gap * (double)(columns - 1)) / (double)columns;
        *rows = legend_rows_new(wish, column);
        *height = least_height(*rows, columns);
        if (asked > 0 || columns >= most || *height <= place_height(place) + 0.5)
            return columns;
        g_array_unref(*rows);
    }
}

static void paint_column(const LegendPen *pen, const GArray *rows, size_t first, size_t end, double x)
{
    double y = pen->painter->place->box.y_min - g_array_index(rows, LegendRow, first).space_above;
    for (size_t i = first; i < end; i++) {
        const LegendRow *row = &g_array_index(rows, LegendRow, i);
        paint_row(pen, row, x, y);
        y += row->space_above + row->height;
    }
}

void place_paint_legend(const PlacePainter *painter)
{
    const Place *place = painter->place;
    g_autofree char *title_font = place_title_font(place);
    LegendPen pen = {.painter = painter, .title = place->text};
    pen.title.font = title_font;
    g_autoptr(GArray) classes = page_legend_classes(painter->page, place);
    const LegendWish wish = legend_wish(painter, classes, &pen.title);
    GArray *rows;
    double height;
    const size_t columns = choose_columns(&pen, &wish, &rows, &height);
    const double gap = COLUMN_GAP * place->text.size;
    pen.column_width = (place_width(place) - gap * (double)(columns - 1)) / (double)columns;
    place_warn_overflow(painter, height, "the legend");
    g_autofree size_t *starts = g_new0(size_t, columns + 1);
    g_autofree ColumnRow *plain = legend_column_rows(rows);
    const size_t used = columns_fill(plain, rows->len, height, starts, columns);
    for (size_t column = 0; painter->canvas && column < used; column++)
        paint_column(&pen, rows, starts[column], column + 1 < used ? starts[column + 1] : rows->len,
                     place->box.x_min + (double)column * (pen.column_width + gap));
    g_array_unref(rows);
}
