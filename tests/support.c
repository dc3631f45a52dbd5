#include "support.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdlib.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

int run_suites(Suite *first, ...)
{
    SRunner *runner = srunner_create(first);
    va_list suites;
    va_start(suites, first);
    for (Suite *suite = va_arg(suites, Suite *); suite; suite = va_arg(suites, Suite *))
        srunner_add_suite(runner, suite);
    va_end(suites);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

char *test_file(const char *relative)
{
    return g_build_filename(TEST_DIR, relative, NULL);
}

char *make_folder(void)
{
    char *folder = g_dir_make_tmp("semaine-test-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    return folder;
}

void remove_folder(const char *folder)
{
    GDir *directory = g_dir_open(folder, 0, NULL);
    if (!directory)
        return;
    for (const char *name = g_dir_read_name(directory); name; name = g_dir_read_name(directory)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_folder(path);
        else
            g_unlink(path);
    }
    g_dir_close(directory);
    g_rmdir(folder);
}

void leaks_ignore(bool ignore)
{
#ifdef __SANITIZE_ADDRESS__
    if (ignore)
        __lsan_disable();
    else
        __lsan_enable();
#else
    (void)ignore;
#endif
}
