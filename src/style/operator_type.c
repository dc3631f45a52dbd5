/* Types: literals, assertions (the value must be of a type), conversions, typeof. */
#include "style/operator.h"

#include "base/json.h"
#include "style/convert.h"

#include <string.h>

/* ---- Literals ---- */

static Node *compile_literal(const Operator *operator, const Place * place, const json_t *call)
{
    (void)operator;
    const Value value = value_from_json(json_array_get(call, 1), place->arena);
    const Type *type = type_of(&value, place->arena), *expected = place->expected;
    /* An empty array is an array of whatever is expected. */
    if (type->kind == TYPE_ARRAY && type->length == 0 && expected && expected->kind == TYPE_ARRAY &&
        expected->length <= 0)
        type = expected;
    return node_literal(place, type, value);
}

/* Arrays within arrays of more items are the work of variables that double and double again. */
enum { ITEMS_MAX = 1000000 };

/* Takes the items of a value, and of those within it, off what is left; false when nothing is. */
static bool count_items(const Value *value, size_t *left)
{
    const size_t count = value->kind == VALUE_ARRAY ? value->array->count : 0;
    if (count > *left)
        return false;
    *left -= count;
    for (size_t i = 0; i < count; i++)
        if (!count_items(&value->array->items[i], left))
            return false;
    return true;
}

static bool evaluate_items(const Node *node, Evaluation *evaluation, Value *out)
{
    Arena *arena = evaluation->context->arena;
    Value *items = arena_allocate_array(arena, node->count, sizeof *items);
    for (size_t i = 0; i < node->count; i++)
        if (!node_argument(node, i, evaluation, &items[i]))
            return false;
    *out = value_array(items, node->count, arena);
    size_t left = ITEMS_MAX;
    return count_items(out, &left) ||
           evaluation_fail(evaluation, node, "the array has more than %d items", ITEMS_MAX);
}

/* An array whose items are expressions. */
static Node *compile_semiliteral(const Operator *operator, const Place * place, const json_t *call)
{
    const json_t *json = json_array_get(call, 1);
    if (!json_is_array(json))
        return compile_literal(operator, place, call);
    const size_t count = json_array_size(json);
    const Place list = place_child(place, 1, NULL);
    Node *node = node_new(place, operator, NULL, evaluate_items, count);
    const Type *item = NULL;
    for (size_t i = 0; i < count; i++) {
        Node *child = place_argument(&list, json, i, &type_value);
        if (!child)
            return NULL;
        node_set_argument(node, i, child);
        item = !item || item == child->type ? child->type : &type_value;
    }
    node->type = type_array(place->arena, item ? item : &type_value, (ptrdiff_t)count);
    return node;
}

/* ---- Assertions ---- */

static bool evaluate_assertion(const Node *node, Evaluation *evaluation, Value *out)
{
    for (size_t i = 0; i < node->count; i++) {
        if (!node_argument(node, i, evaluation, out))
            return false;
        if (type_holds(node->type, out))
            return true;
    }
    return evaluation_mismatch(evaluation, node, type_name(node->type, evaluation->context->arena), out);
}

static const Operator implicit_assertion = {.name = "assertion", .form = FORM_ANNOTATION};

Node *node_assert(const Place *place, const Type *type, Node *child)
{
    Node *node = node_new(place, &implicit_assertion, type, evaluate_assertion, 1);
    node_set_argument(node, 0, child);
    return node;
}

static Node *compile_inputs(Node *node, const Place *place, const json_t *call, size_t first)
{
    for (size_t i = 0; i < node->count; i++) {
        Node *child = place_argument(place, call, first + i, &type_value);
        if (!child)
            return NULL;
        node_set_argument(node, i, child);
    }
    return node;
}

static Node *compile_assertion(const Operator *operator, const Place * place, const json_t *call)
{
    Node *node = node_new(place, operator, operator->result, evaluate_assertion, json_array_size(call) - 1);
    return compile_inputs(node, place, call, 1);
}

static const Type *item_type(const json_t *json)
{
    const char *name = json_string_value(json);
    if (!name)
        return NULL;
    return strcmp(name, "string") == 0    ? &type_string
           : strcmp(name, "number") == 0  ? &type_number
           : strcmp(name, "boolean") == 0 ? &type_boolean
                                          : NULL;
}

/* ["array", type?, length?, input, fallbacks ...]: with one argument an input, with two a type and an input.
 */
static Node *compile_array(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t size = json_array_size(call);
    const Type *item = size > 2 ? item_type(json_array_get(call, 1)) : &type_value;
    if (!item)
        return place_fail_at(place, 1, "the items of \"array\" are \"string\", \"number\" or \"boolean\"");
    ptrdiff_t length = TYPE_ANY_LENGTH;
    if (size > 3 && !json_is_null(json_array_get(call, 2))) {
        const json_t *json = json_array_get(call, 2);
        const double number = json_number_value(json);
        if (!json_is_number(json) || number < 0 || number != floor(number) || number > ANY_COUNT)
            return place_fail_at(place, 2, "the length of \"array\" is a whole number");
        length = (ptrdiff_t)number;
    }
    const size_t first = size > 3 ? 3 : size > 2 ? 2 : 1;
    Node *node =
        node_new(place, operator, type_array(place->arena, item, length), evaluate_assertion, size - first);
    return compile_inputs(node, place, call, first);
}

/* ---- Conversions ---- */

static const char *describe(const Value *value, Arena *arena)
{
    return value->kind == VALUE_NULL ? "null" : value_to_text(value, arena);
}

/* The first argument that can be converted is. */
static bool evaluate_conversion(const Node *node, Evaluation *evaluation, Value *out)
{
    Arena *arena = evaluation->context->arena;
    Value value = value_null();
    for (size_t i = 0; i < node->count; i++) {
        if (!node_argument(node, i, evaluation, &value))
            return false;
        if (value_convert(&value, node->type->kind, arena, out))
            return true;
    }
    return evaluation_fail(evaluation, node, "cannot make a %s of \"%s\"", type_name(node->type, arena),
                           describe(&value, arena));
}

static const Operator implicit_conversion = {.name = "conversion", .form = FORM_ANNOTATION};

Node *node_coerce(const Place *place, const Type *type, Node *child)
{
    Node *node = node_new(place, &implicit_conversion, type, evaluate_conversion, 1);
    node_set_argument(node, 0, child);
    return node;
}

static Node *compile_conversion(const Operator *operator, const Place * place, const json_t *call)
{
    Node *node = node_new(place, operator, operator->result, evaluate_conversion, json_array_size(call) - 1);
    return compile_inputs(node, place, call, 1);
}

/* ---- Others ---- */

static bool evaluate_typeof(const Node *node, Evaluation *evaluation, Value *out)
{
    Value value;
    if (!node_argument(node, 0, evaluation, &value))
        return false;
    *out = value_string(evaluation_type_name(evaluation, &value));
    return true;
}

static bool evaluate_error(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *message;
    (void)out;
    return node_text(node, 0, evaluation, &message) && evaluation_fail(evaluation, node, "%s", message);
}

#define ANNOTATION(text, type, function, most)                                                               \
    {                                                                                                        \
        .name = text, .result = &type_##type, .compile = compile_##function, .minimum = 1, .maximum = most,  \
        .form = FORM_ANNOTATION,                                                                             \
    }

const Operator operators_type[] = {
    {.name = "literal", .compile = compile_literal, .minimum = 1, .maximum = 1},
    {.name = "semiliteral", .compile = compile_semiliteral, .minimum = 1, .maximum = 1},
    ANNOTATION("array", any_array, array, ANY_COUNT),
    ANNOTATION("boolean", boolean, assertion, ANY_COUNT),
    ANNOTATION("number", number, assertion, ANY_COUNT),
    ANNOTATION("object", object, assertion, ANY_COUNT),
    ANNOTATION("string", string, assertion, ANY_COUNT),
    ANNOTATION("to-boolean", boolean, conversion, 1),
    ANNOTATION("to-color", color, conversion, ANY_COUNT),
    ANNOTATION("to-number", number, conversion, ANY_COUNT),
    ANNOTATION("to-string", string, conversion, 1),
    {.name = "typeof", .result = &type_string, .signatures = {SIGNATURE(evaluate_typeof, 1, &type_value)}},
    {.name = "error",
     .result = &type_error,
     .signatures = {SIGNATURE_READING(evaluate_error, READS_SURROUNDINGS, 1, &type_string)}},
    {.name = NULL},
};
