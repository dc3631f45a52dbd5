#include "support.h"

#include <unistd.h>

Suite *folder_suite(void);
Suite *interrupt_suite(void);
Suite *page_suite(void);
Suite *rewrite_suite(void);
Suite *scale_suite(void);
Suite *sprite_suite(void);
Suite *untangle_suite(void);

int main(void)
{
    /* The page's files are found from the root of the sources. */
    if (chdir(SOURCE_DIR) != 0)
        return 1;
    return run_suites(folder_suite(), scale_suite(), sprite_suite(), rewrite_suite(), untangle_suite(),
                      page_suite(), interrupt_suite(), NULL);
}
