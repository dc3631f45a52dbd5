/* The suites of src/ itself: what the public functions do. */
#include "support.h"

Suite *check_suite(void);
Suite *info_suite(void);

int main(void)
{
    return run_suites(check_suite(), info_suite(), NULL);
}
