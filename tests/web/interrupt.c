/* A page whose writing is interrupted. */
#include "support.h"

#include <signal.h>
#include <sys/wait.h>

/* Starts the program on more hours than it draws before a signal comes. */
static GPid start(const char *page)
{
    g_autofree char *style = test_file("cli/data/small.json");
    const char *argv[] = {BUILD_DIR "/semaine",
                          "web",
                          "--static",
                          "--style",
                          style,
                          "--size",
                          "300x200px",
                          "--from",
                          "1871-01-01T00:00",
                          "--to",
                          "1871-12-31T00:00",
                          "--step",
                          "PT1H",
                          "-q",
                          "-o",
                          page,
                          NULL};
    GPid child;
    ck_assert(g_spawn_async(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                            NULL, NULL, &child, NULL));
    return child;
}

static size_t count_entries(const char *folder)
{
    size_t count = 0;
    GDir *listing = g_dir_open(folder, 0, NULL);
    while (g_dir_read_name(listing))
        count++;
    g_dir_close(listing);
    return count;
}

/* The page is begun in a folder beside its place. */
static void wait_for_begin(const char *folder)
{
    for (int i = 0; i < 10000 && count_entries(folder) == 0; i++)
        g_usleep(10000);
}

START_TEST(interruptLeavesNothingAndIsTold)
{
    static const int signals[] = {SIGINT, SIGTERM};
    g_autofree char *folder = make_folder(), *page = g_build_filename(folder, "page", NULL);
    const GPid child = start(page);
    wait_for_begin(folder);
    kill(child, signals[_i]);
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 128 + signals[_i]);
    ck_assert_uint_eq(count_entries(folder), 0);
    remove_folder(folder);
}
END_TEST

Suite *interrupt_suite(void);
Suite *interrupt_suite(void)
{
    Suite *suite = suite_create("interrupt");
    TCase *cases = tcase_create("interrupt");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, interruptLeavesNothingAndIsTold, 0, 2);
    suite_add_tcase(suite, cases);
    return suite;
}
