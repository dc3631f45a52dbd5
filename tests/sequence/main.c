#include "support.h"

Suite *fade_suite(void);
Suite *frames_suite(void);
Suite *schedule_suite(void);
Suite *words_suite(void);

int main(void)
{
    return run_suites(schedule_suite(), words_suite(), fade_suite(), frames_suite(), NULL);
}
