#include "support.h"

Suite *clip_suite(void);
Suite *rings_suite(void);

int main(void)
{
    return run_suites(clip_suite(), rings_suite(), NULL);
}
