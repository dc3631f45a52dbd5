#include "paint/svg_write.h"

#include "support.h"

#include <math.h>
#include <stdlib.h>

/* Style pixels of a millimetre. */
static const double MM = 96 / 25.4;

static const struct {
    double number;
    int decimals;
    const char *expected;
} numbers[] = {
    {0, 2, "0"},
    {-0.0001, 2, "0"},
    {1, 2, "1"},
    {0.5, 2, ".5"},
    {-0.25, 2, "-.25"},
    {12.345, 2, "12.35"},
    {100, 2, "100"},
    {-7.1, 3, "-7.1"},
    {0.0625, 4, ".0625"},
    {1e20, 2, "10000000000000"},
    {3.14159, 0, "3"},
    {0.05, 2, ".05"},
    {1000.01, 2, "1000.01"},
};

START_TEST(numbersAreShort)
{
    g_autoptr(GString) out = g_string_new(NULL);
    svg_add_number(out, numbers[_i].number, numbers[_i].decimals);
    ck_assert_str_eq(out->str, numbers[_i].expected);
}
END_TEST

static Geometry line(const double points[][2], size_t count, GeometryType type)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t i = 0; i < count; i++)
        geometry_builder_add_point(&builder, (Point){points[i][0] * MM, points[i][1] * MM});
    geometry_builder_end_part(&builder);
    if (type == GEOMETRY_POLYGON)
        geometry_builder_end_polygon(&builder);
    Geometry geometry = geometry_builder_take(&builder, type, false);
    geometry_builder_clear(&builder);
    return geometry;
}

static const struct {
    double points[6][2];
    size_t count;
    GeometryType type;
    const char *expected;
} paths[] = {
    {{{1, 2}, {1.5, 2.25}, {1.75, 2}}, 3, GEOMETRY_LINE, "M1 2l.5.25.25-.25"},
    {{{0, 0}, {10, 0}, {10, 5}, {0, 5}, {0, 0}}, 5, GEOMETRY_POLYGON, "M0 0h10v5h-10z"},
    {{{1, 1}, {1.001, 1.001}, {4, 5}}, 3, GEOMETRY_LINE, "M1 1l3 4"},
    {{{-1, -2}, {3, -2}, {5, -2}}, 3, GEOMETRY_LINE, "M-1-2h4 2"},
    {{{2, 2}, {2.001, 2}}, 2, GEOMETRY_LINE, "M2 2h0"},
};

START_TEST(pathsAreRelativeSteps)
{
    Geometry geometry = line(paths[_i].points, paths[_i].count, paths[_i].type);
    g_autoptr(GString) out = g_string_new(NULL);
    svg_add_path(out, &geometry);
    ck_assert_str_eq(out->str, paths[_i].expected);
    geometry_clear(&geometry);
}
END_TEST

/* Reads the data back as SVG 1.1, 8.3 says: commands M, l, h, v, z, repeated ones left out. */
static size_t read_path(const char *data, Point *out, size_t room)
{
    size_t count = 0;
    char command = 0;
    double x = 0, y = 0;
    for (char *at = (char *)data; *at && count < room;) {
        if (g_ascii_isalpha(*at))
            command = *at++;
        if (command == 'z')
            break;
        /* A number ends where a second point or sign begins: strtod stops at both. */
        const double first = g_ascii_strtod(at, &at);
        double second = 0;
        if (command == 'M' || command == 'l')
            second = g_ascii_strtod(at, &at);
        x = command == 'M' ? first : command == 'v' ? x : x + first;
        y = command == 'M' ? second : command == 'l' ? y + second : command == 'v' ? y + first : y;
        out[count++] = (Point){x, y};
        while (*at == ' ')
            at++;
    }
    return count;
}

START_TEST(errorsDoNotAddUp)
{
    enum { COUNT = 3000 };
    double points[COUNT][2];
    unsigned seed = 7;
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < 2; k++) {
            seed = seed * 1103515245 + 12345;
            points[i][k] = (i > 0 ? points[i - 1][k] : 50) + ((seed >> 8) % 2000 / 1000.0 - 1);
        }
    Geometry geometry = line(points, COUNT, GEOMETRY_LINE);
    g_autoptr(GString) out = g_string_new(NULL);
    svg_add_path(out, &geometry);
    Point *back = g_new(Point, COUNT);
    ck_assert_uint_eq(read_path(out->str, back, COUNT), COUNT);
    for (int i = 0; i < COUNT; i++) {
        ck_assert_double_eq_tol(back[i].x, points[i][0], 0.0051);
        ck_assert_double_eq_tol(back[i].y, points[i][1], 0.0051);
    }
    g_free(back);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(evenScalesAreWrittenAsSuch)
{
    g_autoptr(GString) out = g_string_new(NULL);
    svg_add_transform(out, "transform", &(Matrix){1, 0, 0, 1, 10 * MM, -2.5 * MM}, 0);
    ck_assert_str_eq(out->str, " transform=\"translate(10 -2.5)\"");
    g_string_truncate(out, 0);
    svg_add_transform(out, "transform", &(Matrix){0, 2, -2, 0, 0, 0}, 0);
    ck_assert_str_eq(out->str, " transform=\"translate(0 0)rotate(90)scale(2)\"");
    g_string_truncate(out, 0);
    svg_add_transform(out, "t", &(Matrix){1, 0, 0.5, 1, MM, MM}, 0);
    ck_assert_str_eq(out->str, " t=\"matrix(1 0 .5 1 1 1)\"");
}
END_TEST

Suite *svg_write_suite(void);
Suite *svg_write_suite(void)
{
    Suite *suite = suite_create("paint/svg_write");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, numbersAreShort, 0, G_N_ELEMENTS(numbers));
    tcase_add_loop_test(all, pathsAreRelativeSteps, 0, G_N_ELEMENTS(paths));
    tcase_add_test(all, errorsDoNotAddUp);
    tcase_add_test(all, evenScalesAreWrittenAsSuch);
    suite_add_tcase(suite, all);
    return suite;
}
