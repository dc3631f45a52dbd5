#include "ink/printer.h"
#include "support.h"

#include <string.h>

static const char *const shipped[] = {"coated-fogra39", "coated-fogra39-no-marks", "coated-fogra39-curves",
                                      "office"};

static Printer *load_shipped(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/styles/printers/%s.json", SOURCE_DIR, name);
    Printer *printer = printer_load(path, &error);
    ck_assert_msg(printer != NULL, "%s", error ? error->message : "");
    return printer;
}

START_TEST(shippedProfilesLoad)
{
    g_autoptr(Printer) printer = load_shipped(shipped[_i]);
    ck_assert_int_eq(printer->cmyk, printer->profile != NULL);
    ck_assert_int_eq(printer->pdfx, printer->cmyk);
    ck_assert_double_gt(printer->line_minimum, 0);
}
END_TEST

START_TEST(defaultIsCoatedPaperWithMarks)
{
    g_autoptr(Printer) printer = load_shipped("coated-fogra39");
    ck_assert_str_eq(printer->condition, "FOGRA39");
    ck_assert_double_eq(printer->bleed, 3);
    ck_assert(printer->marks && printer->overprint_black && !printer->text_as_curves);
    ck_assert_double_eq(printer->ink_limit, 300);
}
END_TEST

START_TEST(noMarksNoSlug)
{
    g_autoptr(Printer) printer = load_shipped("coated-fogra39-no-marks");
    ck_assert(!printer->marks);
    ck_assert_double_eq(printer->slug, 0);
}
END_TEST

static const struct {
    const char *json, *message;
} mistakes[] = {
    {"{\"blead\": 3}", "blead: a printer profile has no such member"},
    {"{\"bleed\": -3}", "bleed: expected a number from 0 to 100"},
    {"{\"bleed\": \"3\"}", "bleed: expected a number from 0 to 100"},
    {"{\"marks\": 1}", "marks: expected true or false"},
    {"{\"text\": \"outlines\"}", "text: expected \"curves\" or \"text\""},
    {"{\"name\": 7}", "name: expected a text"},
    {"{\"colors\": \"cmyk\"}", "profile: expected an ICC profile"},
    {"{\"standard\": \"PDF/X-4\"}", "standard: expected"},
    {"{\"profile\": \"no-such.icc\"}", "profile: \"no-such.icc\" is neither beside this file nor"},
    {"[]", "printer profile: expected a JSON object"},
    {"{", "1:"},
};

START_TEST(mistakeIsToldWithFileAndMember)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "p.json", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert(g_file_set_contents(path, mistakes[_i].json, -1, NULL));
    g_autoptr(Printer) printer = printer_load(path, &error);
    remove_folder(folder);
    ck_assert_ptr_null(printer);
    ck_assert_msg(g_str_has_prefix(error->message, path), "%s", error->message);
    ck_assert_msg(strstr(error->message, mistakes[_i].message) != NULL, "%s", error->message);
}
END_TEST

/* An sRGB profile, or any file, is no profile of a press. */
START_TEST(screenProfileIsRefused)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "p.json", NULL);
    g_autofree char *icc = g_build_filename(folder, "x.icc", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert(g_file_set_contents(icc, "not a profile", -1, NULL));
    ck_assert(g_file_set_contents(path, "{\"profile\": \"x.icc\"}", -1, NULL));
    g_autoptr(Printer) printer = printer_load(path, &error);
    remove_folder(folder);
    ck_assert_ptr_null(printer);
    ck_assert_msg(strstr(error->message, "expected an ICC output profile") != NULL, "%s", error->message);
}
END_TEST

START_TEST(missingFileIsIo)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Printer) printer = printer_load("/nowhere/p.json", &error);
    ck_assert_ptr_null(printer);
    ck_assert_msg(strstr(error->message, "/nowhere/p.json") != NULL, "%s", error->message);
}
END_TEST

Suite *printer_suite(void);
Suite *printer_suite(void)
{
    Suite *suite = suite_create("ink/printer");
    TCase *cases = tcase_create("printer");
    tcase_add_loop_test(cases, shippedProfilesLoad, 0, G_N_ELEMENTS(shipped));
    tcase_add_test(cases, defaultIsCoatedPaperWithMarks);
    tcase_add_test(cases, noMarksNoSlug);
    tcase_add_loop_test(cases, mistakeIsToldWithFileAndMember, 0, G_N_ELEMENTS(mistakes));
    tcase_add_test(cases, screenProfileIsRefused);
    tcase_add_test(cases, missingFileIsIo);
    suite_add_tcase(suite, cases);
    return suite;
}
