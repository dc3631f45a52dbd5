#include "layout/legend_rows.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* In ems. */
static const double ROW_GAP = 0.45, TITLE_GAP = 0.35, TITLE_SPACE = 0.7;

ColumnRow *legend_column_rows(const GArray *rows)
{
    ColumnRow *plain = g_new0(ColumnRow, rows->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        const LegendRow *row = &g_array_index(rows, LegendRow, i);
        plain[i] = (ColumnRow){row->height, row->space_above, row->kind == ROW_TITLE};
    }
    return plain;
}

LegendWish legend_wish(const PlacePainter *painter, const GArray *classes, const TextStyle *title)
{
    g_autofree char *slots = place_attribute(painter->place, "data-slots");
    return (LegendWish){.painter = painter,
                        .classes = classes,
                        .title = title,
                        .slots = g_strcmp0(slots, "empty") == 0  ? SLOTS_EMPTY
                                 : g_strcmp0(slots, "grey") == 0 ? SLOTS_GREY
                                                                 : SLOTS_PACKED};
}

char *legend_value_text(const json_t *class, size_t index, const char *language)
{
    const json_t *label = json_array_get(json_object_get(class, "labels"), index);
    const char *text = label ? style_text(label, language) : NULL;
    const json_t *value = json_array_get(json_object_get(class, "values"), index);
    char number[NUMBER_TEXT_MAX];
    if (!text && json_is_number(value))
        text = number_to_text(json_number_value(value), number);
    return g_strdup(text ? text : json_is_string(value) ? json_string_value(value) : "");
}

/* ---- rows ---- */

static double text_height(const LegendWish *wish, const char *text, const TextStyle *style, double width)
{
    return text_box_paint(NULL, wish->painter->shaper, text, style, 0, 0, width);
}

/* The height of the largest swatch of a sample. */
static double sample_height(const SceneLayer *sample, double em)
{
    double height = SWATCH_HEIGHT * em;
    for (size_t i = 0; i < sample->circle_count; i++)
        height = fmax(height, 2 * (sample->circles[i].radius + sample->circles[i].stroke_width));
    for (size_t i = 0; i < sample->line_count; i++)
        height = fmax(height, sample->lines[i].width);
    for (size_t i = 0; i < sample->symbol_count; i++)
        if (sample->symbols[i].icon.icon)
            height = fmax(height, sample->symbols[i].icon.icon->height * sample->symbols[i].icon.size / 1.5);
    return height;
}

static void add_class(const LegendWish *wish, const LegendClass *class, double width, GArray *rows)
{
    const TextStyle *style = &wish->painter->place->text;
    const double em = style->size;
    const char *text = style_text(class->entry->json, wish->painter->page->language);
    if (!text || (!class->painted && wish->slots == SLOTS_PACKED))
        return;
    LegendRow row = {.kind = ROW_CLASS, .text = text, .class = *class};
    const SceneLayer *sample = class->entry->sample;
    if (sample && scene_layer_items(sample) > 0) {
        row.kind = ROW_SAMPLE;
        row.touching = sample->fill_count > 0;
        row.sample_height = sample_height(sample, em);
        row.height = text_height(wish, text, style, width) + row.sample_height + em * style->line_height;
    } else {
        const double room = width - (SWATCH_WIDTH + SWATCH_GAP) * em;
        row.height = fmax(text_height(wish, text, style, room), SWATCH_HEIGHT * em);
    }
    row.height += ROW_GAP * em;
    if (!class->painted && wish->slots == SLOTS_EMPTY)
        row.kind = ROW_EMPTY;
    g_array_append_val(rows, row);
}

/* The classes of one group; `id` NULL: those of no group. */
static void add_group(const LegendWish *wish, const char *id, const char *title, double width, GArray *rows)
{
    const double em = wish->painter->place->text.size;
    const guint first = rows->len;
    if (title) {
        const LegendRow row = {.kind = ROW_TITLE,
                               .text = title,
                               .space_above = TITLE_SPACE * em,
                               .height = text_height(wish, title, wish->title, width) + TITLE_GAP * em};
        g_array_append_val(rows, row);
    }
    const guint before = rows->len;
    for (guint i = 0; i < wish->classes->len; i++) {
        const LegendClass *class = &g_array_index(wish->classes, LegendClass, i);
        if (g_strcmp0(class->entry->group, id) == 0)
            add_class(wish, class, width, rows);
    }
    if (rows->len == before)
        g_array_set_size(rows, first);
}

static bool is_listed(const json_t *groups, const char *id)
{
    for (size_t i = 0; i < json_array_size(groups); i++)
        if (g_strcmp0(json_string_value(json_object_get(json_array_get(groups, i), "id")), id) == 0)
            return true;
    return false;
}

/* Groups the style does not list come last, without a title, each once. */
static void add_unlisted(const LegendWish *wish, const json_t *groups, double width, GArray *rows)
{
    for (guint i = 0; i < wish->classes->len; i++) {
        const char *id = g_array_index(wish->classes, LegendClass, i).entry->group;
        bool is_first = id && !is_listed(groups, id);
        for (guint k = 0; is_first && k < i; k++)
            is_first = g_strcmp0(g_array_index(wish->classes, LegendClass, k).entry->group, id) != 0;
        if (is_first)
            add_group(wish, id, NULL, width, rows);
    }
}

GArray *legend_rows_new(const LegendWish *wish, double width)
{
    const Page *page = wish->painter->page;
    const json_t *groups =
        page->panel_count > 0 ? style_metadata(page->panels[0].style, "semaine:legend-groups") : NULL;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(LegendRow));
    add_group(wish, NULL, NULL, width, rows);
    for (size_t i = 0; i < json_array_size(groups); i++) {
        const json_t *group = json_array_get(groups, i), *title = json_object_get(group, "title");
        const char *id = json_string_value(json_object_get(group, "id"));
        if (id)
            add_group(wish, id, title ? style_text(title, page->language) : NULL, width, rows);
    }
    add_unlisted(wish, groups, width, rows);
    return rows;
}
