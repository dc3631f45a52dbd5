/* Arithmetic, as JavaScript numbers do it. */
#include "style/operator.h"

static bool yield(double number, Value *out)
{
    *out = value_number(number);
    return true;
}

#define UNARY(name, formula)                                                                                 \
    static bool evaluate_##name(const Node *node, Evaluation *evaluation, Value *out)                        \
    {                                                                                                        \
        double x;                                                                                            \
        return node_number(node, 0, evaluation, &x) && yield(formula, out);                                  \
    }

#define BINARY(name, formula)                                                                                \
    static bool evaluate_##name(const Node *node, Evaluation *evaluation, Value *out)                        \
    {                                                                                                        \
        double x, y;                                                                                         \
        return node_number(node, 0, evaluation, &x) && node_number(node, 1, evaluation, &y) &&               \
               yield(formula, out);                                                                          \
    }

#define CONSTANT(name, number)                                                                               \
    static bool evaluate_##name(const Node *node, Evaluation *evaluation, Value *out)                        \
    {                                                                                                        \
        (void)node;                                                                                          \
        (void)evaluation;                                                                                    \
        return yield(number, out);                                                                           \
    }

/* Accumulates `total` over all arguments, from `start`. */
#define FOLD(name, start, formula)                                                                           \
    static bool evaluate_##name(const Node *node, Evaluation *evaluation, Value *out)                        \
    {                                                                                                        \
        double total = start, x;                                                                             \
        for (size_t i = 0; i < node->count; i++) {                                                           \
            if (!node_number(node, i, evaluation, &x))                                                       \
                return false;                                                                                \
            total = formula;                                                                                 \
        }                                                                                                    \
        return yield(total, out);                                                                            \
    }

/* JavaScript has no answer where the base is 1 or -1 and the exponent infinite or not a number. */
static double power(double base, double exponent)
{
    if (isnan(exponent) || (fabs(base) == 1 && isinf(exponent)))
        return (double)NAN;
    return pow(base, exponent);
}

/* Halves are rounded away from zero. */
static double round_half(double x)
{
    return x < 0 ? -floor(-x + 0.5) : floor(x + 0.5);
}

FOLD(sum, 0, total + x)
FOLD(product, 1, total *x)
FOLD(minimum, INFINITY, isnan(x) || isnan(total) ? (double)NAN : fmin(total, x))
FOLD(maximum, -INFINITY, isnan(x) || isnan(total) ? (double)NAN : fmax(total, x))
BINARY(difference, x - y)
BINARY(quotient, x / y)
BINARY(remainder, fmod(x, y))
BINARY(power, power(x, y))
UNARY(negation, -x)
UNARY(sqrt, sqrt(x))
UNARY(ln, log(x))
UNARY(log10, log(x) / G_LN10)
UNARY(log2, log(x) / G_LN2)
UNARY(sin, sin(x))
UNARY(cos, cos(x))
UNARY(tan, tan(x))
UNARY(asin, asin(x))
UNARY(acos, acos(x))
UNARY(atan, atan(x))
UNARY(abs, fabs(x))
UNARY(round, round_half(x))
UNARY(floor, floor(x))
UNARY(ceil, ceil(x))
CONSTANT(ln2, G_LN2)
CONSTANT(pi, G_PI)
CONSTANT(e, G_E)

#define NUMBER_ROW(text, function, count)                                                                    \
    {                                                                                                        \
        .name = text, .result = &type_number,                                                                \
        .signatures = {SIGNATURE(evaluate_##function, count, &type_number, &type_number)},                   \
    }
#define NUMBERS_ROW(text, function)                                                                          \
    {                                                                                                        \
        .name = text, .result = &type_number,                                                                \
        .signatures = {SIGNATURE_ANY(evaluate_##function, &type_number)},                                    \
    }

const Operator operators_math[] = {
    NUMBERS_ROW("+", sum),
    NUMBERS_ROW("*", product),
    NUMBERS_ROW("min", minimum),
    NUMBERS_ROW("max", maximum),
    {.name = "-",
     .result = &type_number,
     .signatures = {SIGNATURE(evaluate_difference, 2, &type_number, &type_number),
                    SIGNATURE(evaluate_negation, 1, &type_number)}},
    NUMBER_ROW("/", quotient, 2),
    NUMBER_ROW("%", remainder, 2),
    NUMBER_ROW("^", power, 2),
    NUMBER_ROW("sqrt", sqrt, 1),
    NUMBER_ROW("ln", ln, 1),
    NUMBER_ROW("log10", log10, 1),
    NUMBER_ROW("log2", log2, 1),
    NUMBER_ROW("sin", sin, 1),
    NUMBER_ROW("cos", cos, 1),
    NUMBER_ROW("tan", tan, 1),
    NUMBER_ROW("asin", asin, 1),
    NUMBER_ROW("acos", acos, 1),
    NUMBER_ROW("atan", atan, 1),
    NUMBER_ROW("abs", abs, 1),
    NUMBER_ROW("round", round, 1),
    NUMBER_ROW("floor", floor, 1),
    NUMBER_ROW("ceil", ceil, 1),
    NUMBER_ROW("ln2", ln2, 0),
    NUMBER_ROW("pi", pi, 0),
    NUMBER_ROW("e", e, 0),
    {.name = NULL},
};
