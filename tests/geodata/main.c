#include "support.h"

Suite *edtf_suite(void);
Suite *build_suite(void);
Suite *check_suite(void);

int main(void)
{
    return run_suites(edtf_suite(), build_suite(), check_suite(), NULL);
}
