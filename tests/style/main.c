#include "support.h"

Suite *property_suite(void);
Suite *filter_suite(void);
Suite *sprite_suite(void);
Suite *style_suite(void);

int main(void)
{
    return run_suites(property_suite(), filter_suite(), sprite_suite(), style_suite(), NULL);
}
