#include "support.h"

Suite *ground_suite(void);

int main(void)
{
    return run_suites(ground_suite(), NULL);
}
