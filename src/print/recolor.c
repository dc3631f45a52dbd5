#include "print/recolor.h"

#include <string.h>

/* What q saves and Q brings back. */
typedef struct {
    int overprint; /* the graphics state written last, fill + 2 * stroke; UNKNOWN at the start of a stream */
    bool fill_black, stroke_black; /* the colours are pure black */
    const InkColor *fill;          /* the last fill colour set; NULL: something else */
    bool fill_for_letters;         /* it was last written as letters have it */
} State;

enum { OVERPRINT_FILL = 1, OVERPRINT_STROKE = 2, OVERPRINT_BOTH = 3, UNKNOWN = 4 };
static const size_t NO_PATH = SIZE_MAX;

/* A run of text objects kept together: a halo, or the letters of one name. */
typedef enum { BLOCK_NONE, BLOCK_HALO, BLOCK_TEXT } Block;

typedef struct {
    Recolor *recolor;
    RecolorNeeds *needs;
    const char *in;
    GString *out;
    size_t copied;     /* bytes of `in` dealt with */
    size_t path_start; /* of the path that is being made; NO_PATH: none */
    State state;
    GArray *saved; /* State */
    GArray *marks; /* bool: whether the marked content that is open was written */
    Block block;
    const InkColor *said; /* the text last given as ActualText: it is said once */
    bool in_text;
} Rewriter;

void recolor_needs_init(RecolorNeeds *needs)
{
    *needs = (RecolorNeeds){.plates = g_ptr_array_new()};
}

void recolor_needs_clear(RecolorNeeds *needs)
{
    g_ptr_array_unref(needs->plates);
    *needs = (RecolorNeeds){0};
}

/* ---- writing ---- */

static void copy_until(Rewriter *self, size_t position)
{
    g_string_append_len(self->out, self->in + self->copied, (gssize)(position - self->copied));
    self->copied = position;
}

/* Drops an operation; what is appended next stands in its place. */
static void replace(Rewriter *self, const ContentOperation *operation)
{
    copy_until(self, operation->start);
    self->copied = operation->end;
}

/* ---- plates ---- */

static bool is_regular(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
}

char *recolor_plate_name(const Ink *ink)
{
    GString *name = g_string_new("/Xs");
    for (const char *c = ink->kind == INK_ALL ? "All" : ink->spot; *c; c++)
        if (is_regular(*c))
            g_string_append_c(name, *c);
        else
            g_string_append_printf(name, "#%02X", (unsigned char)*c);
    return g_string_free(name, FALSE);
}

static void need_plate(RecolorNeeds *needs, const Ink *ink)
{
    for (guint i = 0; i < needs->plates->len; i++) {
        const Ink *known = g_ptr_array_index(needs->plates, i);
        if (known->kind == ink->kind && (ink->kind == INK_ALL || strcmp(known->spot, ink->spot) == 0))
            return;
    }
    g_ptr_array_add(needs->plates, (Ink *)ink);
}

/* ---- overprint ---- */

static void write_overprint(Rewriter *self, size_t position, int wanted)
{
    if (!self->recolor->overprint || wanted == self->state.overprint)
        return;
    copy_until(self, position);
    self->state.overprint = wanted;
    self->needs->overprints |= 1u << wanted;
    g_string_append_printf(self->out, "/Xo%d gs ", wanted);
}

/* Before a path is filled, stroked or both. Filled and stroked at once it overprints on both sides or on
 * none: Ghostscript loses the fill where they differ. */
static void use_overprint(Rewriter *self, size_t position, int sides)
{
    const State *state = &self->state;
    const int black = (state->fill_black ? OVERPRINT_FILL : 0) | (state->stroke_black ? OVERPRINT_STROKE : 0);
    const int written = state->overprint == UNKNOWN ? 0 : state->overprint;
    if (sides == OVERPRINT_BOTH)
        write_overprint(self, position, black == OVERPRINT_BOTH ? OVERPRINT_BOTH : 0);
    else
        write_overprint(self, position, (written & ~sides) | (black & sides));
}

static void paint_path(Rewriter *self, const ContentOperation *operation, int sides)
{
    use_overprint(self, MIN(self->path_start, operation->start), sides);
    self->path_start = NO_PATH;
}

static void begin_path(Rewriter *self, const ContentOperation *operation)
{
    if (self->path_start == NO_PATH)
        self->path_start = operation->start;
}

/* ---- colours ---- */

static void write_color(Rewriter *self, const InkColor *color, const InkText *text, bool stroke)
{
    const Ink *ink = &color->ink;
    *(stroke ? &self->state.stroke_black : &self->state.fill_black) = text->pure_black;
    if (ink->kind == INK_SPOT || ink->kind == INK_ALL) {
        g_autofree char *name = recolor_plate_name(ink);
        need_plate(self->needs, ink);
        g_string_append_printf(self->out, "%s %s %s %s", name, stroke ? "CS" : "cs", text->operands,
                               stroke ? "SCN" : "scn");
    } else {
        const bool rgb = ink->kind == INK_RGB;
        g_string_append(self->out, text->operands);
        g_string_append(self->out, rgb ? (stroke ? " RG" : " rg") : (stroke ? " K" : " k"));
    }
}

static void rewrite_color(Rewriter *self, const ContentOperation *operation, bool stroke)
{
    const InkColor *color = ink_converter_color(self->recolor->converter, content_number(operation, 0),
                                                content_number(operation, 1), content_number(operation, 2));
    /* A halo, or a name that says its text, is letters and nothing else. */
    const bool letters = !stroke && color->key && (color->key->halo_width > 0 || color->key->text);
    if (!stroke)
        self->state.fill = color;
    if (!stroke)
        self->state.fill_for_letters = letters;
    if (color->ink.kind == INK_RGB && !color->key)
        return;
    replace(self, operation);
    write_color(self, color, stroke || letters ? &color->line : &color->area, stroke);
}

/* cairo writes a colour once for the texts and areas that share it; here the two may differ. */
static void choose_fill(Rewriter *self, const ContentOperation *operation, bool letters)
{
    const InkColor *fill = self->state.fill;
    if (!fill || !fill->differs || self->state.fill_for_letters == letters)
        return;
    copy_until(self, operation->start);
    write_color(self, fill, letters ? &fill->line : &fill->area, false);
    g_string_append_c(self->out, '\n');
    self->state.fill_for_letters = letters;
}

static void set_color_space(Rewriter *self, int side)
{
    if (side == OVERPRINT_FILL)
        self->state.fill = NULL;
    *(side == OVERPRINT_FILL ? &self->state.fill_black : &self->state.stroke_black) = false;
}

/* ---- text ---- */

/* A PDF string of UTF-16 with its mark, in hexadecimal. */
static void append_text_string(GString *out, const char *text)
{
    glong length = 0;
    gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &length, NULL);
    g_string_append(out, "<FEFF");
    for (glong i = 0; i < length; i++)
        g_string_append_printf(out, "%04X", units[i]);
    g_string_append_c(out, '>');
    g_free(units);
}

/* The outline is stroked in the halo's colour; q keeps it from what follows. An empty ActualText hides the
 * copy from readers. */
static void open_halo(Rewriter *self, const InkColor *color)
{
    char width[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(width, sizeof width, "%.4f", color->key->halo_width);
    g_string_append(self->out, "/Artifact BMC /Span <</ActualText <FEFF>>> BDC q ");
    g_array_append_val(self->saved, self->state);
    write_color(self, color, &color->line, true);
    g_string_append_c(self->out, ' ');
    use_overprint(self, self->copied, OVERPRINT_STROKE);
    g_string_append_printf(self->out, "%s w 1 j 1 J [] 0 d 1 Tr\n", width);
    self->block = BLOCK_HALO;
}

static void open_text(Rewriter *self, const InkColor *color)
{
    g_string_append(self->out, "/Span <</ActualText ");
    append_text_string(self->out, color->key->text);
    g_string_append(self->out, ">> BDC\n");
    self->block = BLOCK_TEXT;
    self->said = color;
}

static void begin_text(Rewriter *self, const ContentOperation *operation)
{
    const InkColor *fill = self->state.fill;
    const InkKey *key = fill ? fill->key : NULL;
    const bool halo = key && key->halo_width > 0;
    self->in_text = true;
    choose_fill(self, operation, true);
    if (!halo)
        use_overprint(self, operation->start, OVERPRINT_FILL);
    if (self->block != BLOCK_NONE || !key)
        return;
    copy_until(self, operation->start);
    if (halo)
        open_halo(self, fill);
    else if (key->text && fill != self->said)
        open_text(self, fill);
}

static void restore(Rewriter *self)
{
    if (self->saved->len == 0)
        return;
    self->state = g_array_index(self->saved, State, self->saved->len - 1);
    g_array_set_size(self->saved, self->saved->len - 1);
}

static void close_block(Rewriter *self, size_t position)
{
    if (self->block == BLOCK_NONE)
        return;
    copy_until(self, position);
    g_string_append(self->out, self->block == BLOCK_HALO ? "Q EMC EMC\n" : "EMC\n");
    if (self->block == BLOCK_HALO)
        restore(self);
    self->block = BLOCK_NONE;
}

/* ---- marked content ---- */

/* cairo's structure is replaced by one figure: its tags lose their numbers, and "Sect" is a layer. */
static void begin_marked(Rewriter *self, const ContentOperation *operation)
{
    Recolor *recolor = self->recolor;
    const bool layer = content_is_name(operation, 0, "/Sect") && recolor->next_layer < recolor->layer_count;
    g_array_append_val(self->marks, layer);
    replace(self, operation);
    if (layer)
        g_string_append_printf(self->out, "/OC /Lay%zu BDC", recolor->next_layer++);
}

static void end_marked(Rewriter *self, const ContentOperation *operation)
{
    const guint depth = self->marks->len;
    const bool written = depth > 0 && g_array_index(self->marks, bool, depth - 1);
    g_array_set_size(self->marks, depth > 0 ? depth - 1 : 0);
    if (!written)
        replace(self, operation);
}

/* ---- operations ---- */

static bool stays_in_block(const ContentOperation *operation)
{
    return operation->code == CONTENT_OPERATOR('B', 'T', 0);
}

/* The sides that a painting operator of paths paints; 0: it is none. */
static int painted_sides(uint32_t code)
{
    static const struct {
        uint32_t code;
        int sides;
    } painters[] = {
        {CONTENT_OPERATOR('f', 0, 0), OVERPRINT_FILL},   {CONTENT_OPERATOR('S', 0, 0), OVERPRINT_STROKE},
        {CONTENT_OPERATOR('f', '*', 0), OVERPRINT_FILL}, {CONTENT_OPERATOR('B', 0, 0), OVERPRINT_BOTH},
        {CONTENT_OPERATOR('B', '*', 0), OVERPRINT_BOTH}, {CONTENT_OPERATOR('b', 0, 0), OVERPRINT_BOTH},
        {CONTENT_OPERATOR('b', '*', 0), OVERPRINT_BOTH}, {CONTENT_OPERATOR('s', 0, 0), OVERPRINT_STROKE},
        {CONTENT_OPERATOR('F', 0, 0), OVERPRINT_FILL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(painters); i++)
        if (painters[i].code == code)
            return painters[i].sides;
    return 0;
}

static void rewrite_path(Rewriter *self, const ContentOperation *operation)
{
    const int sides = painted_sides(operation->code);
    if (sides)
        paint_path(self, operation, sides);
    else if (operation->code == CONTENT_OPERATOR('n', 0, 0))
        self->path_start = NO_PATH;
}

static void rewrite(Rewriter *self, const ContentOperation *operation)
{
    if (!self->in_text && self->block != BLOCK_NONE && !stays_in_block(operation))
        close_block(self, operation->start);
    switch (operation->code) {
    case CONTENT_OPERATOR('l', 0, 0):
    case CONTENT_OPERATOR('c', 0, 0):
    case CONTENT_OPERATOR('h', 0, 0):
        break;
    case CONTENT_OPERATOR('m', 0, 0):
    case CONTENT_OPERATOR('r', 'e', 0):
        choose_fill(self, operation, false);
        begin_path(self, operation);
        break;
    case CONTENT_OPERATOR('r', 'g', 0):
        rewrite_color(self, operation, false);
        break;
    case CONTENT_OPERATOR('R', 'G', 0):
        rewrite_color(self, operation, true);
        break;
    case CONTENT_OPERATOR('c', 's', 0):
    case CONTENT_OPERATOR('g', 0, 0):
        set_color_space(self, OVERPRINT_FILL);
        break;
    case CONTENT_OPERATOR('C', 'S', 0):
    case CONTENT_OPERATOR('G', 0, 0):
        set_color_space(self, OVERPRINT_STROKE);
        break;
    case CONTENT_OPERATOR('s', 'h', 0):
    case CONTENT_OPERATOR('D', 'o', 0):
        /* Gradients, pictures and groups know nothing of an earlier black. */
        write_overprint(self, operation->start, 0);
        break;
    case CONTENT_OPERATOR('q', 0, 0):
        g_array_append_val(self->saved, self->state);
        break;
    case CONTENT_OPERATOR('Q', 0, 0):
        restore(self);
        break;
    case CONTENT_OPERATOR('B', 'T', 0):
        begin_text(self, operation);
        break;
    case CONTENT_OPERATOR('E', 'T', 0):
        self->in_text = false;
        break;
    case CONTENT_OPERATOR('B', 'D', 'C'):
    case CONTENT_OPERATOR('B', 'M', 'C'):
        begin_marked(self, operation);
        break;
    case CONTENT_OPERATOR('E', 'M', 'C'):
        end_marked(self, operation);
        break;
    default:
        rewrite_path(self, operation);
        break;
    }
}

GString *recolor_content(Recolor *recolor, const char *bytes, size_t length, RecolorNeeds *needs)
{
    Rewriter self = {.recolor = recolor,
                     .needs = needs,
                     .in = bytes,
                     .out = g_string_sized_new(length + length / 4),
                     .path_start = NO_PATH,
                     .state = {.overprint = UNKNOWN},
                     .saved = g_array_new(FALSE, FALSE, sizeof(State)),
                     .marks = g_array_new(FALSE, FALSE, sizeof(bool))};
    ContentReader reader = {bytes, length, 0};
    ContentOperation operation;
    needs->first_layer = recolor->next_layer;
    while (content_next(&reader, &operation))
        rewrite(&self, &operation);
    close_block(&self, length);
    copy_until(&self, length);
    needs->end_layer = recolor->next_layer;
    g_array_unref(self.saved);
    g_array_unref(self.marks);
    return self.out;
}
