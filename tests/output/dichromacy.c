#include "output/dichromacy.h"
#include "support.h"

START_TEST(greysStayGrey)
{
    const Dichromacy sight = dichromacy((Cone)_i);
    for (int i = 0; i <= 10; i++) {
        const double grey[3] = {i / 10.0, i / 10.0, i / 10.0};
        double seen[3];
        dichromacy_apply(&sight, grey, seen);
        for (int k = 0; k < 3; k++)
            ck_assert_double_eq_tol(seen[k], grey[k], 1e-9);
    }
}
END_TEST

START_TEST(seeingTwiceChangesNothing)
{
    const Dichromacy sight = dichromacy((Cone)_i);
    for (int i = 0; i < 27; i++) {
        const double color[3] = {i % 3 / 2.0, i / 3 % 3 / 2.0, i / 9 / 2.0};
        double once[3], twice[3];
        dichromacy_apply(&sight, color, once);
        dichromacy_apply(&sight, once, twice);
        for (int k = 0; k < 3; k++)
            ck_assert_double_eq_tol(twice[k], once[k], 1e-6);
    }
}
END_TEST

/* Red against black, the matrix commonly printed for protanopes. */
START_TEST(protanopeMatrix)
{
    static const double expected[3][3] = {
        {0.1451, 1.20165, -0.34675}, {0.10447, 0.85316, 0.04237}, {0.00429, -0.00603, 1.00174}};
    const Dichromacy sight = dichromacy(CONE_LONG);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            ck_assert_double_eq_tol(sight.planes[1][i][k], expected[i][k], 2e-5);
}
END_TEST

/* Colours that differ by what the missing cone answers look the same. */
START_TEST(confusionLineCollapses)
{
    const Dichromacy sight = dichromacy(CONE_LONG);
    double red[3], green[3];
    dichromacy_apply(&sight, (const double[]){0.5, 0.1, 0.1}, red);
    dichromacy_apply(&sight, (const double[]){0.0, 0.159, 0.0985}, green);
    for (int k = 0; k < 3; k++)
        ck_assert_double_eq_tol(red[k], green[k], 0.02);
}
END_TEST

Suite *dichromacy_suite(void);
Suite *dichromacy_suite(void)
{
    Suite *suite = suite_create("output/dichromacy");
    TCase *cases = tcase_create("dichromacy");
    tcase_add_loop_test(cases, greysStayGrey, CONE_LONG, CONE_SHORT + 1);
    tcase_add_loop_test(cases, seeingTwiceChangesNothing, CONE_LONG, CONE_SHORT + 1);
    tcase_add_test(cases, protanopeMatrix);
    tcase_add_test(cases, confusionLineCollapses);
    suite_add_tcase(suite, cases);
    return suite;
}
