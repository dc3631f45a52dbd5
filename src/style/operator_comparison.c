/* Comparisons, with or without a collator. */
#include "style/operator.h"

#include "base/json.h"

#include <string.h>

typedef enum { COMPARE_LESS, COMPARE_LESS_EQUAL, COMPARE_MORE, COMPARE_MORE_EQUAL } Comparison;

static inline bool decide(Comparison comparison, int order)
{
    switch (comparison) {
    case COMPARE_LESS:
        return order < 0;
    case COMPARE_LESS_EQUAL:
        return order <= 0;
    case COMPARE_MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static inline bool decide_numbers(Comparison comparison, double a, double b)
{
    switch (comparison) {
    case COMPARE_LESS:
        return a < b;
    case COMPARE_LESS_EQUAL:
        return a <= b;
    case COMPARE_MORE:
        return a > b;
    default:
        return a >= b;
    }
}

static bool read_operands(const Node *node, Evaluation *evaluation, Value operands[2])
{
    return node_argument(node, 0, evaluation, &operands[0]) &&
           node_argument(node, 1, evaluation, &operands[1]);
}

static bool read_collator(const Node *node, Evaluation *evaluation, const Collator **out)
{
    Value value;
    if (!node_argument(node, 2, evaluation, &value))
        return false;
    *out = value.collator;
    return value.kind == VALUE_COLLATOR || evaluation_mismatch(evaluation, node, "collator", &value);
}

static inline bool evaluate_equality(const Node *node, Evaluation *evaluation, bool wanted, Value *out)
{
    Value operands[2];
    const Collator *collator;
    if (!read_operands(node, evaluation, operands))
        return false;
    bool equal = value_equal(&operands[0], &operands[1]);
    if (node->count == 3 && operands[0].kind == VALUE_STRING && operands[1].kind == VALUE_STRING) {
        if (!read_collator(node, evaluation, &collator))
            return false;
        equal = collator_compare(collator, operands[0].string, operands[1].string) == 0;
    }
    *out = value_boolean(equal == wanted);
    return true;
}

static bool order_texts(const Node *node, Evaluation *evaluation, const Value operands[2], int *order)
{
    const Collator *collator;
    if (node->count < 3) {
        *order = text_compare(operands[0].string, operands[1].string);
        return true;
    }
    if (!read_collator(node, evaluation, &collator))
        return false;
    *order = collator_compare(collator, operands[0].string, operands[1].string);
    return true;
}

static inline bool evaluate_order(const Node *node, Evaluation *evaluation, Comparison comparison, Value *out)
{
    Value operands[2];
    int order;
    if (!read_operands(node, evaluation, operands))
        return false;
    const ValueKind kind = operands[0].kind;
    if (kind != operands[1].kind || (kind != VALUE_STRING && kind != VALUE_NUMBER))
        return evaluation_fail(evaluation, node, "expected two numbers or two strings, found %s and %s",
                               evaluation_type_name(evaluation, &operands[0]),
                               evaluation_type_name(evaluation, &operands[1]));
    if (kind == VALUE_NUMBER) {
        *out = value_boolean(decide_numbers(comparison, operands[0].number, operands[1].number));
        return true;
    }
    if (!order_texts(node, evaluation, operands, &order))
        return false;
    *out = value_boolean(decide(comparison, order));
    return true;
}

static bool evaluate_equal(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_equality(node, evaluation, true, out);
}

static bool evaluate_unequal(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_equality(node, evaluation, false, out);
}

static bool evaluate_less(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_order(node, evaluation, COMPARE_LESS, out);
}

static bool evaluate_less_equal(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_order(node, evaluation, COMPARE_LESS_EQUAL, out);
}

static bool evaluate_more(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_order(node, evaluation, COMPARE_MORE, out);
}

static bool evaluate_more_equal(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_order(node, evaluation, COMPARE_MORE_EQUAL, out);
}

/* ---- Compiling ---- */

static bool is_comparable(const Type *type, bool orders)
{
    if (type->kind == TYPE_STRING || type->kind == TYPE_NUMBER || type->kind == TYPE_VALUE)
        return true;
    return !orders && (type->kind == TYPE_BOOLEAN || type->kind == TYPE_NULL);
}

static Node *compile_operand(const Operator *operator, const Place * place, const json_t *call, size_t index,
                             bool orders)
{
    Node *operand = place_argument(place, call, index, &type_value);
    if (operand && !is_comparable(operand->type, orders))
        return place_fail_at(place, index, "\"%s\" cannot compare %s", operator->name,
                             type_name(operand->type, place->arena));
    return operand;
}

static bool is_value(const Node *node)
{
    return node->type->kind == TYPE_VALUE;
}

static bool may_be_text(const Node *node)
{
    return node->type->kind == TYPE_STRING || is_value(node);
}

static bool compile_collator_argument(Node *node, const Place *place, const json_t *call)
{
    if (!may_be_text(node->arguments[0]) && !may_be_text(node->arguments[1]))
        return place_fail(place, "a collator compares texts only");
    Node *collator = place_argument(place, call, 3, &type_collator);
    if (!collator)
        return false;
    node_set_argument(node, 2, collator);
    return true;
}

static Node *compile_comparison(const Operator *operator, const Place * place, const json_t *call,
                                bool orders)
{
    Node *left = compile_operand(operator, place, call, 1, orders);
    if (!left)
        return NULL;
    Node *right = compile_operand(operator, place, call, 2, orders);
    if (!right)
        return NULL;
    if (left->type->kind != right->type->kind && !is_value(left) && !is_value(right))
        return place_fail(place, "cannot compare %s and %s", type_name(left->type, place->arena),
                          type_name(right->type, place->arena));
    if (orders && is_value(left) && !is_value(right))
        left = node_assert(place, right->type, left);
    else if (orders && is_value(right) && !is_value(left))
        right = node_assert(place, left->type, right);
    Node *node = node_new(place, operator, & type_boolean, operator->signatures[0].evaluate,
                          json_array_size(call) - 1);
    node_set_argument(node, 0, left);
    node_set_argument(node, 1, right);
    return node->count < 3 || compile_collator_argument(node, place, call) ? node : NULL;
}

static Node *compile_equality(const Operator *operator, const Place * place, const json_t *call)
{
    return compile_comparison(operator, place, call, false);
}

static Node *compile_order(const Operator *operator, const Place * place, const json_t *call)
{
    return compile_comparison(operator, place, call, true);
}

/* ---- collator ---- */

/* Arguments are case-sensitive, diacritic-sensitive and perhaps locale. */
static bool evaluate_collator(const Node *node, Evaluation *evaluation, Value *out)
{
    Collator *collator = arena_allocate(evaluation->context->arena, sizeof *collator);
    *collator = (Collator){.locale = ""};
    if (!node_boolean(node, 0, evaluation, &collator->case_sensitive) ||
        !node_boolean(node, 1, evaluation, &collator->diacritic_sensitive) ||
        (node->count == 3 && !node_text(node, 2, evaluation, &collator->locale)))
        return false;
    *out = (Value){.kind = VALUE_COLLATOR, .collator = collator};
    return true;
}

static Node *compile_switch(const Place *place, const json_t *options, const char *name)
{
    const json_t *option = json_object_get(options, name);
    return place_option(place, option ? option : json_false(), 1, &type_boolean);
}

static Node *compile_collator(const Operator *operator, const Place * place, const json_t *call)
{
    const json_t *options = json_array_get(call, 1);
    if (!json_is_object(options))
        return place_fail(place, "the options of \"collator\" are an object, found %s",
                          json_kind_name(options));
    Node *case_sensitive = compile_switch(place, options, "case-sensitive");
    if (!case_sensitive)
        return NULL;
    Node *diacritic_sensitive = compile_switch(place, options, "diacritic-sensitive");
    if (!diacritic_sensitive)
        return NULL;
    const json_t *locale = json_object_get(options, "locale");
    Node *node = node_new(place, operator, & type_collator, evaluate_collator, json_is_given(locale) ? 3 : 2);
    node->reads = READS_SURROUNDINGS;
    node_set_argument(node, 0, case_sensitive);
    node_set_argument(node, 1, diacritic_sensitive);
    if (node->count == 3) {
        Node *child = place_option(place, locale, 1, &type_string);
        if (!child)
            return NULL;
        node_set_argument(node, 2, child);
    }
    return node;
}

/* There is one order for all languages here, that of English. */
static bool evaluate_resolved_locale(const Node *node, Evaluation *evaluation, Value *out)
{
    Value value;
    if (!node_argument(node, 0, evaluation, &value))
        return false;
    if (value.kind != VALUE_COLLATOR)
        return evaluation_mismatch(evaluation, node, "collator", &value);
    const char *locale = value.collator->locale;
    const bool english = g_str_has_prefix(locale, "en") && (locale[2] == '\0' || locale[2] == '-');
    *out = value_string(english ? locale : "en");
    return true;
}

const Operator operators_comparison[] = {
    {.name = "==",
     .compile = compile_equality,
     .minimum = 2,
     .maximum = 3,
     .signatures = {{.evaluate = evaluate_equal}}},
    {.name = "!=",
     .compile = compile_equality,
     .minimum = 2,
     .maximum = 3,
     .signatures = {{.evaluate = evaluate_unequal}}},
    {.name = "<",
     .compile = compile_order,
     .minimum = 2,
     .maximum = 3,
     .signatures = {{.evaluate = evaluate_less}}},
    {.name = "<=",
     .compile = compile_order,
     .minimum = 2,
     .maximum = 3,
     .signatures = {{.evaluate = evaluate_less_equal}}},
    {.name = ">",
     .compile = compile_order,
     .minimum = 2,
     .maximum = 3,
     .signatures = {{.evaluate = evaluate_more}}},
    {.name = ">=",
     .compile = compile_order,
     .minimum = 2,
     .maximum = 3,
     .signatures = {{.evaluate = evaluate_more_equal}}},
    {.name = "collator", .compile = compile_collator, .minimum = 1, .maximum = 1},
    {.name = "resolved-locale",
     .result = &type_string,
     .signatures = {SIGNATURE(evaluate_resolved_locale, 1, &type_collator)}},
    {.name = NULL},
};
