#include "support.h"

Suite *geojson_suite(void);
Suite *picture_suite(void);
Suite *references_suite(void);
Suite *shapefile_suite(void);
Suite *shapefile_bytes_suite(void);
Suite *shapefile_damage_suite(void);

int main(void)
{
    return run_suites(geojson_suite(), picture_suite(), references_suite(), shapefile_suite(),
                      shapefile_bytes_suite(), shapefile_damage_suite(), NULL);
}
