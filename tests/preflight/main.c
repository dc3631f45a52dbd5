#include "support.h"

Suite *plate_suite(void);
Suite *plates_suite(void);
Suite *preflight_suite(void);

int main(void)
{
    return run_suites(plate_suite(), plates_suite(), preflight_suite(), NULL);
}
