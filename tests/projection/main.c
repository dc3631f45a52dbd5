#include "support.h"

Suite *projection_suite(void);

int main(void)
{
    return run_suites(projection_suite(), NULL);
}
