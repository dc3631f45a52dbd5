#include "support.h"

Suite *georeference_suite(void);
Suite *kept_suite(void);
Suite *projection_suite(void);

int main(void)
{
    return run_suites(georeference_suite(), kept_suite(), projection_suite(), NULL);
}
