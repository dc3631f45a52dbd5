#include "base/date.h"
#include "base/error.h"
#include "support.h"

#include <string.h>

static Date read_date(const char *text)
{
    Date date;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(date_parse(text, &date, &error), "%s: %s", text, error ? error->message : "");
    return date;
}

START_TEST(bareDayMeansItsEnd)
{
    const Date date = read_date("1871-05-22");
    g_autofree char *instant = date_instant(&date), *day = date_day(&date);
    ck_assert_str_eq(instant, "1871-05-22T23:59:59");
    ck_assert_str_eq(day, "1871-05-22");
}
END_TEST

START_TEST(timeIsKept)
{
    const Date date = read_date("1871-05-22T18:05");
    g_autofree char *instant = date_instant(&date);
    ck_assert_str_eq(instant, "1871-05-22T18:05");
}
END_TEST

static const char *const wrong[] = {
    "",          "1871",        "1871-13-01",       "1871-02-29",      "1871-05-32", "22 mai 1871",
    "1871-5-22", "1871-05-22x", "1871-05-22T24:00", "1871-05-22T1:00", "1871-05-22T"};

START_TEST(wrongDateIsUsageErrorThatQuotesIt)
{
    Date date;
    g_autoptr(GError) error = NULL;
    ck_assert(!date_parse(wrong[_i], &date, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE));
    g_autofree char *quoted = g_strdup_printf("\"%s\"", wrong[_i]);
    ck_assert_ptr_nonnull(strstr(error->message, quoted));
}
END_TEST

START_TEST(leapDaysOfTheGregorianCalendar)
{
    Date date;
    ck_assert(date_parse("1872-02-29", &date, NULL));
    ck_assert(date_parse("2000-02-29", &date, NULL));
    ck_assert(!date_parse("1900-02-29", &date, NULL));
}
END_TEST

static const struct {
    const char *date, *language, *text;
} texts[] = {
    {"1871-05-22", "fr", "22 mai 1871"},
    {"1871-05-01", "fr", "1er mai 1871"},
    {"1871-05-22T18:00", "fr", "22 mai 1871, 18\u00a0h"},
    {"1871-05-22T18:30", "fr", "22 mai 1871, 18\u00a0h\u00a030"},
    {"1871-08-01", "en", "1 August 1871"},
    {"1871-05-22T06:05", "en", "22 May 1871, 6:05"},
};

START_TEST(textForPeople)
{
    const Date date = read_date(texts[_i].date);
    g_autofree char *text = date_to_text(&date, texts[_i].language);
    ck_assert_str_eq(text, texts[_i].text);
}
END_TEST

static const struct {
    const char *date, *language, *text;
} hours[] = {{"1871-05-22", "fr", ""},
             {"1871-05-22T18:00", "fr", "18\u00a0h"},
             {"1871-05-22T06:05", "fr", "6\u00a0h\u00a005"},
             {"1871-05-22T06:05", "en", "6:05"}};

START_TEST(hourForPeople)
{
    const Date date = read_date(hours[_i].date);
    g_autofree char *text = date_hour_to_text(&date, hours[_i].language);
    ck_assert_str_eq(text, hours[_i].text);
}
END_TEST

START_TEST(addingDaysInvertsDayNumbers)
{
    const Date start = read_date("1868-12-31");
    for (long days = -800; days < 4000; days += 7) {
        const Date moved = date_add_days(&start, days);
        ck_assert_int_eq(date_day_number(&moved) - date_day_number(&start), days);
        g_autofree char *text = date_day(&moved);
        Date again;
        ck_assert_msg(date_parse(text, &again, NULL), "%s", text);
    }
}
END_TEST

Suite *date_suite(void);
Suite *date_suite(void)
{
    Suite *suite = suite_create("base/date");
    TCase *cases = tcase_create("date");
    tcase_add_test(cases, bareDayMeansItsEnd);
    tcase_add_test(cases, timeIsKept);
    tcase_add_loop_test(cases, wrongDateIsUsageErrorThatQuotesIt, 0, G_N_ELEMENTS(wrong));
    tcase_add_test(cases, leapDaysOfTheGregorianCalendar);
    tcase_add_loop_test(cases, textForPeople, 0, G_N_ELEMENTS(texts));
    tcase_add_loop_test(cases, hourForPeople, 0, G_N_ELEMENTS(hours));
    tcase_add_test(cases, addingDaysInvertsDayNumbers);
    suite_add_tcase(suite, cases);
    return suite;
}
