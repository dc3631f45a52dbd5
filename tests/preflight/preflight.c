#include "preflight/preflight.h"
#include "base/error.h"
#include "preflight/breakage.h"
#include "print/sample.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static char *folder, *path;
static Report *report;

static void make_place(void)
{
    folder = make_folder();
    path = g_build_filename(folder, "sheet.pdf", NULL);
    report = report_new();
}

static void remove_place(void)
{
    report_free(report);
    g_free(path);
    remove_folder(folder);
    g_free(folder);
}

static void write_file(GBytes *bytes)
{
    gsize length;
    const char *start = g_bytes_get_data(bytes, &length);
    ck_assert(g_file_set_contents(path, start, (gssize)length, NULL));
}

static GBytes *finish_sample(void)
{
    g_autoptr(Sample) sample = sample_new("coated-fogra39");
    return sample_finish(sample);
}

static void write_broken(const Breakage *breakage)
{
    g_autoptr(GBytes) good = finish_sample();
    gsize length;
    const void *start = g_bytes_get_data(good, &length);
    g_autoptr(Pdf) pdf = pdf_open("sample", start, length, NULL);
    ck_assert_int_eq(qpdf_init_write(pdf->qpdf, path), QPDF_SUCCESS);
    breakage->apply(pdf, qpdf_get_page_n(pdf->qpdf, 0), breakage->text);
    ck_assert_int_eq(qpdf_write(pdf->qpdf) & QPDF_ERRORS, 0);
}

static char *all_findings(void)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *line = finding_to_text(report_finding(report, i));
        g_string_append_printf(text, "%s\n", line);
    }
    return g_string_free(text, FALSE);
}

static void check_file(void)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(preflight_check(path, report, &error), "%s", error ? error->message : "");
}

/* Without the plates, which take the most time. */
static void check_without_plates(void)
{
    g_autoptr(GError) error = NULL;
    PreflightLimits limits = preflight_limits();
    limits.ink = 0;
    ck_assert_msg(preflight_check_limits(path, &limits, report, &error), "%s", error ? error->message : "");
}

static bool has_finding(Severity severity, const char *place, const char *message)
{
    for (size_t i = 0; i < report_count(report); i++) {
        const Finding *finding = report_finding(report, i);
        if (finding->severity == severity && g_str_has_prefix(finding->path, place) &&
            strstr(finding->message, message))
            return true;
    }
    return false;
}

START_TEST(ourOwnFileIsClean)
{
    g_autoptr(GBytes) good = finish_sample();
    write_file(good);
    check_file();
    g_autofree char *text = all_findings();
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(everyBreakageIsTold)
{
    const Breakage *breakage = &breakages[_i];
    write_broken(breakage);
    if (strstr(breakage->message, "total ink") || strstr(breakage->message, "at the cut"))
        check_file();
    else
        check_without_plates();
    g_autofree char *text = all_findings();
    ck_assert_msg(has_finding(breakage->severity, breakage->place, breakage->message),
                  "expected %s: %s, found:\n%s", breakage->place, breakage->message, text);
}
END_TEST

START_TEST(fileWithoutIdentifierIsTold)
{
    g_autoptr(GBytes) good = finish_sample();
    gsize length;
    const char *start = g_bytes_get_data(good, &length);
    g_autofree char *bytes = g_memdup2(start, length);
    char *key = NULL;
    for (gsize i = 0; i + 5 < length; i++)
        if (memcmp(bytes + i, "/ID [", 5) == 0)
            key = bytes + i;
    ck_assert_ptr_nonnull(key);
    key[2] = 'X';
    ck_assert(g_file_set_contents(path, bytes, (gssize)length, NULL));
    check_without_plates();
    ck_assert(has_finding(SEVERITY_ERROR, "", "has no identifier"));
}
END_TEST

/* Inks of their own may be described in Lab, and dates be written less exactly. */
START_TEST(goodVariantsAreClean)
{
    const Breakage *variant = &good_variants[_i];
    write_broken(variant);
    check_without_plates();
    g_autofree char *text = all_findings();
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(officeFileIsFullOfScreenColors)
{
    g_autoptr(Sample) sample = sample_new("office");
    g_autoptr(GBytes) bytes = sample_finish(sample);
    write_file(bytes);
    check_without_plates();
    ck_assert(has_finding(SEVERITY_ERROR, "page 1", "content has DeviceRGB"));
    ck_assert(has_finding(SEVERITY_ERROR, "object", "transparency group has DeviceRGB"));
    ck_assert(has_finding(SEVERITY_ERROR, "object", "image has DeviceRGB"));
    ck_assert(has_finding(SEVERITY_ERROR, "object", "gradient has DeviceRGB"));
    ck_assert(has_finding(SEVERITY_ERROR, "output intent", "is missing"));
}
END_TEST

START_TEST(limitsAreThePrinters)
{
    g_autoptr(GBytes) good = finish_sample();
    g_autoptr(GError) error = NULL;
    PreflightLimits limits = preflight_limits();
    limits.text = 20;
    limits.ink = 90;
    write_file(good);
    ck_assert(preflight_check_limits(path, &limits, report, &error));
    ck_assert(has_finding(SEVERITY_ERROR, "page 1", "a text of 10 pt is smaller than 20 pt"));
    ck_assert(has_finding(SEVERITY_ERROR, "page 1", "is more than 90 %"));
}
END_TEST

START_TEST(missingGhostscriptIsSaid)
{
    g_autoptr(GBytes) good = finish_sample();
    write_file(good);
    g_setenv("PATH", "/nowhere", TRUE);
    check_file();
    ck_assert_uint_eq(report_error_count(report), 0);
    ck_assert(
        has_finding(SEVERITY_WARNING, "", "total ink was not measured: Ghostscript (gs) is not installed"));
}
END_TEST

START_TEST(cutOffFileIsDamaged)
{
    g_autoptr(GBytes) good = finish_sample();
    gsize length;
    const char *start = g_bytes_get_data(good, &length);
    ck_assert(g_file_set_contents(path, start, (gssize)(length - 40), NULL));
    g_autoptr(GError) error = NULL;
    if (preflight_check(path, report, &error))
        ck_assert(has_finding(SEVERITY_ERROR, "", "damaged"));
    else
        ck_assert_int_eq(error->code, SEMAINE_ERROR_FORMAT);
}
END_TEST

START_TEST(otherFilesAreErrors)
{
    g_autoptr(GError) format = NULL, io = NULL;
    ck_assert(g_file_set_contents(path, "no PDF", -1, NULL));
    ck_assert(!preflight_check(path, report, &format));
    ck_assert_int_eq(format->code, SEMAINE_ERROR_FORMAT);
    ck_assert(!preflight_check("/nowhere/x.pdf", report, &io));
    ck_assert_int_eq(io->code, SEMAINE_ERROR_IO);
}
END_TEST

/* Bytes changed at random: any answer but a crash. */
START_TEST(damageIsSurvived)
{
    g_autoptr(GBytes) good = finish_sample();
    gsize length;
    const char *start = g_bytes_get_data(good, &length);
    g_autofree char *bytes = g_memdup2(start, length);
    guint32 seed = 99 + (guint32)_i;
    for (int i = 0; i < 60; i++) {
        seed = seed * 1664525 + 1013904223;
        /* The profile fills the middle; the ends hold the objects. */
        const gsize place = seed % 2 ? seed / 2 % 20000 : length - 1 - seed / 2 % 20000;
        bytes[place] = (char)(seed >> 24);
    }
    PreflightLimits limits = preflight_limits();
    limits.ink = 0;
    ck_assert(g_file_set_contents(path, bytes, (gssize)length, NULL));
    g_autoptr(GError) error = NULL;
    ck_assert(preflight_check_limits(path, &limits, report, &error) || error);
}
END_TEST

Suite *preflight_suite(void);
Suite *preflight_suite(void)
{
    Suite *suite = suite_create("preflight/preflight");
    TCase *cases = tcase_create("preflight");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, make_place, remove_place);
    tcase_add_test(cases, ourOwnFileIsClean);
    tcase_add_loop_test(cases, everyBreakageIsTold, 0, (int)breakage_count);
    tcase_add_loop_test(cases, goodVariantsAreClean, 0, (int)good_variant_count);
    tcase_add_test(cases, fileWithoutIdentifierIsTold);
    tcase_add_test(cases, officeFileIsFullOfScreenColors);
    tcase_add_test(cases, limitsAreThePrinters);
    tcase_add_test(cases, missingGhostscriptIsSaid);
    tcase_add_test(cases, cutOffFileIsDamaged);
    tcase_add_test(cases, otherFilesAreErrors);
    tcase_add_loop_test(cases, damageIsSurvived, 0, 20);
    suite_add_tcase(suite, cases);
    return suite;
}
