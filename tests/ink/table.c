#include "ink/table.h"
#include "base/cleanup.h"
#include "support.h"

static InkTable *read_text(const char *text, GError **error)
{
    g_autoptr(json_t) json = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(json);
    return ink_table_read(json, error);
}

START_TEST(processInksInPercent)
{
    g_autoptr(InkTable) table = read_text("{\"#b2182b\": [0, 95, 80, 20]}", NULL);
    const Ink *ink = ink_table_lookup(table, 0xb2 / 255.0, 0x18 / 255.0, 0x2b / 255.0);
    ck_assert_ptr_nonnull(ink);
    ck_assert_int_eq(ink->kind, INK_PROCESS);
    ck_assert_double_eq_tol(ink->parts[1], 0.95, 1e-12);
}
END_TEST

START_TEST(spotInkHasNameAndTint)
{
    g_autoptr(InkTable) table =
        read_text("{\"#ff0000\": {\"spot\": \"PANTONE 485 C\", \"cmyk\": [0,95,100,0], \"tint\": 50}}", NULL);
    const Ink *ink = ink_table_lookup(table, 1, 0, 0);
    ck_assert_ptr_nonnull(ink);
    ck_assert_int_eq(ink->kind, INK_SPOT);
    ck_assert_str_eq(ink->spot, "PANTONE 485 C");
    ck_assert_double_eq(ink->tint, 0.5);
    ck_assert_double_eq(ink->parts[2], 1);
}
END_TEST

START_TEST(otherColorsAreNotMet)
{
    g_autoptr(InkTable) table = read_text("{\"#ff0000\": [0, 95, 80, 20]}", NULL);
    ck_assert_ptr_null(ink_table_lookup(table, 1, 0, 1 / 255.0));
    ck_assert_ptr_null(ink_table_lookup(table, 1, 0, 0.002));
    ck_assert_ptr_null(ink_table_lookup(NULL, 1, 0, 0));
}
END_TEST

static const struct {
    const char *json, *message;
} mistakes[] = {
    {"[]", "expected an object"},
    {"{\"red\": [0,0,0,0]}", "red: expected a colour written #rrggbb"},
    {"{\"#ff0000\": [0,0,0]}", "#ff0000: expected four numbers"},
    {"{\"#ff0000\": [0,0,0,101]}", "#ff0000: expected four numbers"},
    {"{\"#ff0000\": 3}", "#ff0000: expected an array"},
    {"{\"#ff0000\": {\"spot\": \"X\"}}", "#ff0000: expected \"cmyk\""},
    {"{\"#ff0000\": {\"spot\": \"X\", \"cmyk\": [0,0,0,0], \"tint\": \"x\"}}", "#ff0000: expected \"tint\""},
};

START_TEST(mistakeIsToldWithItsColor)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(InkTable) table = read_text(mistakes[_i].json, &error);
    ck_assert_ptr_null(table);
    ck_assert_msg(g_str_has_prefix(error->message, mistakes[_i].message), "%s", error->message);
}
END_TEST

Suite *table_suite(void);
Suite *table_suite(void)
{
    Suite *suite = suite_create("ink/table");
    TCase *cases = tcase_create("table");
    tcase_add_test(cases, processInksInPercent);
    tcase_add_test(cases, spotInkHasNameAndTint);
    tcase_add_test(cases, otherColorsAreNotMet);
    tcase_add_loop_test(cases, mistakeIsToldWithItsColor, 0, G_N_ELEMENTS(mistakes));
    suite_add_tcase(suite, cases);
    return suite;
}
