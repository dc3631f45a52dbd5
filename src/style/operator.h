/* Operators of the expression language. An operator is a row of a table (one table for each operator_*.c):
 * its name, what it takes and yields, and the functions that evaluate it. Simple operators list signatures,
 * and arguments are compiled and checked for them; special forms bring a compile function. Rows are found by
 * operator_lookup().
 *
 * Compiling walks JSON with a Place (where we are, what type is expected, which variables are bound) and
 * makes Nodes; evaluating walks Nodes. */
#pragma once

#include "style/expression.h"
#include "style/type.h"
#include "style/value.h"

#include <math.h>

typedef struct Node Node;
typedef struct Operator Operator;
typedef struct Place Place;
typedef struct Parser Parser;

/* ---- Evaluating ---- */

/* One evaluation under way. */
typedef struct {
    const EvaluationContext *context;
    EvaluationFailure *failure; /* may be NULL */
    unsigned depth;             /* variables within variables */
    size_t steps;               /* variables read so far */
} Evaluation;

/* Yields the node's value; false: evaluation_fail() has said why. */
typedef bool (*Evaluate)(const Node *node, Evaluation *evaluation, Value *out);

/* What a node reads; a node that reads nothing is folded to a literal. */
enum {
    READS_ZOOM = 1,
    READS_FEATURE = 2,
    READS_STATE = 4,
    READS_LINE_PROGRESS = 8,
    READS_SURROUNDINGS = 16, /* locale, ramps: never folded, but the same for every feature */
    READS_GEOMETRY = 32,     /* the feature's coordinates */
};

struct Node {
    Evaluate evaluate;
    const Operator *operator;
    const Type *type;
    const char *key; /* index path, for messages */
    unsigned reads;  /* of this node and all below it */
    size_t count;
    Node **arguments; /* all children */
    union {
        Value literal;
        const char *name;  /* interned */
        const void *extra; /* what the operator's compile function keeps */
    };
};

static inline bool node_evaluate(const Node *node, Evaluation *evaluation, Value *out)
{
    return node->evaluate(node, evaluation, out);
}

/* Evaluates child `index`. */
static inline bool node_argument(const Node *node, size_t index, Evaluation *evaluation, Value *out)
{
    return node->arguments[index]->evaluate(node->arguments[index], evaluation, out);
}

/* Tells a failure at the node; always false. */
bool evaluation_fail(Evaluation *evaluation, const Node *node, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The failure of a child that yields another kind of value than its type says, as "coalesce" may. */
bool evaluation_mismatch(Evaluation *evaluation, const Node *node, const char *expected, const Value *found);

/* Evaluate child `index`, which was compiled to be of this type. */
static inline bool node_number(const Node *node, size_t index, Evaluation *evaluation, double *out)
{
    Value value;
    if (!node_argument(node, index, evaluation, &value))
        return false;
    if (value.kind != VALUE_NUMBER) {
        evaluation_mismatch(evaluation, node, "number", &value);
        return false;
    }
    *out = value.number;
    return true;
}

static inline bool node_boolean(const Node *node, size_t index, Evaluation *evaluation, bool *out)
{
    Value value;
    if (!node_argument(node, index, evaluation, &value))
        return false;
    if (value.kind != VALUE_BOOLEAN) {
        evaluation_mismatch(evaluation, node, "boolean", &value);
        return false;
    }
    *out = value.boolean;
    return true;
}

static inline bool node_text(const Node *node, size_t index, Evaluation *evaluation, const char **out)
{
    Value value;
    if (!node_argument(node, index, evaluation, &value))
        return false;
    if (value.kind != VALUE_STRING) {
        evaluation_mismatch(evaluation, node, "string", &value);
        return false;
    }
    *out = value.string;
    return true;
}

static inline bool node_array(const Node *node, size_t index, Evaluation *evaluation, const ValueArray **out)
{
    Value value;
    if (!node_argument(node, index, evaluation, &value))
        return false;
    if (value.kind != VALUE_ARRAY) {
        evaluation_mismatch(evaluation, node, "array", &value);
        return false;
    }
    *out = value.array;
    return true;
}

/* The kind of a value in words, for messages. */
const char *evaluation_type_name(const Evaluation *evaluation, const Value *value);

/* ---- Operators ---- */

enum { ARGUMENTS_MAX = 4, SIGNATURES_MAX = 2, ANY_COUNT = 10000000 };

typedef struct {
    Evaluate evaluate; /* NULL: no more signatures */
    size_t count;
    const Type *arguments[ARGUMENTS_MAX];
    bool variadic;  /* any number of arguments[0] instead */
    unsigned reads; /* what the operator itself reads */
} Signature;

/* A function and how many arguments of which types it takes; one that itself reads something; one that takes
 * any number of arguments of a type. */
#define SIGNATURE(function, number, ...)                                                                     \
    {                                                                                                        \
        .evaluate = function, .count = number, .arguments = { __VA_ARGS__ }                                  \
    }
#define SIGNATURE_READING(function, what, number, ...)                                                       \
    {                                                                                                        \
        .evaluate = function, .reads = what, .count = number, .arguments = { __VA_ARGS__ }                   \
    }
#define SIGNATURE_ANY(function, type)                                                                        \
    {                                                                                                        \
        .evaluate = function, .variadic = true, .arguments = { type }                                        \
    }

/* Operators that the compiler knows by what they are. */
typedef enum {
    FORM_CALL,
    FORM_ANNOTATION, /* assertions and conversions */
    FORM_LET,
    FORM_VARIABLE,
    FORM_COALESCE,
    FORM_CURVE, /* step, interpolate */
    FORM_ZOOM,
} Form;

struct Operator {
    const char *name;
    const Type *result;
    Form form;
    Signature signatures[SIGNATURES_MAX]; /* special forms may keep their evaluate function in the first */
    /* After the arguments were compiled: may choose a quicker function. May be NULL. */
    void (*specialize)(Node *node);
    /* Tells the texts a node keeps beside its arguments, such as the labels of "match". May be NULL. */
    void (*visit)(const Node *node, ExpressionVisitor visit, void *user);
    /* Special forms: makes the node, or NULL after place_fail(). `call` has minimum to maximum arguments. */
    Node *(*compile)(const Operator *operator, const Place * place, const json_t *call);
    size_t minimum, maximum;
};

/* Tables, each ended by a row without name. */
extern const Operator operators_lookup[], operators_decision[], operators_comparison[], operators_ramp[],
    operators_math[], operators_string[], operators_format[], operators_color[], operators_type[],
    operators_variable[], operators_geo[];

/* The row of an operator, or NULL. */
const Operator *operator_lookup(const char *name);

/* ---- Compiling ---- */

/* Variables bound by "let", innermost first. */
typedef struct Scope {
    const struct Scope *outer;
    const char *name;
    Node *value;
} Scope;

struct Place {
    Parser *parser;
    Arena *arena;        /* the expression's: nodes, keys, literals */
    const Place *parent; /* NULL: the root */
    size_t index;        /* in the parent's array */
    unsigned depth;
    const Type *expected; /* NULL: any */
    const Scope *scope;
};

/* What happens where a value may or may not be of the expected type. */
typedef enum {
    ANNOTATE_USUAL,  /* as the expected type asks: assert, or coerce */
    ANNOTATE_COERCE, /* convert */
    ANNOTATE_OMIT,   /* leave it to the caller */
} Annotation;

/* The place of a child, in the array at `index`. */
Place place_child(const Place *place, size_t index, const Type *expected);
/* Compiles what stands at a place; NULL after an error. */
Node *place_compile(const Place *place, const json_t *json, Annotation annotation);
/* Compiles argument `index` (1 is the first) of a call, or a member of its options, reported at that index.
 */
Node *place_argument(const Place *place, const json_t *call, size_t index, const Type *expected);
Node *place_option(const Place *place, const json_t *option, size_t index, const Type *expected);
/* Tells an error at a place, or at the item `index` of the array there. Always NULL. */
Node *place_fail(const Place *place, const char *format, ...) G_GNUC_PRINTF(2, 3);
Node *place_fail_at(const Place *place, size_t index, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* True where `actual` may stand where `expected` is asked for; else tells an error. */
bool place_check_type(const Place *place, const Type *expected, const Type *actual);

/* A node with room for `count` children, which node_set_argument() puts in. */
Node *node_new(const Place *place, const Operator *operator, const Type * type, Evaluate evaluate,
               size_t count);
void node_set_argument(Node *node, size_t index, Node *child);
Node *node_literal(const Place *place, const Type *type, Value value);
bool node_is_literal(const Node *node);
/* The node in an assertion or a conversion to a type (operator_type.c). */
Node *node_assert(const Place *place, const Type *type, Node *child);
Node *node_coerce(const Place *place, const Type *type, Node *child);
