#include "support.h"

Suite *arena_suite(void);
Suite *color_suite(void);
Suite *date_suite(void);
Suite *duration_suite(void);
Suite *file_suite(void);
Suite *json_place_suite(void);
Suite *number_suite(void);
Suite *parallel_suite(void);
Suite *report_suite(void);
Suite *stream_suite(void);

int main(void)
{
    return run_suites(arena_suite(), color_suite(), date_suite(), duration_suite(), file_suite(),
                      json_place_suite(), number_suite(), parallel_suite(), report_suite(), stream_suite(),
                      NULL);
}
