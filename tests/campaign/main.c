#include "support.h"

Suite *ground_suite(void);
Suite *labels_suite(void);
Suite *sheet_suite(void);

int main(void)
{
    return run_suites(ground_suite(), labels_suite(), sheet_suite(), NULL);
}
