#include "style/expression.h"

#include "base/json.h"
#include "style/compile.h"
#include "style/function.h"

#include <string.h>

struct Expression {
    Arena *arena; /* owns the nodes and all they keep */
    Node *root;
    const PropertySpec *spec; /* borrowed, may be NULL */
};

/* ---- Errors ---- */

static void error_clear(void *item)
{
    ExpressionError *error = item;
    g_free(error->key);
    g_free(error->message);
}

GArray *expression_errors_new(void)
{
    GArray *errors = g_array_new(FALSE, FALSE, sizeof(ExpressionError));
    g_array_set_clear_func(errors, error_clear);
    return errors;
}

/* An error of the whole expression; false. `message` is taken. */
static bool add_error(GArray *errors, char *message)
{
    const ExpressionError error = {g_strdup(""), message};
    g_array_append_val(errors, error);
    return false;
}

/* ---- Types of properties ---- */

static const Type *type_of_property(PropertyType type)
{
    static const Type *const types[] = {
        [PROPERTY_NUMBER] = &type_number,
        [PROPERTY_STRING] = &type_string,
        [PROPERTY_BOOLEAN] = &type_boolean,
        [PROPERTY_ENUM] = &type_string,
        [PROPERTY_COLOR] = &type_color,
        [PROPERTY_FORMATTED] = &type_formatted,
        [PROPERTY_IMAGE] = &type_image,
        [PROPERTY_PADDING] = &type_padding,
        [PROPERTY_ANCHORS] = &type_anchors,
        [PROPERTY_NUMBER_ARRAY] = &type_number_array,
        [PROPERTY_COLOR_ARRAY] = &type_color_array,
        [PROPERTY_PROJECTION] = &type_projection,
    };
    return type < G_N_ELEMENTS(types) ? types[type] : NULL;
}

static const Type *expected_type(const PropertySpec *spec, Arena *arena)
{
    if (!spec)
        return NULL;
    if (spec->type != PROPERTY_ARRAY)
        return type_of_property(spec->type);
    const Type *item = type_of_property(spec->item_type);
    return type_array(arena, item ? item : &type_value,
                      spec->length ? (ptrdiff_t)spec->length : (ptrdiff_t)TYPE_ANY_LENGTH);
}

/* ---- Curves over the zoom ---- */

static const char *const not_on_top =
    "\"zoom\" may only be the input of a \"step\" or \"interpolate\" that is the whole expression";
static const char *const two_curves = "only one \"step\" or \"interpolate\" may have \"zoom\" as its input";

/* The curve over the zoom in a part of an expression, or what is wrong with it. */
typedef struct {
    const Node *node;
    const char *problem;
} Curve;

static bool is_zoom_curve(const Node *node)
{
    const Operator *input = node->count > 0 ? node->arguments[0]->operator: NULL;
    return node->operator&& node->operator->form == FORM_CURVE && input && input->form == FORM_ZOOM;
}

/* Whether a curve in argument `index` still counts as being on top. */
static bool passes_curve(const Node *node, size_t index)
{
    const Form form = node->operator? node->operator->form : FORM_CALL;
    return form == FORM_COALESCE || (form == FORM_LET && index + 1 == node->count);
}

/* Looks for the one curve over the zoom, which must be the expression itself or in the result of "let" or
 * among the arguments of "coalesce". */
static Curve find_zoom_curve(const Node *node)
{
    Curve found = {is_zoom_curve(node) ? node : NULL, NULL};
    for (size_t i = 0; i < node->count && !found.problem; i++) {
        const Curve inner = find_zoom_curve(node->arguments[i]);
        if (inner.problem)
            return inner;
        if (inner.node && found.node)
            found.problem = two_curves;
        else if (inner.node && !passes_curve(node, i))
            found.problem = not_on_top;
        else if (inner.node)
            found.node = inner.node;
    }
    return found;
}

static bool check_zoom(const Expression *expression, GArray *errors)
{
    const Node *root = expression->root;
    const PropertySpec *spec = expression->spec;
    const bool reads_zoom = root->reads & READS_ZOOM;
    if (reads_zoom && spec && !spec->zoom)
        return add_error(errors, g_strdup("this property cannot depend on the zoom"));
    if (spec && spec->zoom_anywhere)
        return true;
    const Curve curve = find_zoom_curve(root);
    if (curve.problem)
        return add_error(errors, g_strdup(curve.problem));
    if (reads_zoom && !curve.node)
        return add_error(errors, g_strdup(not_on_top));
    if (curve.node && spec && !spec->interpolated && strcmp(curve.node->operator->name, "step") != 0)
        return add_error(errors, g_strdup("this property cannot be interpolated between zooms"));
    return true;
}

static bool check_inputs(const Expression *expression, GArray *errors)
{
    if ((expression->root->reads & READS_FEATURE) && expression->spec && !expression->spec->feature)
        return add_error(errors, g_strdup("this property cannot depend on the feature"));
    return check_zoom(expression, errors);
}

/* ---- Parsing ---- */

static Expression *compile(const json_t *json, const PropertySpec *spec, GArray *errors)
{
    g_autoptr(Expression) expression = g_new0(Expression, 1);
    expression->arena = arena_new();
    expression->spec = spec;
    const Annotation annotation = spec && spec->type == PROPERTY_STRING ? ANNOTATE_COERCE : ANNOTATE_USUAL;
    expression->root = compile_expression(json, expected_type(spec, expression->arena), annotation,
                                          expression->arena, errors);
    if (!expression->root || !check_inputs(expression, errors))
        return NULL;
    return g_steal_pointer(&expression);
}

/* Compiles a rewritten form, and frees it. */
static Expression *compile_taken(json_t *json, const PropertySpec *spec, GArray *errors)
{
    Expression *expression = compile(json, spec, errors);
    json_decref(json);
    return expression;
}

Expression *expression_parse(const json_t *json, const PropertySpec *spec, GArray *errors)
{
    if (!json_is_object(json))
        return compile(json, spec, errors);
    char *message = NULL;
    json_t *rewritten = function_to_expression(json, spec, &message);
    if (rewritten)
        return compile_taken(rewritten, spec, errors);
    add_error(errors, message);
    return NULL;
}

static bool is_expression(const json_t *json)
{
    const char *name = json_string_value(json_array_get(json, 0));
    return name && operator_lookup(name);
}

Expression *expression_parse_value(const json_t *json, const PropertySpec *spec, GArray *errors)
{
    if (json_is_array(json) && !is_expression(json))
        return compile_taken(json_pack("[s, O]", "literal", json), spec, errors);
    if (json_is_string(json) && spec && spec->tokens)
        return compile_taken(tokens_to_expression(json_string_value(json)), spec, errors);
    return expression_parse(json, spec, errors);
}

void expression_free(Expression *expression)
{
    if (!expression)
        return;
    arena_free(expression->arena);
    g_free(expression);
}

/* ---- Evaluating ---- */

bool expression_evaluate(const Expression *expression, const EvaluationContext *context, Value *out,
                         EvaluationFailure *failure)
{
    Evaluation evaluation = {.context = context, .failure = failure};
    return node_evaluate(expression->root, &evaluation, out);
}

static bool is_missing(const Value *value)
{
    return value->kind == VALUE_NULL || (value->kind == VALUE_NUMBER && isnan(value->number));
}

bool expression_evaluate_property(const Expression *expression, const EvaluationContext *context, Value *out,
                                  EvaluationFailure *failure)
{
    if (failure)
        *failure = (EvaluationFailure){NULL, NULL};
    if (!expression_evaluate(expression, context, out, failure) || is_missing(out))
        return false;
    const PropertySpec *spec = expression->spec;
    if (!spec || spec->type != PROPERTY_ENUM ||
        (out->kind == VALUE_STRING && property_allows(spec, out->string)))
        return true;
    Evaluation evaluation = {.context = context, .failure = failure};
    return evaluation_fail(&evaluation, expression->root, "\"%s\" is none of the values of the property",
                           value_to_text(out, context->arena));
}

const char *evaluation_geometry_type(const EvaluationContext *context)
{
    static const char *const names[] = {NULL, "Point", "LineString", "Polygon"};
    if (context->geometry_type || !context->feature)
        return context->geometry_type;
    return names[context->feature->geometry.type];
}

/* ---- Asking ---- */

Dependencies expression_dependencies(const Expression *expression)
{
    const unsigned reads = expression->root->reads;
    return (Dependencies){.zoom = reads & READS_ZOOM,
                          .feature = reads & READS_FEATURE,
                          .state = reads & READS_STATE,
                          .line_progress = reads & READS_LINE_PROGRESS,
                          .geometry = reads & READS_GEOMETRY};
}

bool expression_is_constant(const Expression *expression, Value *out)
{
    if (!node_is_literal(expression->root))
        return false;
    if (out)
        *out = expression->root->literal;
    return true;
}

char *expression_type_name(const Expression *expression)
{
    return g_strdup(type_name(expression->root->type, expression->arena));
}

static bool reads_attribute(const Node *node)
{
    const char *name = node->operator? node->operator->name : "";
    return node->count == 1 && (strcmp(name, "get") == 0 || strcmp(name, "has") == 0);
}

static void visit_literal(const Value *value, bool is_attribute, ExpressionVisitor visit, void *user)
{
    if (value->kind == VALUE_STRING)
        visit(value->string, is_attribute, user);
    for (size_t i = 0; value->kind == VALUE_ARRAY && i < value->array->count; i++)
        visit_literal(&value->array->items[i], false, visit, user);
}

static void visit_node(const Node *node, bool is_attribute, ExpressionVisitor visit, void *user)
{
    if (node_is_literal(node))
        visit_literal(&node->literal, is_attribute, visit, user);
    if (node->operator&& node->operator->visit)
        node->operator->visit(node, visit, user);
    for (size_t i = 0; i < node->count; i++)
        visit_node(node->arguments[i], reads_attribute(node), visit, user);
}

void expression_visit(const Expression *expression, ExpressionVisitor visit, void *user)
{
    visit_node(expression->root, false, visit, user);
}
