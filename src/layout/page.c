#include "layout/page.h"

#include "layout/page_place.h"

/* ---- places ---- */

static void paint_named_field(const PlacePainter *painter)
{
    const char *text = fields_lookup(painter->page->fields, place_kind_name(painter->place->kind));
    if (text)
        place_set_text(painter, text);
}

/* What paints each kind of place. */
static void (*const painters[PLACE_KINDS])(const PlacePainter *painter) = {
    [PLACE_MAP] = place_paint_map,         [PLACE_TEXT] = place_paint_text,
    [PLACE_LEGEND] = place_paint_legend,   [PLACE_SCALE_BAR] = place_paint_scale_bar,
    [PLACE_NORTH] = place_paint_north,     [PLACE_GRATICULE] = place_paint_graticule,
    [PLACE_GRID] = place_paint_grid,       [PLACE_TIMELINE] = place_paint_timeline,
    [PLACE_FIGURES] = place_paint_figures, [PLACE_CREDITS] = paint_named_field,
    [PLACE_SOURCES] = place_paint_sources, [PLACE_INDEX] = place_paint_index,
    [PLACE_KEY] = place_paint_key,         [PLACE_DATE] = paint_named_field,
};

static void paint_places(const Page *page, Canvas *canvas, Report *report)
{
    PlacePainter painter = {.page = page, .canvas = canvas, .report = report, .shaper = glyph_shaper_new()};
    for (size_t i = 0; i < layout_place_count(page->layout); i++) {
        painter.place = layout_place(page->layout, i);
        if (canvas)
            canvas_begin_layer(canvas, painter.place->id, NULL, 1);
        painters[painter.place->kind](&painter);
        if (canvas)
            canvas_end_layer(canvas);
    }
    glyph_shaper_free(painter.shaper);
}

const Panel *page_panel(const Page *page, const Place *place)
{
    g_autofree char *id = place_attribute(place, "data-map");
    for (size_t i = 0; i < page->panel_count; i++)
        if (g_strcmp0(page->panels[i].place->id, id ? id : "map.main") == 0)
            return &page->panels[i];
    return NULL;
}

/* ---- text ---- */

char *place_title_font(const Place *place)
{
    g_autofree char *wanted = place_attribute(place, "data-title-font");
    if (wanted)
        return g_steal_pointer(&wanted);
    PangoFontDescription *font = pango_font_description_from_string(place->text.font);
    pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    char *text = pango_font_description_to_string(font);
    pango_font_description_free(font);
    return text;
}

void place_warn_overflow(const PlacePainter *painter, double used, const char *what)
{
    const double millimetre = 96 / 25.4, room = place_height(painter->place);
    if (painter->report && used > room + 0.5)
        report_add(painter->report, SEVERITY_WARNING, layout_path(painter->page->layout),
                   painter->place->line, painter->place->id,
                   "%s is %.1f mm too high for its box: %.1f mm wanted, %.1f mm there", what,
                   (used - room) / millimetre, used / millimetre, room / millimetre);
}

void place_set_text(const PlacePainter *painter, const char *text)
{
    const Place *place = painter->place;
    const double width = place_width(place), height = place_height(place);
    const double used = text_box_paint(NULL, painter->shaper, text, &place->text, 0, 0, width);
    place_warn_overflow(painter, used, "the text");
    if (!painter->canvas)
        return;
    g_autofree char *align = place_attribute(place, "data-valign");
    const double room = height - used;
    const double down = g_strcmp0(align, "middle") == 0   ? room / 2
                        : g_strcmp0(align, "bottom") == 0 ? room
                                                          : 0;
    text_box_paint(painter->canvas, painter->shaper, text, &place->text, place->box.x_min,
                   place->box.y_min + down, width);
}

void place_paint_text(const PlacePainter *painter)
{
    g_autofree char *text = artwork_text(painter->place, painter->page->fields);
    if (text)
        place_set_text(painter, text);
}

/* ---- the page ---- */

static void paint_group(const Page *page, const char *group, Canvas *canvas)
{
    const char *markup = page->artwork ? artwork_markup(page->artwork, group) : NULL;
    if (markup)
        canvas_drawing(canvas, artwork_drawing(page->artwork), group, markup, layout_scale(page->layout),
                       (Point){layout_width(page->layout), layout_height(page->layout)});
}

static void paint_sheet(const Page *page, Canvas *canvas)
{
    if (!page->artwork)
        return;
    Geometry sheet = paint_rectangle((Box){0, 0, layout_width(page->layout), layout_height(page->layout)});
    canvas_fill(canvas, &sheet, (Color){1, 1, 1, 1}, true);
    geometry_clear(&sheet);
}

void page_paint(const Page *page, Canvas *canvas)
{
    paint_sheet(page, canvas);
    paint_group(page, "under", canvas);
    paint_places(page, canvas, NULL);
    paint_group(page, "over", canvas);
}

void page_measure(const Page *page, Report *report)
{
    paint_places(page, NULL, report);
}
