#include "support.h"

Suite *clip_suite(void);

int main(void)
{
    return run_suites(clip_suite(), NULL);
}
