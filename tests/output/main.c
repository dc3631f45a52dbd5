#include "support.h"

Suite *manifest_suite(void);
Suite *pattern_suite(void);
Suite *video_suite(void);

int main(void)
{
    return run_suites(manifest_suite(), pattern_suite(), video_suite(), NULL);
}
