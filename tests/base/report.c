#include "base/report.h"
#include "support.h"

START_TEST(textNamesFileLineSeverityPath)
{
    g_autoptr(Report) report = report_new();
    report_add(report, SEVERITY_ERROR, "a.json", 7, "layers[0].id", "expected %s", "string");
    g_autofree char *text = finding_to_text(report_finding(report, 0));
    ck_assert_str_eq(text, "a.json:7: error: layers[0].id: expected string");
}
END_TEST

START_TEST(linesOfALibraryBecomeOne)
{
    g_autoptr(Report) report = report_new();
    report_add(report, SEVERITY_ERROR, "a.svg", 1, NULL, "%s", "no UTF-8\nBytes: 0xFF\n");
    ck_assert_str_eq(report_finding(report, 0)->message, "no UTF-8 Bytes: 0xFF");
}
END_TEST

START_TEST(countsErrorsApartFromWarnings)
{
    g_autoptr(Report) report = report_new();
    report_add(report, SEVERITY_WARNING, "a.json", 1, NULL, "x");
    report_add(report, SEVERITY_ERROR, "a.json", 1, NULL, "y");
    ck_assert_uint_eq(report_count(report), 2);
    ck_assert_uint_eq(report_error_count(report), 1);
}
END_TEST

START_TEST(sortedByFileThenLine)
{
    g_autoptr(Report) report = report_new();
    report_add(report, SEVERITY_ERROR, "b", 1, NULL, "3");
    report_add(report, SEVERITY_ERROR, "a", 9, NULL, "2");
    report_add(report, SEVERITY_ERROR, "a", 2, NULL, "1");
    report_sort(report);
    ck_assert_str_eq(report_finding(report, 0)->message, "1");
    ck_assert_str_eq(report_finding(report, 1)->message, "2");
    ck_assert_str_eq(report_finding(report, 2)->message, "3");
}
END_TEST

Suite *report_suite(void);
Suite *report_suite(void)
{
    Suite *suite = suite_create("base/report");
    TCase *cases = tcase_create("report");
    tcase_add_test(cases, textNamesFileLineSeverityPath);
    tcase_add_test(cases, linesOfALibraryBecomeOne);
    tcase_add_test(cases, countsErrorsApartFromWarnings);
    tcase_add_test(cases, sortedByFileThenLine);
    suite_add_tcase(suite, cases);
    return suite;
}
