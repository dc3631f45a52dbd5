/* The suites of src/ itself: what the public functions do. */
#include "support.h"

Suite *info_suite(void);
Suite *large_suite(void);
Suite *style_readme_suite(void);

int main(void)
{
    return run_suites(info_suite(), large_suite(), style_readme_suite(), NULL);
}
