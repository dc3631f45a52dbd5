/* The suites of src/ itself: what the public functions do. */
#include "support.h"

Suite *check_suite(void);
Suite *frames_suite(void);
Suite *info_suite(void);
Suite *schedule_suite(void);
Suite *style_readme_suite(void);

int main(void)
{
    return run_suites(check_suite(), frames_suite(), info_suite(), schedule_suite(), style_readme_suite(),
                      NULL);
}
