#include "projection/projection.h"
#include "projection/transform.h"
#include "base/error.h"
#include "support.h"

#include <math.h>
#include <string.h>

static Projection *fit(const View *view, double width, double height)
{
    g_autoptr(GError) error = NULL;
    Projection *projection = projection_fit(view, width, height, &error);
    ck_assert_msg(projection != NULL, "%s", error ? error->message : "");
    return projection;
}

START_TEST(mercatorWorldIs512PixelsAtZoomZero)
{
    g_autoptr(Projection) projection = fit(&(View){0}, 512, 512);
    Point west, north;
    ck_assert(projection_forward(projection, (Point){-180, 0}, &west));
    ck_assert(projection_forward(projection, (Point){0, 85.051128779806604}, &north));
    ck_assert_double_eq_tol(west.x, 0, 1e-9);
    ck_assert_double_eq_tol(north.y, 0, 1e-6);
    ck_assert_double_eq_tol(projection_zoom(projection), 0, 1e-12);
}
END_TEST

START_TEST(mercatorBearingTurnsTheMap)
{
    const View view = {.has_center = true, .center = {2.35, 48.86}, .zoom = 10, .bearing = 90};
    g_autoptr(Projection) projection = fit(&view, 400, 300);
    Point east;
    ck_assert(projection_forward(projection, (Point){2.36, 48.86}, &east));
    ck_assert_double_eq_tol(east.x, 200, 1e-6);
    ck_assert_double_lt(east.y, 150); /* east points up */
    ck_assert_double_eq_tol(projection_north(projection), -90, 1e-3);
}
END_TEST

START_TEST(inverseUndoesForward)
{
    const View view = {.crs = "EPSG:27561",
                       .has_center = true,
                       .center = {2.35, 48.86},
                       .scale_denominator = 20000,
                       .bearing = 12};
    g_autoptr(Projection) projection = fit(&view, 1000, 700);
    Point pixel, lonlat;
    ck_assert(projection_forward(projection, (Point){2.3, 48.9}, &pixel));
    ck_assert(projection_inverse(projection, pixel, &lonlat));
    ck_assert_double_eq_tol(lonlat.x, 2.3, 1e-7);
    ck_assert_double_eq_tol(lonlat.y, 48.9, 1e-7);
}
END_TEST

START_TEST(scaleOnPaperIsTheOneAskedFor)
{
    const View view = {
        .crs = "EPSG:27561", .has_center = true, .center = {2.35, 48.86}, .scale_denominator = 20000};
    g_autoptr(Projection) projection = fit(&view, 1000, 700);
    ck_assert_double_eq_tol(projection_scale_denominator(projection), 20000, 1);
    /* One kilometre on the meridian is 50 mm on paper: 188.98 px. The degree of latitude here is 111.2 km on
     * the sphere. */
    Point a, b;
    ck_assert(projection_forward(projection, (Point){2.35, 48.86}, &a));
    ck_assert(projection_forward(projection, (Point){2.35, 48.87}, &b));
    ck_assert_double_eq_tol((a.y - b.y) / 96 * 25.4, 55.6, 0.3);
}
END_TEST

START_TEST(extentFillsTheFrame)
{
    const View view = {.crs = "EPSG:27561", .has_extent = true, .extent = {2.22, 48.81, 2.42, 48.91}};
    g_autoptr(Projection) projection = fit(&view, 1500, 1000);
    const Point corners[4] = {{2.22, 48.81}, {2.42, 48.81}, {2.42, 48.91}, {2.22, 48.91}};
    Box box = box_empty();
    for (int i = 0; i < 4; i++) {
        Point pixel;
        ck_assert(projection_forward(projection, corners[i], &pixel));
        box = box_extend(box, pixel);
    }
    ck_assert(box.x_min > -0.5 && box.y_min > -0.5 && box.x_max < 1500.5 && box.y_max < 1000.5);
    ck_assert(box.x_max - box.x_min > 1499 || box.y_max - box.y_min > 999);
}
END_TEST

START_TEST(zoomAndScaleAreOneThing)
{
    const View by_zoom = {
        .crs = "EPSG:27561", .has_center = true, .center = {2.35, 48.86}, .has_zoom = true, .zoom = 13.25};
    g_autoptr(Projection) first = fit(&by_zoom, 800, 600);
    ck_assert_double_eq_tol(projection_zoom(first), 13.25, 1e-4);
    const double expected = 40075016.686 * cos(48.86 * G_PI / 180) / (512 * exp2(13.25));
    ck_assert_double_eq_tol(projection_resolution(first), expected, expected * 1e-4);
}
END_TEST

START_TEST(unknownCrsIsOneSentence)
{
    g_autoptr(GError) error = NULL;
    const View view = {.crs = "EPSG:999999", .has_center = true};
    ck_assert_ptr_null(projection_fit(&view, 10, 10, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_PROJECTION));
    ck_assert_ptr_nonnull(strstr(error->message, "EPSG:999999"));
}
END_TEST

/* A parallel drawn as one straight segment bends in a conic projection: vertices must be added. */
/* As ArcGIS and OGR write it into a .prj. */
static const char WGS_84[] =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

START_TEST(otherNamesOfOneSystemMoveNothing)
{
    static const char *const names[] = {WGS_84, "OGC:CRS84", "EPSG:4326", "+proj=longlat +datum=WGS84"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Transform) transform = transform_new(names[i], "EPSG:4326", NULL);
        ck_assert(transform_is_idle(transform));
        Point point = {2.35, 48.85};
        transform_forward(transform, &point, 1);
        ck_assert_double_eq(point.x, 2.35);
        ck_assert_double_eq(point.y, 48.85);
    }
}
END_TEST

START_TEST(otherSystemsMovePoints)
{
    static const char *const names[] = {"EPSG:4807", "EPSG:4275", "EPSG:2154"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Transform) transform = transform_new("EPSG:4326", names[i], NULL);
        ck_assert(!transform_is_idle(transform));
        Point point = {2.35, 48.85};
        transform_forward(transform, &point, 1);
        ck_assert(isfinite(point.x) && fabs(point.x - 2.35) > 1e-6);
    }
}
END_TEST

START_TEST(longStraightLineIsDensified)
{
    const View view = {.crs = "EPSG:2154", .has_extent = true, .extent = {-5, 42, 8, 51}};
    g_autoptr(Projection) projection = fit(&view, 1000, 1000);
    Point points[] = {{-5, 45}, {8, 45}};
    size_t ends[] = {2};
    Feature feature = {
        .geometry = {
            .type = GEOMETRY_LINE, .point_count = 2, .points = points, .part_count = 1, .part_ends = ends}};
    char crs[] = "EPSG:4326", path[] = "inline";
    const Source source = {.path = path, .crs = crs, .feature_count = 1, .features = &feature};
    g_autoptr(ProjectedSource) projected = projection_apply(projection, &source, 0, NULL);
    const Geometry *line = &projected->geometries[0];
    ck_assert_uint_gt(line->point_count, 8);
    for (size_t i = 1; i < line->point_count; i++) {
        Point lonlat;
        const Point middle = {(line->points[i - 1].x + line->points[i].x) / 2,
                              (line->points[i - 1].y + line->points[i].y) / 2};
        ck_assert(projection_inverse(projection, middle, &lonlat));
        Point on_parallel;
        ck_assert(projection_forward(projection, (Point){lonlat.x, 45}, &on_parallel));
        ck_assert_double_lt(hypot(middle.x - on_parallel.x, middle.y - on_parallel.y), 0.15);
    }
}
END_TEST

Suite *projection_suite(void);
Suite *projection_suite(void)
{
    Suite *suite = suite_create("projection/projection");
    TCase *cases = tcase_create("projection");
    tcase_add_test(cases, mercatorWorldIs512PixelsAtZoomZero);
    tcase_add_test(cases, mercatorBearingTurnsTheMap);
    tcase_add_test(cases, inverseUndoesForward);
    tcase_add_test(cases, scaleOnPaperIsTheOneAskedFor);
    tcase_add_test(cases, extentFillsTheFrame);
    tcase_add_test(cases, zoomAndScaleAreOneThing);
    tcase_add_test(cases, unknownCrsIsOneSentence);
    tcase_add_test(cases, otherNamesOfOneSystemMoveNothing);
    tcase_add_test(cases, otherSystemsMovePoints);
    tcase_add_test(cases, longStraightLineIsDensified);
    suite_add_tcase(suite, cases);
    return suite;
}
