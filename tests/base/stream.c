#include "base/stream.h"

#include "semaine.h"
#include "support.h"

#include <string.h>

START_TEST(whatArrivesIsNoError)
{
    FILE *stream = tmpfile();
    fputs("a line\n", stream);
    g_autoptr(GError) error = NULL;
    ck_assert(stream_flush(stream, "the list", &error));
    ck_assert_ptr_null(error);
    fclose(stream);
}
END_TEST

START_TEST(whatDoesNotArriveIsTold)
{
    FILE *stream = fopen("/dev/full", "w");
    ck_assert_ptr_nonnull(stream);
    fputs("a line\n", stream);
    g_autoptr(GError) error = NULL;
    ck_assert(!stream_flush(stream, "the list", &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
    ck_assert_ptr_nonnull(strstr(error->message, "the list cannot be written"));
    fclose(stream);
}
END_TEST

Suite *stream_suite(void);
Suite *stream_suite(void)
{
    Suite *suite = suite_create("base/stream");
    TCase *cases = tcase_create("stream");
    tcase_add_test(cases, whatArrivesIsNoError);
    tcase_add_test(cases, whatDoesNotArriveIsTold);
    suite_add_tcase(suite, cases);
    return suite;
}
