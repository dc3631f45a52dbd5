#include "base/duration.h"

#include "support.h"

static char *add(const char *start, const char *duration, long times)
{
    Date date;
    Duration step;
    ck_assert(date_parse(start, &date, NULL));
    ck_assert(duration_parse(duration, &step, NULL));
    const Date moved = duration_add(&date, &step, times);
    return date_text(&moved);
}

static void check_add(const char *start, const char *duration, long times, const char *expected)
{
    g_autofree char *found = add(start, duration, times);
    ck_assert_str_eq(found, expected);
}

START_TEST(readsAllUnits)
{
    Duration duration;
    ck_assert(duration_parse("P2Y3M1W4DT5H6M", &duration, NULL));
    ck_assert_int_eq(duration.months, 27);
    ck_assert_int_eq(duration.days, 11);
    ck_assert_int_eq(duration.minutes, 306);
}
END_TEST

static const char *const wrong[] = {"",          "P",   "1D",   "PT",     "P1H",  "PT1D",
                                    "P1DT",      "PD",  "P-1D", "P1D1Y",  "PT1S", "PT1M1H",
                                    "P1000000D", "P0D", "P1D ", "PT1HT1M"};

START_TEST(refusesWhatIsNone)
{
    Duration duration;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(!duration_parse(wrong[_i], &duration, &error), "%s", wrong[_i]);
    ck_assert_ptr_nonnull(error);
}
END_TEST

START_TEST(daysStayDays)
{
    check_add("1871-05-21", "P1D", 7, "1871-05-28");
    check_add("1871-05-28", "P1D", 4, "1871-06-01");
    check_add("1871-05-21", "P1W", 0, "1871-05-21");
}
END_TEST

START_TEST(hoursOfADayBeginAtMidnight)
{
    check_add("1871-05-21", "PT1H", 0, "1871-05-21T00:00");
    check_add("1871-05-21", "PT1H", 25, "1871-05-22T01:00");
    check_add("1871-05-21T16:00", "PT1H", 175, "1871-05-28T23:00");
    check_add("1871-12-31T23:45", "PT15M", 1, "1872-01-01T00:00");
}
END_TEST

START_TEST(monthsEndOnTheirLastDay)
{
    check_add("1871-01-31", "P1M", 1, "1871-02-28");
    check_add("1871-01-31", "P1M", 2, "1871-03-31");
    check_add("1872-02-29", "P1Y", 1, "1873-02-28");
    check_add("1871-11-30", "P1M", 2, "1872-01-30");
}
END_TEST

START_TEST(secondsFollowTheClock)
{
    Date day, noon, next;
    ck_assert(date_parse("1871-05-21", &day, NULL));
    ck_assert(date_parse("1871-05-21T12:00", &noon, NULL));
    ck_assert(date_parse("1871-05-22T00:00", &next, NULL));
    ck_assert(date_second(&noon) < date_second(&day));
    ck_assert_int_eq(date_second(&day) + 1, date_second(&next));
}
END_TEST

Suite *duration_suite(void);

Suite *duration_suite(void)
{
    Suite *suite = suite_create("duration");
    TCase *cases = tcase_create("duration");
    tcase_add_test(cases, readsAllUnits);
    tcase_add_loop_test(cases, refusesWhatIsNone, 0, G_N_ELEMENTS(wrong));
    tcase_add_test(cases, daysStayDays);
    tcase_add_test(cases, hoursOfADayBeginAtMidnight);
    tcase_add_test(cases, monthsEndOnTheirLastDay);
    tcase_add_test(cases, secondsFollowTheClock);
    suite_add_tcase(suite, cases);
    return suite;
}
