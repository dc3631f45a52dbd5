#include "style/filter.h"

#include "style/expression.h"
#include "support.h"

#include <string.h>

static json_t *parse(const char *text)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_msg(json != NULL, "%s", text);
    return json;
}

static bool is_expression(const char *text)
{
    json_t *filter = parse(text);
    const bool result = filter_is_expression(filter);
    json_decref(filter);
    return result;
}

/* Whether an old filter lets a feature through that has kind "fort", low 3, flag true, empty null and id 7.
 */
static bool accepts(const char *text)
{
    const Member attributes[] = {{g_intern_string("kind"), value_string("fort")},
                                 {g_intern_string("low"), value_number(3)},
                                 {g_intern_string("flag"), value_boolean(true)},
                                 {g_intern_string("empty"), value_null()}};
    const Feature feature = {.id = value_number(7),
                             .attribute_count = 4,
                             .attributes = attributes,
                             .geometry = {.type = GEOMETRY_POLYGON, .multi = true}};
    static const PropertySpec spec = {
        .type = PROPERTY_BOOLEAN, .zoom = true, .zoom_anywhere = true, .feature = true};
    json_t *filter = parse(text);
    ck_assert_msg(!filter_is_expression(filter), "%s", text);
    json_t *converted = filter_convert(filter);
    g_autoptr(GArray) errors = expression_errors_new();
    g_autoptr(Expression) expression = expression_parse(converted, &spec, errors);
    ck_assert_msg(expression != NULL, "%s: %s", text,
                  errors->len ? g_array_index(errors, ExpressionError, 0).message : "");
    g_autoptr(Arena) arena = arena_new();
    const EvaluationContext context = {.feature = &feature, .arena = arena};
    Value value;
    const bool good = expression_evaluate(expression, &context, &value, NULL) && value.boolean;
    json_decref(filter);
    json_decref(converted);
    return good;
}

START_TEST(oldSyntaxIsRecognized)
{
    static const char *const old[] = {"[\"==\", \"kind\", \"fort\"]",
                                      "[\"in\", \"kind\", \"a\", \"b\"]",
                                      "[\"in\", \"kind\"]",
                                      "[\"!in\", \"kind\", \"a\"]",
                                      "[\"has\", \"$id\"]",
                                      "[\"!has\", \"low\"]",
                                      "[\"none\"]",
                                      "[\"all\", [\"has\", \"a\"], [\"==\", \"b\", 1]]",
                                      "[\"any\", true, [\"none\", [\"has\", \"a\"]]]",
                                      "[]",
                                      "{}",
                                      "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(old); i++)
        ck_assert_msg(!is_expression(old[i]), "%s", old[i]);
}
END_TEST

START_TEST(expressionsAreRecognized)
{
    static const char *const expressions[] = {"true",
                                              "[\"has\", \"low\"]",
                                              "[\"has\", \"low\", [\"get\", \"b\"]]",
                                              "[\"all\"]",
                                              "[\"all\", true, [\"has\", \"a\"]]",
                                              "[\"==\", [\"get\", \"kind\"], \"fort\"]",
                                              "[\"==\", \"kind\"]",
                                              "[\"in\", \"a\", [\"get\", \"b\"]]",
                                              "[\"in\", [\"get\", \"kind\"], \"fortress\"]",
                                              "[\"all\", [\"==\", \"a\", 1], [\">\", [\"zoom\"], 3]]",
                                              "[\"case\", true, true, false]"};
    for (size_t i = 0; i < G_N_ELEMENTS(expressions); i++)
        ck_assert_msg(is_expression(expressions[i]), "%s", expressions[i]);
}
END_TEST

START_TEST(oldFiltersLetThrough)
{
    static const char *const passing[] = {
        "[\"==\", \"kind\", \"fort\"]",
        "[\"!=\", \"kind\", \"wall\"]",
        "[\"!=\", \"missing\", 1]",
        "[\"!=\", \"missing\", null]",
        "[\"==\", \"empty\", null]",
        "[\"<\", \"low\", 4]",
        "[\">=\", \"kind\", \"a\"]",
        "[\"<=\", \"flag\", true]",
        "[\"in\", \"kind\", \"wall\", \"fort\", \"fort\"]",
        "[\"in\", \"low\", 1, 2, 3]",
        "[\"in\", \"low\", 3, \"fort\", true]",
        "[\"in\", \"low\", 2.5, 3]",
        "[\"!in\", \"kind\"]",
        "[\"!in\", \"kind\", \"wall\"]",
        "[\"has\", \"$type\"]",
        "[\"has\", \"$id\"]",
        "[\"==\", \"$id\", 7]",
        "[\"in\", \"$id\", 6, 7]",
        "[\"==\", \"$type\", \"Polygon\"]",
        "[\"in\", \"$type\", \"Point\", \"Polygon\"]",
        "[\"!has\", \"missing\"]",
        "[\"none\"]",
        "[\"none\", [\"==\", \"kind\", \"wall\"], [\"<\", \"missing\", 3]]",
        "[\"any\", [\"<\", \"kind\", 3], [\"==\", \"low\", 3]]",
        "[\"all\", [\"==\", \"kind\", \"fort\"], [\"has\", \"empty\"]]",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(passing); i++)
        ck_assert_msg(accepts(passing[i]), "%s", passing[i]);
}
END_TEST

START_TEST(oldFiltersHoldBack)
{
    static const char *const failing[] = {
        "[\"==\", \"kind\", \"wall\"]",
        "[\"==\", \"low\", \"3\"]",
        "[\"==\", \"missing\", null]",
        "[\"<\", \"low\", \"4\"]",
        "[\">\", \"missing\", 0]",
        "[\"<\", \"flag\", true]",
        "[\"in\", \"kind\"]",
        "[\"in\", \"kind\", 3, 4]",
        "[\"!in\", \"low\", 3]",
        "[\"==\", \"$type\", \"Point\"]",
        "[\"!has\", \"$id\"]",
        "[\"none\", [\"==\", \"kind\", \"fort\"]]",
        "[\"any\", [\"none\", [\"has\", \"kind\"]], [\"in\", \"low\", 4]]",
        "[\"all\", [\"==\", \"kind\", \"fort\"], [\"!has\", \"low\"]]",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(failing); i++)
        ck_assert_msg(!accepts(failing[i]), "%s", failing[i]);
}
END_TEST

START_TEST(mixturesAreFound)
{
    static const struct {
        const char *filter, *path;
    } cases[] = {
        {"[\"all\", [\"==\", \"a\", 1], [\">\", [\"zoom\"], 3]]", "[1]"},
        {"[\"case\", [\"all\", [\">\", [\"zoom\"], 3], [\"in\", \"$type\", \"Point\"]], true, false]",
         "[1][2]"},
        {"[\"!\", [\"!has\", \"a\"]]", "[1]"},
        {"[\"all\", [\"==\", [\"get\", \"a\"], 1], [\"has\", \"b\"]]", NULL},
        {"[\"==\", [\"get\", \"a\"], 1]", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *filter = parse(cases[i].filter);
        g_autofree char *path = filter_find_mixed(filter);
        ck_assert_msg(g_strcmp0(path, cases[i].path) == 0, "%s: %s", cases[i].filter, path);
        json_decref(filter);
    }
}
END_TEST

Suite *filter_suite(void);
Suite *filter_suite(void)
{
    Suite *suite = suite_create("style/filter");
    TCase *cases = tcase_create("filter");
    tcase_add_test(cases, oldSyntaxIsRecognized);
    tcase_add_test(cases, expressionsAreRecognized);
    tcase_add_test(cases, oldFiltersLetThrough);
    tcase_add_test(cases, oldFiltersHoldBack);
    tcase_add_test(cases, mixturesAreFound);
    suite_add_tcase(suite, cases);
    return suite;
}
