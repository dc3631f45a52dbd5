#include "projection/georeference.h"
#include "projection/transform.h"
#include "support.h"

#include <math.h>
#include <string.h>

static Georeference read_view(const View *view, double width, double height)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Projection) projection = projection_fit(view, width, height, &error);
    ck_assert_msg(projection != NULL, "%s", error ? error->message : "");
    Georeference found;
    ck_assert(georeference_read(projection, &found));
    return found;
}

static const struct {
    const char *crs;
    Point center;
    const char *contains;
} planes[] = {
    {"EPSG:27561", {2.35, 48.86}, "\"central_meridian\",2.337229"},
    {"EPSG:2154", {2.35, 48.86}, "Lambert_Conformal_Conic_2SP"},
    {"EPSG:32631", {2.35, 48.86}, "Transverse_Mercator"},
    {"+proj=laea +lat_0=46 +lon_0=3 +ellps=intl +type=crs", {2.35, 48.86}, "Lambert_Azimuthal_Equal_Area"},
    {NULL, {2.35, 48.86}, "3857"},
};

/* A reader that follows the WKT finds the frame's four corners in a rectangle of the frame's shape: to a
 * ten-thousandth. */
START_TEST(cornersMakeTheFrame)
{
    const View view = {
        .crs = planes[_i].crs, .has_center = true, .center = planes[_i].center, .scale_denominator = 20000};
    Georeference found = read_view(&view, 1000, 600);
    g_autoptr(GError) error = NULL;
    ck_assert(found.projected);
    ck_assert_msg(strstr(found.wkt, planes[_i].contains) != NULL, "%s", found.wkt);
    g_autoptr(Transform) transform = transform_new("EPSG:4326", found.wkt, &error);
    ck_assert_msg(transform != NULL, "%s", error ? error->message : "");
    Point corners[4];
    for (size_t i = 0; i < 4; i++)
        corners[i] = (Point){found.corners[2 * i + 1], found.corners[2 * i]};
    transform_forward(transform, corners, 4);
    const double width = corners[3].x - corners[0].x, height = corners[1].y - corners[0].y;
    ck_assert_double_eq_tol(height / width, 0.6, 1e-4);
    ck_assert_double_eq_tol(corners[2].x - corners[1].x, width, 1e-4 * width);
    ck_assert_double_eq_tol(corners[0].x, corners[1].x, 1e-4 * width);
    ck_assert_double_eq_tol(corners[1].y, corners[2].y, 1e-4 * width);
    georeference_clear(&found);
}
END_TEST

START_TEST(degreesAreWgs84Itself)
{
    const View view = {.crs = "EPSG:4326", .has_extent = true, .extent = {2, 48, 3, 49}};
    Georeference found = read_view(&view, 100, 100);
    ck_assert(!found.projected);
    ck_assert(g_str_has_prefix(found.wkt, "GEOGCS[\"WGS 84\""));
    georeference_clear(&found);
}
END_TEST

START_TEST(frameBeyondTheEarthHasNone)
{
    const View view = {.crs = "+proj=ortho +lat_0=0 +lon_0=0 +type=crs",
                       .has_center = true,
                       .center = {0, 0},
                       .scale_denominator = 1e9};
    g_autoptr(Projection) projection = projection_fit(&view, 1000, 1000, NULL);
    Georeference found;
    ck_assert_ptr_nonnull(projection);
    ck_assert(!georeference_read(projection, &found));
}
END_TEST

Suite *georeference_suite(void);
Suite *georeference_suite(void)
{
    Suite *suite = suite_create("projection/georeference");
    TCase *cases = tcase_create("georeference");
    tcase_add_loop_test(cases, cornersMakeTheFrame, 0, G_N_ELEMENTS(planes));
    tcase_add_test(cases, degreesAreWgs84Itself);
    tcase_add_test(cases, frameBeyondTheEarthHasNone);
    suite_add_tcase(suite, cases);
    return suite;
}
