#include "support.h"

Suite *collision_suite(void);
Suite *life_suite(void);
Suite *line_label_suite(void);
Suite *merge_suite(void);
Suite *placement_suite(void);
Suite *overrides_suite(void);
Suite *positions_suite(void);
Suite *shaping_suite(void);
Suite *solver_suite(void);
Suite *tile_site_suite(void);

int main(void)
{
    return run_suites(life_suite(), shaping_suite(), line_label_suite(), collision_suite(), solver_suite(),
                      merge_suite(), overrides_suite(), positions_suite(), tile_site_suite(),
                      placement_suite(), NULL);
}
