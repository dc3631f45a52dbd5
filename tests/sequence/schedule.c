#include "sequence/schedule.h"

#include "support.h"

#include <string.h>

static GPtrArray *make_dates(const char *from, const char *to, const char *step)
{
    const Schedule schedule = {from, to, step, false};
    GPtrArray *dates = schedule_dates(&schedule, NULL, NULL);
    ck_assert_ptr_nonnull(dates);
    return dates;
}

static void check_dates(const char *from, const char *to, const char *step, size_t count, const char *last)
{
    g_autoptr(GPtrArray) dates = make_dates(from, to, step);
    ck_assert_uint_eq(dates->len, count);
    ck_assert_str_eq(dates->pdata[count - 1], last);
}

START_TEST(stepsReachTheLastDay)
{
    check_dates("1871-05-21", "1871-05-28", "P1D", 8, "1871-05-28");
    check_dates("1871-05-21", "1871-05-21", "P1D", 1, "1871-05-21");
    check_dates("1871-05-21T16:00", "1871-05-28T23:00", "PT1H", 176, "1871-05-28T23:00");
    check_dates("1871-05-21", "1871-05-22", "PT1H", 48, "1871-05-22T23:00");
    check_dates("1780-07-01", "2019-07-01", "P1Y", 240, "2019-07-01");
}
END_TEST

START_TEST(partsAreNeighboursAndAllOfIt)
{
    for (size_t count = 0; count < 40; count++)
        for (unsigned parts = 1; parts < 12; parts++) {
            size_t next = 0;
            for (unsigned part = 1; part <= parts; part++) {
                size_t first, end;
                schedule_shard(count, part, parts, &first, &end);
                ck_assert_uint_eq(first, next);
                ck_assert(end - first >= count / parts && end - first <= (count + parts - 1) / parts);
                next = end;
            }
            ck_assert_uint_eq(next, count);
        }
}
END_TEST

START_TEST(noPartsMeansAll)
{
    size_t first, end;
    schedule_shard(17, 0, 0, &first, &end);
    ck_assert_uint_eq(first, 0);
    ck_assert_uint_eq(end, 17);
}
END_TEST

START_TEST(holdOfADayIsItsLastInstant)
{
    g_autoptr(GPtrArray) dates = make_dates("1871-05-21", "1871-05-23", "PT6H");
    const char *holds[] = {"1871-05-22=2", "1871-05-23T06:00=0.5", NULL};
    g_autofree size_t *counts = schedule_holds(dates, holds, 12, NULL);
    ck_assert_uint_eq(counts[7], 24);
    ck_assert_uint_eq(counts[9], 6);
    ck_assert_uint_eq(counts[8], 1);
}
END_TEST

START_TEST(holdOfEachDayIsAtItsEnd)
{
    g_autoptr(GPtrArray) dates = make_dates("1871-05-21T06:00", "1871-05-22T12:00", "PT6H");
    const char *holds[] = {"day=1", "1871-05-22T12:00=2", NULL};
    const size_t expected[] = {1, 1, 12, 1, 1, 24};
    g_autofree size_t *counts = schedule_holds(dates, holds, 12, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        ck_assert_uint_eq(counts[i], expected[i]);
}
END_TEST

static const char *const wrong[] = {"1871-05-22",    "1871-05-22=",  "1871-05-22=x", "1871-05-22=0",
                                    "1871-05-22=2s", "1871-06-22=2", "=2",           "days=2"};

START_TEST(wrongHoldsAreRefused)
{
    g_autoptr(GPtrArray) dates = make_dates("1871-05-21", "1871-05-23", "P1D");
    const char *holds[] = {wrong[_i], NULL};
    g_autoptr(GError) error = NULL;
    g_autofree size_t *counts = schedule_holds(dates, holds, 12, &error);
    ck_assert_ptr_null(counts);
    ck_assert_ptr_nonnull(error);
}
END_TEST

Suite *schedule_suite(void);

Suite *schedule_suite(void)
{
    Suite *suite = suite_create("schedule");
    TCase *cases = tcase_create("schedule");
    tcase_add_test(cases, stepsReachTheLastDay);
    tcase_add_test(cases, partsAreNeighboursAndAllOfIt);
    tcase_add_test(cases, noPartsMeansAll);
    tcase_add_test(cases, holdOfADayIsItsLastInstant);
    tcase_add_test(cases, holdOfEachDayIsAtItsEnd);
    tcase_add_loop_test(cases, wrongHoldsAreRefused, 0, G_N_ELEMENTS(wrong));
    suite_add_tcase(suite, cases);
    return suite;
}
