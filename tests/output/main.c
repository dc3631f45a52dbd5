#include "support.h"

Suite *deflate_suite(void);
Suite *dichromacy_suite(void);
Suite *deflate_suite(void);
Suite *manifest_suite(void);
Suite *pattern_suite(void);
Suite *proof_suite(void);
Suite *target_suite(void);
Suite *video_suite(void);

int main(void)
{
    return run_suites(deflate_suite(), dichromacy_suite(), manifest_suite(), pattern_suite(), proof_suite(),
                      target_suite(), video_suite(), NULL);
}
