/* Texts: concat, split, join, case, number-format. */
#include "style/operator.h"

#include "base/json.h"
#include "style/number_format.h"

#include <string.h>

/* Longer texts are the work of variables that double and double again. */
static const size_t text_length_max = (size_t)1 << 24;

/* The texts one behind the other, with a separator between them. */
static bool join_texts(const Node *node, Evaluation *evaluation, const char *const *texts, size_t count,
                       const char *separator, Value *out)
{
    Arena *arena = evaluation->context->arena;
    const size_t separator_length = strlen(separator);
    size_t length = 0;
    for (size_t i = 0; i < count && length <= text_length_max; i++)
        length += strlen(texts[i]) + (i > 0 ? separator_length : 0);
    if (length > text_length_max)
        return evaluation_fail(evaluation, node, "the text is longer than %zu bytes", text_length_max);
    char *joined = arena_allocate(arena, length + 1), *end = joined;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            end = stpcpy(end, separator);
        end = stpcpy(end, texts[i]);
    }
    *end = '\0';
    *out = value_string(joined);
    return true;
}

static bool evaluate_concat(const Node *node, Evaluation *evaluation, Value *out)
{
    Arena *arena = evaluation->context->arena;
    const char **texts = arena_allocate_array(arena, node->count, sizeof *texts);
    for (size_t i = 0; i < node->count; i++) {
        Value value;
        if (!node_argument(node, i, evaluation, &value))
            return false;
        texts[i] = value_to_text(&value, arena);
    }
    return join_texts(node, evaluation, texts, node->count, "", out);
}

static bool evaluate_join(const Node *node, Evaluation *evaluation, Value *out)
{
    Arena *arena = evaluation->context->arena;
    const ValueArray *array;
    const char *separator;
    if (!node_array(node, 0, evaluation, &array) || !node_text(node, 1, evaluation, &separator))
        return false;
    const char **texts = arena_allocate_array(arena, array->count, sizeof *texts);
    for (size_t i = 0; i < array->count; i++)
        texts[i] = value_to_text(&array->items[i], arena);
    return join_texts(node, evaluation, texts, array->count, separator, out);
}

static const char *next_piece(const char *text, const char *separator)
{
    if (separator[0])
        return strstr(text, separator);
    return *text && *g_utf8_next_char(text) ? g_utf8_next_char(text) : NULL;
}

/* An empty separator splits between all characters, and an empty text then has no pieces. */
static Value split_text(const char *text, const char *separator, Arena *arena)
{
    const size_t separator_length = strlen(separator);
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Value));
    while (text[0] || separator_length > 0) {
        const char *end = next_piece(text, separator);
        const size_t length = end ? (size_t)(end - text) : strlen(text);
        const Value piece = value_string(arena_copy_text(arena, text, length));
        g_array_append_val(pieces, piece);
        if (!end)
            break;
        text = end + separator_length;
    }
    Value *items = arena_allocate_array(arena, pieces->len, sizeof *items);
    if (pieces->len > 0)
        memcpy(items, pieces->data, pieces->len * sizeof *items);
    return value_array(items, pieces->len, arena);
}

static bool evaluate_split(const Node *node, Evaluation *evaluation, Value *out)
{
    const char *text, *separator;
    if (!node_text(node, 0, evaluation, &text) || !node_text(node, 1, evaluation, &separator))
        return false;
    *out = split_text(text, separator, evaluation->context->arena);
    return true;
}

static bool change_case(const Node *node, Evaluation *evaluation, char *(*change)(const char *, gssize),
                        Value *out)
{
    const char *text;
    if (!node_text(node, 0, evaluation, &text))
        return false;
    g_autofree char *changed = change(text, -1);
    *out = value_string(arena_copy_text(evaluation->context->arena, changed, strlen(changed)));
    return true;
}

static bool evaluate_upcase(const Node *node, Evaluation *evaluation, Value *out)
{
    return change_case(node, evaluation, g_utf8_strup, out);
}

static bool evaluate_downcase(const Node *node, Evaluation *evaluation, Value *out)
{
    return change_case(node, evaluation, g_utf8_strdown, out);
}

/* Text is shaped by Pango: there is no script it cannot write. */
static bool evaluate_is_supported_script(const Node *node, Evaluation *evaluation, Value *out)
{
    (void)node;
    (void)evaluation;
    *out = value_boolean(true);
    return true;
}

/* ---- number-format ---- */

/* Options in the order in which they are compiled; the index of each as argument is kept, 0: not given. */
static const char *const format_options[] = {"locale", "currency", "unit", "min-fraction-digits",
                                             "max-fraction-digits"};
enum { OPTION_LOCALE, OPTION_CURRENCY, OPTION_UNIT, OPTION_MINIMUM, OPTION_MAXIMUM, OPTION_COUNT };

typedef struct {
    size_t arguments[OPTION_COUNT];
} FormatOptions;

static bool read_text_option(const Node *node, Evaluation *evaluation, size_t argument, const char **out)
{
    return argument == 0 || node_text(node, argument, evaluation, out);
}

/* A number of digits; like JavaScript we take 0 to 100. */
static bool read_digits_option(const Node *node, Evaluation *evaluation, size_t argument, int *out)
{
    double digits;
    if (argument == 0)
        return true;
    if (!node_number(node, argument, evaluation, &digits))
        return false;
    if (!(digits >= 0 && digits <= 100))
        return evaluation_fail(evaluation, node, "fraction digits are 0 to 100, found %g", digits);
    *out = (int)floor(digits);
    return true;
}

static bool evaluate_number_format(const Node *node, Evaluation *evaluation, Value *out)
{
    const size_t *arguments = ((const FormatOptions *)node->extra)->arguments;
    NumberFormat format = {.minimum = -1, .maximum = -1};
    double number;
    if (!node_number(node, 0, evaluation, &number) ||
        !read_text_option(node, evaluation, arguments[OPTION_LOCALE], &format.locale) ||
        !read_text_option(node, evaluation, arguments[OPTION_CURRENCY], &format.currency) ||
        !read_text_option(node, evaluation, arguments[OPTION_UNIT], &format.unit) ||
        !read_digits_option(node, evaluation, arguments[OPTION_MINIMUM], &format.minimum) ||
        !read_digits_option(node, evaluation, arguments[OPTION_MAXIMUM], &format.maximum))
        return false;
    g_autoptr(GString) text = g_string_new(NULL);
    if (!number_format(text, number, &format))
        return evaluation_fail(evaluation, node, "fraction digits: at least %d, but at most %d",
                               format.minimum, format.maximum);
    *out = value_string(arena_copy_text(evaluation->context->arena, text->str, text->len));
    return true;
}

static Node *compile_number_format(const Operator *operator, const Place * place, const json_t *call)
{
    Node *number = place_argument(place, call, 1, &type_number);
    if (!number)
        return NULL;
    const json_t *options = json_array_get(call, 2);
    if (!json_is_object(options))
        return place_fail(place, "the options of \"number-format\" are an object, found %s",
                          json_kind_name(options));
    Node *node = node_new(place, operator, & type_string, evaluate_number_format, 1 + OPTION_COUNT);
    FormatOptions *extra = arena_allocate(place->arena, sizeof *extra);
    *extra = (FormatOptions){0};
    node->extra = extra;
    node->count = 1;
    node_set_argument(node, 0, number);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const json_t *option = json_object_get(options, format_options[i]);
        if (!json_is_given(option))
            continue;
        Node *child = place_option(place, option, 1, i < OPTION_MINIMUM ? &type_string : &type_number);
        if (!child)
            return NULL;
        extra->arguments[i] = node->count;
        node_set_argument(node, node->count++, child);
        if (i == OPTION_UNIT && extra->arguments[OPTION_CURRENCY])
            return place_fail(place, "\"currency\" and \"unit\" exclude each other");
    }
    return node;
}

const Operator operators_string[] = {
    {.name = "concat", .result = &type_string, .signatures = {SIGNATURE_ANY(evaluate_concat, &type_value)}},
    {.name = "join",
     .result = &type_string,
     .signatures = {SIGNATURE(evaluate_join, 2, &type_strings, &type_string)}},
    {.name = "split",
     .result = &type_strings,
     .signatures = {SIGNATURE(evaluate_split, 2, &type_string, &type_string)}},
    {.name = "upcase", .result = &type_string, .signatures = {SIGNATURE(evaluate_upcase, 1, &type_string)}},
    {.name = "downcase",
     .result = &type_string,
     .signatures = {SIGNATURE(evaluate_downcase, 1, &type_string)}},
    {.name = "is-supported-script",
     .result = &type_boolean,
     .signatures = {SIGNATURE_READING(evaluate_is_supported_script, READS_SURROUNDINGS, 1, &type_string)}},
    {.name = "number-format", .compile = compile_number_format, .minimum = 2, .maximum = 2},
    {.name = NULL},
};
