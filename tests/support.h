/* What the suites share. */
#pragma once

#include <check.h>
#include <glib.h>
#include <stdbool.h>

/* Runs the suites of one program; the exit status of main(). The list ends with NULL. */
int run_suites(Suite *first, ...);
/* A file of the tests folder, newly allocated path. */
char *test_file(const char *relative);
/* A fresh folder for files a test writes; newly allocated path. Removed by remove_folder(). */
char *make_folder(void);
void remove_folder(const char *folder);
/* While true, what is allocated is no leak to LeakSanitizer: for libraries that do not free all they take. */
void leaks_ignore(bool ignore);
