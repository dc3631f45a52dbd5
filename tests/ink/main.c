#include "support.h"

Suite *convert_suite(void);
Suite *difference_suite(void);
Suite *keys_suite(void);
Suite *printer_suite(void);
Suite *table_suite(void);

int main(void)
{
    return run_suites(keys_suite(), table_suite(), printer_suite(), difference_suite(), convert_suite(),
                      NULL);
}
