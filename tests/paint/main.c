#include "support.h"

Suite *canvas_svg_suite(void);
Suite *coverage_suite(void);
Suite *outline_suite(void);
Suite *pixel_edge_suite(void);
Suite *svg_write_suite(void);
Suite *tiled_page_suite(void);

int main(void)
{
    return run_suites(canvas_svg_suite(), coverage_suite(), outline_suite(), pixel_edge_suite(),
                      svg_write_suite(), tiled_page_suite(), NULL);
}
