/* What paint takes from a placement: steps in the order of painting, and pieces of text. */
#include "placement/placement.h"

#include "placement/placed.h"
#include "placement/solving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void placed_symbol_clear(PlacedSymbol *placed)
{
    for (size_t i = 0; i < placed->piece_count; i++) {
        g_free((char *)placed->pieces[i].run.text);
        g_free((char *)placed->pieces[i].run.font);
        g_free((Point *)placed->pieces[i].run.curve);
    }
    g_free(placed->pieces);
    g_free(placed->boxes);
    g_free(placed->life.spans);
    g_free(placed->whole_life.spans);
    g_free(placed->feature);
    g_free(placed->text);
}

/* ---- Names ---- */

const char *placement_fate_text(PlacementFate fate)
{
    static const char *const names[] = {
        [FATE_PLACED] = "placed",   [FATE_COLLISION] = "collision", [FATE_OUTSIDE] = "outside",
        [FATE_NO_ROOM] = "no-room", [FATE_EMPTY] = "empty",         [FATE_MERGED] = "merged",
        [FATE_HIDDEN] = "hidden",
    };
    return names[fate];
}

static char *id_text(const Value *id)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (id && id->kind == VALUE_STRING)
        return g_strdup(id->string);
    if (id && id->kind == VALUE_NUMBER)
        return g_strdup(g_ascii_formatd(number, sizeof number, "%.15g", id->number));
    return NULL;
}

char *symbol_feature_id(const SceneSymbol *symbol)
{
    const Source *source = symbol->origin.source;
    const size_t index = symbol->origin.feature;
    char *text = NULL;
    if (source && index < source->feature_count) {
        const Feature *feature = &source->features[index];
        for (size_t i = 0; i < feature->attribute_count && !text; i++)
            if (g_ascii_strcasecmp(feature->attributes[i].name, "id") == 0)
                text = id_text(&feature->attributes[i].value);
        if (!text)
            text = id_text(&feature->id);
    }
    return text ? text : g_strdup_printf("#%zu", index);
}

double symbol_sort_key(const SceneSymbol *symbol)
{
    return isnan(symbol->sort_key) ? 0 : symbol->sort_key;
}

char *symbol_text_line(const SceneSymbol *symbol)
{
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < symbol->text.section_count; i++)
        g_string_append(line, symbol->text.sections[i].image ? "" : symbol->text.sections[i].text);
    for (size_t i = 0; i < line->len; i++)
        if ((unsigned char)line->str[i] < ' ')
            line->str[i] = ' ';
    return g_string_free(line, FALSE);
}

/* ---- Laying out the chosen pose ---- */

static void image_matrix(PlacedPiece *piece, const ShapedPiece *shaped, const Icon *image, Point corner,
                         double angle)
{
    const double scale_x = shaped->width / fmax(image->width, 1e-6),
                 scale_y = shaped->height / fmax(image->height, 1e-6);
    piece->is_image = true;
    piece->image[0] = scale_x * cos(angle);
    piece->image[1] = scale_x * sin(angle);
    piece->image[2] = -scale_y * sin(angle);
    piece->image[3] = scale_y * cos(angle);
    piece->image[4] = corner.x + shaped->height * sin(angle);
    piece->image[5] = corner.y - shaped->height * cos(angle);
}

static PlacedPiece piece_of(const ShapedPiece *shaped)
{
    PlacedPiece piece = {.section = shaped->section};
    piece.run.text = g_strdup(shaped->text);
    piece.run.font = g_strdup(shaped->font);
    piece.run.size = shaped->size;
    piece.run.letter_spacing = shaped->letter_spacing;
    piece.run.width = shaped->width;
    return piece;
}

static void lay_block(PlacedSymbol *placed, const Instance *instance, const Pose *pose, Point site)
{
    const ShapedText *shaped = pose->numbered ? instance->number : instance->shaped;
    for (size_t line = 0; line < shaped->line_count; line++) {
        const double start = shaped_line_start(shaped, line, pose->block.justify);
        for (size_t i = 0; i < shaped->lines[line].piece_count; i++) {
            const ShapedPiece *from = &shaped->pieces[shaped->lines[line].first_piece + i];
            PlacedPiece *piece = &placed->pieces[placed->piece_count++];
            const Point origin = block_to_sheet(&pose->block, site, (Point){start + from->x, from->y});
            *piece = piece_of(from);
            piece->run.origin = origin;
            piece->run.angle = pose->block.angle;
            if (!from->text)
                image_matrix(piece, from, instance->symbol->text.sections[from->section].image, origin,
                             pose->block.angle);
        }
    }
}

static void lay_curve(PlacedSymbol *placed, const Instance *instance, const Curve *curve)
{
    const ShapedText *shaped = instance->along;
    for (size_t i = 0; i < shaped->lines[0].piece_count; i++) {
        const ShapedPiece *from = &shaped->pieces[shaped->lines[0].first_piece + i];
        PlacedPiece *piece = &placed->pieces[placed->piece_count++];
        *piece = piece_of(from);
        Point *points = curve_part(curve, from->x, from->x + from->width, &piece->run.curve_count);
        const Point last = points[piece->run.curve_count - 1];
        piece->run.curve = points;
        piece->run.origin = points[0];
        piece->run.angle = atan2(last.y - points[0].y, last.x - points[0].x);
        if (!from->text)
            image_matrix(piece, from, instance->symbol->text.sections[from->section].image, points[0],
                         piece->run.angle);
    }
}

void placed_symbol_lay(PlacedSymbol *placed, const Instance *instance, const Pose *pose)
{
    const SceneSymbol *symbol = instance->symbol;
    placed->has_icon = pose->has_icon;
    placed->has_text = pose->has_text;
    if (pose->has_icon) {
        icon_matrix(&symbol->icon, &pose->icon, instance->site.point, placed->icon_matrix);
        placed->icon_box = pose->icon.box;
        placed->icon_angle = pose->icon.angle;
    }
    if (!pose->has_text)
        return;
    const ShapedText *shaped = pose->curved     ? instance->along
                               : pose->numbered ? instance->number
                                                : instance->shaped;
    placed->pieces = g_new0(PlacedPiece, shaped->piece_count + 1);
    placed->has_leader = pose->led;
    memcpy(placed->leader, pose->leader, sizeof placed->leader);
    if (!pose->curved) {
        lay_block(placed, instance, pose, instance_text_site(instance));
        return;
    }
    Curve curve;
    const LineText text = line_text_of(symbol, instance->along);
    if (curve_fit(instance->site.path, &text, pose->distance, &curve))
        lay_curve(placed, instance, &curve);
    curve_clear(&curve);
}

/* ---- Order of painting ---- */

typedef struct {
    SymbolStep step;
    double first, second; /* what is compared, in this order */
    double tile[2], y;    /* then: of symbols on tiles */
    size_t index;
} Turn;

static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

/* Tiles are painted from above and from left to right, as the page shows them; in a tile what is lower comes
 * later. */
static int compare_on_tiles(const Turn *a, const Turn *b)
{
    int order = compare_numbers(a->tile[1], b->tile[1]);
    if (order == 0)
        order = compare_numbers(a->tile[0], b->tile[0]);
    if (order == 0)
        order = compare_numbers(a->y, b->y);
    return order;
}

static int compare_turns(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    int order = compare_numbers(a->first, b->first);
    if (order == 0)
        order = compare_numbers(a->second, b->second);
    if (order == 0)
        order = compare_on_tiles(a, b);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static bool may_overlap(const SceneSymbol *symbol)
{
    return symbol->text.overlap != OVERLAP_NEVER || symbol->icon.overlap != OVERLAP_NEVER ||
           symbol->text.ignore_placement || symbol->icon.ignore_placement;
}

static bool any_sort_key(const SceneSymbol *symbols, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (symbol_sort_key(&symbols[i]) != symbol_sort_key(&symbols[0]))
            return true;
    return false;
}

/* Where the symbol's tile and place lie, as they are compared. */
static void set_tile(const Placement *placement, const PlacedSymbol *placed, bool by_y, Turn *turn)
{
    const TileGrid *grid = &placement->tiles;
    const double side = 1 / tile_grid_pixel(grid);
    const int column = (placed->tile.column % grid->columns + grid->columns) % grid->columns;
    turn->tile[0] = rint((column * grid->across.x + placed->tile.row * grid->down.x) * side * 1e6);
    turn->tile[1] = rint((column * grid->across.y + placed->tile.row * grid->down.y) * side * 1e6);
    if (by_y)
        turn->y = round(placed->site.y * 16 * side);
}

static void add_turns(const Placement *placement, const SceneSymbol *symbol, size_t index, size_t instant,
                      bool sorted, GArray *turns)
{
    size_t count;
    const PlacedSymbol *placed = placement_lookup(placement, symbol->key, &count);
    const bool by_y = symbol->order == ORDER_VIEWPORT_Y || (symbol->order == ORDER_AUTO && !sorted);
    const bool by_key = symbol->order != ORDER_VIEWPORT_Y && sorted;
    for (size_t i = 0; i < count; i++) {
        if (placed[i].fate != FATE_PLACED || !life_contains(placed[i].life, instant))
            continue;
        Turn turn = {.step = {symbol, &placed[i], true}, .index = 2 * index};
        if (by_key)
            turn.first = symbol_sort_key(symbol);
        else if (placed[i].on_tiles)
            set_tile(placement, &placed[i], by_y && may_overlap(symbol), &turn);
        else if (by_y && may_overlap(symbol))
            turn.first = placed[i].site.y;
        if (placed[i].has_icon)
            g_array_append_val(turns, turn);
        turn.step.icon = false;
        turn.index++;
        if (!(by_key && may_overlap(symbol)))
            turn.second = turn.first, turn.first = HUGE_VAL;
        if (placed[i].has_text)
            g_array_append_val(turns, turn);
    }
}

void placement_steps(const Placement *placement, const SceneSymbol *symbols, size_t count, size_t instant,
                     GArray *steps)
{
    GArray *turns = g_array_new(FALSE, TRUE, sizeof(Turn));
    const bool sorted = any_sort_key(symbols, count);
    for (size_t i = 0; i < count; i++)
        add_turns(placement, &symbols[i], i, instant, sorted, turns);
    g_array_sort(turns, compare_turns);
    for (size_t i = 0; i < turns->len; i++)
        g_array_append_val(steps, g_array_index(turns, Turn, i).step);
    g_array_unref(turns);
}

void placement_pieces(const SymbolStep *step, GArray *pieces)
{
    const SymbolText *text = &step->symbol->text;
    g_array_set_size(pieces, 0);
    for (size_t i = 0; i < step->placed->piece_count; i++) {
        PlacedPiece piece = step->placed->pieces[i];
        if (piece.section >= text->section_count)
            continue;
        piece.run.color = text->sections[piece.section].color;
        piece.run.halo_color = text->halo_color;
        piece.run.halo_width = text->halo_width;
        g_array_append_val(pieces, piece);
    }
}
