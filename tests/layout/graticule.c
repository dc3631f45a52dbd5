#include "layout/graticule.h"

#include "support.h"

#include <math.h>

/* Paris in Lambert, 400 by 200 mm at 1:50,000. */
static Projection *paris(void)
{
    const View view = {
        .crs = "EPSG:27561", .has_center = true, .center = {2.3365, 48.86}, .scale_denominator = 50000};
    return projection_fit(&view, 400 * 96 / 25.4, 200 * 96 / 25.4, NULL);
}

static GraticuleEdge read_edge(const GraticuleSystem *system, FrameEdge which)
{
    g_autoptr(Projection) projection = paris();
    GraticuleEdge edge;
    ck_assert(graticule_edge_read(&edge, system, projection, which));
    return edge;
}

START_TEST(ticksLieWhereTheMeridiansAre)
{
    g_autoptr(Projection) projection = paris();
    GraticuleEdge edge = read_edge(&graticule_degrees, EDGE_TOP);
    g_autoptr(GArray) ticks = graticule_ticks(&edge, 1.0 / 60);
    ck_assert_uint_gt(ticks->len, 12);
    for (guint i = 0; i < ticks->len; i++) {
        const GraticuleTick *tick = &g_array_index(ticks, GraticuleTick, i);
        Point lonlat;
        ck_assert(projection_inverse(projection, (Point){tick->position, 0}, &lonlat));
        ck_assert_double_eq_tol(lonlat.x, tick->value, 1e-7);
        ck_assert_double_eq_tol(tick->value * 60, (double)tick->index, 1e-9);
    }
    graticule_edge_clear(&edge);
}
END_TEST

START_TEST(latitudesGrowUpward)
{
    GraticuleEdge edge = read_edge(&graticule_degrees, EDGE_LEFT);
    g_autoptr(GArray) ticks = graticule_ticks(&edge, 1.0 / 60);
    for (guint i = 1; i < ticks->len; i++) {
        const GraticuleTick *pair = &g_array_index(ticks, GraticuleTick, i - 1);
        ck_assert_int_eq(pair[1].index, pair[0].index - 1);
        ck_assert_double_gt(pair[1].position, pair[0].position);
    }
    graticule_edge_clear(&edge);
}
END_TEST

START_TEST(gradesBeginAtTheMeridianOfParis)
{
    /* The Observatory, 2°20′14.025″ east of Greenwich in the old datum, lies at zero; a grade is 0.9 degrees.
     */
    const GraticuleSystem paris = {"EPSG:4807", graticule_grades.steps, graticule_grades.label};
    GraticuleEdge edge = read_edge(&paris, EDGE_BOTTOM);
    g_autoptr(GArray) ticks = graticule_ticks(&edge, 0.01);
    double zero = NAN, tenth = NAN;
    for (guint i = 0; i < ticks->len; i++) {
        const GraticuleTick *tick = &g_array_index(ticks, GraticuleTick, i);
        if (tick->index == 0)
            zero = tick->position;
        if (tick->index == 10)
            tenth = tick->position;
    }
    ck_assert_double_eq_tol(zero, edge.length / 2, 2);
    /* 0.09 degrees of longitude at 48.83 degrees north, 1:50,000. */
    const double metres = 0.09 * G_PI / 180 * 6389000 * cos(48.83 * G_PI / 180);
    ck_assert_double_eq_tol((tenth - zero) * 50000 * 0.0254 / 96, metres, metres * 0.01);
    graticule_edge_clear(&edge);
}
END_TEST

START_TEST(stepsAreAsWideAsWanted)
{
    GraticuleEdge edge = read_edge(&graticule_degrees, EDGE_TOP);
    for (double spacing = 2; spacing < 2000; spacing *= 3) {
        const double step = graticule_step(&edge, &graticule_degrees, spacing);
        g_autoptr(GArray) ticks = graticule_ticks(&edge, step);
        for (guint i = 1; i < ticks->len; i++) {
            const GraticuleTick *pair = &g_array_index(ticks, GraticuleTick, i - 1);
            ck_assert_double_ge(pair[1].position - pair[0].position, spacing * 0.98);
        }
    }
    graticule_edge_clear(&edge);
}
END_TEST

static const struct {
    const GraticuleSystem *system;
    double value, step;
    bool is_longitude;
    const char *language, *expected;
} labels[] = {
    {&graticule_degrees, 2.3333333333, 1.0 / 60, true, "fr", "2°20′\u202fE"},
    {&graticule_degrees, -2.5, 30.0 / 60, true, "fr", "2°30′\u202fO"},
    {&graticule_degrees, -2.5, 30.0 / 60, true, "en", "2°30′\u202fW"},
    {&graticule_degrees, 48.8625, 15.0 / 3600, false, "fr", "48°51′45″\u202fN"},
    {&graticule_degrees, 0, 10, true, "en", "0°"},
    {&graticule_grades, 0.05, 0.05, true, "fr", "0,05\u202fgr\u202fE"},
    {&graticule_grades, 54.3, 0.02, false, "en", "54.30\u202fgr\u202fN"},
    {&graticule_grades, -1e-15, 0.02, true, "fr", "0\u202fgr"},
};

START_TEST(labelsAreWrittenAsOnMaps)
{
    g_autofree char *text = labels[_i].system->label(labels[_i].value, labels[_i].is_longitude,
                                                     labels[_i].step, labels[_i].language);
    ck_assert_str_eq(text, labels[_i].expected);
}
END_TEST

Suite *graticule_suite(void);
Suite *graticule_suite(void)
{
    Suite *suite = suite_create("layout/graticule");
    TCase *all = tcase_create("all");
    tcase_add_test(all, ticksLieWhereTheMeridiansAre);
    tcase_add_test(all, latitudesGrowUpward);
    tcase_add_test(all, gradesBeginAtTheMeridianOfParis);
    tcase_add_test(all, stepsAreAsWideAsWanted);
    tcase_add_loop_test(all, labelsAreWrittenAsOnMaps, 0, G_N_ELEMENTS(labels));
    suite_add_tcase(suite, all);
    return suite;
}
