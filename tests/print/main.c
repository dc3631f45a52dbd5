#include "support.h"

Suite *canvas_suite(void);
Suite *content_suite(void);
Suite *print_suite(void);
Suite *recolor_suite(void);

int main(void)
{
    return run_suites(content_suite(), recolor_suite(), print_suite(), canvas_suite(), NULL);
}
