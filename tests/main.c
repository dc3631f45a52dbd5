/* The suites of src/ itself: what the public functions do. */
#include "support.h"

Suite *info_suite(void);

int main(void)
{
    return run_suites(info_suite(), NULL);
}
