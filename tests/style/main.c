#include "support.h"

Suite *value_suite(void);
Suite *expression_suite(void);
Suite *property_suite(void);
Suite *filter_suite(void);
Suite *sprite_suite(void);
Suite *style_suite(void);

int main(void)
{
    return run_suites(value_suite(), expression_suite(), property_suite(), filter_suite(), sprite_suite(),
                      style_suite(), NULL);
}
