#include "support.h"

Suite *coverage_suite(void);
Suite *ground_suite(void);
Suite *labels_suite(void);
Suite *second_subject_suite(void);
Suite *sheet_suite(void);

int main(void)
{
    return run_suites(coverage_suite(), ground_suite(), labels_suite(), second_subject_suite(), sheet_suite(),
                      NULL);
}
