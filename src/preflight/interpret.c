#include "preflight/interpret.h"

#include "preflight/graphics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_DEPTH_MAX = 24, FORMS_MAX = 1000000, BYTES_MAX = 1 << 29 };

/* What all streams of a page share. */
typedef struct {
    const Pdf *pdf;
    const PageVisitor *visitor;
    GHashTable *streams;  /* object number -> GBytes */
    GHashTable *patterns; /* object numbers already walked */
    size_t bytes, forms;  /* read so far */
    int depth;
    bool complete;
} Walk;

/* One stream on its way. */
typedef struct {
    Walk *walk;
    Resources resources;
    GraphicsState state;
    GArray *saved;
    PdfMatrix base; /* of the stream: what patterns are placed by */
    PdfMatrix text, line;
    double leading;
    PaintKind fill_space, stroke_space;
} Stream;

/* ---- matrices ---- */

static const PdfMatrix IDENTITY = {1, 0, 0, 1, 0, 0};

/* First `first`, then `then`. */
static PdfMatrix multiply(const PdfMatrix *first, const PdfMatrix *then)
{
    return (PdfMatrix){
        first->a * then->a + first->b * then->c,           first->a * then->b + first->b * then->d,
        first->c * then->a + first->d * then->c,           first->c * then->b + first->d * then->d,
        first->e * then->a + first->f * then->c + then->e, first->e * then->b + first->f * then->d + then->f};
}

double pdf_matrix_scale(const PdfMatrix *matrix)
{
    return sqrt(fabs(matrix->a * matrix->d - matrix->b * matrix->c));
}

static PdfMatrix operand_matrix(const ContentOperation *operation)
{
    return (PdfMatrix){content_number(operation, 0), content_number(operation, 1),
                       content_number(operation, 2), content_number(operation, 3),
                       content_number(operation, 4), content_number(operation, 5)};
}

static PdfMatrix dictionary_matrix(const Pdf *pdf, qpdf_oh dictionary)
{
    double n[6];
    if (pdf_numbers(pdf, pdf_get(pdf, dictionary, "/Matrix"), n, 6) != 6)
        return IDENTITY;
    return (PdfMatrix){n[0], n[1], n[2], n[3], n[4], n[5]};
}

/* ---- nested streams ---- */

static GBytes *stream_bytes(Walk *walk, qpdf_oh stream)
{
    const int object = qpdf_oh_get_object_id(walk->pdf->qpdf, stream);
    GBytes *bytes = g_hash_table_lookup(walk->streams, GINT_TO_POINTER(object));
    if (!bytes) {
        size_t length;
        unsigned char *text = pdf_stream_bytes(walk->pdf, stream, qpdf_dl_generalized, &length);
        bytes = g_bytes_new_with_free_func(text, length, free, text);
        g_hash_table_insert(walk->streams, GINT_TO_POINTER(object), bytes);
    }
    return bytes;
}

static void run(Walk *walk, const char *text, size_t length, qpdf_oh resources, const GraphicsState *state);

/* A form or a pattern's tile, in a space of its own. */
static void run_nested(Stream *self, qpdf_oh stream, GraphicsState state)
{
    Walk *walk = self->walk;
    const qpdf_oh own = pdf_get(walk->pdf, stream, "/Resources");
    gsize length;
    const char *text = g_bytes_get_data(stream_bytes(walk, stream), &length);
    if (walk->depth >= FORM_DEPTH_MAX || walk->bytes + length > BYTES_MAX || walk->forms++ > FORMS_MAX) {
        walk->complete = false;
        return;
    }
    walk->depth++;
    run(walk, text, length, qpdf_oh_is_dictionary(walk->pdf->qpdf, own) ? own : self->resources.resources,
        &state);
    walk->depth--;
}

static void show_image(Stream *self, qpdf_oh image)
{
    const Pdf *pdf = self->walk->pdf;
    int width = 0, height = 0;
    QPDF_BOOL mask = QPDF_FALSE;
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, image, "/Width"), &width);
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, image, "/Height"), &height);
    (void)qpdf_oh_get_value_as_bool(pdf->qpdf, pdf_get(pdf, image, "/ImageMask"), &mask);
    if (self->walk->visitor->image)
        self->walk->visitor->image(&self->state, width, height, mask != QPDF_FALSE,
                                   self->walk->visitor->user);
}

static void show_object(Stream *self, const ContentOperation *operation)
{
    const Pdf *pdf = self->walk->pdf;
    if (operation->operand_count == 0)
        return;
    const qpdf_oh object = resources_lookup(&self->resources, "/XObject", operation->operands[0]);
    if (!qpdf_oh_is_stream(pdf->qpdf, object))
        return;
    if (pdf_is_name(pdf, object, "/Subtype", "/Image")) {
        show_image(self, object);
    } else if (pdf_is_name(pdf, object, "/Subtype", "/Form")) {
        GraphicsState state = self->state;
        const PdfMatrix own = dictionary_matrix(pdf, object);
        state.matrix = multiply(&own, &state.matrix);
        run_nested(self, object, state);
    }
}

/* Each pattern is walked once: it repeats itself. */
static void show_pattern(Stream *self, const ContentOperation *operation)
{
    const Pdf *pdf = self->walk->pdf;
    const size_t last = operation->operand_count - 1;
    if (operation->operand_count == 0 || last >= CONTENT_OPERANDS || operation->operands[last].text[0] != '/')
        return;
    const qpdf_oh pattern = resources_lookup(&self->resources, "/Pattern", operation->operands[last]);
    const int object = qpdf_oh_get_object_id(pdf->qpdf, pattern);
    if (!qpdf_oh_is_stream(pdf->qpdf, pattern) ||
        !g_hash_table_add(self->walk->patterns, GINT_TO_POINTER(object)))
        return;
    GraphicsState state = {.line_width = 1, .thinnest = INFINITY};
    const PdfMatrix own = dictionary_matrix(pdf, pattern);
    state.matrix = multiply(&own, &self->base);
    run_nested(self, pattern, state);
}

static int inline_number(const ContentOperation *operation, const char *shortened, const char *full)
{
    for (size_t i = 0; i + 1 < MIN(operation->operand_count, CONTENT_OPERANDS); i += 2)
        if (content_is_name(operation, i, shortened) || content_is_name(operation, i, full))
            return (int)content_number(operation, i + 1);
    return 0;
}

static void show_inline_image(Stream *self, const ContentOperation *operation)
{
    const PageVisitor *visitor = self->walk->visitor;
    if (visitor->image)
        visitor->image(&self->state, inline_number(operation, "/W", "/Width"),
                       inline_number(operation, "/H", "/Height"), false, visitor->user);
}

/* ---- state ---- */

static void save(Stream *self)
{
    g_array_append_val(self->saved, self->state);
}

static void restore(Stream *self)
{
    if (self->saved->len == 0)
        return;
    self->state = g_array_index(self->saved, GraphicsState, self->saved->len - 1);
    g_array_set_size(self->saved, self->saved->len - 1);
}

static void extend_state(Stream *self, const ContentOperation *operation)
{
    if (operation->operand_count == 0)
        return;
    const ExtendedState *change = resources_state(&self->resources, operation->operands[0]);
    if (change->fill_overprints >= 0)
        self->state.fill_overprints = change->fill_overprints;
    if (change->stroke_overprints >= 0)
        self->state.stroke_overprints = change->stroke_overprints;
    if (change->keeps_below >= 0)
        self->state.keeps_below = change->keeps_below == 1;
    if (change->line_width >= 0)
        self->state.line_width = change->line_width;
}

static void set_space(Stream *self, const ContentOperation *operation, PaintKind *space, Paint *paint)
{
    if (operation->operand_count > 0)
        *space = resources_space(&self->resources, operation->operands[0]);
    *paint = (Paint){.kind = *space};
}

static void set_color(Stream *self, const ContentOperation *operation, PaintKind space, Paint *paint)
{
    *paint = paint_read(space, operation);
    if (space == PAINT_OTHER)
        show_pattern(self, operation);
}

static void set_matrix(Stream *self, const ContentOperation *operation)
{
    const PdfMatrix change = operand_matrix(operation);
    self->state.matrix = multiply(&change, &self->state.matrix);
}

static void begin_path(Stream *self, const ContentOperation *operation)
{
    self->state.path_x = content_number(operation, 0);
    self->state.path_y = content_number(operation, 1);
}

static void add_rectangle(Stream *self, const ContentOperation *operation)
{
    const double width = fabs(content_number(operation, 2)), height = fabs(content_number(operation, 3));
    begin_path(self, operation);
    self->state.thinnest = fmin(self->state.thinnest, fmin(width, height));
}

/* ---- text ---- */

static void move_text(Stream *self, double x, double y)
{
    const PdfMatrix move = {1, 0, 0, 1, x, y};
    self->line = multiply(&move, &self->line);
    self->text = self->line;
}

static void show_text(Stream *self, const ContentOperation *operation)
{
    const PageVisitor *visitor = self->walk->visitor;
    const size_t count = operation->operand_count;
    const bool empty = count == 0 || count > CONTENT_OPERANDS || operation->operands[count - 1].length <= 2;
    if (empty || !visitor->text)
        return;
    const PdfMatrix size = {self->state.font_size, 0, 0, self->state.font_size, 0, 0};
    const PdfMatrix placed = multiply(&size, &self->text), glyphs = multiply(&placed, &self->state.matrix);
    visitor->text(&self->state, &glyphs, visitor->user);
}

static void begin_text(Stream *self)
{
    self->text = self->line = IDENTITY;
}

static bool run_text(Stream *self, const ContentOperation *operation)
{
    switch (operation->code) {
    case CONTENT_OPERATOR('B', 'T', 0):
        begin_text(self);
        return true;
    case CONTENT_OPERATOR('T', 'f', 0):
        self->state.font_size = content_number(operation, 1);
        return true;
    case CONTENT_OPERATOR('T', 'r', 0):
        self->state.text_mode = (int)CLAMP(content_number(operation, 0), 0, 7);
        return true;
    case CONTENT_OPERATOR('T', 'L', 0):
        self->leading = content_number(operation, 0);
        return true;
    case CONTENT_OPERATOR('T', 'm', 0):
        self->text = self->line = operand_matrix(operation);
        return true;
    case CONTENT_OPERATOR('T', 'D', 0):
        self->leading = -content_number(operation, 1);
        move_text(self, content_number(operation, 0), content_number(operation, 1));
        return true;
    case CONTENT_OPERATOR('T', 'd', 0):
        move_text(self, content_number(operation, 0), content_number(operation, 1));
        return true;
    case CONTENT_OPERATOR('T', '*', 0):
        move_text(self, 0, -self->leading);
        return true;
    case CONTENT_OPERATOR('\'', 0, 0):
    case CONTENT_OPERATOR('"', 0, 0):
        move_text(self, 0, -self->leading);
        show_text(self, operation);
        return true;
    case CONTENT_OPERATOR('T', 'j', 0):
    case CONTENT_OPERATOR('T', 'J', 0):
        show_text(self, operation);
        return true;
    default:
        return false;
    }
}

/* ---- operations ---- */

static bool run_color(Stream *self, const ContentOperation *operation)
{
    GraphicsState *state = &self->state;
    switch (operation->code) {
    case CONTENT_OPERATOR('g', 0, 0):
        state->fill = paint_read(PAINT_GREY, operation);
        return true;
    case CONTENT_OPERATOR('G', 0, 0):
        state->stroke = paint_read(PAINT_GREY, operation);
        return true;
    case CONTENT_OPERATOR('r', 'g', 0):
        state->fill = paint_read(PAINT_RGB, operation);
        return true;
    case CONTENT_OPERATOR('R', 'G', 0):
        state->stroke = paint_read(PAINT_RGB, operation);
        return true;
    case CONTENT_OPERATOR('k', 0, 0):
        state->fill = paint_read(PAINT_CMYK, operation);
        return true;
    case CONTENT_OPERATOR('K', 0, 0):
        state->stroke = paint_read(PAINT_CMYK, operation);
        return true;
    case CONTENT_OPERATOR('c', 's', 0):
        set_space(self, operation, &self->fill_space, &state->fill);
        return true;
    case CONTENT_OPERATOR('C', 'S', 0):
        set_space(self, operation, &self->stroke_space, &state->stroke);
        return true;
    case CONTENT_OPERATOR('s', 'c', 0):
    case CONTENT_OPERATOR('s', 'c', 'n'):
        set_color(self, operation, self->fill_space, &state->fill);
        return true;
    case CONTENT_OPERATOR('S', 'C', 0):
    case CONTENT_OPERATOR('S', 'C', 'N'):
        set_color(self, operation, self->stroke_space, &state->stroke);
        return true;
    default:
        return false;
    }
}

/* The operators that end a path, and what they do with it (ISO 32000-1, 8.5.3). */
static const struct {
    uint32_t code;
    bool fills, strokes;
} path_ends[] = {
    {CONTENT_OPERATOR('f', 0, 0), true, false},   {CONTENT_OPERATOR('F', 0, 0), true, false},
    {CONTENT_OPERATOR('f', '*', 0), true, false}, {CONTENT_OPERATOR('S', 0, 0), false, true},
    {CONTENT_OPERATOR('s', 0, 0), false, true},   {CONTENT_OPERATOR('B', 0, 0), true, true},
    {CONTENT_OPERATOR('b', 0, 0), true, true},    {CONTENT_OPERATOR('B', '*', 0), true, true},
    {CONTENT_OPERATOR('b', '*', 0), true, true},  {CONTENT_OPERATOR('n', 0, 0), false, false},
};

static void end_path(Stream *self, uint32_t code)
{
    const PageVisitor *visitor = self->walk->visitor;
    for (size_t i = 0; i < G_N_ELEMENTS(path_ends); i++) {
        if (path_ends[i].code != code)
            continue;
        if (path_ends[i].fills && visitor->fill)
            visitor->fill(&self->state, visitor->user);
        if (path_ends[i].strokes && visitor->stroke)
            visitor->stroke(&self->state, visitor->user);
        self->state.thinnest = INFINITY;
    }
}

static void run_operation(Stream *self, const ContentOperation *operation)
{
    if (operation->code == CONTENT_OPERATOR('q', 0, 0))
        save(self);
    else if (operation->code == CONTENT_OPERATOR('Q', 0, 0))
        restore(self);
    else if (operation->code == CONTENT_OPERATOR('c', 'm', 0))
        set_matrix(self, operation);
    else if (operation->code == CONTENT_OPERATOR('m', 0, 0))
        begin_path(self, operation);
    else if (operation->code == CONTENT_OPERATOR('r', 'e', 0))
        add_rectangle(self, operation);
    else if (operation->code == CONTENT_OPERATOR('w', 0, 0))
        self->state.line_width = content_number(operation, 0);
    else if (operation->code == CONTENT_OPERATOR('g', 's', 0))
        extend_state(self, operation);
    else if (operation->code == CONTENT_OPERATOR('D', 'o', 0))
        show_object(self, operation);
    else if (operation->code == CONTENT_OPERATOR('B', 'I', 0))
        show_inline_image(self, operation);
    else
        end_path(self, operation->code);
}

static void run(Walk *walk, const char *text, size_t length, qpdf_oh resources, const GraphicsState *state)
{
    Stream self = {.walk = walk,
                   .state = *state,
                   .saved = g_array_new(FALSE, FALSE, sizeof(GraphicsState)),
                   .base = state->matrix,
                   .text = IDENTITY,
                   .line = IDENTITY,
                   .fill_space = PAINT_GREY,
                   .stroke_space = PAINT_GREY};
    ContentReader reader = {text, length, 0};
    ContentOperation operation;
    resources_init(&self.resources, walk->pdf, resources);
    walk->bytes += length;
    while (walk->complete && content_next(&reader, &operation))
        if (!run_text(&self, &operation) && !run_color(&self, &operation))
            run_operation(&self, &operation);
    resources_clear(&self.resources);
    g_array_unref(self.saved);
}

static void unref_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

bool interpret_page(const Pdf *pdf, qpdf_oh page, const PageVisitor *visitor)
{
    unsigned char *text = NULL;
    size_t length = 0;
    if (qpdf_oh_get_page_content_data(pdf->qpdf, page, &text, &length) & QPDF_ERRORS)
        return false;
    Walk walk = {.pdf = pdf,
                 .visitor = visitor,
                 .streams = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, unref_bytes),
                 .patterns = g_hash_table_new(g_direct_hash, g_direct_equal),
                 .complete = true};
    const GraphicsState state = {.matrix = IDENTITY,
                                 .line_width = 1,
                                 .thinnest = INFINITY,
                                 .fill = {.kind = PAINT_GREY},
                                 .stroke = {.kind = PAINT_GREY}};
    run(&walk, (const char *)text, length, pdf_get(pdf, page, "/Resources"), &state);
    g_hash_table_unref(walk.streams);
    g_hash_table_unref(walk.patterns);
    free(text);
    return walk.complete;
}
