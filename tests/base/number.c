#include "base/number.h"
#include "base/json.h"
#include "support.h"

#include <math.h>
#include <string.h>

START_TEST(textIsTheShortestAndJavaScripts)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1871, "1871"},
        {-2.5, "-2.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e-6, "0.000001"},
        {1e-7, "1e-7"},
        {1.5e-10, "1.5e-10"},
        {1e20, "100000000000000000000"},
        {123456789012345680000.0, "123456789012345680000"},
        {1e21, "1e+21"},
        {-1.25e25, "-1.25e+25"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {9007199254740993.0, "9007199254740992"},
        {NAN, "NaN"},
        {-INFINITY, "-Infinity"},
    };
    char text[NUMBER_TEXT_MAX];
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        ck_assert_str_eq(number_to_text(cases[i].number, text), cases[i].text);
}
END_TEST

START_TEST(textReadsBackAsTheSameNumber)
{
    char text[NUMBER_TEXT_MAX];
    double number = 1.0 / 3;
    for (int i = -300; i < 300; i += 7) {
        const double scaled = number * pow(10, i);
        double read;
        ck_assert(number_parse(number_to_text(scaled, text), &read));
        ck_assert_msg(read == scaled, "%s", text);
    }
}
END_TEST

START_TEST(parseTakesDecimalsOnly)
{
    static const char *const wrong[] = {"",    " 1",  "1 ",  ".",     "e5",  "1e", "1e+",
                                        "0x1", "1,5", "--1", "1.2.3", "NaN", "inf"};
    double number;
    ck_assert(number_parse("-.5", &number) && number == -0.5);
    ck_assert(number_parse("6.02E+23", &number) && number == 6.02e23);
    ck_assert(number_parse("5.", &number) && number == 5);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        ck_assert_msg(!number_parse(wrong[i], &number), "%s", wrong[i]);
}
END_TEST

START_TEST(fromTextReadsWhatJavaScriptDoes)
{
    ck_assert_double_eq(number_from_text(" 12.5\n"), 12.5);
    ck_assert_double_eq(number_from_text(""), 0);
    ck_assert_double_eq(number_from_text("0x1F"), 31);
    ck_assert_double_eq(number_from_text("0b101"), 5);
    ck_assert_double_eq(number_from_text("-Infinity"), -INFINITY);
    ck_assert_double_nan(number_from_text("infinity"));
    ck_assert_double_nan(number_from_text("0xg"));
    ck_assert_double_nan(number_from_text("1871-05-21"));
}
END_TEST

START_TEST(jsonTextIsEscaped)
{
    g_autoptr(GString) json = g_string_new(NULL);
    json_append_text(json, "a\"\\\b\f\n\r\t\x01é/");
    ck_assert_str_eq(json->str, "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001é/\"");
}
END_TEST

START_TEST(jsonTakesLargeIntegersAndTellsThePlaceOfErrors)
{
    g_autoptr(GError) error = NULL;
    static const char large[] = "123456789012345678901234567890";
    json_t *json = json_parse(large, strlen(large), &error);
    ck_assert_double_eq(json_number_value(json), 123456789012345678901234567890.0);
    json_decref(json);
    ck_assert_ptr_null(json_parse("[1,\n2,]", 7, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "line 2"));
}
END_TEST

START_TEST(givenOptionsAreTrueForJavaScript)
{
    static const struct {
        const char *text;
        bool given;
    } cases[] = {{"null", false}, {"false", false}, {"0", false},    {"\"\"", false},
                 {"true", true},  {"1", true},      {"\"a\"", true}, {"[]", true}};
    ck_assert(!json_is_given(NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *json = json_parse(cases[i].text, strlen(cases[i].text), NULL);
        ck_assert_msg(json_is_given(json) == cases[i].given, "%s", cases[i].text);
        json_decref(json);
    }
}
END_TEST

Suite *number_suite(void);
Suite *number_suite(void)
{
    Suite *suite = suite_create("base/number");
    TCase *cases = tcase_create("number");
    tcase_add_test(cases, textIsTheShortestAndJavaScripts);
    tcase_add_test(cases, textReadsBackAsTheSameNumber);
    tcase_add_test(cases, parseTakesDecimalsOnly);
    tcase_add_test(cases, fromTextReadsWhatJavaScriptDoes);
    tcase_add_test(cases, jsonTextIsEscaped);
    tcase_add_test(cases, jsonTakesLargeIntegersAndTellsThePlaceOfErrors);
    tcase_add_test(cases, givenOptionsAreTrueForJavaScript);
    suite_add_tcase(suite, cases);
    return suite;
}
