#include "preflight/graphics.h"

#include <string.h>

void resources_init(Resources *self, const Pdf *pdf, qpdf_oh dictionary)
{
    *self = (Resources){.pdf = pdf,
                        .resources = dictionary,
                        .states = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                        .spaces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

void resources_clear(Resources *self)
{
    g_hash_table_unref(self->states);
    g_hash_table_unref(self->spaces);
    *self = (Resources){0};
}

/* A name as qpdf holds it: #20 is a blank. */
static char *decode_name(ContentSlice name)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < name.length; i++) {
        const bool coded = name.text[i] == '#' && i + 2 < name.length && g_ascii_isxdigit(name.text[i + 1]) &&
                           g_ascii_isxdigit(name.text[i + 2]);
        if (coded)
            g_string_append_c(text, (char)(g_ascii_xdigit_value(name.text[i + 1]) * 16 +
                                           g_ascii_xdigit_value(name.text[i + 2])));
        else
            g_string_append_c(text, name.text[i]);
        i += coded ? 2 : 0;
    }
    return g_string_free(text, FALSE);
}

qpdf_oh resources_lookup(const Resources *self, const char *class, ContentSlice name)
{
    g_autofree char *key = decode_name(name);
    const qpdf_oh entries = pdf_get(self->pdf, self->resources, class);
    return qpdf_oh_get_key_if_dict(self->pdf->qpdf, entries, key);
}

/* ---- graphics states ---- */

static int read_switch(const Pdf *pdf, qpdf_oh state, const char *key)
{
    QPDF_BOOL value;
    return qpdf_oh_get_value_as_bool(pdf->qpdf, pdf_get(pdf, state, key), &value) ? value != QPDF_FALSE : -1;
}

static ExtendedState *read_state(const Pdf *pdf, qpdf_oh dictionary)
{
    ExtendedState *state = g_new0(ExtendedState, 1);
    state->stroke_overprints = read_switch(pdf, dictionary, "/OP");
    state->fill_overprints = read_switch(pdf, dictionary, "/op");
    if (state->fill_overprints < 0)
        state->fill_overprints = state->stroke_overprints;
    state->keeps_below = -1;
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, dictionary, "/OPM"), &state->keeps_below);
    if (!qpdf_oh_get_value_as_number(pdf->qpdf, pdf_get(pdf, dictionary, "/LW"), &state->line_width))
        state->line_width = -1;
    return state;
}

const ExtendedState *resources_state(Resources *self, ContentSlice name)
{
    g_autofree char *key = g_strndup(name.text, name.length);
    ExtendedState *state = g_hash_table_lookup(self->states, key);
    if (!state) {
        state = read_state(self->pdf, resources_lookup(self, "/ExtGState", name));
        g_hash_table_insert(self->states, g_steal_pointer(&key), state);
    }
    return state;
}

/* ---- colour spaces ---- */

static const struct {
    const char *name;
    PaintKind kind;
} spaces[] = {
    {"/DeviceGray", PAINT_GREY}, {"/G", PAINT_GREY},    {"/CalGray", PAINT_GREY},
    {"/DeviceRGB", PAINT_RGB},   {"/RGB", PAINT_RGB},   {"/CalRGB", PAINT_RGB},
    {"/DeviceCMYK", PAINT_CMYK}, {"/CMYK", PAINT_CMYK}, {"/Separation", PAINT_TINT},
};

static PaintKind kind_of_name(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (strcmp(spaces[i].name, name) == 0)
            return spaces[i].kind;
    return PAINT_OTHER;
}

static PaintKind kind_of_profile(const Pdf *pdf, qpdf_oh stream)
{
    int parts = 0;
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, stream, "/N"), &parts);
    return parts == 1 ? PAINT_GREY : parts == 3 ? PAINT_RGB : parts == 4 ? PAINT_CMYK : PAINT_OTHER;
}

static PaintKind kind_of_space(const Pdf *pdf, qpdf_oh space)
{
    qpdf_data qpdf = pdf->qpdf;
    if (qpdf_oh_is_name(qpdf, space))
        return kind_of_name(qpdf_oh_get_name(qpdf, space));
    if (!qpdf_oh_is_array(qpdf, space) || qpdf_oh_get_array_n_items(qpdf, space) < 2)
        return PAINT_OTHER;
    const qpdf_oh family = qpdf_oh_get_array_item(qpdf, space, 0),
                  second = qpdf_oh_get_array_item(qpdf, space, 1);
    if (qpdf_oh_is_name_and_equals(qpdf, family, "/ICCBased"))
        return kind_of_profile(pdf, second);
    const PaintKind kind =
        qpdf_oh_is_name(qpdf, family) ? kind_of_name(qpdf_oh_get_name(qpdf, family)) : PAINT_OTHER;
    return kind == PAINT_TINT && qpdf_oh_is_name_and_equals(qpdf, second, "/All") ? PAINT_ALL : kind;
}

PaintKind resources_space(Resources *self, ContentSlice name)
{
    g_autofree char *key = g_strndup(name.text, name.length);
    gsize known = GPOINTER_TO_SIZE(g_hash_table_lookup(self->spaces, key));
    if (known == 0) {
        const PaintKind device = kind_of_name(key);
        known = 1 + (gsize)(device == PAINT_OTHER
                                ? kind_of_space(self->pdf, resources_lookup(self, "/ColorSpace", name))
                                : device);
        g_hash_table_insert(self->spaces, g_steal_pointer(&key), GSIZE_TO_POINTER(known));
    }
    return (PaintKind)(known - 1);
}

/* ---- paints ---- */

Paint paint_read(PaintKind kind, const ContentOperation *operation)
{
    Paint paint = {.kind = kind};
    for (size_t i = 0; i < 4; i++)
        paint.parts[i] = content_number(operation, i);
    return paint;
}

/* Less than this leaves no dot on the plate. */
static const double INK_SEEN = 0.02;
/* Less than this is none at all. */
static const double INK_LEAST = 0.005;

bool paint_is_white(const Paint *paint)
{
    const double *p = paint->parts;
    if (paint->kind == PAINT_GREY)
        return p[0] > 1 - INK_LEAST;
    return paint->kind == PAINT_CMYK && p[0] < INK_LEAST && p[1] < INK_LEAST && p[2] < INK_LEAST &&
           p[3] < INK_LEAST;
}

bool paint_is_black_ink(const Paint *paint)
{
    return paint->kind == PAINT_GREY
               ? paint->parts[0] < INK_LEAST
               : paint->kind == PAINT_CMYK && paint_ink_count(paint) == 1 && paint->parts[3] > 1 - INK_LEAST;
}

size_t paint_ink_count(const Paint *paint)
{
    size_t count = 0;
    if (paint->kind == PAINT_RGB || paint->kind == PAINT_ALL)
        return 4;
    if (paint->kind != PAINT_CMYK)
        return 1;
    for (size_t i = 0; i < 4; i++)
        count += paint->parts[i] > INK_SEEN;
    return count;
}
