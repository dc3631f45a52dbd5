/* What an expression reads: attributes, the state of the style, the zoom, items of arrays and texts. */
#include "style/operator.h"

#include <string.h>

/* ---- Attributes ---- */

static bool yield_or_null(const Value *found, Value *out)
{
    *out = found ? *found : value_null();
    return true;
}

static const Value *attribute(const Evaluation *evaluation, const char *name)
{
    const Feature *feature = evaluation->context->feature;
    return feature ? feature_lookup(feature, name) : NULL;
}

static const Value *attribute_interned(const Node *node, const Evaluation *evaluation)
{
    const Feature *feature = evaluation->context->feature;
    return feature ? feature_lookup_interned(feature, node->name) : NULL;
}

static bool evaluate_get_interned(const Node *node, Evaluation *evaluation, Value *out)
{
    return yield_or_null(attribute_interned(node, evaluation), out);
}

static bool evaluate_has_interned(const Node *node, Evaluation *evaluation, Value *out)
{
    *out = value_boolean(attribute_interned(node, evaluation));
    return true;
}

static bool evaluate_get(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *name;
    return node_text(node, 0, evaluation, &name) && yield_or_null(attribute(evaluation, name), out);
}

static bool evaluate_has(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *name;
    if (!node_text(node, 0, evaluation, &name))
        return false;
    *out = value_boolean(attribute(evaluation, name));
    return true;
}

static bool lookup_member(const Node *node, Evaluation *evaluation, const Value **out)
{
    const char *name;
    Value object;
    if (!node_text(node, 0, evaluation, &name) || !node_argument(node, 1, evaluation, &object))
        return false;
    if (object.kind != VALUE_OBJECT)
        return evaluation_mismatch(evaluation, node, "object", &object);
    *out = object_lookup(object.object, name);
    return true;
}

static bool evaluate_get_member(const Node *node, Evaluation *evaluation, Value *out)
{
    const Value *found = NULL;
    return lookup_member(node, evaluation, &found) && yield_or_null(found, out);
}

static bool evaluate_has_member(const Node *node, Evaluation *evaluation, Value *out)
{
    const Value *found = NULL;
    if (!lookup_member(node, evaluation, &found))
        return false;
    *out = value_boolean(found);
    return true;
}

/* The attribute's name is nearly always a literal: it is interned once, so that lookups compare addresses. */
static void intern_name(Node *node)
{
    if (node->count != 1 || !node_is_literal(node->arguments[0]))
        return;
    const bool gets = node->evaluate == evaluate_get;
    node->evaluate = gets ? evaluate_get_interned : evaluate_has_interned;
    node->name = g_intern_string(node->arguments[0]->literal.string);
}

static bool evaluate_properties(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    const Feature *feature = evaluation->context->feature;
    ValueObject *object = arena_allocate(evaluation->context->arena, sizeof *object);
    *object = (ValueObject){0};
    if (feature)
        *object = (ValueObject){feature->attribute_count, feature->attributes};
    *out = (Value){.kind = VALUE_OBJECT, .object = object};
    return true;
}

static bool evaluate_id(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    const Feature *feature = evaluation->context->feature;
    *out = feature ? feature->id : value_null();
    return true;
}

static bool evaluate_geometry_type(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    const char *name = evaluation_geometry_type(evaluation->context);
    *out = name ? value_string(name) : value_null();
    return true;
}

/* A printed map has no pointer that hovers over features: their state is empty. */
static bool evaluate_feature_state(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *name;
    *out = value_null();
    return node_text(node, 0, evaluation, &name);
}

/* ---- The style's surroundings ---- */

static bool evaluate_global_state(const Node *node, Evaluation *evaluation, Value *out)
{
    const ValueObject *state = evaluation->context->state;
    return yield_or_null(state ? object_lookup(state, node->name) : NULL, out);
}

static Node *compile_global_state(const Operator *operator, const Place * place, const json_t *call)
{
    const char *name = json_string_value(json_array_get(call, 1));
    if (!name)
        return place_fail(place, "expected the name of a state property, a text");
    Node *node = node_new(place, operator, & type_value, evaluate_global_state, 0);
    node->reads = READS_STATE;
    node->name = g_intern_string(name);
    return node;
}

static bool evaluate_zoom(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    *out = value_number(evaluation->context->zoom);
    return true;
}

static bool evaluate_line_progress(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    *out = value_number(evaluation->context->line_progress);
    return true;
}

static bool evaluate_density(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    *out = value_number(evaluation->context->density);
    return true;
}

static bool evaluate_elevation(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    *out = value_number(evaluation->context->elevation);
    return true;
}

/* Clusters are not printed: nothing is ever accumulated. */
static bool evaluate_accumulated(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    (void)evaluation;
    *out = value_null();
    return true;
}

/* ---- Items ---- */

static bool evaluate_at(const Node *node, Evaluation *evaluation, Value *out)
{
    double index;
    const ValueArray *array;
    if (!node_number(node, 0, evaluation, &index) || !node_array(node, 1, evaluation, &array))
        return false;
    if (!(index >= 0))
        return evaluation_fail(evaluation, node, "index %g is below 0", index);
    if (index >= (double)array->count)
        return evaluation_fail(evaluation, node, "index %g is beyond the last item of %zu", index,
                               array->count);
    if (index != floor(index))
        return evaluation_fail(evaluation, node, "index %g is not a whole number", index);
    *out = array->items[(size_t)index];
    return true;
}

static Node *compile_at(const Operator *operator, const Place * place, const json_t *call)
{
    const Type *item = place->expected ? place->expected : &type_value;
    Node *index = place_argument(place, call, 1, &type_number);
    Node *array = place_argument(place, call, 2, type_array(place->arena, item, TYPE_ANY_LENGTH));
    if (!index || !array)
        return NULL;
    Node *node = node_new(place, operator, array->type->item, evaluate_at, 2);
    node_set_argument(node, 0, index);
    node_set_argument(node, 1, array);
    return node;
}

static bool is_plain(const Value *value)
{
    return value->kind <= VALUE_STRING;
}

static size_t text_length(const char *text)
{
    return (size_t)g_utf8_strlen(text, -1);
}

/* Steps `units` of UTF-16, in which JavaScript counts, into a text; stops at its end. */
static const char *skip_utf16(const char *text, double units)
{
    for (; *text && units >= 1; text = g_utf8_next_char(text))
        units -= g_utf8_get_char(text) > 0xffff ? 2 : 1;
    return text;
}

/* Where the needle stands in a text, as byte; NULL: nowhere. Other values than texts are looked for as text.
 */
static const char *find_in_text(const char *text, const Value *needle, double from, Arena *arena)
{
    const char *wanted = needle->kind == VALUE_NULL ? "null" : value_to_text(needle, arena);
    return strstr(skip_utf16(text, from), wanted);
}

static ptrdiff_t find_in_array(const ValueArray *array, const Value *needle, double from)
{
    const double start = from < 0 ? fmax(from + (double)array->count, 0) : from;
    if (start >= (double)array->count)
        return -1;
    for (size_t i = (size_t)start; i < array->count; i++)
        if (value_equal(&array->items[i], needle))
            return (ptrdiff_t)i;
    return -1;
}

static bool check_needle(const Node *node, Evaluation *evaluation, const Value *needle)
{
    return is_plain(needle) ||
           evaluation_mismatch(evaluation, node, "boolean, string, number or null", needle);
}

static bool evaluate_in(const Node *node, Evaluation *evaluation, Value *out)
{
    Value needle, haystack;
    if (!node_argument(node, 0, evaluation, &needle) || !node_argument(node, 1, evaluation, &haystack))
        return false;
    *out = value_boolean(false);
    if (!value_to_boolean(&haystack))
        return true;
    if (!check_needle(node, evaluation, &needle))
        return false;
    if (haystack.kind == VALUE_STRING)
        out->boolean = find_in_text(haystack.string, &needle, 0, evaluation->context->arena);
    else if (haystack.kind == VALUE_ARRAY)
        out->boolean = find_in_array(haystack.array, &needle, 0) >= 0;
    else
        return evaluation_mismatch(evaluation, node, "array or string", &haystack);
    return true;
}

static bool evaluate_index_of(const Node *node, Evaluation *evaluation, Value *out)
{
    Value needle, haystack;
    double from = 0;
    if (!node_argument(node, 0, evaluation, &needle) || !node_argument(node, 1, evaluation, &haystack) ||
        !check_needle(node, evaluation, &needle) ||
        (node->count == 3 && !node_number(node, 2, evaluation, &from)))
        return false;
    from = isnan(from) ? 0 : trunc(from);
    if (haystack.kind == VALUE_ARRAY) {
        *out = value_number((double)find_in_array(haystack.array, &needle, from));
        return true;
    }
    if (haystack.kind != VALUE_STRING)
        return evaluation_mismatch(evaluation, node, "array or string", &haystack);
    const char *found = find_in_text(haystack.string, &needle, from, evaluation->context->arena);
    *out = value_number(found ? (double)g_utf8_pointer_to_offset(haystack.string, found) : -1);
    return true;
}

static bool is_plain_type(const Type *type)
{
    return type->kind == TYPE_BOOLEAN || type->kind == TYPE_STRING || type->kind == TYPE_NUMBER ||
           type->kind == TYPE_NULL || type->kind == TYPE_VALUE;
}

static Node *compile_search(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    const bool gives_index = operator->result == & type_number;
    Node *node =
        node_new(place, operator, operator->result, gives_index ? evaluate_index_of : evaluate_in, count);
    Node *needle = place_argument(place, call, 1, &type_value);
    Node *haystack = place_argument(place, call, 2, &type_value);
    if (!needle || !haystack)
        return NULL;
    if (!is_plain_type(needle->type))
        return place_fail(place, "expected boolean, string, number or null to look for, found %s",
                          type_name(needle->type, place->arena));
    node_set_argument(node, 0, needle);
    node_set_argument(node, 1, haystack);
    if (count == 3) {
        Node *from = place_argument(place, call, 3, &type_number);
        if (!from)
            return NULL;
        node_set_argument(node, 2, from);
    }
    return node;
}

/* ---- Slices and lengths ---- */

/* A place counted from the start, or from the end when negative, within 0..count. */
static size_t slice_place(double place, size_t count)
{
    const double whole = isnan(place) ? 0 : trunc(place), size = (double)count;
    return (size_t)(whole < 0 ? fmax(whole + size, 0) : fmin(whole, size));
}

static Value slice_text(const char *text, double begin, double end, Arena *arena)
{
    const size_t length = text_length(text);
    const size_t first = slice_place(begin, length), last = slice_place(end, length);
    if (first >= last)
        return value_string("");
    const char *start = g_utf8_offset_to_pointer(text, (glong)first);
    const char *stop = g_utf8_offset_to_pointer(start, (glong)(last - first));
    return value_string(arena_copy_text(arena, start, (size_t)(stop - start)));
}

static Value slice_array(const ValueArray *array, double begin, double end, Arena *arena)
{
    const size_t first = slice_place(begin, array->count), last = slice_place(end, array->count);
    return first < last ? value_array(array->items + first, last - first, arena)
                        : value_array(NULL, 0, arena);
}

static bool evaluate_slice(const Node *node, Evaluation *evaluation, Value *out)
{
    Value input;
    double begin, end = INFINITY;
    if (!node_argument(node, 0, evaluation, &input) || !node_number(node, 1, evaluation, &begin) ||
        (node->count == 3 && !node_number(node, 2, evaluation, &end)))
        return false;
    if (input.kind == VALUE_STRING)
        *out = slice_text(input.string, begin, end, evaluation->context->arena);
    else if (input.kind == VALUE_ARRAY)
        *out = slice_array(input.array, begin, end, evaluation->context->arena);
    else
        return evaluation_mismatch(evaluation, node, "array or string", &input);
    return true;
}

static bool is_list_type(const Type *type)
{
    return type->kind == TYPE_ARRAY || type->kind == TYPE_STRING || type->kind == TYPE_VALUE;
}

static Node *compile_slice(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    Node *input = place_argument(place, call, 1, &type_value);
    Node *begin = place_argument(place, call, 2, &type_number);
    if (!input || !begin)
        return NULL;
    if (!is_list_type(input->type))
        return place_fail(place, "expected array or string, found %s", type_name(input->type, place->arena));
    Node *node = node_new(place, operator, input->type, evaluate_slice, count);
    node_set_argument(node, 0, input);
    node_set_argument(node, 1, begin);
    if (count == 3) {
        Node *end = place_argument(place, call, 3, &type_number);
        if (!end)
            return NULL;
        node_set_argument(node, 2, end);
    }
    return node;
}

static bool evaluate_length(const Node *node, Evaluation *evaluation, Value *out)
{
    Value input;
    if (!node_argument(node, 0, evaluation, &input))
        return false;
    if (input.kind == VALUE_STRING)
        *out = value_number((double)text_length(input.string));
    else if (input.kind == VALUE_ARRAY)
        *out = value_number((double)input.array->count);
    else
        return evaluation_mismatch(evaluation, node, "array or string", &input);
    return true;
}

static Node *compile_length(const Operator *operator, const Place * place, const json_t *call)
{
    Node *input = place_argument(place, call, 1, NULL);
    if (!input)
        return NULL;
    if (!is_list_type(input->type))
        return place_fail(place, "expected array or string, found %s", type_name(input->type, place->arena));
    Node *node = node_new(place, operator, & type_number, evaluate_length, 1);
    node_set_argument(node, 0, input);
    return node;
}

const Operator operators_lookup[] = {
    {.name = "get",
     .result = &type_value,
     .signatures = {SIGNATURE_READING(evaluate_get, READS_FEATURE, 1, &type_string),
                    SIGNATURE(evaluate_get_member, 2, &type_string, &type_object)},
     .specialize = intern_name},
    {.name = "has",
     .result = &type_boolean,
     .signatures = {SIGNATURE_READING(evaluate_has, READS_FEATURE, 1, &type_string),
                    SIGNATURE(evaluate_has_member, 2, &type_string, &type_object)},
     .specialize = intern_name},
    {.name = "properties",
     .result = &type_object,
     .signatures = {{.evaluate = evaluate_properties, .reads = READS_FEATURE}}},
    {.name = "id", .result = &type_value, .signatures = {{.evaluate = evaluate_id, .reads = READS_FEATURE}}},
    {.name = "geometry-type",
     .result = &type_string,
     .signatures = {{.evaluate = evaluate_geometry_type, .reads = READS_FEATURE}}},
    {.name = "feature-state",
     .result = &type_value,
     .signatures = {SIGNATURE_READING(evaluate_feature_state, READS_FEATURE, 1, &type_string)}},
    {.name = "global-state", .compile = compile_global_state, .minimum = 1, .maximum = 1},
    {.name = "zoom",
     .result = &type_number,
     .form = FORM_ZOOM,
     .signatures = {{.evaluate = evaluate_zoom, .reads = READS_ZOOM}}},
    {.name = "line-progress",
     .result = &type_number,
     .signatures = {{.evaluate = evaluate_line_progress, .reads = READS_LINE_PROGRESS}}},
    {.name = "heatmap-density",
     .result = &type_number,
     .signatures = {{.evaluate = evaluate_density, .reads = READS_SURROUNDINGS}}},
    {.name = "elevation",
     .result = &type_number,
     .signatures = {{.evaluate = evaluate_elevation, .reads = READS_SURROUNDINGS}}},
    {.name = "accumulated",
     .result = &type_value,
     .signatures = {{.evaluate = evaluate_accumulated, .reads = READS_SURROUNDINGS}}},
    {.name = "at", .compile = compile_at, .minimum = 2, .maximum = 2},
    {.name = "in", .result = &type_boolean, .compile = compile_search, .minimum = 2, .maximum = 2},
    {.name = "index-of", .result = &type_number, .compile = compile_search, .minimum = 2, .maximum = 3},
    {.name = "slice", .compile = compile_slice, .minimum = 2, .maximum = 3},
    {.name = "length", .compile = compile_length, .minimum = 1, .maximum = 1},
    {.name = NULL},
};
