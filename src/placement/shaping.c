#include "placement/shaping.h"

#include "placement/break.h"
#include "placement/vertical.h"

#include <math.h>
#include <string.h>

/* Half the height of capitals in most text faces, in ems. */
static const double capital_middle = 0.34;
/* What a line break after a word of up to three letters costs: "Place de la | Concorde" looks wrong. */
static const double short_word_penalty = 0.35;
/* No font is set smaller or larger, style pixels. */
static const double size_min = 0.25, size_max = 2000;
/* Longer texts are no labels; the limit keeps a broken attribute from taking minutes. */
enum { TEXT_BYTES_MAX = 4000 };
static const char object_character[] = "\xEF\xBF\xBC";

struct Shaper {
    PangoContext *context;
    GStringChunk *strings;
    GHashTable *fonts;  /* font stack -> description */
    GHashTable *shaped; /* key text -> ShapedText; only looked up */
};

double shaped_capital_middle(void)
{
    return capital_middle;
}

static void shaped_free(void *item)
{
    ShapedText *shaped = item;
    if (!shaped)
        return;
    g_string_chunk_free(shaped->texts);
    g_free(shaped->pieces);
    g_free(shaped->lines);
    g_free(shaped);
}

Shaper *shaper_new(void)
{
    Shaper *shaper = g_new0(Shaper, 1);
    shaper->context = font_context_new();
    shaper->strings = g_string_chunk_new(1024);
    shaper->fonts = g_hash_table_new(g_str_hash, g_str_equal);
    shaper->shaped = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, shaped_free);
    return shaper;
}

void shaper_free(Shaper *shaper)
{
    if (!shaper)
        return;
    g_hash_table_unref(shaper->shaped);
    g_hash_table_unref(shaper->fonts);
    g_string_chunk_free(shaper->strings);
    g_object_unref(shaper->context);
    g_free(shaper);
}

static const char *lookup_font(Shaper *shaper, const char *stack)
{
    if (!stack)
        stack = "";
    const char *font = g_hash_table_lookup(shaper->fonts, stack);
    if (!font) {
        g_autofree char *description = font_description_text(stack);
        font = g_string_chunk_insert_const(shaper->strings, description);
        g_hash_table_insert(shaper->fonts, g_string_chunk_insert_const(shaper->strings, stack), (void *)font);
    }
    return font;
}

/* ---- One shaping ---- */

typedef struct {
    Shaper *shaper;
    const SymbolText *source;
    bool vertical;        /* one character a line */
    GString *text;        /* all sections; an image is one object character */
    size_t *section_ends; /* byte offsets */
    ShapedText *shaped;
    GArray *pieces, *lines;
    double y; /* top of the next line */
} Shaping;

static double section_scale(const Shaping *shaping, size_t section)
{
    const double scale = shaping->source->sections[section].scale;
    return isfinite(scale) && scale > 0 ? fmin(scale, 100) : 1;
}

static double section_size(const Shaping *shaping, size_t section)
{
    return fmin(shaping->source->size * section_scale(shaping, section), size_max);
}

static double image_width(const Shaping *shaping, size_t section)
{
    const TextSection *part = &shaping->source->sections[section];
    return fmin(part->image->width, size_max) * section_scale(shaping, section);
}

static double image_height(const Shaping *shaping, size_t section)
{
    const TextSection *part = &shaping->source->sections[section];
    return fmin(part->image->height, size_max) * section_scale(shaping, section);
}

static double letter_spacing(const Shaping *shaping)
{
    return shaping->source->letter_spacing * shaping->source->size;
}

static size_t section_at(const Shaping *shaping, size_t byte)
{
    size_t section = 0;
    while (section + 1 < shaping->source->section_count && byte >= shaping->section_ends[section])
        section++;
    return section;
}

static void join_sections(Shaping *shaping)
{
    const SymbolText *source = shaping->source;
    shaping->text = g_string_new(NULL);
    shaping->section_ends = g_new0(size_t, source->section_count);
    for (size_t i = 0; i < source->section_count; i++) {
        const TextSection *part = &source->sections[i];
        if (part->image) {
            g_string_append(shaping->text, object_character);
        } else if (part->text) {
            const size_t room = TEXT_BYTES_MAX - MIN(shaping->text->len, TEXT_BYTES_MAX);
            g_autofree char *valid = g_utf8_make_valid(part->text, (gssize)strnlen(part->text, room));
            g_autofree char *stacked = shaping->vertical ? text_stacked(valid) : NULL;
            if (stacked && shaping->text->len > 0)
                g_string_append_c(shaping->text, '\n');
            g_string_append(shaping->text, stacked ? stacked : valid);
        }
        shaping->section_ends[i] = shaping->text->len;
    }
}

/* Attributes that give each section of a paragraph (bytes from `start`) its font, and images their width. */
static PangoAttrList *section_attributes(const Shaping *shaping, size_t start, size_t end)
{
    PangoAttrList *list = pango_attr_list_new();
    for (size_t i = 0, from = 0; i < shaping->source->section_count; from = shaping->section_ends[i++]) {
        const size_t low = MAX(from, start), high = MIN(shaping->section_ends[i], end);
        if (low >= high)
            continue;
        PangoAttribute *attribute;
        if (shaping->source->sections[i].image) {
            PangoRectangle box = {.width = (int)(image_width(shaping, i) * PANGO_SCALE)};
            attribute = pango_attr_shape_new(&box, &box);
        } else {
            PangoFontDescription *font = pango_font_description_from_string(
                lookup_font(shaping->shaper, shaping->source->sections[i].font_stack));
            pango_font_description_set_absolute_size(font, section_size(shaping, i) * PANGO_SCALE);
            attribute = pango_attr_font_desc_new(font);
            pango_font_description_free(font);
        }
        attribute->start_index = (guint)(low - start);
        attribute->end_index = (guint)(high - start);
        pango_attr_list_insert(list, attribute);
    }
    pango_attr_list_insert(list,
                           pango_attr_letter_spacing_new((int)lround(letter_spacing(shaping) * PANGO_SCALE)));
    return list;
}

/* Pieces of a line. */

static void add_image(Shaping *shaping, size_t section, double x)
{
    const double width = image_width(shaping, section), height = image_height(shaping, section);
    const ShapedPiece piece = {.section = section,
                               .x = x,
                               .width = width,
                               .height = height,
                               .size = section_size(shaping, section),
                               .ink = {0, -height, width, 0}};
    g_array_append_val(shaping->pieces, piece);
}

static void add_run(Shaping *shaping, size_t section, const char *text, size_t length, double x)
{
    g_autofree char *copy = g_strndup(text, length);
    ShapedPiece piece = {.section = section,
                         .text = g_string_chunk_insert(shaping->shaped->texts, copy),
                         .font = lookup_font(shaping->shaper, shaping->source->sections[section].font_stack),
                         .size = section_size(shaping, section),
                         .letter_spacing = letter_spacing(shaping),
                         .x = x};
    PangoLayout *layout =
        font_layout_new(shaping->shaper->context, copy, piece.font, piece.size, piece.letter_spacing);
    PangoRectangle ink, logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), &ink, &logical);
    piece.width = logical.width / (double)PANGO_SCALE;
    piece.ink = (Box){ink.x / (double)PANGO_SCALE, ink.y / (double)PANGO_SCALE,
                      (ink.x + ink.width) / (double)PANGO_SCALE, (ink.y + ink.height) / (double)PANGO_SCALE};
    shaping->shaped->missing_glyphs += (size_t)pango_layout_get_unknown_glyphs_count(layout);
    g_object_unref(layout);
    g_array_append_val(shaping->pieces, piece);
}

/* Cuts the bytes of a line at section borders; returns the width of the line. */
static double add_pieces(Shaping *shaping, size_t start, size_t end)
{
    double x = 0;
    while (start < end) {
        const size_t section = section_at(shaping, start);
        const size_t stop = MIN(end, MAX(shaping->section_ends[section], start + 1));
        if (x > 0)
            x += letter_spacing(shaping);
        if (shaping->source->sections[section].image)
            add_image(shaping, section, x);
        else
            add_run(shaping, section, shaping->text->str + start, stop - start, x);
        x += g_array_index(shaping->pieces, ShapedPiece, shaping->pieces->len - 1).width;
        start = stop;
    }
    return x;
}

/* Mirrors the order of the pieces of a line read from right to left. */
static void reverse_pieces(Shaping *shaping, const ShapedLine *line)
{
    for (size_t i = 0; i < line->piece_count; i++) {
        ShapedPiece *piece = &g_array_index(shaping->pieces, ShapedPiece, line->first_piece + i);
        piece->x = line->width - piece->x - piece->width;
    }
}

/* How far above the baseline of the line's largest text a smaller piece stands. */
static double piece_rise(const Shaping *shaping, const ShapedPiece *piece, double largest)
{
    const char *align = shaping->source->sections[piece->section].vertical_align;
    const double line_capitals = 2 * capital_middle * largest;
    const double own = piece->text ? 2 * capital_middle * piece->size : piece->height;
    if (align && strcmp(align, "top") == 0)
        return line_capitals - own;
    if (align && strcmp(align, "center") == 0)
        return (line_capitals - own) / 2;
    return 0;
}

/* Gives pieces their heights and the line its ink. */
static void stack_line(Shaping *shaping, ShapedLine *line)
{
    double largest = 0, tallest = 0;
    for (size_t i = 0; i < line->piece_count; i++) {
        const ShapedPiece *piece = &g_array_index(shaping->pieces, ShapedPiece, line->first_piece + i);
        if (piece->text)
            largest = fmax(largest, piece->size);
        else
            tallest = fmax(tallest, piece->height);
    }
    if (largest <= 0)
        largest = shaping->source->size;
    const double line_height =
        shaping->vertical ? 1 + shaping->source->letter_spacing : shaping->source->line_height;
    const double height = line_height * largest + fmax(0, tallest - largest);
    const double middle = shaping->y + height / 2;
    const double baseline = middle + capital_middle * largest;
    if (shaping->lines->len == 0)
        shaping->shaped->baseline = baseline;
    line->ink = box_empty();
    for (size_t i = 0; i < line->piece_count; i++) {
        ShapedPiece *piece = &g_array_index(shaping->pieces, ShapedPiece, line->first_piece + i);
        piece->y = baseline - piece_rise(shaping, piece, largest);
        if (box_is_empty(piece->ink) || piece->ink.x_max <= piece->ink.x_min)
            continue;
        line->ink = box_extend(line->ink, (Point){piece->x + piece->ink.x_min, piece->y + piece->ink.y_min});
        line->ink = box_extend(line->ink, (Point){piece->x + piece->ink.x_max, piece->y + piece->ink.y_max});
    }
    if (!box_is_empty(line->ink)) {
        line->ascent = middle - line->ink.y_min;
        line->descent = line->ink.y_max - middle;
    }
    shaping->y += height;
}

static void add_line(Shaping *shaping, size_t start, size_t end, bool right_to_left)
{
    ShapedLine line = {.first_piece = shaping->pieces->len};
    line.width = add_pieces(shaping, start, end);
    line.piece_count = shaping->pieces->len - line.first_piece;
    if (right_to_left)
        reverse_pieces(shaping, &line);
    stack_line(shaping, &line);
    shaping->shaped->width = fmax(shaping->shaped->width, line.width);
    g_array_append_val(shaping->lines, line);
}

/* ---- Paragraphs ---- */

typedef struct {
    size_t start; /* byte in the whole text */
    const char *text;
    size_t char_count;
    size_t *bytes;  /* offset of each character, and of the end */
    double *widths; /* advance up to each character, in reading order, and of the whole */
    bool *blank;
    LineBreak *breaks;
    size_t break_count;
    bool right_to_left;
} Paragraph;

static void paragraph_clear(Paragraph *paragraph)
{
    g_free(paragraph->bytes);
    g_free(paragraph->widths);
    g_free(paragraph->blank);
    g_free(paragraph->breaks);
}

static void measure_characters(Paragraph *paragraph, PangoLayout *layout, size_t length)
{
    const size_t count = paragraph->char_count;
    paragraph->bytes = g_new0(size_t, count + 1);
    paragraph->widths = g_new0(double, count + 1);
    paragraph->blank = g_new0(bool, count + 1);
    const char *at = paragraph->text;
    for (size_t i = 0; i < count; i++, at = g_utf8_next_char(at)) {
        PangoRectangle box;
        paragraph->bytes[i] = (size_t)(at - paragraph->text);
        paragraph->blank[i] = g_unichar_isspace(g_utf8_get_char(at)) || g_utf8_get_char(at) == 0x200B;
        pango_layout_index_to_pos(layout, (int)paragraph->bytes[i], &box);
        paragraph->widths[i + 1] = paragraph->widths[i] + abs(box.width) / (double)PANGO_SCALE;
    }
    paragraph->bytes[count] = length;
}

/* Letters of the word that ends before character `index`. */
static size_t word_length(const Paragraph *paragraph, size_t index)
{
    size_t length = 0;
    while (index > 0 && paragraph->blank[index - 1])
        index--;
    while (index > length && !paragraph->blank[index - length - 1])
        length++;
    return length;
}

static void add_break(Paragraph *paragraph, size_t index)
{
    size_t end = index, start = index;
    while (end > 0 && paragraph->blank[end - 1])
        end--;
    while (start < paragraph->char_count && paragraph->blank[start])
        start++;
    const bool stub =
        index < paragraph->char_count && paragraph->blank[index - 1] && word_length(paragraph, index) <= 3;
    paragraph->breaks[paragraph->break_count++] = (LineBreak){.index = index,
                                                              .line_end = paragraph->widths[end],
                                                              .next_start = paragraph->widths[start],
                                                              .penalty = stub ? short_word_penalty : 0};
}

static void find_breaks(Paragraph *paragraph, PangoLayout *layout, bool wrap)
{
    int count;
    const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(layout, &count);
    paragraph->breaks = g_new0(LineBreak, paragraph->char_count + 1);
    for (size_t i = 1; wrap && i < paragraph->char_count && i < (size_t)count; i++)
        if (attributes[i].is_line_break)
            add_break(paragraph, i);
    add_break(paragraph, paragraph->char_count);
}

static void measure_paragraph(Shaping *shaping, Paragraph *paragraph, size_t length, bool wrap)
{
    PangoLayout *layout = pango_layout_new(shaping->shaper->context);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    PangoAttrList *attributes = section_attributes(shaping, paragraph->start, paragraph->start + length);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout, paragraph->text, (int)length);
    paragraph->char_count = (size_t)g_utf8_strlen(paragraph->text, (gssize)length);
    measure_characters(paragraph, layout, length);
    find_breaks(paragraph, layout, wrap);
    paragraph->right_to_left = pango_layout_line_get_resolved_direction(
                                   pango_layout_get_line_readonly(layout, 0)) == PANGO_DIRECTION_RTL;
    g_object_unref(layout);
}

static void add_paragraph(Shaping *shaping, size_t start, size_t length, bool wrap)
{
    Paragraph paragraph = {.start = start, .text = shaping->text->str + start};
    measure_paragraph(shaping, &paragraph, length, wrap);
    g_autofree size_t *chosen = g_new0(size_t, paragraph.break_count);
    const double max_width = shaping->source->max_width * shaping->source->size;
    const size_t lines =
        break_lines(paragraph.breaks, paragraph.break_count, wrap ? max_width : HUGE_VAL, chosen);
    size_t from = 0;
    for (size_t i = 0; i < lines; i++) {
        const size_t next = paragraph.breaks[chosen[i]].index;
        size_t to = next;
        while (from < to && paragraph.blank[from])
            from++;
        while (to > from && paragraph.blank[to - 1])
            to--;
        add_line(shaping, start + paragraph.bytes[from], start + paragraph.bytes[to],
                 paragraph.right_to_left);
        from = next;
    }
    paragraph_clear(&paragraph);
}

/* Whether the text stands in a column: the style wishes it, and every part of it can. */
static bool stands(const SymbolText *text)
{
    bool all = text->vertical;
    for (size_t i = 0; all && i < text->section_count; i++)
        all = !text->sections[i].image && text->sections[i].text &&
              g_utf8_validate(text->sections[i].text, -1, NULL) && text_may_stand(text->sections[i].text);
    return all;
}

static ShapedText *shape(Shaper *shaper, const SymbolText *text, bool wrap)
{
    Shaping shaping = {
        .shaper = shaper, .source = text, .vertical = wrap && stands(text), .shaped = g_new0(ShapedText, 1)};
    shaping.shaped->texts = g_string_chunk_new(64);
    shaping.pieces = g_array_new(FALSE, TRUE, sizeof(ShapedPiece));
    shaping.lines = g_array_new(FALSE, TRUE, sizeof(ShapedLine));
    join_sections(&shaping);
    for (size_t start = 0; start <= shaping.text->len;) {
        const char *line_feed = strchr(shaping.text->str + start, '\n');
        const size_t end = line_feed ? (size_t)(line_feed - shaping.text->str) : shaping.text->len;
        add_paragraph(&shaping, start, end - start, wrap);
        start = end + 1;
    }
    shaping.shaped->height = shaping.y;
    shaping.shaped->piece_count = shaping.pieces->len;
    shaping.shaped->line_count = shaping.lines->len;
    shaping.shaped->pieces = (ShapedPiece *)(void *)g_array_free(shaping.pieces, FALSE);
    shaping.shaped->lines = (ShapedLine *)(void *)g_array_free(shaping.lines, FALSE);
    g_string_free(shaping.text, TRUE);
    g_free(shaping.section_ends);
    return shaping.shaped;
}

/* Everything the result depends on, as text. */
static char *shaping_key(const SymbolText *text, bool wrap)
{
    GString *key = g_string_new(NULL);
    g_string_append_printf(key, "%d%d|%a|%a|%a|%a", wrap, text->vertical, text->size,
                           wrap ? text->max_width : 0, text->line_height, text->letter_spacing);
    for (size_t i = 0; i < text->section_count; i++) {
        const TextSection *part = &text->sections[i];
        g_string_append_printf(key, "\x1e%s\x1f%s\x1f%s\x1f%a\x1f%s", part->text ? part->text : "",
                               part->font_stack ? part->font_stack : "", part->image ? part->image->name : "",
                               part->scale, part->vertical_align ? part->vertical_align : "");
    }
    return g_string_free(key, FALSE);
}

/* Lengths a broken expression may yield, brought to what can be set. */
static SymbolText bounded(const SymbolText *text)
{
    SymbolText good = *text;
    good.size = fmin(good.size, size_max);
    good.line_height = isfinite(good.line_height) ? CLAMP(good.line_height, 0, 100) : 1.2;
    good.letter_spacing = isfinite(good.letter_spacing) ? CLAMP(good.letter_spacing, -1, 100) : 0;
    good.max_width = isnan(good.max_width) ? 10 : fmax(good.max_width, 0);
    return good;
}

const ShapedText *shaper_shape(Shaper *shaper, const SymbolText *asked, bool wrap)
{
    if (asked->section_count == 0 || !(asked->size >= size_min))
        return NULL;
    const SymbolText good = bounded(asked), *text = &good;
    char *key = shaping_key(text, wrap);
    const ShapedText *known = g_hash_table_lookup(shaper->shaped, key);
    if (known) {
        g_free(key);
    } else {
        ShapedText *fresh = shape(shaper, text, wrap);
        g_hash_table_insert(shaper->shaped, key, fresh);
        known = fresh;
    }
    return box_is_empty(shaped_ink(known, 0)) ? NULL : known;
}

double shaped_line_start(const ShapedText *shaped, size_t line, double justify)
{
    return (shaped->width - shaped->lines[line].width) * justify;
}

Box shaped_ink(const ShapedText *shaped, double justify)
{
    Box ink = box_empty();
    for (size_t i = 0; i < shaped->line_count; i++) {
        if (box_is_empty(shaped->lines[i].ink))
            continue;
        const double start = shaped_line_start(shaped, i, justify);
        Box line = shaped->lines[i].ink;
        line.x_min = fmin(line.x_min, 0) + start;
        line.x_max = fmax(line.x_max, shaped->lines[i].width) + start;
        ink = box_union(ink, line);
    }
    return ink;
}
