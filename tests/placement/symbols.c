#include "symbols.h"

#include <math.h>

typedef struct {
    SceneSymbol symbol;
    TextSection section;
    Geometry geometry;
    Icon icon;
    LifeSpan span;
    bool has_life;
} Item;

struct Sheet {
    GPtrArray *items;
    GArray *symbols;
};

static void free_item(void *data)
{
    Item *item = data;
    geometry_clear(&item->geometry);
    g_free((char *)item->section.text);
    g_free(item);
}

Sheet *sheet_new(void)
{
    Sheet *sheet = g_new0(Sheet, 1);
    sheet->items = g_ptr_array_new_with_free_func(free_item);
    sheet->symbols = g_array_new(FALSE, TRUE, sizeof(PlacementSymbol));
    return sheet;
}

void sheet_free(Sheet *sheet)
{
    if (!sheet)
        return;
    g_ptr_array_unref(sheet->items);
    g_array_unref(sheet->symbols);
    g_free(sheet);
}

static void set_text(Item *item, const char *text)
{
    item->section = (TextSection){.text = g_strdup(text), .scale = 1, .font_stack = "DejaVu Sans"};
    item->symbol.text = (SymbolText){.section_count = text ? 1 : 0,
                                     .sections = &item->section,
                                     .size = 10,
                                     .opacity = 1,
                                     .max_width = 10,
                                     .line_height = 1.2,
                                     .anchor_count = 1,
                                     .radial_offset = NAN,
                                     .padding = 2,
                                     .max_angle = 45,
                                     .justify = JUSTIFY_CENTER,
                                     .keep_upright = true};
}

static Item *add_item(Sheet *sheet, const char *text)
{
    Item *item = g_new0(Item, 1);
    item->symbol.origin.feature = sheet->items->len;
    item->symbol.key = sheet->items->len + 1;
    item->symbol.spacing = 250;
    item->symbol.geometry = &item->geometry;
    item->symbol.icon = (SymbolIcon){.size = 1, .opacity = 1, .padding = {2, 2, 2, 2}};
    set_text(item, text);
    g_ptr_array_add(sheet->items, item);
    return item;
}

static void set_geometry(Item *item, GeometryType type, const Point *points, size_t count)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++)
        geometry_builder_add_point(&builder, points[i]);
    geometry_builder_end_part(&builder);
    if (type == GEOMETRY_POLYGON)
        geometry_builder_end_polygon(&builder);
    item->geometry = geometry_builder_take(&builder, type, false);
    geometry_builder_clear(&builder);
}

SceneSymbol *sheet_add_point(Sheet *sheet, const char *text, double x, double y)
{
    Item *item = add_item(sheet, text);
    set_geometry(item, GEOMETRY_POINT, &(Point){x, y}, 1);
    return &item->symbol;
}

SceneSymbol *sheet_add_line(Sheet *sheet, const char *text, const Point *points, size_t count)
{
    Item *item = add_item(sheet, text);
    set_geometry(item, GEOMETRY_LINE, points, count);
    item->symbol.placement = PLACE_LINE;
    return &item->symbol;
}

SceneSymbol *sheet_add_polygon(Sheet *sheet, const char *text, const Point *points, size_t count)
{
    Item *item = add_item(sheet, text);
    set_geometry(item, GEOMETRY_POLYGON, points, count);
    return &item->symbol;
}

static Item *last_item(Sheet *sheet)
{
    return g_ptr_array_index(sheet->items, sheet->items->len - 1);
}

void sheet_give_icon(Sheet *sheet, double side)
{
    Item *item = last_item(sheet);
    item->icon = (Icon){.name = "square", .width = side, .height = side};
    item->symbol.icon.icon = &item->icon;
}

SceneSymbol *sheet_add_icon(Sheet *sheet, double side, double x, double y)
{
    SceneSymbol *symbol = sheet_add_point(sheet, NULL, x, y);
    sheet_give_icon(sheet, side);
    return symbol;
}

void sheet_set_life(Sheet *sheet, size_t start, size_t end)
{
    last_item(sheet)->span = (LifeSpan){start, end};
    last_item(sheet)->has_life = true;
}

void symbol_set_anchors(SceneSymbol *symbol, size_t count)
{
    static const SymbolAnchor anchors[] = {ANCHOR_BOTTOM_LEFT, ANCHOR_TOP_LEFT, ANCHOR_BOTTOM_RIGHT,
                                           ANCHOR_TOP_RIGHT,   ANCHOR_BOTTOM,   ANCHOR_TOP,
                                           ANCHOR_LEFT,        ANCHOR_RIGHT};
    symbol->text.anchor_count = count;
    symbol->text.variable = true;
    symbol->text.radial_offset = 0.5;
    for (size_t i = 0; i < count; i++)
        symbol->text.anchors[i] = anchors[i];
}

const PlacementSymbol *sheet_symbols(const Sheet *sheet, size_t *count)
{
    g_array_set_size(sheet->symbols, 0);
    for (size_t i = 0; i < sheet->items->len; i++) {
        Item *item = g_ptr_array_index(sheet->items, i);
        const PlacementSymbol symbol = {&item->symbol, {item->has_life ? 1 : 0, &item->span}};
        g_array_append_val(sheet->symbols, symbol);
    }
    *count = sheet->symbols->len;
    return (const PlacementSymbol *)(void *)sheet->symbols->data;
}

Placement *sheet_solve(const Sheet *sheet, const PlacementOptions *options)
{
    size_t count;
    const PlacementSymbol *symbols = sheet_symbols(sheet, &count);
    return placement_solve(symbols, count, options);
}

size_t placed_count(const Placement *placement)
{
    size_t count, placed = 0;
    const PlacedSymbol *symbols = placement_symbols(placement, &count);
    for (size_t i = 0; i < count; i++)
        placed += symbols[i].fate == FATE_PLACED;
    return placed;
}

static void check_pair(const PlacedSymbol *a, const PlacedSymbol *b)
{
    if (!life_overlaps(a->life, b->life))
        return;
    for (size_t i = 0; i < a->box_count; i++)
        for (size_t j = 0; j < b->box_count; j++)
            ck_assert_msg(!turned_boxes_overlap(&a->boxes[i], &b->boxes[j]), "\"%s\" overlaps \"%s\"",
                          a->text, b->text);
}

void check_no_overlap(const Placement *placement, double width, double height)
{
    size_t count;
    const PlacedSymbol *symbols = placement_symbols(placement, &count);
    for (size_t i = 0; i < count; i++) {
        if (symbols[i].fate != FATE_PLACED)
            continue;
        for (size_t j = 0; j < symbols[i].box_count; j++) {
            /* Boxes carry a padding of two pixels that may lie outside. */
            const Box box = turned_box_bounds(&symbols[i].boxes[j]);
            ck_assert(box.x_min > -3 && box.y_min > -3 && box.x_max < width + 3 && box.y_max < height + 3);
        }
        for (size_t j = i + 1; j < count; j++)
            if (symbols[j].fate == FATE_PLACED)
                check_pair(&symbols[i], &symbols[j]);
    }
}

bool box_covers(const TurnedBox *box, Point point)
{
    const double x = point.x - box->center.x, y = point.y - box->center.y;
    return fabs(x * box->cosine + y * box->sine) <= box->half_width &&
           fabs(y * box->cosine - x * box->sine) <= box->half_height;
}

double random_number(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}
