#include "print/recolor.h"

#include <string.h>

/* What q saves and Q brings back. */
typedef struct {
    int overprint;         /* fill + 2 * stroke; UNKNOWN at the start of a form */
    const InkColor *fill;  /* the last fill colour set; NULL: something else */
    bool fill_for_letters; /* it was last written as letters have it */
} State;

enum { OVERPRINT_FILL = 1, OVERPRINT_STROKE = 2, UNKNOWN = 4 };

/* A run of text objects kept together: a halo, or the letters of one name. */
typedef enum { BLOCK_NONE, BLOCK_HALO, BLOCK_TEXT } Block;

typedef struct {
    Recolor *recolor;
    RecolorNeeds *needs;
    const char *in;
    GString *out;
    size_t copied; /* bytes of `in` dealt with */
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

static void set_overprint(Rewriter *self, int side, bool on)
{
    if (!self->recolor->overprint)
        return;
    const int known = self->state.overprint == UNKNOWN ? 0 : self->state.overprint;
    const int wanted = on ? known | side : known & ~side;
    if (wanted == self->state.overprint)
        return;
    self->state.overprint = wanted;
    self->needs->overprints |= 1u << wanted;
    g_string_append_printf(self->out, "/Xo%d gs ", wanted);
}

/* ---- colours ---- */

static void write_color(Rewriter *self, const InkColor *color, const InkText *text, bool stroke)
{
    const Ink *ink = &color->ink;
    set_overprint(self, stroke ? OVERPRINT_STROKE : OVERPRINT_FILL, text->pure_black);
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
        self->state = (State){self->state.overprint, color, letters};
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

/* A pattern, shading or form is not painted by the overprint of an earlier black. */
static void end_overprint(Rewriter *self, const ContentOperation *operation, int side)
{
    if (!self->recolor->overprint || self->state.overprint == UNKNOWN || !(self->state.overprint & side))
        return;
    copy_until(self, operation->start);
    set_overprint(self, side, false);
}

static void set_color_space(Rewriter *self, const ContentOperation *operation, int side)
{
    if (side == OVERPRINT_FILL)
        self->state.fill = NULL;
    end_overprint(self, operation, side);
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
    g_string_append_printf(self->out, " %s w 1 j 1 J [] 0 d 1 Tr\n", width);
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
    self->in_text = true;
    choose_fill(self, operation, true);
    if (self->block != BLOCK_NONE || !fill || !fill->key)
        return;
    copy_until(self, operation->start);
    if (fill->key->halo_width > 0)
        open_halo(self, fill);
    else if (fill->key->text && fill != self->said)
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

static void rewrite(Rewriter *self, const ContentOperation *operation)
{
    if (!self->in_text && self->block != BLOCK_NONE && !stays_in_block(operation))
        close_block(self, operation->start);
    switch (operation->code) {
    case CONTENT_OPERATOR('r', 'g', 0):
        rewrite_color(self, operation, false);
        break;
    case CONTENT_OPERATOR('R', 'G', 0):
        rewrite_color(self, operation, true);
        break;
    case CONTENT_OPERATOR('c', 's', 0):
    case CONTENT_OPERATOR('g', 0, 0):
    case CONTENT_OPERATOR('s', 'h', 0):
        set_color_space(self, operation, OVERPRINT_FILL);
        break;
    case CONTENT_OPERATOR('C', 'S', 0):
    case CONTENT_OPERATOR('G', 0, 0):
        set_color_space(self, operation, OVERPRINT_STROKE);
        break;
    case CONTENT_OPERATOR('m', 0, 0):
    case CONTENT_OPERATOR('r', 'e', 0):
        choose_fill(self, operation, false);
        break;
    case CONTENT_OPERATOR('D', 'o', 0):
        end_overprint(self, operation, OVERPRINT_FILL | OVERPRINT_STROKE);
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
        break;
    }
}

GString *recolor_content(Recolor *recolor, const char *bytes, size_t length, RecolorNeeds *needs)
{
    Rewriter self = {.recolor = recolor,
                     .needs = needs,
                     .in = bytes,
                     .out = g_string_sized_new(length + length / 4),
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
