#include "support.h"

Suite *ground_suite(void);
Suite *labels_suite(void);

int main(void)
{
    return run_suites(ground_suite(), labels_suite(), NULL);
}
