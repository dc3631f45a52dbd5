#include "layout/columns.h"

#include "support.h"

static const ColumnRow five[] = {{1, 0, false}, {1, 0, false}, {1, 0, false}, {1, 0, false}, {1, 0, false}};
static const ColumnRow titled[] = {{1, 0, false}, {1, 0.5, true}, {1, 0, false}, {1, 0, false}};

START_TEST(columnsAreBalanced)
{
    size_t starts[2];
    const double height = columns_least_height(five, 5, 2);
    ck_assert_double_eq_tol(height, 3, 1e-6);
    ck_assert_uint_eq(columns_fill(five, 5, height, starts, 2), 2);
    ck_assert_uint_eq(starts[0], 0);
    ck_assert_uint_eq(starts[1], 3);
}
END_TEST

START_TEST(titleStaysWithItsRows)
{
    size_t starts[2];
    const double height = columns_least_height(titled, 4, 2);
    ck_assert_uint_eq(columns_fill(titled, 4, height, starts, 2), 2);
    ck_assert_uint_eq(starts[1], 1);
    /* The space above a title does not count at the head of a column. */
    ck_assert_double_eq_tol(height, 3, 1e-6);
}
END_TEST

START_TEST(noRowsNeedNoHeight)
{
    ck_assert_double_eq_tol(columns_least_height(five, 0, 3), 0, 1e-9);
    ck_assert_uint_eq(columns_fill(five, 0, 1, NULL, 0), 0);
}
END_TEST

START_TEST(rowHigherThanItsColumnHasOneOfItsOwn)
{
    size_t starts[5];
    ck_assert_uint_eq(columns_fill(five, 5, 0.1, starts, 5), 5);
    ck_assert_uint_eq(starts[4], 4);
}
END_TEST

Suite *columns_suite(void);
Suite *columns_suite(void)
{
    Suite *suite = suite_create("layout/columns");
    TCase *all = tcase_create("all");
    tcase_add_test(all, columnsAreBalanced);
    tcase_add_test(all, titleStaysWithItsRows);
    tcase_add_test(all, noRowsNeedNoHeight);
    tcase_add_test(all, rowHigherThanItsColumnHasOneOfItsOwn);
    suite_add_tcase(suite, all);
    return suite;
}
