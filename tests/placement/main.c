#include "support.h"

Suite *placement_suite(void);

int main(void)
{
    return run_suites(placement_suite(), NULL);
}
