#include "geometry/rings.h"
#include "support.h"

#include <math.h>

static void add_square(GArray *points, GArray *ends, double x, double y, double half, bool clockwise)
{
    const Point corners[] = {
        {x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}};
    for (int i = 0; i < 5; i++)
        g_array_append_val(points, corners[(clockwise ? 8 - i : i) % 4]);
    const size_t end = points->len;
    g_array_append_val(ends, end);
}

static Geometry polygons(const GArray *points, const GArray *ends, bool *entangled)
{
    return rings_to_polygons((const Point *)(void *)points->data, (const size_t *)(void *)ends->data,
                             ends->len, entangled);
}

START_TEST(areaIsPositiveCounterClockwise)
{
    const Point ring[] = {{1e6, 1e6}, {1e6 + 2, 1e6}, {1e6 + 2, 1e6 + 3}, {1e6, 1e6 + 3}, {1e6, 1e6}};
    ck_assert_double_eq(ring_double_area(ring, 5), 12);
}
END_TEST

START_TEST(nestedSquaresAlternate)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (int i = 1; i <= 9; i++)
        add_square(points, ends, 0, 0, i, true);
    bool entangled = false;
    Geometry geometry = polygons(points, ends, &entangled);
    ck_assert(!entangled);
    ck_assert_uint_eq(geometry.part_count, 9);
    ck_assert_uint_eq(geometry.polygon_count, 5);
    ck_assert_uint_eq(geometry.polygon_ends[0], 1); /* the innermost has no hole */
    ck_assert_uint_eq(geometry.polygon_ends[1], 3);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(equalRingsAreNoHolesOfEachOther)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    add_square(points, ends, 0, 0, 1, true);
    add_square(points, ends, 5, 0, 1, true);
    add_square(points, ends, 5, 0, 0.5, false);
    bool entangled = false;
    Geometry geometry = polygons(points, ends, &entangled);
    ck_assert_uint_eq(geometry.polygon_count, 2);
    ck_assert_uint_eq(geometry.polygon_ends[0], 1);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(oneRingAloneIsAsAmongOthers)
{
    for (int clockwise = 0; clockwise <= 1; clockwise++) {
        g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point));
        g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(size_t));
        add_square(points, ends, 3, 4, 2, clockwise);
        bool entangled = false;
        Geometry expected = polygons(points, ends, &entangled);
        Geometry ring = {.points = g_memdup2(points->data, 5 * sizeof(Point)),
                         .point_count = 5,
                         .part_ends = g_memdup2(ends->data, sizeof(size_t)),
                         .part_count = 1};
        ring_to_polygon(&ring);
        ck_assert_mem_eq(ring.points, expected.points, 5 * sizeof(Point));
        ck_assert_int_eq(ring.type, GEOMETRY_POLYGON);
        ck_assert_uint_eq(ring.polygon_count, 1);
        ck_assert_uint_eq(ring.polygon_ends[0], 1);
        ck_assert(!ring.multi && !expected.multi);
        geometry_clear(&ring);
        geometry_clear(&expected);
    }
}
END_TEST

START_TEST(manyIslandsTakeNoTime)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    enum { SIDE = 250 };
    for (int i = 0; i < SIDE * SIDE; i++) {
        add_square(points, ends, i % SIDE, (double)(i / SIDE), 0.4, true);
        add_square(points, ends, i % SIDE, (double)(i / SIDE), 0.2, false);
    }
    bool entangled = false;
    const gint64 start = g_get_monotonic_time();
    Geometry geometry = polygons(points, ends, &entangled);
    ck_assert(!entangled);
    ck_assert_uint_eq(geometry.polygon_count, SIDE * SIDE);
    ck_assert_uint_eq(geometry.part_count, 2 * SIDE * SIDE);
    ck_assert_int_lt(g_get_monotonic_time() - start, 3000000);
    geometry_clear(&geometry);
}
END_TEST

START_TEST(hostileNestingEndsByOrientation)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    enum { RINGS = 60000 };
    for (int i = 0; i < RINGS; i++)
        add_square(points, ends, 0, 0, RINGS - i, i % 2 == 0);
    bool entangled = false;
    Geometry geometry = polygons(points, ends, &entangled);
    ck_assert(entangled);
    ck_assert_uint_eq(geometry.part_count, RINGS);
    ck_assert_uint_eq(geometry.polygon_count, RINGS / 2);
    geometry_clear(&geometry);
}
END_TEST

Suite *rings_suite(void);
Suite *rings_suite(void)
{
    Suite *suite = suite_create("geometry/rings");
    TCase *cases = tcase_create("rings");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, areaIsPositiveCounterClockwise);
    tcase_add_test(cases, nestedSquaresAlternate);
    tcase_add_test(cases, equalRingsAreNoHolesOfEachOther);
    tcase_add_test(cases, oneRingAloneIsAsAmongOthers);
    tcase_add_test(cases, manyIslandsTakeNoTime);
    tcase_add_test(cases, hostileNestingEndsByOrientation);
    suite_add_tcase(suite, cases);
    return suite;
}
