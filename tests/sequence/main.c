#include "support.h"

Suite *frames_suite(void);
Suite *schedule_suite(void);
Suite *words_suite(void);

int main(void)
{
    return run_suites(schedule_suite(), words_suite(), frames_suite(), NULL);
}
