#include "style/compile.h"

#include "base/json.h"

#include <string.h>

enum { DEPTH_MAX = 256 };

struct Parser {
    GArray *errors; /* of ExpressionError */
    /* Calls that were tried and found wrong: JSON -> their errors. Wrong calls inside wrong calls would
     * otherwise be tried again and again, twice as often with each level. */
    GHashTable *failed;
};

/* ---- Rows ---- */

static const Operator *const tables[] = {
    operators_lookup, operators_decision, operators_comparison, operators_ramp,
    operators_math,   operators_string,   operators_format,     operators_color,
    operators_type,   operators_variable, operators_geo,
};

const Operator *operator_lookup(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        for (const Operator *row = tables[i]; row->name; row++)
            if (strcmp(row->name, name) == 0)
                return row;
    return NULL;
}

/* ---- Nodes ---- */

static void append_key(GString *key, const Place *place)
{
    if (!place->parent)
        return;
    append_key(key, place->parent);
    g_string_append_printf(key, "[%zu]", place->index);
}

static char *place_key(const Place *place)
{
    GString *key = g_string_new(NULL);
    append_key(key, place);
    return g_string_free(key, FALSE);
}

Node *node_new(const Place *place, const Operator *operator, const Type * type, Evaluate evaluate,
               size_t count)
{
    Node *node = arena_allocate(place->arena, sizeof *node);
    g_autofree char *key = place_key(place);
    *node = (Node){.evaluate = evaluate, .operator= operator, .type = type, .count = count};
    node->key = arena_copy_text(place->arena, key, strlen(key));
    node->arguments = arena_allocate_array(place->arena, count, sizeof *node->arguments);
    return node;
}

void node_set_argument(Node *node, size_t index, Node *child)
{
    node->arguments[index] = child;
    node->reads |= child->reads;
}

static bool evaluate_literal(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)evaluation;
    *out = node->literal;
    return true;
}

Node *node_literal(const Place *place, const Type *type, Value value)
{
    Node *node = node_new(place, NULL, type, evaluate_literal, 0);
    node->literal = value;
    return node;
}

bool node_is_literal(const Node *node)
{
    return node->evaluate == evaluate_literal;
}

bool evaluation_fail(Evaluation *evaluation, const Node *node, const char *format, ...)
{
    if (!evaluation->failure)
        return false;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    evaluation->failure->key = node->key;
    evaluation->failure->message = arena_copy_text(evaluation->context->arena, message, strlen(message));
    return false;
}

const char *evaluation_type_name(const Evaluation *evaluation, const Value *value)
{
    Arena *arena = evaluation->context->arena;
    return type_name(type_of(value, arena), arena);
}

bool evaluation_mismatch(Evaluation *evaluation, const Node *node, const char *expected, const Value *found)
{
    return evaluation_fail(evaluation, node, "expected %s, found %s", expected,
                           evaluation_type_name(evaluation, found));
}

/* Whether evaluating the node gives the same value always, so that it can be folded. Children were folded
 * when they were compiled, so that only literals among them are constant. Annotations, put around a child
 * afterwards, and variables are looked through. */
static bool is_constant(const Node *node)
{
    const Form form = node->operator? node->operator->form : FORM_CALL;
    if (form == FORM_VARIABLE)
        return is_constant(node->extra);
    if (node->reads)
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (form == FORM_ANNOTATION ? !is_constant(node->arguments[i]) : !node_is_literal(node->arguments[i]))
            return false;
    return true;
}

/* ---- Errors ---- */

static void add_error(const Place *place, char *key, char *message)
{
    const ExpressionError error = {key, message};
    g_array_append_val(place->parser->errors, error);
}

Node *place_fail(const Place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_error(place, place_key(place), g_strdup_vprintf(format, arguments));
    va_end(arguments);
    return NULL;
}

Node *place_fail_at(const Place *place, size_t index, const char *format, ...)
{
    const Place child = place_child(place, index, NULL);
    va_list arguments;
    va_start(arguments, format);
    add_error(place, place_key(&child), g_strdup_vprintf(format, arguments));
    va_end(arguments);
    return NULL;
}

bool place_check_type(const Place *place, const Type *expected, const Type *actual)
{
    if (type_accepts(expected, actual))
        return true;
    place_fail(place, "expected %s, found %s", type_name(expected, place->arena),
               type_name(actual, place->arena));
    return false;
}

/* ---- Places ---- */

Place place_child(const Place *place, size_t index, const Type *expected)
{
    return (Place){.parser = place->parser,
                   .arena = place->arena,
                   .parent = place,
                   .index = index,
                   .depth = place->depth + 1,
                   .expected = expected,
                   .scope = place->scope};
}

Node *place_option(const Place *place, const json_t *option, size_t index, const Type *expected)
{
    const Place child = place_child(place, index, expected);
    return place_compile(&child, option, ANNOTATE_USUAL);
}

Node *place_argument(const Place *place, const json_t *call, size_t index, const Type *expected)
{
    return place_option(place, json_array_get(call, index), index, expected);
}

/* ---- Signatures ---- */

static bool signature_fits(const Signature *signature, size_t count)
{
    return signature->evaluate && (signature->variadic || signature->count == count);
}

static Node *compile_signature(const Operator *operator, const Signature * signature, const Place *place,
                               const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    Node *node = node_new(place, operator, operator->result, signature->evaluate, count);
    node->reads = signature->reads;
    for (size_t i = 0; i < count; i++) {
        const Type *expected = signature->arguments[signature->variadic ? 0 : i];
        Node *argument = place_argument(place, call, i + 1, expected);
        if (!argument)
            return NULL;
        node_set_argument(node, i, argument);
    }
    if (operator->specialize)
        operator->specialize(node);
    return node;
}

static void append_signature(GString *text, const Signature *signature, Arena *arena)
{
    g_string_append(text, text->len ? " or (" : "(");
    for (size_t i = 0; i < (signature->variadic ? 1 : signature->count); i++)
        g_string_append_printf(text, "%s%s", i ? ", " : "", type_name(signature->arguments[i], arena));
    g_string_append(text, signature->variadic ? "...)" : ")");
}

/* No signature fits: the arguments are compiled for what they are, to tell what was found. */
static Node *fail_signatures(const Operator *operator, const Place * place, const json_t *call, bool fitting)
{
    const size_t count = json_array_size(call) - 1;
    g_autoptr(GString) found = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        const Node *argument = place_argument(place, call, i + 1, NULL);
        if (!argument)
            return NULL;
        g_string_append_printf(found, "%s%s", i ? ", " : "", type_name(argument->type, place->arena));
    }
    g_autoptr(GString) expected = g_string_new(NULL);
    for (size_t i = 0; i < SIGNATURES_MAX; i++)
        if (operator->signatures[i].evaluate &&(!fitting || signature_fits(&operator->signatures[i], count)))
            append_signature(expected, &operator->signatures[i], place->arena);
    return place_fail(place, "\"%s\" expects arguments %s, found (%s)", operator->name, expected->str,
                      found->str);
}

/* Tries one of several signatures; errors of the try are dropped. */
static Node *try_signature(const Operator *operator, const Signature * signature, const Place *place,
                           const json_t *call)
{
    GArray *errors = place->parser->errors;
    g_autoptr(GArray) dropped = expression_errors_new();
    place->parser->errors = dropped;
    Node *node = compile_signature(operator, signature, place, call);
    place->parser->errors = errors;
    return node;
}

static Node *choose_signature(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    const Signature *fitting[SIGNATURES_MAX];
    size_t fitting_count = 0;
    for (size_t i = 0; i < SIGNATURES_MAX; i++)
        if (signature_fits(&operator->signatures[i], count))
            fitting[fitting_count++] = &operator->signatures[i];
    if (fitting_count == 1)
        return compile_signature(operator, fitting[0], place, call);
    for (size_t i = 0; i < fitting_count; i++) {
        Node *node = try_signature(operator, fitting[i], place, call);
        if (node)
            return node;
    }
    return fail_signatures(operator, place, call, fitting_count > 0);
}

static void copy_errors(const GArray *from, size_t first, GArray *to)
{
    for (size_t i = first; i < from->len; i++) {
        const ExpressionError *error = &g_array_index(from, ExpressionError, i);
        const ExpressionError copy = {g_strdup(error->key), g_strdup(error->message)};
        g_array_append_val(to, copy);
    }
}

/* What is expected at the place makes no difference to a call with signatures: one that was wrong stays
 * wrong. */
static Node *compile_signatures(const Operator *operator, const Place * place, const json_t *call)
{
    Parser *parser = place->parser;
    const GArray *known = g_hash_table_lookup(parser->failed, call);
    if (known) {
        copy_errors(known, 0, parser->errors);
        return NULL;
    }
    const size_t first = parser->errors->len;
    Node *node = choose_signature(operator, place, call);
    if (!node) {
        GArray *errors = expression_errors_new();
        copy_errors(parser->errors, first, errors);
        g_hash_table_insert(parser->failed, (void *)call, errors);
    }
    return node;
}

/* ---- Calls ---- */

static bool check_count(const Operator *operator, const Place * place, size_t count)
{
    if (count >= operator->minimum && count <= operator->maximum)
        return true;
    if (operator->minimum == operator->maximum)
        place_fail(place, "\"%s\" expects %zu arguments, found %zu", operator->name, operator->minimum,
                   count);
    else if (count < operator->minimum)
        place_fail(place,
                   "\"%s\" expects at least %zu arguments, found %zu", operator->name, operator->minimum,
                   count);
    else
        place_fail(place,
                   "\"%s\" expects at most %zu arguments, found %zu", operator->name, operator->maximum,
                   count);
    return false;
}

static Node *compile_call(const Place *place, const json_t *call)
{
    const json_t *name = json_array_get(call, 0);
    if (!name)
        return place_fail(place, "expected an operator in the array; an empty array is [\"literal\", []]");
    if (!json_is_string(name))
        return place_fail_at(place, 0,
                             "expected the name of an operator, found %s; an array is [\"literal\", [...]]",
                             json_kind_name(name));
    const Operator *operator= operator_lookup(json_string_value(name));
    if (!operator)
        return place_fail_at(place, 0, "no operator \"%s\"; an array is [\"literal\", [...]]",
                             json_string_value(name));
    if (!operator->compile)
        return compile_signatures(operator, place, call);
    return check_count(operator, place, json_array_size(call) - 1) ? operator->compile(operator, place, call)
                                                                   : NULL;
}

static Node *compile_bare(const Place *place, const json_t *json)
{
    const Value value = value_from_json(json, place->arena);
    return node_literal(place, type_of(&value, place->arena), value);
}

/* ---- Annotations ---- */

static bool one_of(TypeKind kind, TypeKind a, TypeKind b, TypeKind c)
{
    return kind == a || kind == b || kind == c;
}

/* Kinds of which a value must already be: it is checked when evaluated. */
static bool asserted(TypeKind expected, TypeKind actual)
{
    const bool plain = one_of(expected, TYPE_STRING, TYPE_NUMBER, TYPE_BOOLEAN) || expected == TYPE_OBJECT ||
                       expected == TYPE_ARRAY;
    return plain && actual == TYPE_VALUE;
}

/* Kinds which are made from others: the value is converted when evaluated. */
static bool coerced(TypeKind expected, TypeKind actual)
{
    switch (expected) {
    case TYPE_COLOR:
    case TYPE_FORMATTED:
    case TYPE_IMAGE:
        return actual == TYPE_VALUE || actual == TYPE_STRING;
    case TYPE_PADDING:
    case TYPE_NUMBER_ARRAY:
        return one_of(actual, TYPE_VALUE, TYPE_NUMBER, TYPE_ARRAY);
    case TYPE_COLOR_ARRAY:
    case TYPE_PROJECTION:
        return one_of(actual, TYPE_VALUE, TYPE_STRING, TYPE_ARRAY);
    case TYPE_ANCHORS:
        return actual == TYPE_VALUE || actual == TYPE_ARRAY;
    default:
        return false;
    }
}

static Node *annotate(const Place *place, Node *node, Annotation annotation)
{
    const Type *expected = place->expected;
    const bool assertion = asserted(expected->kind, node->type->kind);
    if (!assertion && !coerced(expected->kind, node->type->kind))
        return place_check_type(place, expected, node->type) ? node : NULL;
    if (annotation == ANNOTATE_OMIT)
        return node;
    return assertion && annotation == ANNOTATE_USUAL ? node_assert(place, expected, node)
                                                     : node_coerce(place, expected, node);
}

/* A part that depends on nothing is evaluated once and for all. Its failure is an error of the expression. */
static Node *fold(const Place *place, Node *node)
{
    if (node_is_literal(node) || node->type->kind == TYPE_IMAGE || !is_constant(node))
        return node;
    const EvaluationContext context = {.arena = place->arena};
    EvaluationFailure failure = {0};
    Evaluation evaluation = {.context = &context, .failure = &failure};
    Value value;
    if (!node_evaluate(node, &evaluation, &value))
        return place_fail(place, "%s", failure.message);
    return node_literal(place, node->type, value);
}

Node *place_compile(const Place *place, const json_t *json, Annotation annotation)
{
    if (place->depth > DEPTH_MAX)
        return place_fail(place, "the expression is nested too deeply");
    Node *node;
    if (json_is_array(json))
        node = compile_call(place, json);
    else if (json_is_object(json))
        node = place_fail(place,
                          "expected an expression, found an object; a literal one is [\"literal\", {...}]");
    else
        node = compile_bare(place, json);
    if (node && place->expected)
        node = annotate(place, node, annotation);
    return node ? fold(place, node) : NULL;
}

/* ---- The whole ---- */

static void errors_free(void *errors)
{
    g_array_unref(errors);
}

Node *compile_expression(const json_t *json, const Type *expected, Annotation annotation, Arena *arena,
                         GArray *errors)
{
    g_autoptr(GHashTable) failed = g_hash_table_new_full(NULL, NULL, NULL, errors_free);
    Parser parser = {.errors = errors, .failed = failed};
    const Place root = {.parser = &parser, .arena = arena, .expected = expected};
    return place_compile(&root, json, annotation);
}
