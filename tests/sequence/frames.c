/* Sequences that are killed, and go on. */
#include "support.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>

enum { FRAMES = 60, KILLS = 10 };

/* Starts the program on FRAMES hours. */
static GPid start(const char *folder, bool resume)
{
    g_autofree char *style = test_file("cli/data/small.json"), *page = test_file("cli/data/page.svg");
    g_autofree char *pattern = g_build_filename(folder, "%03d.png", NULL);
    const char *argv[] = {BUILD_DIR "/semaine",
                          "frames",
                          "--style",
                          style,
                          "--layout",
                          page,
                          "--size",
                          "640x360px",
                          "--from",
                          "1871-05-20T00:00",
                          "--to",
                          "1871-05-22T11:00",
                          "--step",
                          "PT1H",
                          "-j",
                          "2",
                          "-q",
                          "-o",
                          pattern,
                          resume ? "--resume" : NULL,
                          NULL};
    GPid child;
    ck_assert(g_spawn_async(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                            NULL, NULL, &child, NULL));
    return child;
}

static int wait_for(GPid child)
{
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

static void check_same_file(const char *a_folder, const char *b_folder, const char *name)
{
    g_autofree char *a_path = g_build_filename(a_folder, name, NULL), *a = NULL;
    g_autofree char *b_path = g_build_filename(b_folder, name, NULL), *b = NULL;
    gsize a_length, b_length;
    ck_assert(g_file_get_contents(a_path, &a, &a_length, NULL));
    ck_assert_msg(g_file_get_contents(b_path, &b, &b_length, NULL), "%s is missing", b_path);
    ck_assert_msg(a_length == b_length && memcmp(a, b, a_length) == 0, "%s differs", name);
}

static int count_files(const char *folder)
{
    int count = 0;
    GDir *listing = g_dir_open(folder, 0, NULL);
    while (g_dir_read_name(listing))
        count++;
    g_dir_close(listing);
    return count;
}

/* All pictures that are there at all are whole. */
static void check_pictures(const char *whole, const char *part)
{
    GDir *listing = g_dir_open(part, 0, NULL);
    for (const char *name; (name = g_dir_read_name(listing));)
        if (g_str_has_suffix(name, ".png"))
            check_same_file(whole, part, name);
    g_dir_close(listing);
}

START_TEST(killedSequenceGoesOn)
{
    g_autofree char *whole = make_folder(), *part = make_folder();
    ck_assert_int_eq(wait_for(start(whole, false)), 0);
    ck_assert_int_eq(count_files(whole), FRAMES + 1);
    g_autoptr(GRand) random = g_rand_new_with_seed(1871);
    for (int i = 0; i < KILLS; i++) {
        const GPid child = start(part, i > 0);
        g_usleep((gulong)g_rand_int_range(random, 20000, 700000));
        kill(child, SIGKILL);
        wait_for(child);
        check_pictures(whole, part);
    }
    ck_assert_int_eq(wait_for(start(part, true)), 0);
    check_pictures(whole, part);
    check_same_file(whole, part, "frames.jsonl");
    ck_assert_int_eq(count_files(part), FRAMES + 1);
    remove_folder(whole);
    remove_folder(part);
}
END_TEST

START_TEST(damagedPictureIsDrawnAgain)
{
    g_autofree char *whole = make_folder(), *part = make_folder();
    ck_assert_int_eq(wait_for(start(whole, false)), 0);
    ck_assert_int_eq(wait_for(start(part, false)), 0);
    g_autofree char *path = g_build_filename(part, "007.png", NULL);
    ck_assert(g_file_set_contents(path, "torn", 4, NULL));
    ck_assert_int_eq(wait_for(start(part, true)), 0);
    check_pictures(whole, part);
    remove_folder(whole);
    remove_folder(part);
}
END_TEST

/* Until the work is under way, however busy the machine is. */
static void wait_for_picture(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "001.png", NULL);
    for (int i = 0; i < 10000 && !g_file_test(path, G_FILE_TEST_EXISTS); i++)
        g_usleep(10000);
}

START_TEST(interruptLeavesNothingHalf)
{
    g_autofree char *whole = make_folder(), *part = make_folder();
    ck_assert_int_eq(wait_for(start(whole, false)), 0);
    const GPid child = start(part, false);
    wait_for_picture(part);
    kill(child, SIGINT);
    const int status = wait_for(child);
    ck_assert(WIFEXITED(status) && (WEXITSTATUS(status) == 128 + SIGINT || WEXITSTATUS(status) == 0));
    GDir *listing = g_dir_open(part, 0, NULL);
    for (const char *name; (name = g_dir_read_name(listing));)
        ck_assert_msg(g_str_has_suffix(name, ".png") || g_str_equal(name, "frames.jsonl"), "%s is left",
                      name);
    g_dir_close(listing);
    check_pictures(whole, part);
    remove_folder(whole);
    remove_folder(part);
}
END_TEST

Suite *frames_suite(void);

Suite *frames_suite(void)
{
    Suite *suite = suite_create("frames");
    TCase *cases = tcase_create("frames");
    tcase_set_timeout(cases, 300);
    tcase_add_test(cases, killedSequenceGoesOn);
    tcase_add_test(cases, damagedPictureIsDrawnAgain);
    tcase_add_test(cases, interruptLeavesNothingHalf);
    suite_add_tcase(suite, cases);
    return suite;
}
