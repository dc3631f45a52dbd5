#include "support.h"

Suite *tiled_page_suite(void);

int main(void)
{
    return run_suites(tiled_page_suite(), NULL);
}
