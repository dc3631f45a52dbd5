#include "output/proof.h"
#include "base/error.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static Printer *load_printer(void)
{
    g_autoptr(GError) error = NULL;
    Printer *printer = printer_load(SOURCE_DIR "/styles/printers/coated-fogra39.json", &error);
    ck_assert_msg(printer != NULL, "%s", error ? error->message : "");
    return printer;
}

START_TEST(namesOfTheOption)
{
    g_autoptr(GError) error = NULL;
    ProofKind kind;
    ck_assert(proof_kind_parse("deutan", &kind, NULL) && kind == PROOF_DEUTAN);
    ck_assert(proof_kind_parse("cmyk", &kind, NULL) && kind == PROOF_CMYK);
    ck_assert(!proof_kind_parse("sepia", &kind, &error));
    ck_assert_int_eq(error->code, SEMAINE_ERROR_USAGE);
}
END_TEST

START_TEST(greyHasTheLuminance)
{
    g_autoptr(Proof) proof = proof_new(PROOF_GREY, NULL, NULL);
    unsigned char pixels[] = {255, 255, 255, 0, 0, 0, 0, 255, 0};
    proof_pixels(proof, pixels, 3, 3);
    ck_assert_int_eq(memcmp(pixels, (const unsigned char[]){255, 255, 255, 0, 0, 0, 220, 220, 220}, 9), 0);
}
END_TEST

START_TEST(alphaStays)
{
    g_autoptr(Printer) printer = load_printer();
    for (int kind = PROOF_SCREEN; kind <= PROOF_CMYK; kind++) {
        g_autoptr(Proof) proof = proof_new((ProofKind)kind, printer, NULL);
        unsigned char pixels[] = {200, 30, 40, 77, 10, 200, 90, 0};
        proof_pixels(proof, pixels, 2, 4);
        ck_assert_int_eq(pixels[3], 77);
        ck_assert_int_eq(pixels[7], 0);
    }
}
END_TEST

START_TEST(redAndGreenMeetForDeuteranopes)
{
    g_autoptr(Proof) proof = proof_new(PROOF_DEUTAN, NULL, NULL);
    unsigned char pixels[] = {215, 25, 28, 120, 90, 30};
    proof_pixels(proof, pixels, 2, 3);
    ck_assert_int_lt(abs(pixels[0] - pixels[3]), 30);
    ck_assert_int_lt(abs(pixels[1] - pixels[4]), 30);
}
END_TEST

START_TEST(inkDullsTheBrightest)
{
    g_autoptr(Printer) printer = load_printer();
    g_autoptr(Proof) proof = proof_new(PROOF_CMYK, printer, NULL);
    unsigned char pixels[] = {0, 255, 0, 255, 255, 255};
    proof_pixels(proof, pixels, 2, 3);
    ck_assert_int_lt(pixels[1], 200);
    ck_assert_int_ge(pixels[3], 253);
}
END_TEST

START_TEST(inksNeedAPrinter)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(proof_new(PROOF_CMYK, NULL, &error));
    ck_assert_int_eq(error->code, SEMAINE_ERROR_USAGE);
}
END_TEST

static size_t findings_with(const Report *report, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < report_count(report); i++)
        count += strstr(report_finding(report, i)->message, text) != NULL;
    return count;
}

/* A palette made to fail: red and olive of one lightness, and two blues. */
START_TEST(badPaletteIsNamed)
{
    static const Color colors[] = {
        {0.84, 0.10, 0.11, 1}, {0.48, 0.42, 0.0, 1}, {0.2, 0.3, 0.8, 1}, {0.22, 0.31, 0.8, 1}};
    static const char *const names[] = {"Commune", "Versailles", "Seine", "Marne"};
    g_autoptr(Printer) printer = load_printer();
    g_autoptr(Report) report = report_new();
    proof_check("style.json", colors, names, 4, printer, report);
    ck_assert_uint_eq(findings_with(report, "\"Seine\" and \"Marne\" look alike on the screen"), 1);
    ck_assert_uint_eq(findings_with(report, "\"Commune\" and \"Versailles\" look alike in grey"), 1);
    ck_assert_uint_eq(findings_with(report, "\"Commune\" and \"Seine\""), 0);
    static const char *const everywhere[] = {"in grey", "to protanopes", "to deuteranopes", "to tritanopes",
                                             "in print"};
    for (size_t i = 0; i < G_N_ELEMENTS(everywhere); i++)
        ck_assert_uint_ge(findings_with(report, everywhere[i]), 1);
    ck_assert_str_eq(report_finding(report, 0)->file, "style.json");
}
END_TEST

/* Light to dark: safe for everybody. */
START_TEST(goodRampIsSilent)
{
    static const Color colors[] = {
        {1, 0.96, 0.85, 1}, {0.99, 0.75, 0.4, 1}, {0.85, 0.4, 0.05, 1}, {0.4, 0.1, 0.02, 1}};
    static const char *const names[] = {"21 mai", "22 mai", "23 mai", "24 mai"};
    g_autoptr(Printer) printer = load_printer();
    g_autoptr(Report) report = report_new();
    proof_check("style.json", colors, names, 4, printer, report);
    ck_assert_uint_eq(report_count(report), 0);
}
END_TEST

Suite *proof_suite(void);
Suite *proof_suite(void)
{
    Suite *suite = suite_create("output/proof");
    TCase *cases = tcase_create("proof");
    tcase_add_test(cases, namesOfTheOption);
    tcase_add_test(cases, greyHasTheLuminance);
    tcase_add_test(cases, alphaStays);
    tcase_add_test(cases, redAndGreenMeetForDeuteranopes);
    tcase_add_test(cases, inkDullsTheBrightest);
    tcase_add_test(cases, inksNeedAPrinter);
    tcase_add_test(cases, badPaletteIsNamed);
    tcase_add_test(cases, goodRampIsSilent);
    suite_add_tcase(suite, cases);
    return suite;
}
