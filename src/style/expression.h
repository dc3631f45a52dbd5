/* Expressions of the MapLibre Style Specification: JSON is parsed once into a checked, typed tree with
 * constants folded; the tree is evaluated any number of times. */
#pragma once

#include "base/arena.h"
#include "base/value.h"
#include "source/feature.h"
#include "style/property.h"

#include <glib.h>
#include <jansson.h>

typedef struct Expression Expression;

/* What an evaluation may look at. All borrowed; texts and arrays it computes live in `arena`, which may not
 * be NULL. */
typedef struct {
    double zoom;
    const Feature *feature;    /* geometry in degrees; NULL: none, all its attributes are null */
    const ValueObject *state;  /* ["global-state", name]; may be NULL */
    const ValueObject *images; /* names of available images as members; may be NULL: none */
    double line_progress;
    double density, elevation; /* of heatmap and relief ramps, which are never printed */
    const char *geometry_type; /* what ["geometry-type"] yields; NULL: "Point", "LineString" or "Polygon" */
    Arena *arena;
} EvaluationContext;

/* The name of the geometry type in the context: static text, NULL where there is no geometry. */
const char *evaluation_geometry_type(const EvaluationContext *context);

/* An error at a place in the expression: `key` is an index path such as "[2][1]". */
typedef struct {
    char *key;
    char *message;
} ExpressionError;

/* Which inputs the value depends on; what depends on none was folded to a constant. */
typedef struct {
    bool zoom, feature, state, line_progress, geometry;
} Dependencies;

/* Parses an expression, or a legacy function (an object), for a property; `spec` may be NULL: any type,
 * everything allowed, and must live as long as the expression. On failure returns NULL and appends
 * ExpressionError values to `errors` (a GArray made by expression_errors_new()). Free with expression_free().
 */
Expression *expression_parse(const json_t *json, const PropertySpec *spec, GArray *errors);
/* The same for the value of a property in a style, where an array that is no expression is a literal ([2, 1])
 * and a text may have tokens ("{name}"). */
Expression *expression_parse_value(const json_t *json, const PropertySpec *spec, GArray *errors);
void expression_free(Expression *expression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expression, expression_free)
GArray *expression_errors_new(void);

/* Evaluates. False: `failure` (may be NULL) gets a key, which lives as long as the expression, and a message
 * in the context's arena. */
typedef struct {
    const char *key;
    const char *message;
} EvaluationFailure;
bool expression_evaluate(const Expression *expression, const EvaluationContext *context, Value *out,
                         EvaluationFailure *failure);
/* The same for drawing: also false where the property's default counts, since the value is null or not a
 * number (no message then) or is none of the values of an enum. */
bool expression_evaluate_property(const Expression *expression, const EvaluationContext *context, Value *out,
                                  EvaluationFailure *failure);

Dependencies expression_dependencies(const Expression *expression);
/* Whether the value is the same whatever the context; then `out` (may be NULL) is set to it. */
bool expression_is_constant(const Expression *expression, Value *out);
/* "number", "array<string, 2>", ... as the reference implementation names types; newly allocated. */
char *expression_type_name(const Expression *expression);
/* Calls `visit` with each literal string and each attribute name the expression reads: used to find the dates
 * at which a filter can change, and fields that a source lacks. */
typedef void (*ExpressionVisitor)(const char *text, bool is_attribute, void *user);
void expression_visit(const Expression *expression, ExpressionVisitor visit, void *user);
