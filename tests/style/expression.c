#include "style/expression.h"
#include "semaine.h"
#include "style/operator.h"
#include "support.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* ---- Fixtures: requests of `semaine expr`, each with the answer it must get ---- */

static char *read_fixtures(void)
{
    g_autofree char *path = test_file("style/expressions.jsonl");
    char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* Numbers may differ in the last figures: sines and powers do from one C library to the next. */
static bool same(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b)) {
        const double x = json_number_value(a), y = json_number_value(b);
        return fabs(x - y) <= 1e-7 * fmax(fabs(x), fabs(y)) + 1e-12;
    }
    if (!a || !b || json_typeof(a) != json_typeof(b))
        return false;
    if (json_array_size(a) != json_array_size(b) || json_object_size(a) != json_object_size(b))
        return false;
    for (size_t i = 0; i < json_array_size(a); i++)
        if (!same(json_array_get(a, i), json_array_get(b, i)))
            return false;
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)a, name, member) if (!same(member, json_object_get(b, name))) return false;
    return json_is_array(a) || json_is_object(a) || json_equal(a, b);
}

/* The answers to requests, one a line; free() it. */
static char *ask(char *requests)
{
    char *answers = NULL;
    size_t length = 0;
    FILE *in = fmemopen(requests, strlen(requests), "r"), *out = open_memstream(&answers, &length);
    ck_assert(semaine_evaluate_expressions(in, out, NULL));
    fclose(in);
    fclose(out);
    return answers;
}

/* What is compared: all but the words of errors. */
static json_t *bare_answer(const char *line)
{
    json_t *answer = json_loads(line, 0, NULL);
    ck_assert_msg(answer != NULL, "no JSON: %s", line);
    json_object_del(answer, "errors");
    json_object_del(json_object_get(answer, "error"), "message");
    return answer;
}

START_TEST(fixtures)
{
    g_autofree char *text = read_fixtures();
    char *all = ask(text);
    g_auto(GStrv) requests = g_strsplit(text, "\n", -1), answers = g_strsplit(all, "\n", -1);
    ck_assert_uint_eq(g_strv_length(requests), g_strv_length(answers));
    for (size_t i = 0; requests[i][0]; i++) {
        json_t *request = json_loads(requests[i], JSON_DECODE_INT_AS_REAL, NULL);
        json_t *answer = bare_answer(answers[i]);
        ck_assert_msg(same(json_object_get(request, "answer"), answer), "line %zu: %s\nanswered %s", i + 1,
                      requests[i], answers[i]);
        json_decref(answer);
        json_decref(request);
    }
    free(all);
}
END_TEST

START_TEST(everyOperatorHasAFixture)
{
    static const Operator *const tables[] = {
        operators_lookup, operators_decision, operators_comparison, operators_ramp,
        operators_math,   operators_string,   operators_format,     operators_color,
        operators_type,   operators_variable, operators_geo,
    };
    g_autofree char *text = read_fixtures();
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        for (const Operator *row = tables[i]; row->name; row++) {
            g_autofree char *call = g_strdup_printf("[\"%s\"", row->name);
            ck_assert_msg(strstr(text, call) != NULL, "no fixture for \"%s\"", row->name);
            ck_assert_ptr_eq(operator_lookup(row->name), row);
        }
}
END_TEST

START_TEST(everyRequestIsAnsweredOnALine)
{
    char requests[] =
        "not json\n\n{\"expression\":1}\n{}\n[]\n{\"expression\":[\"get\",\"a\"],\"feature\":5}\n";
    char *all = ask(requests);
    g_auto(GStrv) answers = g_strsplit(all, "\n", -1);
    ck_assert_uint_eq(g_strv_length(answers), 7);
    ck_assert_ptr_nonnull(strstr(answers[0], "\"kind\":\"parse\",\"key\":\"\""));
    ck_assert_ptr_nonnull(strstr(answers[1], "\"kind\":\"parse\",\"key\":\"\""));
    ck_assert_str_eq(answers[2], "{\"type\":\"number\",\"featureConstant\":true,\"zoomConstant\":true}");
    ck_assert_ptr_nonnull(strstr(answers[3], "\"kind\":\"parse\",\"key\":\"\""));
    free(all);
}
END_TEST

/* ---- The module itself ---- */

static Expression *parse(const char *text, const PropertySpec *spec)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_msg(json != NULL, "%s", text);
    g_autoptr(GArray) errors = expression_errors_new();
    Expression *expression = expression_parse_value(json, spec, errors);
    ck_assert_msg((expression == NULL) == (errors->len > 0), "%s", text);
    json_decref(json);
    return expression;
}

START_TEST(dependenciesSayWhatIsRead)
{
    static const struct {
        const char *text;
        bool zoom, feature, state, line_progress;
    } cases[] = {
        {"[\"+\", 1, 2]", false, false, false, false},
        {"[\"step\", [\"zoom\"], 1, 5, 2]", true, false, false, false},
        {"[\"concat\", \"a\", [\"get\", \"b\"]]", false, true, false, false},
        {"[\"has\", \"b\"]", false, true, false, false},
        {"[\"get\", \"b\", [\"literal\", {}]]", false, false, false, false},
        {"[\"==\", [\"global-state\", \"date\"], [\"id\"]]", false, true, true, false},
        {"[\"let\", \"a\", [\"global-state\", \"x\"], [\"to-string\", [\"var\", \"a\"]]]", false, false, true,
         false},
        {"[\"step\", [\"line-progress\"], 0, 1, 2]", false, false, false, true},
        {"[\"within\", {\"type\": \"Polygon\", \"coordinates\": [[[0,0],[1,0],[1,1],[0,0]]]}]", false, true,
         false, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Expression) expression = parse(cases[i].text, NULL);
        const Dependencies found = expression_dependencies(expression);
        ck_assert_msg(found.zoom == cases[i].zoom && found.feature == cases[i].feature &&
                          found.state == cases[i].state && found.line_progress == cases[i].line_progress,
                      "%s", cases[i].text);
    }
}
END_TEST

START_TEST(constantsAreFolded)
{
    Value value;
    g_autoptr(Expression) sum =
        parse("[\"let\", \"a\", 2, [\"^\", [\"var\", \"a\"], [\"length\", \"abc\"]]]", NULL);
    ck_assert(expression_is_constant(sum, &value));
    ck_assert_double_eq(value.number, 8);
    g_autoptr(Expression) read = parse("[\"+\", 1, [\"number\", [\"global-state\", \"n\"]]]", NULL);
    ck_assert(!expression_is_constant(read, NULL));
}
END_TEST

START_TEST(valuesOfPropertiesMayBeLiteralArraysAndTokens)
{
    static const PropertySpec dashes = {
        .type = PROPERTY_ARRAY, .item_type = PROPERTY_NUMBER, .zoom = true, .interpolated = true};
    static const PropertySpec label = {
        .type = PROPERTY_FORMATTED, .zoom = true, .feature = true, .tokens = true};
    Value value;
    g_autoptr(Expression) dash = parse("[2, 1, 0.5]", &dashes);
    ck_assert(expression_is_constant(dash, &value));
    ck_assert_uint_eq(value.array->count, 3);
    ck_assert_ptr_null(parse("[2, \"1\"]", &dashes));
    g_autoptr(Expression) text = parse("\"Fort {name}{}\"", &label);
    g_autoptr(Arena) arena = arena_new();
    const Member name = {g_intern_string("name"), value_string("d'Ivry")};
    const Feature feature = {.attribute_count = 1, .attributes = &name};
    const EvaluationContext context = {.feature = &feature, .arena = arena};
    ck_assert(expression_evaluate(text, &context, &value, NULL));
    ck_assert_str_eq(value.formatted->sections[0].text, "Fort d'Ivry{}");
}
END_TEST

START_TEST(propertiesFallBackOnWhatIsMissingOrNoneOfAnEnum)
{
    static const char *const caps[] = {"butt", "round", NULL};
    static const PropertySpec cap = {.type = PROPERTY_ENUM, .values = caps, .zoom = true, .feature = true};
    static const PropertySpec width = {.type = PROPERTY_NUMBER, .zoom = true, .feature = true};
    g_autoptr(Arena) arena = arena_new();
    const Member members[] = {{g_intern_string("cap"), value_string("pointed")},
                              {g_intern_string("end"), value_string("round")}};
    const Feature feature = {.attribute_count = 2, .attributes = members};
    const EvaluationContext context = {.feature = &feature, .arena = arena};
    EvaluationFailure failure;
    Value value;
    g_autoptr(Expression) wrong = parse("[\"get\", \"cap\"]", &cap),
                          right = parse("[\"get\", \"end\"]", &cap);
    ck_assert(expression_evaluate(wrong, &context, &value, &failure));
    ck_assert(!expression_evaluate_property(wrong, &context, &value, &failure));
    ck_assert_ptr_nonnull(strstr(failure.message, "pointed"));
    ck_assert(expression_evaluate_property(right, &context, &value, &failure));
    g_autoptr(Expression) nothing = parse("[\"sqrt\", -1]", &width);
    ck_assert(!expression_evaluate_property(nothing, &context, &value, &failure));
    ck_assert_ptr_null(failure.message);
}
END_TEST

static void note_text(const char *text, bool is_attribute, void *user)
{
    g_string_append_printf(user, "%s%s ", is_attribute ? "@" : "", text);
}

START_TEST(visitTellsTextsAndAttributes)
{
    g_autoptr(Expression) expression =
        parse("[\"any\", [\"<=\", [\"get\", \"start_date\"], \"1871-05-21\"], [\"has\", \"end_date\"],"
              " [\"in\", [\"get\", \"kind\"], [\"literal\", [\"fort\", \"gate\"]]],"
              " [\"match\", [\"get\", \"side\"], [\"red\", \"blue\"], true, false]]",
              NULL);
    g_autoptr(GString) texts = g_string_new(NULL);
    expression_visit(expression, note_text, texts);
    ck_assert_str_eq(texts->str, "@start_date 1871-05-21 @end_date @kind fort gate blue red @side ");
}
END_TEST

START_TEST(failuresNameKeyAndFinding)
{
    g_autoptr(Expression) expression = parse("[\"*\", 2, [\"+\", 1, [\"get\", \"n\"]]]", NULL);
    g_autoptr(Arena) arena = arena_new();
    const EvaluationContext context = {.arena = arena};
    EvaluationFailure failure;
    Value value;
    ck_assert(!expression_evaluate(expression, &context, &value, &failure));
    ck_assert_str_eq(failure.key, "[2][2]");
    ck_assert_str_eq(failure.message, "expected number, found null");
    ck_assert(!expression_evaluate(expression, &context, &value, NULL));
}
END_TEST

/* ---- Hostile expressions ---- */

static char *nest(const char *before, const char *middle, const char *after, int depth)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < depth; i++)
        g_string_append(text, before);
    g_string_append(text, middle);
    for (int i = 0; i < depth; i++)
        g_string_append(text, after);
    return g_string_free(text, FALSE);
}

START_TEST(depthIsLimited)
{
    g_autofree char *deep = nest("[\"!\",", "true", "]", 200), *deeper = nest("[\"!\",", "true", "]", 400);
    g_autoptr(Expression) expression = parse(deep, NULL);
    ck_assert_ptr_nonnull(expression);
    ck_assert_ptr_null(parse(deeper, NULL));
}
END_TEST

START_TEST(wrongCallsAreNotTriedAgainAndAgain)
{
    g_autofree char *all = nest("[\"all\",", "5", ",true]", 60);
    g_autofree char *mixed =
        nest("[\"any\",[\"case\",[\"get\",\"t\"],", "[\"get\",\"q\",1]", ",true],true]", 60);
    ck_assert_ptr_null(parse(all, NULL));
    ck_assert_ptr_null(parse(mixed, NULL));
}
END_TEST

/* ["let", "v0", start, ["let", "v1", [operator, v0, v0], ... result]]: twice as much with each line. */
static char *doubled(const char *start, const char *format, const char *result, int lines)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "[\"let\",\"v0\",%s,", start);
    for (int i = 1; i < lines; i++) {
        g_string_append_printf(text, "[\"let\",\"v%d\",", i);
        g_string_append_printf(text, format, i - 1, i - 1);
        g_string_append_c(text, ',');
    }
    g_string_append_printf(text, result, lines - 1);
    for (int i = 0; i < lines; i++)
        g_string_append_c(text, ']');
    return g_string_free(text, FALSE);
}

START_TEST(variablesThatDoubleEnd)
{
    static const struct {
        const char *start, *format, *result;
    } cases[] = {
        {"[\"get\",\"n\"]", "[\"+\",[\"var\",\"v%d\"],[\"var\",\"v%d\"]]", "[\"var\",\"v%d\"]"},
        {"[\"get\",\"s\"]", "[\"concat\",[\"var\",\"v%d\"],[\"var\",\"v%d\"]]",
         "[\"length\",[\"var\",\"v%d\"]]"},
        {"[\"get\",\"s\"]", "[\"semiliteral\",[[\"var\",\"v%d\"],[\"var\",\"v%d\"]]]",
         "[\"to-string\",[\"var\",\"v%d\"]]"},
    };
    g_autoptr(Arena) arena = arena_new();
    const Member members[] = {{g_intern_string("n"), value_number(1)},
                              {g_intern_string("s"), value_string("12345678")}};
    const Feature feature = {.attribute_count = 2, .attributes = members};
    const EvaluationContext context = {.feature = &feature, .arena = arena};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = doubled(cases[i].start, cases[i].format, cases[i].result, 30);
        g_autoptr(Expression) expression = parse(text, NULL);
        ck_assert_msg(expression != NULL, "%s", cases[i].format);
        Value value;
        ck_assert(!expression_evaluate(expression, &context, &value, NULL));
    }
    g_autofree char *constant = doubled("\"12345678\"", cases[1].format, cases[1].result, 30);
    ck_assert_ptr_null(parse(constant, NULL));
}
END_TEST

Suite *expression_suite(void);
Suite *expression_suite(void)
{
    Suite *suite = suite_create("style/expression");
    TCase *cases = tcase_create("expression");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, fixtures);
    tcase_add_test(cases, everyOperatorHasAFixture);
    tcase_add_test(cases, everyRequestIsAnsweredOnALine);
    tcase_add_test(cases, dependenciesSayWhatIsRead);
    tcase_add_test(cases, constantsAreFolded);
    tcase_add_test(cases, valuesOfPropertiesMayBeLiteralArraysAndTokens);
    tcase_add_test(cases, propertiesFallBackOnWhatIsMissingOrNoneOfAnEnum);
    tcase_add_test(cases, visitTellsTextsAndAttributes);
    tcase_add_test(cases, failuresNameKeyAndFinding);
    tcase_add_test(cases, depthIsLimited);
    tcase_add_test(cases, wrongCallsAreNotTriedAgainAndAgain);
    tcase_add_test(cases, variablesThatDoubleEnd);
    suite_add_tcase(suite, cases);
    return suite;
}
