#include "support.h"

Suite *property_suite(void);

int main(void)
{
    return run_suites(property_suite(), NULL);
}
