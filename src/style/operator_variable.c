/* Variables: "let" binds names to expressions, "var" reads one. */
#include "style/operator.h"

#include <string.h>

/* Guards against a few lines of variables that double their work with each line. */
enum { NESTING_MAX = 32, STEPS_MAX = 1000000 };

static bool evaluate_let(const Node *node, Evaluation *evaluation, Value *out)
{
    return node_argument(node, node->count - 1, evaluation, out);
}

static bool is_variable_name(const char *name)
{
    for (; *name; name++)
        if (!g_ascii_isalnum(*name) && *name != '_')
            return false;
    return true;
}

static bool check_name(const Place *place, const json_t *call, size_t index)
{
    const char *name = json_string_value(json_array_get(call, index));
    if (!name)
        place_fail_at(place, index, "expected the name of a variable");
    else if (!is_variable_name(name))
        place_fail_at(place, index, "the name of a variable has letters, digits and \"_\" only");
    return name && is_variable_name(name);
}

/* ["let", name, value, name, value ..., result]: the values do not see each other. */
static Node *compile_let(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t size = json_array_size(call), pairs = (size - 1) / 2;
    Node *node = node_new(place, operator, NULL, evaluate_let, pairs + 1);
    const Scope *scope = place->scope;
    for (size_t i = 0; i < pairs; i++) {
        const size_t index = 1 + 2 * i;
        if (!check_name(place, call, index))
            return NULL;
        Node *value = place_argument(place, call, index + 1, NULL);
        if (!value)
            return NULL;
        node_set_argument(node, i, value);
        Scope *bound = arena_allocate(place->arena, sizeof *bound);
        *bound = (Scope){scope, json_string_value(json_array_get(call, index)), value};
        scope = bound;
    }
    Place place_of_result = place_child(place, size - 1, place->expected);
    place_of_result.scope = scope;
    Node *result = place_compile(&place_of_result, json_array_get(call, size - 1), ANNOTATE_USUAL);
    if (!result)
        return NULL;
    node_set_argument(node, pairs, result);
    node->type = result->type;
    return node;
}

static bool evaluate_variable(const Node *node, Evaluation *evaluation, Value *out)
{
    if (evaluation->depth >= NESTING_MAX || ++evaluation->steps > STEPS_MAX)
        return evaluation_fail(evaluation, node, "too many variables within variables");
    evaluation->depth++;
    const bool done = node_evaluate(node->extra, evaluation, out);
    evaluation->depth--;
    return done;
}

static Node *compile_variable(const Operator *operator, const Place * place, const json_t *call)
{
    const char *name = json_string_value(json_array_get(call, 1));
    if (!name)
        return place_fail(place, "expected the name of a variable");
    const Scope *scope = place->scope;
    while (scope && strcmp(scope->name, name) != 0)
        scope = scope->outer;
    if (!scope)
        return place_fail_at(place, 1, "no variable \"%s\" is bound here", name);
    Node *node = node_new(place, operator, scope->value->type, evaluate_variable, 0);
    node->extra = scope->value;
    return node;
}

const Operator operators_variable[] = {
    {.name = "let", .compile = compile_let, .minimum = 3, .maximum = ANY_COUNT, .form = FORM_LET},
    {.name = "var", .compile = compile_variable, .minimum = 1, .maximum = 1, .form = FORM_VARIABLE},
    {.name = NULL},
};
