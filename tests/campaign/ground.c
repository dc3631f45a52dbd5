/* The shipped geodata tell the week as the record does: who holds what each evening, and where the front
 * runs. */
#include "projection/projection.h"
#include "source/source.h"
#include "support.h"

#include <math.h>
#include <string.h>

static Source *load(const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/geodata/%s.shp", BUILD_DIR, name);
    g_autoptr(GError) error = NULL;
    Source *source = source_load(path, NULL, &error);
    ck_assert_msg(source != NULL, "%s", error ? error->message : "");
    return source;
}

static const char *text(const Feature *feature, const char *name)
{
    const Value *value = feature_lookup(feature, g_intern_string(name));
    return value && value->kind == VALUE_STRING ? value->string : "";
}

static double number(const Feature *feature, const char *name)
{
    const Value *value = feature_lookup(feature, g_intern_string(name));
    return value && value->kind == VALUE_NUMBER ? value->number : NAN;
}

/* Square degrees with longitude shrunk to the latitude of Paris: good for shares of one city. */
static double area(const Geometry *geometry)
{
    double twice = 0;
    for (size_t part = 0; part < geometry->part_count; part++)
        for (size_t i = geometry_part_start(geometry, part) + 1; i < geometry->part_ends[part]; i++) {
            const Point a = geometry->points[i - 1], b = geometry->points[i];
            twice += (a.x - 2.3) * (b.y - 48.8) - (b.x - 2.3) * (a.y - 48.8);
        }
    return fabs(twice) / 2 * cos(48.86 * G_PI / 180);
}

static bool is_land(const Feature *cell)
{
    return strcmp(text(cell, "kind"), "land") == 0;
}

/* Held for certain by `holder` at the instant. */
static bool holds(const Feature *cell, const char *holder, const char *instant)
{
    const char *end = text(cell, "end_sure");
    return strcmp(text(cell, "holder"), holder) == 0 && strcmp(text(cell, "start_sure"), instant) <= 0 &&
           (!*end || strcmp(instant, end) < 0);
}

/* Share of the city's land that `holder` holds, percent. */
static double share(const Source *control, const char *holder, const char *instant)
{
    double held = 0, all = 0;
    for (size_t i = 0; i < control->feature_count; i++) {
        const Feature *cell = &control->features[i];
        if (!is_land(cell))
            continue;
        const double size = area(&cell->geometry);
        if (strcmp(text(cell, "holder"), "commune") == 0)
            all += size;
        if (holds(cell, holder, instant))
            held += size;
    }
    return 100 * held / all;
}

static const struct {
    const char *evening;
    double least, most; /* percent held by the army */
} evenings[] = {
    {"1871-05-20T23:59:59", 0, 0},     {"1871-05-21T23:59:59", 1, 6},   {"1871-05-22T23:59:59", 25, 35},
    {"1871-05-23T23:59:59", 40, 52},   {"1871-05-24T23:59:59", 54, 66}, /* "three fifths" */
    {"1871-05-25T23:59:59", 66, 78},   {"1871-05-26T23:59:59", 78, 90}, {"1871-05-27T23:59:59", 88, 97},
    {"1871-05-28T23:59:59", 100, 100},
};

START_TEST(armyHoldsItsShareEachEvening)
{
    g_autoptr(Source) control = load("control");
    const double held = share(control, "versailles", evenings[_i].evening);
    ck_assert_msg(held >= evenings[_i].least - 1e-6 && held <= evenings[_i].most + 1e-6, "%s: %.2f %%",
                  evenings[_i].evening, held);
}
END_TEST

START_TEST(firstDayIsTheSouthWestCornerOnly)
{
    g_autoptr(Source) control = load("control");
    for (size_t i = 0; i < control->feature_count; i++) {
        const Feature *cell = &control->features[i];
        if (strcmp(text(cell, "holder"), "versailles") != 0 ||
            strcmp(text(cell, "start_date"), "1871-05-21T23:59:59") > 0)
            continue;
        const double quartier = number(cell, "quartier");
        /* Auteuil, La Muette, and the island and river beside them. */
        ck_assert_msg(!is_land(cell) || quartier == 61 || quartier == 62, "%s", text(cell, "id"));
    }
}
END_TEST

START_TEST(nobodyHoldsAndLosesAtOnce)
{
    g_autoptr(Source) control = load("control");
    for (size_t hour = 0; hour < 8 * 24; hour++) {
        g_autofree char *instant = g_strdup_printf("1871-05-%02zuT%02zu:30", 21 + hour / 24, hour % 24);
        const double sum = share(control, "versailles", instant) + share(control, "commune", instant);
        ck_assert_msg(sum <= 100 + 1e-6, "%s: %.3f %%", instant, sum);
    }
}
END_TEST

/* ---- the front ---- */

static double segment_distance(Point p, Point a, Point b)
{
    const double scale = cos(48.86 * G_PI / 180) * 111320, north = 111200;
    const double dx = (b.x - a.x) * scale, dy = (b.y - a.y) * north;
    const double px = (p.x - a.x) * scale, py = (p.y - a.y) * north;
    const double square = dx * dx + dy * dy;
    const double t = square > 0 ? CLAMP((px * dx + py * dy) / square, 0, 1) : 0;
    return hypot(px - t * dx, py - t * dy);
}

static double front_distance(const Source *front, const char *instant, Point p)
{
    double least = INFINITY;
    for (size_t i = 0; i < front->feature_count; i++) {
        const Feature *line = &front->features[i];
        const char *left = text(line, "left_sure"), *right = text(line, "right_sure");
        if (!*left || strcmp(left, instant) > 0 || (*right && strcmp(instant, right) >= 0))
            continue;
        const Geometry *geometry = &line->geometry;
        for (size_t part = 0; part < geometry->part_count; part++)
            for (size_t k = geometry_part_start(geometry, part) + 1; k < geometry->part_ends[part]; k++)
                least = fmin(least, segment_distance(p, geometry->points[k - 1], geometry->points[k]));
    }
    return least;
}

static int compare_numbers(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

/* The front is made of limits of quartiers and their parts; the accounts name squares and stations on it. */
START_TEST(frontPassesWhereTheAccountsPutIt)
{
    g_autoptr(Source) front = load("front");
    g_autoptr(Source) reported = load("front_reported");
    size_t lines = 0;
    for (size_t i = 0; i < reported->feature_count; i++) {
        const Feature *line = &reported->features[i];
        if (strcmp(text(line, "basis"), "reported") != 0)
            continue;
        const size_t count = line->geometry.point_count;
        g_autofree double *distances = g_new(double, count);
        for (size_t k = 0; k < count; k++)
            distances[k] = front_distance(front, text(line, "moment"), line->geometry.points[k]);
        qsort(distances, count, sizeof *distances, compare_numbers);
        ck_assert_msg(distances[count / 2] < 200, "%s: median %.0f m", text(line, "id"),
                      distances[count / 2]);
        ck_assert_msg(distances[count - 1] < 700, "%s: %.0f m", text(line, "id"), distances[count - 1]);
        lines++;
    }
    ck_assert_uint_ge(lines, 5);
}
END_TEST

Suite *ground_suite(void);
Suite *ground_suite(void)
{
    Suite *suite = suite_create("campaign/ground");
    TCase *cases = tcase_create("ground");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, armyHoldsItsShareEachEvening, 0, G_N_ELEMENTS(evenings));
    tcase_add_test(cases, firstDayIsTheSouthWestCornerOnly);
    tcase_add_test(cases, nobodyHoldsAndLosesAtOnce);
    tcase_add_test(cases, frontPassesWhereTheAccountsPutIt);
    suite_add_tcase(suite, cases);
    return suite;
}
