/* Ramps: step and interpolate. */
#include "style/operator.h"

#include <string.h>

typedef enum { CURVE_LINEAR, CURVE_EXPONENTIAL, CURVE_BEZIER } CurveKind;

typedef struct {
    CurveKind kind;
    double base;       /* exponential */
    double control[4]; /* Bezier: x1, y1, x2, y2 */
} Curve;

/* Outputs of the node are its arguments 1 and up, one for each stop. */
typedef struct {
    Curve curve;
    ColorSpace space;
    size_t count;
    double *stops;
} Ramp;

/* ---- Stops ---- */

/* Index of the last stop that is not above `input`; the stops surround it. */
static size_t find_stop(const Ramp *ramp, double input)
{
    size_t low = 0, high = ramp->count - 1;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (ramp->stops[middle] <= input)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Finds the stop whose output counts; `between` says whether the next one counts too. */
static bool locate(const Node *node, Evaluation *evaluation, double *input, size_t *stop, bool *between)
{
    const Ramp *ramp = node->extra;
    *stop = 0;
    *between = false;
    if (ramp->count == 1)
        return true;
    if (!node_number(node, 0, evaluation, input))
        return false;
    if (isnan(*input))
        return evaluation_fail(evaluation, node, "the input is not a number");
    if (*input >= ramp->stops[ramp->count - 1]) {
        *stop = ramp->count - 1;
    } else if (*input > ramp->stops[0]) {
        *stop = find_stop(ramp, *input);
        *between = true;
    }
    return true;
}

/* Reads stop `i`, which stands at `index` of the call. "step" leaves its first one out. */
static bool read_stop(const Place *place, const json_t *call, size_t index, Ramp *ramp)
{
    const json_t *stop = json_array_get(call, index);
    const size_t i = ramp->count;
    if (index > 1 && !json_is_number(stop))
        return place_fail_at(place, index, "a stop is a number");
    ramp->stops[i] = index > 1 ? json_number_value(stop) : -INFINITY;
    if (i > 0 && ramp->stops[i - 1] >= ramp->stops[i])
        return place_fail_at(place, index, "the stops must rise");
    ramp->count++;
    return true;
}

/* Stops and, behind each, its output; the first stop is at `first`. */
static Ramp *compile_stops(Node *node, const Place *place, const json_t *call, size_t first)
{
    Ramp *ramp = arena_allocate(place->arena, sizeof *ramp);
    *ramp = (Ramp){.stops = arena_allocate_array(place->arena, node->count - 1, sizeof(double))};
    node->extra = ramp;
    for (size_t i = 1; i < node->count; i++) {
        const size_t index = first + 2 * (i - 1);
        if (!read_stop(place, call, index, ramp))
            return NULL;
        Node *output = place_argument(place, call, index + 1, node->type);
        if (!output)
            return NULL;
        if (!node->type)
            node->type = output->type;
        node_set_argument(node, i, output);
    }
    return ramp;
}

static const Type *output_type(const Place *place)
{
    return place->expected && place->expected->kind != TYPE_VALUE ? place->expected : NULL;
}

/* ---- step ---- */

static bool evaluate_step(const Node *node, Evaluation *evaluation, Value *out)
{
    double input;
    size_t stop;
    bool between;
    return locate(node, evaluation, &input, &stop, &between) &&
           node_argument(node, stop + 1, evaluation, out);
}

/* ["step", input, output, stop, output, stop, output ...] */
static Node *compile_step(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    if (count % 2 != 0)
        return place_fail(place, "\"step\" expects an input, an output, then pairs of stop and output");
    Node *input = place_argument(place, call, 1, &type_number);
    if (!input)
        return NULL;
    Node *node = node_new(place, operator, output_type(place), evaluate_step, count / 2 + 1);
    node_set_argument(node, 0, input);
    return compile_stops(node, place, call, 1) ? node : NULL;
}

/* ---- Curves ---- */

static double bezier(double t, double a, double b)
{
    return t * (3 * a * (1 - t) * (1 - t) + t * (3 * b * (1 - t) + t));
}

/* The y of a unit Bezier curve at x, both 0..1: t is found by halving, since x rises with t. */
static double bezier_at(const double control[4], double x)
{
    double low = 0, high = 1;
    for (int i = 0; i < 50; i++) {
        const double middle = (low + high) / 2;
        if (bezier(middle, control[0], control[2]) < x)
            low = middle;
        else
            high = middle;
    }
    return bezier((low + high) / 2, control[1], control[3]);
}

/* How far `input` is from one stop to the next, 0..1, along the curve. */
static double curve_progress(const Curve *curve, double input, double low, double high)
{
    const double difference = high - low, progress = input - low;
    if (curve->kind == CURVE_EXPONENTIAL && curve->base != 1)
        return (pow(curve->base, progress) - 1) / (pow(curve->base, difference) - 1);
    const double linear = progress / difference;
    return curve->kind == CURVE_BEZIER ? bezier_at(curve->control, linear) : linear;
}

static bool read_bezier(const Place *place, const json_t *json, Curve *curve)
{
    bool good = json_array_size(json) == 5;
    for (size_t i = 0; i < 4 && good; i++) {
        const json_t *number = json_array_get(json, i + 1);
        curve->control[i] = json_number_value(number);
        good = json_is_number(number) && curve->control[i] >= 0 && curve->control[i] <= 1;
    }
    return good || place_fail_at(place, 1, "\"cubic-bezier\" expects four numbers from 0 to 1");
}

static bool read_curve(const Place *place, const json_t *json, Curve *curve)
{
    *curve = (Curve){.kind = CURVE_LINEAR};
    if (json_array_size(json) == 0)
        return place_fail_at(place, 1, "expected a kind of interpolation such as [\"linear\"]");
    const Place child = place_child(place, 1, NULL);
    const char *name = json_string_value(json_array_get(json, 0));
    if (name && strcmp(name, "linear") == 0)
        return true;
    if (name && strcmp(name, "exponential") == 0) {
        curve->kind = CURVE_EXPONENTIAL;
        curve->base = json_number_value(json_array_get(json, 1));
        return json_is_number(json_array_get(json, 1)) ||
               place_fail_at(&child, 1, "\"exponential\" expects a number as its base");
    }
    curve->kind = CURVE_BEZIER;
    if (name && strcmp(name, "cubic-bezier") == 0)
        return read_bezier(place, json, curve);
    return place_fail_at(&child, 0, "no interpolation \"%s\"", name ? name : "");
}

/* ---- Interpolating values ---- */

static double mix(double from, double to, double t)
{
    return from + t * (to - from);
}

static Value mix_arrays(const ValueArray *from, const ValueArray *to, double t, Arena *arena)
{
    Value *items = arena_allocate_array(arena, from->count, sizeof *items);
    for (size_t i = 0; i < from->count; i++) {
        const bool both =
            i < to->count && to->items[i].kind == VALUE_NUMBER && from->items[i].kind == VALUE_NUMBER;
        items[i] = value_number(both ? mix(from->items[i].number, to->items[i].number, t) : (double)NAN);
    }
    return value_array(items, from->count, arena);
}

static Value mix_paddings(const double *from, const double *to, double t, Arena *arena)
{
    double *sides = arena_allocate_array(arena, 4, sizeof *sides);
    for (size_t i = 0; i < 4; i++)
        sides[i] = mix(from[i], to[i], t);
    return (Value){.kind = VALUE_PADDING, .padding = sides};
}

static bool mix_anchors(const Node *node, Evaluation *evaluation, const AnchorOffsets *from,
                        const AnchorOffsets *to, double t, Value *out)
{
    if (from->count != to->count)
        return evaluation_fail(evaluation, node, "cannot interpolate %zu and %zu anchors", from->count,
                               to->count);
    Arena *arena = evaluation->context->arena;
    double(*offsets)[2] = arena_allocate_array(arena, from->count, sizeof *offsets);
    for (size_t i = 0; i < from->count; i++) {
        if (strcmp(from->anchors[i], to->anchors[i]) != 0)
            return evaluation_fail(evaluation, node, "cannot interpolate anchors \"%s\" and \"%s\"",
                                   from->anchors[i], to->anchors[i]);
        offsets[i][0] = mix(from->offsets[i][0], to->offsets[i][0], t);
        offsets[i][1] = mix(from->offsets[i][1], to->offsets[i][1], t);
    }
    *out = value_anchors(from->anchors, offsets, from->count, arena);
    return true;
}

static bool mix_colors(const Node *node, Evaluation *evaluation, const ValueArray *from, const ValueArray *to,
                       double t, Value *out)
{
    const Ramp *ramp = node->extra;
    if (from->count != to->count)
        return evaluation_fail(evaluation, node, "cannot interpolate %zu and %zu colours", from->count,
                               to->count);
    Arena *arena = evaluation->context->arena;
    Value *items = arena_allocate_array(arena, from->count, sizeof *items);
    for (size_t i = 0; i < from->count; i++)
        items[i] =
            value_color(color_interpolate(*from->items[i].color, *to->items[i].color, t, ramp->space), arena);
    *out = value_array(items, from->count, arena);
    out->kind = VALUE_COLOR_ARRAY;
    return true;
}

static Value mix_projections(const char *from, const char *to, double t, Arena *arena)
{
    ProjectionMix *projection = arena_allocate(arena, sizeof *projection);
    *projection = (ProjectionMix){from, to, t};
    return (Value){.kind = VALUE_PROJECTION, .projection = projection};
}

static bool mix_values(const Node *node, Evaluation *evaluation, const Value *from, const Value *to, double t,
                       Value *out)
{
    const Ramp *ramp = node->extra;
    Arena *arena = evaluation->context->arena;
    if (from->kind != to->kind)
        return evaluation_mismatch(evaluation, node, type_name(node->type, arena), to);
    switch (from->kind) {
    case VALUE_NUMBER:
        *out = value_number(mix(from->number, to->number, t));
        return true;
    case VALUE_COLOR:
        *out = value_color(color_interpolate(*from->color, *to->color, t, ramp->space), arena);
        return true;
    case VALUE_PADDING:
        *out = mix_paddings(from->padding, to->padding, t, arena);
        return true;
    case VALUE_ARRAY:
    case VALUE_NUMBER_ARRAY:
        *out = mix_arrays(from->array, to->array, t, arena);
        out->kind = from->kind;
        return true;
    case VALUE_ANCHORS:
        return mix_anchors(node, evaluation, from->anchors, to->anchors, t, out);
    case VALUE_COLOR_ARRAY:
        return mix_colors(node, evaluation, from->array, to->array, t, out);
    case VALUE_STRING:
        *out = mix_projections(from->string, to->string, t, arena);
        return node->type->kind == TYPE_PROJECTION || evaluation_mismatch(evaluation, node, "number", from);
    default:
        return evaluation_mismatch(evaluation, node, type_name(node->type, arena), from);
    }
}

/* ---- interpolate ---- */

static bool evaluate_interpolate(const Node *node, Evaluation *evaluation, Value *out)
{
    const Ramp *ramp = node->extra;
    double input;
    size_t stop;
    bool between;
    if (!locate(node, evaluation, &input, &stop, &between) || !node_argument(node, stop + 1, evaluation, out))
        return false;
    if (!between)
        return true;
    const Value from = *out;
    Value to;
    if (!node_argument(node, stop + 2, evaluation, &to))
        return false;
    const double t = curve_progress(&ramp->curve, input, ramp->stops[stop], ramp->stops[stop + 1]);
    return mix_values(node, evaluation, &from, &to, t, out);
}

static bool can_interpolate(const Type *type)
{
    switch (type->kind) {
    case TYPE_NUMBER:
    case TYPE_COLOR:
    case TYPE_PROJECTION:
    case TYPE_PADDING:
    case TYPE_NUMBER_ARRAY:
    case TYPE_COLOR_ARRAY:
    case TYPE_ANCHORS:
        return true;
    case TYPE_ARRAY:
        return type->item->kind == TYPE_NUMBER && type->length != TYPE_ANY_LENGTH;
    default:
        return false;
    }
}

/* "interpolate-hcl" and "interpolate-lab" yield colours, and so expect them. */
static const Type *interpolated_type(const Place *place, ColorSpace space)
{
    const bool colors = place->expected && place->expected->kind == TYPE_COLOR_ARRAY;
    return space != COLOR_SPACE_RGB && !colors ? &type_color : output_type(place);
}

/* ["interpolate", curve, input, stop, output, stop, output ...] */
static Node *compile_in_space(const Operator *operator, const Place * place, const json_t *call,
                              ColorSpace space)
{
    const size_t count = json_array_size(call) - 1;
    Curve curve;
    if (!read_curve(place, json_array_get(call, 1), &curve))
        return NULL;
    if (count < 4 || count % 2 != 0)
        return place_fail(place,
                          "\"%s\" expects a kind, an input, then pairs of stop and output", operator->name);
    Node *input = place_argument(place, call, 2, &type_number);
    if (!input)
        return NULL;
    Node *node = node_new(place, operator, interpolated_type(place, space), evaluate_interpolate, count / 2);
    node_set_argument(node, 0, input);
    Ramp *ramp = compile_stops(node, place, call, 3);
    if (!ramp)
        return NULL;
    if (!can_interpolate(node->type))
        return place_fail(place, "%s cannot be interpolated", type_name(node->type, place->arena));
    ramp->curve = curve;
    ramp->space = space;
    return node;
}

static Node *compile_interpolate(const Operator *operator, const Place * place, const json_t *call)
{
    return compile_in_space(operator, place, call, COLOR_SPACE_RGB);
}

static Node *compile_interpolate_hcl(const Operator *operator, const Place * place, const json_t *call)
{
    return compile_in_space(operator, place, call, COLOR_SPACE_HCL);
}

static Node *compile_interpolate_lab(const Operator *operator, const Place * place, const json_t *call)
{
    return compile_in_space(operator, place, call, COLOR_SPACE_LAB);
}

const Operator operators_ramp[] = {
    {.name = "step", .compile = compile_step, .minimum = 4, .maximum = ANY_COUNT, .form = FORM_CURVE},
    {.name = "interpolate", .compile = compile_interpolate, .maximum = ANY_COUNT, .form = FORM_CURVE},
    {.name = "interpolate-hcl", .compile = compile_interpolate_hcl, .maximum = ANY_COUNT, .form = FORM_CURVE},
    {.name = "interpolate-lab", .compile = compile_interpolate_lab, .maximum = ANY_COUNT, .form = FORM_CURVE},
    {.name = NULL},
};
