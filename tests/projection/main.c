#include "support.h"

Suite *georeference_suite(void);
Suite *projection_suite(void);

int main(void)
{
    return run_suites(georeference_suite(), projection_suite(), NULL);
}
