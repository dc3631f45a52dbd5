#include "support.h"

Suite *cascade_suite(void);
Suite *columns_suite(void);
Suite *graticule_suite(void);
Suite *layout_suite(void);
Suite *page_suite(void);

int main(void)
{
    return run_suites(cascade_suite(), columns_suite(), graticule_suite(), layout_suite(), page_suite(),
                      NULL);
}
