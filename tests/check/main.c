#include "support.h"

Suite *check_suite(void);

int main(void)
{
    return run_suites(check_suite(), NULL);
}
