/* Colours from their parts and back. Texts become colours by conversion (operator_type.c). */
#include "style/operator.h"

#include "base/number.h"

static bool in_range(double number, double maximum)
{
    return number >= 0 && number <= maximum;
}

static bool evaluate_rgba(const Node *node, Evaluation *evaluation, Value *out)
{
    double parts[4] = {0, 0, 0, 1};
    for (size_t i = 0; i < node->count; i++)
        if (!node_number(node, i, evaluation, &parts[i]))
            return false;
    if (!in_range(parts[0], 255) || !in_range(parts[1], 255) || !in_range(parts[2], 255))
        return evaluation_fail(evaluation, node, "red, green and blue are 0 to 255, found %g, %g, %g",
                               parts[0], parts[1], parts[2]);
    if (!in_range(parts[3], 1))
        return evaluation_fail(evaluation, node, "alpha is 0 to 1, found %g", parts[3]);
    const Color color = {parts[0] / 255, parts[1] / 255, parts[2] / 255, parts[3]};
    *out = value_color(color, evaluation->context->arena);
    return true;
}

static bool evaluate_to_rgba(const Node *node, Evaluation *evaluation, Value *out)
{
    Value value;
    if (!node_argument(node, 0, evaluation, &value))
        return false;
    if (value.kind != VALUE_COLOR)
        return evaluation_mismatch(evaluation, node, "color", &value);
    Value *parts = arena_allocate_array(evaluation->context->arena, 4, sizeof *parts);
    parts[0] = value_number(value.color->r * 255);
    parts[1] = value_number(value.color->g * 255);
    parts[2] = value_number(value.color->b * 255);
    parts[3] = value_number(value.color->a);
    *out = value_array(parts, 4, evaluation->context->arena);
    return true;
}

const Operator operators_color[] = {
    {.name = "rgb",
     .result = &type_color,
     .signatures = {SIGNATURE(evaluate_rgba, 3, &type_number, &type_number, &type_number)}},
    {.name = "rgba",
     .result = &type_color,
     .signatures = {SIGNATURE(evaluate_rgba, 4, &type_number, &type_number, &type_number, &type_number)}},
    {.name = "to-rgba", .result = &type_rgba, .signatures = {SIGNATURE(evaluate_to_rgba, 1, &type_color)}},
    {.name = NULL},
};
