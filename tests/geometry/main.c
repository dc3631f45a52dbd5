#include "support.h"

Suite *arrow_suite(void);
Suite *clip_suite(void);
Suite *earth_suite(void);
Suite *interior_suite(void);
Suite *rings_suite(void);
Suite *simplify_suite(void);

int main(void)
{
    return run_suites(arrow_suite(), clip_suite(), earth_suite(), interior_suite(), rings_suite(),
                      simplify_suite(), NULL);
}
