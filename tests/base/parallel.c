#include "base/parallel.h"

#include "semaine.h"
#include "support.h"

typedef struct {
    GArray *delivered; /* of size_t */
    size_t fail_work, fail_delivery;
    int states; /* started and not stopped */
} Log;

static void *start(void *user)
{
    Log *log = user;
    log->states++;
    return g_new0(size_t, 1);
}

static void stop(void *state)
{
    g_free(state);
}

static void *square(size_t index, void *state, void *user, GError **error)
{
    const Log *log = user;
    (*(size_t *)state)++;
    if (index >= log->fail_work) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "item %zu", index);
        return NULL;
    }
    if (index % 3 == 0)
        g_usleep(500);
    size_t *result = g_new(size_t, 1);
    *result = index * index;
    return result;
}

static bool collect(size_t index, void *result, void *user, GError **error)
{
    Log *log = user;
    const size_t value = *(size_t *)result;
    g_free(result);
    ck_assert_uint_eq(value, index * index);
    g_array_append_val(log->delivered, index);
    if (index != log->fail_delivery)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "delivery %zu", index);
    return false;
}

static bool run(Log *log, size_t count, size_t batch, unsigned jobs, GError **error)
{
    const ParallelPlan plan = {count, batch, jobs, log, start, stop, square, collect, g_free};
    return parallel_run(&plan, error);
}

static void check_run(size_t count, size_t batch, unsigned jobs)
{
    Log log = {g_array_new(FALSE, FALSE, sizeof(size_t)), SIZE_MAX, SIZE_MAX, 0};
    ck_assert(run(&log, count, batch, jobs, NULL));
    ck_assert_uint_eq(log.delivered->len, count);
    for (guint i = 0; i < log.delivered->len; i++)
        ck_assert_uint_eq(g_array_index(log.delivered, size_t, i), i);
    g_array_unref(log.delivered);
}

START_TEST(deliversAllInOrder)
{
    check_run(0, 1, 2);
    check_run(1, 4, 4);
    check_run(100, 1, 1);
    check_run(100, 7, 3);
    check_run(33, 8, 16);
}
END_TEST

START_TEST(firstFailedItemSaysWhy)
{
    Log log = {g_array_new(FALSE, FALSE, sizeof(size_t)), 10, SIZE_MAX, 0};
    g_autoptr(GError) error = NULL;
    ck_assert(!run(&log, 100, 2, 4, &error));
    ck_assert_str_eq(error->message, "item 10");
    ck_assert_uint_eq(log.delivered->len, 10);
    g_array_unref(log.delivered);
}
END_TEST

START_TEST(failedDeliveryEndsTheRun)
{
    Log log = {g_array_new(FALSE, FALSE, sizeof(size_t)), SIZE_MAX, 5, 0};
    g_autoptr(GError) error = NULL;
    ck_assert(!run(&log, 1000, 4, 2, &error));
    ck_assert_str_eq(error->message, "delivery 5");
    ck_assert_uint_eq(log.delivered->len, 6);
    g_array_unref(log.delivered);
}
END_TEST

Suite *parallel_suite(void);

Suite *parallel_suite(void)
{
    Suite *suite = suite_create("parallel");
    TCase *cases = tcase_create("parallel");
    tcase_add_test(cases, deliversAllInOrder);
    tcase_add_test(cases, firstFailedItemSaysWhy);
    tcase_add_test(cases, failedDeliveryEndsTheRun);
    suite_add_tcase(suite, cases);
    return suite;
}
