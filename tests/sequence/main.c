#include "support.h"

Suite *frames_suite(void);
Suite *schedule_suite(void);

int main(void)
{
    return run_suites(schedule_suite(), frames_suite(), NULL);
}
