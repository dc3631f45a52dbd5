#include "style/value.h"
#include "style/number_format.h"
#include "style/type.h"
#include "support.h"

#include <string.h>

static Value from_text(const char *text, Arena *arena)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_ptr_nonnull(json);
    const Value value = value_from_json(json, arena);
    json_decref(json);
    return value;
}

START_TEST(jsonAndBackKeepsTheOrder)
{
    static const char text[] = "{\"z\":[1,-2.5,null,true,\"a\\\"\\n\\u0001é\"],\"a\":{},\"m\":[]}";
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) json = g_string_new(NULL);
    const Value value = from_text(text, arena);
    value_append_json(json, &value);
    ck_assert_str_eq(json->str, text);
}
END_TEST

START_TEST(colorsInsideValuesArePremultiplied)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) json = g_string_new(NULL);
    const Value color = value_color((Color){1, 0, 0.5, 0.5}, arena);
    value_append_json(json, &color);
    ck_assert_str_eq(json->str, "{\"r\":0.5,\"g\":0,\"b\":0.25,\"a\":0.5}");
    ck_assert_str_eq(value_to_text(&color, arena), "rgba(255,0,128,0.5)");
}
END_TEST

START_TEST(textsCompareAsUtf16)
{
    ck_assert_int_lt(text_compare("1871-05-21", "1871-05-22"), 0);
    ck_assert_int_lt(text_compare("1871-05-21", "1871-05-21T18:00"), 0);
    ck_assert_int_eq(text_compare("é", "é"), 0);
    ck_assert_int_gt(text_compare("é", "z"), 0);
    /* U+1F600 is D83D DE00 in UTF-16, and so before U+FF5E. */
    ck_assert_int_lt(text_compare("\U0001F600", "\uff5e"), 0);
    ck_assert_int_gt(text_compare("\uff5e", "\U0001F600"), 0);
}
END_TEST

START_TEST(collatorOrdersLettersThenAccentsThenCase)
{
    static const struct {
        const char *a, *b;
        bool case_sensitive, diacritic_sensitive;
        int order;
    } cases[] = {
        {"Éloi", "eloi", false, false, 0},  {"Éloi", "eloi", true, false, 1},
        {"éloi", "eloi", false, true, 1},   {"Éloi", "zola", true, true, -1},
        {"e\u0301", "é", true, true, 0},    {"cote", "côte", true, true, -1},
        {"a", "A", true, true, -1},         {"Issy", "Issy-les", true, true, -1},
        {"rue 2", "rue a", true, true, -1}, {"-a", "1", true, true, -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Collator collator = {cases[i].case_sensitive, cases[i].diacritic_sensitive, ""};
        const int order = collator_compare(&collator, cases[i].a, cases[i].b);
        const int back = collator_compare(&collator, cases[i].b, cases[i].a);
        ck_assert_msg((order > 0) - (order < 0) == cases[i].order, "%s %s", cases[i].a, cases[i].b);
        ck_assert_msg((back > 0) - (back < 0) == -cases[i].order, "%s %s", cases[i].b, cases[i].a);
    }
}
END_TEST

START_TEST(typesAreNamedAndFitted)
{
    const Type numbers_type = {TYPE_ARRAY, &type_number, TYPE_ANY_LENGTH};
    g_autoptr(Arena) arena = arena_new();
    const Value numbers = from_text("[1,2]", arena), mixed = from_text("[1,\"a\"]", arena),
                none = from_text("[]", arena);
    const Type *type = type_of(&numbers, arena);
    ck_assert_str_eq(type_name(type, arena), "array<number, 2>");
    ck_assert_str_eq(type_name(type_of(&mixed, arena), arena), "array<value, 2>");
    ck_assert_str_eq(type_name(&type_any_array, arena), "array");
    ck_assert(type_accepts(&numbers_type, type) && !type_accepts(type, &numbers_type));
    ck_assert(type_accepts(&type_strings, type_of(&none, arena)));
    ck_assert(type_accepts(&type_value, type) && !type_accepts(&type_value, &type_collator));
    ck_assert(type_holds(&numbers_type, &numbers) && !type_holds(&numbers_type, &mixed));
    ck_assert(!type_holds(&type_rgba, &numbers));
}
END_TEST

START_TEST(numbersForPeople)
{
    static const struct {
        double number;
        NumberFormat format;
        const char *text;
    } cases[] = {
        {1234567.8915, {NULL, NULL, NULL, -1, -1}, "1,234,567.892"},
        {-1234.5, {"fr", NULL, NULL, -1, -1}, "-1\u202f234,5"},
        {1234, {"it", NULL, NULL, -1, -1}, "1234"},
        {12345, {"it", NULL, NULL, -1, -1}, "12.345"},
        {12345678, {"en-IN", NULL, NULL, -1, -1}, "1,23,45,678"},
        {-3, {"sv", NULL, NULL, 1, -1}, "\u22123,0"},
        {999.9996, {"de-CH", NULL, NULL, -1, -1}, "1'000"},
        {1.005, {NULL, NULL, NULL, -1, 2}, "1.01"},
        {0.5, {NULL, NULL, NULL, -1, 0}, "1"},
        {0.04, {NULL, NULL, NULL, -1, 1}, "0"},
        {1e21, {NULL, NULL, NULL, -1, -1}, "1,000,000,000,000,000,000,000"},
        {5, {"de", "EUR", NULL, -1, -1}, "5,00\u00a0\u20ac"},
        {5.5, {NULL, "JPY", NULL, -1, -1}, "\u00a56"},
        {5, {NULL, "SEK", NULL, -1, -1}, "SEK\u00a05.00"},
        {1, {NULL, NULL, "day", -1, -1}, "1 day"},
        {2, {NULL, NULL, "kilometer", -1, -1}, "2 km"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        ck_assert(number_format(text, cases[i].number, &cases[i].format));
        ck_assert_str_eq(text->str, cases[i].text);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    ck_assert(!number_format(text, 1, &(NumberFormat){NULL, NULL, NULL, 3, 2}));
}
END_TEST

Suite *value_suite(void);
Suite *value_suite(void)
{
    Suite *suite = suite_create("style/value");
    TCase *cases = tcase_create("value");
    tcase_add_test(cases, jsonAndBackKeepsTheOrder);
    tcase_add_test(cases, colorsInsideValuesArePremultiplied);
    tcase_add_test(cases, textsCompareAsUtf16);
    tcase_add_test(cases, collatorOrdersLettersThenAccentsThenCase);
    tcase_add_test(cases, typesAreNamedAndFitted);
    tcase_add_test(cases, numbersForPeople);
    suite_add_tcase(suite, cases);
    return suite;
}
