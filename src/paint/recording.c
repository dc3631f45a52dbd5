#include "paint/recording.h"

#include "base/mix.h"
#include "paint/glyphs.h"

#include <math.h>

typedef struct {
    const RecordedContext *context;
    Matrix matrix;
} Level;

struct Recording {
    Canvas base;
    double scale;
    Arena *arena;    /* of calls */
    Arena *contexts; /* what they stand in */
    size_t size;     /* of what is recorded, about; bytes */
    void (*full)(void *user);
    void *user;
    GArray *calls;  /* of RecordedCall */
    GArray *levels; /* of Level, what is pushed */
    RecordedContext page;
    uint64_t layer;   /* sum of the open layer's name */
    unsigned ordinal; /* of the next group in it */
    GlyphShaper *shaper;
    GHashTable *known; /* sums of icons and pictures met, by address; only looked up */
};

/* Bytes. */
enum { FULL = 4 << 20 };

static const Box EVERYWHERE = {-1e9, -1e9, 1e9, 1e9};

static Recording *recording_of(Canvas *canvas)
{
    return (Recording *)canvas;
}

static const Level *top(const Recording *recording)
{
    return &g_array_index(recording->levels, Level, recording->levels->len - 1);
}

/* ---- geometry in device pixels ---- */

static Point apply(const Matrix *m, Point p)
{
    return (Point){m->xx * p.x + m->xy * p.y + m->x0, m->yx * p.x + m->yy * p.y + m->y0};
}

/* `first` is applied first. */
static Matrix multiply(const Matrix *second, const Matrix *first)
{
    const Point origin = apply(second, (Point){first->x0, first->y0});
    return (Matrix){second->xx * first->xx + second->xy * first->yx,
                    second->yx * first->xx + second->yy * first->yx,
                    second->xx * first->xy + second->xy * first->yy,
                    second->yx * first->xy + second->yy * first->yy,
                    origin.x,
                    origin.y};
}

/* By how much lengths grow. */
static double matrix_scale(const Matrix *m)
{
    return sqrt(fabs(m->xx * m->yy - m->xy * m->yx));
}

static Box apply_box(const Matrix *m, Box box)
{
    const Point corners[4] = {
        {box.x_min, box.y_min}, {box.x_max, box.y_min}, {box.x_max, box.y_max}, {box.x_min, box.y_max}};
    Box result = box_empty();
    for (int i = 0; i < 4; i++)
        result = box_extend(result, apply(m, corners[i]));
    return result;
}

static Box intersect(Box a, Box b)
{
    return (Box){fmax(a.x_min, b.x_min), fmax(a.y_min, b.y_min), fmin(a.x_max, b.x_max),
                 fmin(a.y_max, b.y_max)};
}

static Geometry copy_geometry_to(const Recording *recording, Arena *arena, const Geometry *from)
{
    const Matrix *matrix = &top(recording)->matrix;
    Geometry copy = {.type = from->type, .point_count = from->point_count, .part_count = from->part_count};
    copy.points = arena_allocate_array(arena, from->point_count, sizeof(Point));
    copy.part_ends = arena_allocate_array(arena, from->part_count, sizeof(size_t));
    for (size_t i = 0; i < from->point_count; i++)
        copy.points[i] = apply(matrix, from->points[i]);
    memcpy(copy.part_ends, from->part_ends, from->part_count * sizeof(size_t));
    return copy;
}

static Geometry copy_geometry(Recording *recording, const Geometry *from)
{
    recording->size +=
        from->point_count * sizeof(Point) + from->part_count * (sizeof(Box) + 2 * sizeof(uint64_t));
    return copy_geometry_to(recording, recording->arena, from);
}

static void measure_parts(Recording *recording, RecordedCall *call)
{
    const Geometry *geometry = &call->geometry;
    Box *boxes = arena_allocate_array(recording->arena, geometry->part_count, sizeof(Box));
    uint64_t *sums = arena_allocate_array(recording->arena, geometry->part_count, sizeof(uint64_t));
    call->box = box_empty();
    for (size_t part = 0; part < geometry->part_count; part++) {
        const size_t start = geometry_part_start(geometry, part), end = geometry->part_ends[part];
        Box box = box_empty();
        for (size_t i = start; i < end; i++)
            box = box_extend(box, geometry->points[i]);
        boxes[part] = intersect(box_grow(box, call->reach), call->context->box);
        sums[part] = mix_bytes(call->sum, geometry->points + start, (end - start) * sizeof(Point));
        call->box = box_union(call->box, boxes[part]);
    }
    call->part_boxes = boxes;
    call->part_sums = sums;
}

/* ---- sums ---- */

static uint64_t mix_color(uint64_t sum, Color color)
{
    return mix_number(mix_number(mix_number(mix_number(sum, color.r), color.g), color.b), color.a);
}

static uint64_t mix_matrix(uint64_t sum, const Matrix *m)
{
    const double numbers[6] = {m->xx, m->yx, m->xy, m->yy, m->x0, m->y0};
    return mix_bytes(sum, numbers, sizeof numbers);
}

static uint64_t mix_stroke(uint64_t sum, const Stroke *stroke)
{
    sum = mix_color(sum, stroke->color);
    sum = mix_number(mix_number(sum, stroke->width), stroke->miter_limit);
    sum = mix_word(mix_word(sum, stroke->cap), stroke->join);
    sum = mix_number(sum, stroke->dash_count > 0 ? stroke->dash_offset : 0);
    return mix_bytes(sum, stroke->dashes, stroke->dash_count * sizeof(double));
}

static uint64_t sum_image(cairo_surface_t *image)
{
    const int height = cairo_image_surface_get_height(image), stride = cairo_image_surface_get_stride(image);
    return mix_bytes(0, cairo_image_surface_get_data(image), (size_t)height * (size_t)stride);
}

static uint64_t remember(Recording *recording, const void *thing, uint64_t sum)
{
    g_hash_table_insert(recording->known, (void *)thing, g_memdup2(&sum, sizeof sum));
    return sum;
}

static uint64_t icon_sum(Recording *recording, const Icon *icon)
{
    const uint64_t *known = g_hash_table_lookup(recording->known, icon);
    if (known)
        return *known;
    const uint64_t sum = mix_text(mix_number(mix_number(icon->sdf, icon->width), icon->height), icon->name);
    const uint64_t content = icon->svg_text ? mix_text(1, icon->svg_text)
                             : icon->image  ? sum_image(icon->image)
                                            : 0;
    return remember(recording, icon, mix_word(sum, content));
}

static uint64_t picture_sum(Recording *recording, const Picture *picture)
{
    const uint64_t *known = g_hash_table_lookup(recording->known, picture);
    if (known)
        return *known;
    const size_t count = (size_t)picture->width * (size_t)picture->height;
    return remember(recording, picture, mix_bytes((uint64_t)picture->width, picture->pixels, count * 4));
}

/* ---- groups, clips, transformations ---- */

static void push(Recording *recording, const RecordedContext *context, Matrix matrix)
{
    const Level level = {context, matrix};
    g_array_append_val(recording->levels, level);
}

static RecordedContext *new_context(Recording *recording)
{
    const RecordedContext *parent = top(recording)->context;
    RecordedContext *context = arena_allocate(recording->contexts, sizeof *context);
    *context = (RecordedContext){
        .parent = parent, .box = parent->box, .depth = parent->depth + 1, .groups = parent->groups};
    return context;
}

static void begin_layer(Canvas *canvas, const char *id, const char *title, double opacity)
{
    (void)title;
    Recording *recording = recording_of(canvas);
    const Level level = *top(recording);
    if (id) {
        recording->layer = mix_text(0, id);
        recording->ordinal = 0;
    }
    if (opacity >= 1) {
        push(recording, level.context, level.matrix);
        return;
    }
    RecordedContext *context = new_context(recording);
    context->is_group = true;
    context->opacity = opacity;
    context->groups++;
    /* Neighbouring groups of the same opacity are not one group. */
    context->sum = mix_number(mix_word(level.context->sum, recording->layer), opacity);
    context->sum = mix_word(context->sum, recording->ordinal++);
    push(recording, context, level.matrix);
}

static bool is_box(const Geometry *g)
{
    if (g->part_count != 1 || g->point_count != 5)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (g->points[i].x != g->points[i + 1].x && g->points[i].y != g->points[i + 1].y)
            return false;
    return true;
}

static void push_clip(Canvas *canvas, const Geometry *area)
{
    Recording *recording = recording_of(canvas);
    RecordedContext *context = new_context(recording);
    context->clip = copy_geometry_to(recording, recording->contexts, area);
    context->clip_is_box = is_box(&context->clip);
    context->box = intersect(context->box, geometry_box(&context->clip));
    context->sum = mix_bytes(mix_word(context->parent->sum, 2), context->clip.points,
                             context->clip.point_count * sizeof(Point));
    push(recording, context, top(recording)->matrix);
}

static void push_transform(Canvas *canvas, const Matrix *matrix)
{
    Recording *recording = recording_of(canvas);
    const Level level = *top(recording);
    push(recording, level.context, multiply(&level.matrix, matrix));
}

static void pop(Canvas *canvas)
{
    Recording *recording = recording_of(canvas);
    g_array_set_size(recording->levels, recording->levels->len - 1);
}

/* ---- calls ---- */

static RecordedCall new_call(const Recording *recording, CallKind kind)
{
    const RecordedContext *context = top(recording)->context;
    return (RecordedCall){.kind = kind, .context = context, .sum = mix_word(context->sum, kind + 8)};
}

static void add(Recording *recording, const RecordedCall *call)
{
    if (call->box.x_min < call->box.x_max && call->box.y_min < call->box.y_max)
        g_array_append_vals(recording->calls, call, 1);
    recording->size += sizeof *call;
    if (recording->full && recording->size > FULL && top(recording)->context->groups == 0)
        recording->full(recording->user);
}

static void fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    Recording *recording = recording_of(canvas);
    RecordedCall call = new_call(recording, CALL_FILL);
    call.color = color;
    call.antialias = antialias;
    call.sum = mix_word(mix_color(call.sum, color), antialias);
    call.geometry = copy_geometry(recording, area);
    measure_parts(recording, &call);
    add(recording, &call);
}

static const ColorStop *copy_stops(const Recording *recording, const ColorStop *from, size_t count)
{
    ColorStop *stops = arena_allocate_array(recording->arena, count, sizeof(ColorStop));
    memcpy(stops, from, count * sizeof(ColorStop));
    return stops;
}

static uint64_t mix_stops(uint64_t sum, const ColorStop *stops, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sum = mix_color(mix_number(sum, stops[i].offset), stops[i].color);
    return mix_word(sum, count);
}

static void gradient(Canvas *canvas, const Geometry *area, Point from, Point to, const ColorStop *stops,
                     size_t count)
{
    Recording *recording = recording_of(canvas);
    RecordedCall call = new_call(recording, CALL_GRADIENT);
    call.from = apply(&top(recording)->matrix, from);
    call.to = apply(&top(recording)->matrix, to);
    call.stops = copy_stops(recording, stops, count);
    call.stop_count = count;
    const double ends[] = {call.from.x, call.from.y, call.to.x, call.to.y};
    call.sum = mix_stops(mix_bytes(call.sum, ends, sizeof ends), stops, count);
    call.geometry = copy_geometry(recording, area);
    measure_parts(recording, &call);
    add(recording, &call);
}

static Stroke copy_stroke(const Recording *recording, const Stroke *from, double scale)
{
    Stroke stroke = *from;
    double *dashes = arena_allocate_array(recording->arena, from->dash_count, sizeof(double));
    for (size_t i = 0; i < from->dash_count; i++)
        dashes[i] = from->dashes[i] * scale;
    stroke.width *= scale;
    stroke.dash_offset *= scale;
    stroke.dashes = dashes;
    stroke.miter_limit = from->miter_limit > 0 ? from->miter_limit : 2;
    return stroke;
}

/* Joins and caps reach farther than half the width. */
static double stroke_reach(const Stroke *stroke)
{
    const double join = stroke->join == JOIN_MITER ? stroke->miter_limit : 1;
    const double cap = stroke->cap == CAP_SQUARE ? G_SQRT2 : 1;
    return stroke->width / 2 * fmax(join, cap) + 1;
}

static void stroke_lines(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    Recording *recording = recording_of(canvas);
    RecordedCall call = new_call(recording, CALL_STROKE);
    call.stroke = copy_stroke(recording, stroke, matrix_scale(&top(recording)->matrix));
    call.reach = stroke_reach(&call.stroke);
    call.sum = mix_stroke(mix_word(call.sum, lines->type), &call.stroke);
    call.geometry = copy_geometry(recording, lines);
    measure_parts(recording, &call);
    add(recording, &call);
}

static void pattern(Canvas *canvas, const Geometry *area, const Icon *icon_, const Matrix *matrix,
                    bool framed, double opacity, Color tint)
{
    Recording *recording = recording_of(canvas);
    RecordedCall call = new_call(recording, CALL_PATTERN);
    call.icon = icon_;
    call.matrix = multiply(&top(recording)->matrix, matrix);
    call.framed = framed;
    call.opacity = opacity;
    call.color = tint;
    call.content = mix_word(mix_color(mix_matrix(icon_sum(recording, icon_), &call.matrix), tint), framed);
    call.sum = mix_number(mix_word(call.sum, call.content), opacity);
    call.geometry = copy_geometry(recording, area);
    measure_parts(recording, &call);
    add(recording, &call);
}

static void picture(Canvas *canvas, const Picture *from, const Geometry *area, const Matrix *matrix,
                    double opacity, bool smooth)
{
    Recording *recording = recording_of(canvas);
    RecordedCall call = new_call(recording, CALL_PICTURE);
    call.picture = from;
    call.matrix = multiply(&top(recording)->matrix, matrix);
    call.opacity = opacity;
    call.smooth = smooth;
    call.sum = mix_word(mix_word(call.sum, picture_sum(recording, from)), smooth);
    call.sum = mix_number(mix_matrix(call.sum, &call.matrix), opacity);
    call.geometry = copy_geometry(recording, area);
    measure_parts(recording, &call);
    add(recording, &call);
}

static void drawing(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup, double scale,
                    Point page)
{
    Recording *recording = recording_of(canvas);
    RecordedCall call = new_call(recording, CALL_DRAWING);
    call.svg = svg;
    call.id = arena_copy_text(recording->arena, id, strlen(id));
    call.page = page;
    call.matrix = top(recording)->matrix;
    call.box = intersect(apply_box(&call.matrix, (Box){0, 0, page.x, page.y}), call.context->box);
    call.content = mix_matrix(mix_number(mix_text(mix_text(3, markup), id), scale), &call.matrix);
    call.sum = mix_word(call.sum, call.content);
    add(recording, &call);
}

/* ---- stamps ---- */

/* `area`: in the call's coordinates. */
static void add_stamp(Recording *recording, const StampCall *stamp, Box area, uint64_t content)
{
    RecordedCall call = new_call(recording, CALL_STAMP);
    call.stamp = *stamp;
    call.stamp.matrix = top(recording)->matrix;
    call.box = intersect(box_grow(apply_box(&call.stamp.matrix, area), 1), call.context->box);
    call.content = mix_matrix(mix_word(content, stamp->kind), &call.stamp.matrix);
    call.sum = mix_word(call.sum, call.content);
    add(recording, &call);
}

static TextRun copy_run(const Recording *recording, const TextRun *from)
{
    TextRun run = *from;
    Point *curve = arena_allocate_array(recording->arena, from->curve_count, sizeof(Point));
    if (from->curve_count > 0)
        memcpy(curve, from->curve, from->curve_count * sizeof(Point));
    run.text = arena_copy_text(recording->arena, from->text, strlen(from->text));
    run.font = arena_copy_text(recording->arena, from->font, strlen(from->font));
    run.curve = curve;
    return run;
}

static uint64_t mix_run(uint64_t sum, const TextRun *run)
{
    const double numbers[] = {run->size,     run->letter_spacing, run->halo_width, run->origin.x,
                              run->origin.y, run->angle,          run->width};
    sum = mix_bytes(mix_text(mix_text(sum, run->text), run->font), numbers, sizeof numbers);
    sum = mix_color(mix_color(sum, run->color), run->halo_color);
    return mix_bytes(sum, run->curve, run->curve_count * sizeof(Point));
}

static void text(Canvas *canvas, const TextRun *runs, size_t count)
{
    Recording *recording = recording_of(canvas);
    TextRun *copies = arena_allocate_array(recording->arena, count, sizeof(TextRun));
    Box area = box_empty();
    uint64_t content = 0;
    for (size_t i = 0; i < count; i++) {
        copies[i] = copy_run(recording, &runs[i]);
        area = box_union(area, glyph_shaper_ink(recording->shaper, &runs[i]));
        content = mix_run(content, &runs[i]);
    }
    const StampCall stamp = {.kind = STAMP_TEXT, .runs = copies, .count = count};
    add_stamp(recording, &stamp, area, content);
}

static void icon(Canvas *canvas, const Icon *icon_, const Matrix *matrix, double opacity, Color tint)
{
    Recording *recording = recording_of(canvas);
    const StampCall stamp = {
        .kind = STAMP_ICON, .icon = icon_, .icon_matrix = *matrix, .opacity = opacity, .color = tint};
    const uint64_t content = mix_number(mix_matrix(icon_sum(recording, icon_), matrix), opacity);
    add_stamp(recording, &stamp, apply_box(matrix, (Box){0, 0, icon_->width, icon_->height}),
              icon_->sdf ? mix_color(content, tint) : content);
}

static void circle(Canvas *canvas, Point center, double radius, Color color, const Stroke *outline)
{
    Recording *recording = recording_of(canvas);
    StampCall stamp = {.kind = STAMP_CIRCLE, .center = center, .radius = radius, .color = color};
    if (outline)
        stamp.outline = copy_stroke(recording, outline, 1);
    const double reach = fmax(radius, 0) + stamp.outline.width / 2;
    const double numbers[] = {center.x, center.y, radius};
    const uint64_t content =
        mix_stroke(mix_color(mix_bytes(1, numbers, sizeof numbers), color), &stamp.outline);
    add_stamp(recording, &stamp,
              (Box){center.x - reach, center.y - reach, center.x + reach, center.y + reach}, content);
}

static void soft_disc(Canvas *canvas, Point center, double radius, const ColorStop *stops, size_t count)
{
    Recording *recording = recording_of(canvas);
    const double numbers[] = {center.x, center.y, radius};
    const StampCall stamp = {.kind = STAMP_DISC,
                             .center = center,
                             .radius = radius,
                             .stops = copy_stops(recording, stops, count),
                             .count = count};
    add_stamp(recording, &stamp,
              (Box){center.x - radius, center.y - radius, center.x + radius, center.y + radius},
              mix_stops(mix_bytes(2, numbers, sizeof numbers), stops, count));
}

/* ---- all of it ---- */

static const CanvasCalls calls = {.begin_layer = begin_layer,
                                  .end_layer = pop,
                                  .push_clip = push_clip,
                                  .push_transform = push_transform,
                                  .pop = pop,
                                  .fill = fill,
                                  .gradient = gradient,
                                  .stroke = stroke_lines,
                                  .circle = circle,
                                  .soft_disc = soft_disc,
                                  .pattern = pattern,
                                  .text = text,
                                  .drawing = drawing,
                                  .picture = picture,
                                  .icon = icon};

Recording *recording_new(double scale, bool screen)
{
    Recording *recording = g_new0(Recording, 1);
    recording->base = (Canvas){.calls = &calls, .pixel = 1 / scale, .screen = screen};
    recording->scale = scale;
    recording->arena = arena_new();
    recording->contexts = arena_new();
    recording->calls = g_array_new(FALSE, FALSE, sizeof(RecordedCall));
    recording->levels = g_array_new(FALSE, FALSE, sizeof(Level));
    recording->shaper = glyph_shaper_new();
    recording->known = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    recording->page = (RecordedContext){.box = EVERYWHERE};
    return recording;
}

void recording_free(Recording *recording)
{
    if (!recording)
        return;
    arena_free(recording->arena);
    arena_free(recording->contexts);
    g_array_unref(recording->calls);
    g_array_unref(recording->levels);
    glyph_shaper_free(recording->shaper);
    g_hash_table_unref(recording->known);
    g_free(recording);
}

Canvas *recording_begin(Recording *recording)
{
    recording_forget(recording);
    arena_reset(recording->contexts);
    g_array_set_size(recording->levels, 0);
    recording->layer = 0;
    recording->ordinal = 0;
    push(recording, &recording->page, (Matrix){recording->scale, 0, 0, recording->scale, 0, 0});
    return &recording->base;
}

void recording_set_full(Recording *recording, void (*full)(void *user), void *user)
{
    recording->full = full;
    recording->user = user;
}

void recording_forget(Recording *recording)
{
    arena_reset(recording->arena);
    g_array_set_size(recording->calls, 0);
    recording->size = 0;
}

size_t recording_count(const Recording *recording)
{
    return recording->calls->len;
}

const RecordedCall *recording_call(const Recording *recording, size_t index)
{
    return &g_array_index(recording->calls, RecordedCall, index);
}

uint64_t recording_sum(const Recording *recording)
{
    uint64_t sum = mix_word(mix_number(0, recording->scale), recording->base.screen);
    for (size_t i = 0; i < recording_count(recording); i++) {
        const RecordedCall *call = recording_call(recording, i);
        sum = mix_word(sum, call->sum);
        if (call->part_sums)
            sum = mix_bytes(sum, call->part_sums, call->geometry.part_count * sizeof(uint64_t));
    }
    return sum;
}
