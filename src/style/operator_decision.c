/* Decisions: all, any, !, case, match, coalesce. */
#include "style/operator.h"

#include "base/json.h"
#include "base/number.h"

#include <string.h>

/* ---- Booleans ---- */

/* Stops at the first argument that is `decisive`. */
static bool evaluate_until(const Node *node, Evaluation *evaluation, bool decisive, Value *out)
{
    bool truth = !decisive;
    for (size_t i = 0; i < node->count && truth != decisive; i++)
        if (!node_boolean(node, i, evaluation, &truth))
            return false;
    *out = value_boolean(truth);
    return true;
}

static bool evaluate_all(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_until(node, evaluation, false, out);
}

static bool evaluate_any(const Node *node, Evaluation *evaluation, Value *out)
{
    return evaluate_until(node, evaluation, true, out);
}

static bool evaluate_not(const Node *node, Evaluation *evaluation, Value *out)
{
    bool truth;
    if (!node_boolean(node, 0, evaluation, &truth))
        return false;
    *out = value_boolean(!truth);
    return true;
}

/* ---- case ---- */

/* The type all outputs must have: what is expected, or (NULL here) the type of the first output. */
static const Type *output_type(const Place *place)
{
    return place->expected && place->expected->kind != TYPE_VALUE ? place->expected : NULL;
}

/* Arguments are test, output, test, output ..., fallback. */
static bool evaluate_case(const Node *node, Evaluation *evaluation, Value *out)
{
    for (size_t i = 0; i + 1 < node->count; i += 2) {
        bool truth;
        if (!node_boolean(node, i, evaluation, &truth))
            return false;
        if (truth)
            return node_argument(node, i + 1, evaluation, out);
    }
    return node_argument(node, node->count - 1, evaluation, out);
}

static Node *compile_case(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    if (count % 2 == 0)
        return place_fail(place, "\"case\" expects pairs of test and output, then a fallback");
    Node *node = node_new(place, operator, output_type(place), evaluate_case, count);
    for (size_t i = 0; i < count; i++) {
        const bool is_test = i % 2 == 0 && i + 1 < count;
        Node *child = place_argument(place, call, i + 1, is_test ? &type_boolean : node->type);
        if (!child)
            return NULL;
        if (!is_test && !node->type)
            node->type = child->type;
        node_set_argument(node, i, child);
    }
    return node;
}

/* ---- match ---- */

typedef struct {
    Value label;
    size_t output; /* index of the argument */
} Branch;

typedef struct {
    ValueKind kind; /* of all labels */
    size_t count;
    Branch *branches; /* sorted by label */
} Branches;

static int compare_labels(const Value *a, const Value *b)
{
    if (a->kind == VALUE_NUMBER)
        return (a->number > b->number) - (a->number < b->number);
    return strcmp(a->string, b->string);
}

static int compare_branches(const void *a, const void *b)
{
    return compare_labels(&((const Branch *)a)->label, &((const Branch *)b)->label);
}

/* Arguments are the input, the outputs, and at last the fallback. */
static bool evaluate_match(const Node *node, Evaluation *evaluation, Value *out)
{
    const Branches *branches = node->extra;
    Branch wanted;
    if (!node_argument(node, 0, evaluation, &wanted.label))
        return false;
    size_t output = node->count - 1;
    const bool is_nan = wanted.label.kind == VALUE_NUMBER && isnan(wanted.label.number);
    if (wanted.label.kind == branches->kind && !is_nan) {
        const Branch *found =
            bsearch(&wanted, branches->branches, branches->count, sizeof wanted, compare_branches);
        if (found)
            output = found->output;
    }
    return node_argument(node, output, evaluation, out);
}

static void visit_labels(const Node *node, ExpressionVisitor visit, void *user)
{
    const Branches *branches = node->extra;
    for (size_t i = 0; branches->kind == VALUE_STRING && i < branches->count; i++)
        visit(branches->branches[i].label.string, false, user);
}

/* Labels are gathered here while the call is compiled. */
typedef struct {
    GArray *branches; /* of Branch */
    GHashTable *seen; /* labels as texts */
    const Type *type;
} Labels;

static bool check_label(const Place *place, const json_t *label, Labels *labels)
{
    static const double safe_integer = 9007199254740991.0;
    const double number = json_number_value(label);
    if (!json_is_number(label) && !json_is_string(label))
        return place_fail(place, "a label is a number or a string, found %s", json_kind_name(label));
    if (json_is_number(label) && fabs(number) > safe_integer)
        return place_fail(place, "a label is a whole number of at most 9007199254740991");
    if (json_is_number(label) && floor(number) != number)
        return place_fail(place, "a label is a whole number, found %g", number);
    const Type *type = json_is_number(label) ? &type_number : &type_string;
    if (!labels->type)
        labels->type = type;
    return place_check_type(place, labels->type, type);
}

static bool add_label(const Place *place, const json_t *label, size_t output, Labels *labels)
{
    if (!check_label(place, label, labels))
        return false;
    const Branch branch = {value_from_json(label, place->arena), output};
    if (!g_hash_table_add(labels->seen, g_strdup(value_to_text(&branch.label, place->arena))))
        return place_fail(place, "label \"%s\" stands here twice",
                          value_to_text(&branch.label, place->arena));
    g_array_append_val(labels->branches, branch);
    return true;
}

/* A label, or a list of them. */
static bool add_labels(const Place *place, const json_t *json, size_t output, Labels *labels)
{
    if (!json_is_array(json))
        return add_label(place, json, output, labels);
    if (json_array_size(json) == 0)
        return place_fail(place, "expected at least one label");
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!add_label(place, json_array_get(json, i), output, labels))
            return false;
    return true;
}

static bool compile_branches(Node *node, const Place *place, const json_t *call, Labels *labels)
{
    for (size_t i = 1; i + 1 < node->count; i++) {
        const size_t index = 2 * i;
        const Place place_of_labels = place_child(place, index, NULL);
        if (!add_labels(&place_of_labels, json_array_get(call, index), i, labels))
            return false;
        /* Errors of the output are told at the label, as the reference does. */
        Node *output = place_option(place, json_array_get(call, index + 1), index, node->type);
        if (!output)
            return false;
        if (!node->type)
            node->type = output->type;
        node_set_argument(node, i, output);
    }
    return true;
}

static bool compile_match_ends(Node *node, const Place *place, const json_t *call, const Labels *labels)
{
    Node *input = place_argument(place, call, 1, &type_value);
    if (!input)
        return false;
    Node *fallback = place_argument(place, call, json_array_size(call) - 1, node->type);
    if (!fallback)
        return false;
    node_set_argument(node, 0, input);
    node_set_argument(node, node->count - 1, fallback);
    const Place place_of_input = place_child(place, 1, NULL);
    return input->type->kind == TYPE_VALUE || place_check_type(&place_of_input, labels->type, input->type);
}

static const Branches *sort_branches(const Labels *labels, Arena *arena)
{
    Branches *branches = arena_allocate(arena, sizeof *branches);
    const size_t count = labels->branches->len;
    branches->kind = labels->type == &type_number ? VALUE_NUMBER : VALUE_STRING;
    branches->count = count;
    branches->branches = arena_allocate_array(arena, count, sizeof(Branch));
    memcpy(branches->branches, labels->branches->data, count * sizeof(Branch));
    qsort(branches->branches, count, sizeof(Branch), compare_branches);
    return branches;
}

/* ["match", input, label(s), output, label(s), output ..., fallback] */
static Node *compile_match(const Operator *operator, const Place * place, const json_t *call)
{
    const size_t count = json_array_size(call) - 1;
    if (count % 2 != 0)
        return place_fail(place, "\"match\" expects an input, pairs of label and output, then a fallback");
    g_autoptr(GArray) branches = g_array_new(FALSE, FALSE, sizeof(Branch));
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Labels labels = {branches, seen, NULL};
    Node *node = node_new(place, operator, output_type(place), evaluate_match, count / 2 + 1);
    if (!compile_branches(node, place, call, &labels) || !compile_match_ends(node, place, call, &labels))
        return NULL;
    node->extra = sort_branches(&labels, place->arena);
    return node;
}

/* ---- coalesce ---- */

/* The first argument that is not null. An image that is missing counts as null; when all are, the name of the
 * first is the answer. */
static bool evaluate_coalesce(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *missing = NULL;
    for (size_t i = 0; i < node->count; i++) {
        if (!node_argument(node, i, evaluation, out))
            return false;
        if (out->kind == VALUE_IMAGE && !out->image->available) {
            if (!missing)
                missing = out->image->name;
            *out = i + 1 < node->count ? value_null() : value_string(missing);
        }
        if (out->kind != VALUE_NULL)
            break;
    }
    return true;
}

/* Arguments are not asserted one by one, since null would then fail; where one is not of the expected type
 * for sure, the whole is of type value and is annotated instead. */
static Node *compile_coalesce(const Operator *operator, const Place * place, const json_t *call)
{
    Node *node = node_new(place, operator, output_type(place), evaluate_coalesce, json_array_size(call) - 1);
    bool certain = true;
    for (size_t i = 0; i < node->count; i++) {
        const Place place_of_child = place_child(place, i + 1, node->type);
        Node *child = place_compile(&place_of_child, json_array_get(call, i + 1), ANNOTATE_OMIT);
        if (!child)
            return NULL;
        if (!node->type)
            node->type = child->type;
        certain = certain && (!place->expected || type_accepts(place->expected, child->type));
        node_set_argument(node, i, child);
    }
    if (!certain)
        node->type = &type_value;
    return node;
}

const Operator operators_decision[] = {
    {.name = "all",
     .result = &type_boolean,
     .signatures = {SIGNATURE(evaluate_all, 2, &type_boolean, &type_boolean),
                    SIGNATURE_ANY(evaluate_all, &type_boolean)}},
    {.name = "any",
     .result = &type_boolean,
     .signatures = {SIGNATURE(evaluate_any, 2, &type_boolean, &type_boolean),
                    SIGNATURE_ANY(evaluate_any, &type_boolean)}},
    {.name = "!", .result = &type_boolean, .signatures = {SIGNATURE(evaluate_not, 1, &type_boolean)}},
    {.name = "case", .compile = compile_case, .minimum = 3, .maximum = ANY_COUNT},
    {.name = "match", .compile = compile_match, .minimum = 4, .maximum = ANY_COUNT, .visit = visit_labels},
    {.name = "coalesce",
     .compile = compile_coalesce,
     .minimum = 1,
     .maximum = ANY_COUNT,
     .form = FORM_COALESCE},
    {.name = NULL},
};
