#include "ink/difference.h"
#include "support.h"

/* Pairs and results published with the formula (Sharma, Wu and Dalal 2005, table 1). */
static const struct {
    Lab one, other;
    double difference;
} published[] = {
    {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
    {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
    {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
    {{50, 0, 0}, {50, -1, 2}, 2.3669},
    {{50, 2.49, -0.001}, {50, -2.49, 0.0009}, 7.1792},
    {{50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
    {{50, -0.001, 2.49}, {50, 0.0009, -2.49}, 4.8045},
    {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
    {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
    {{50, 2.5, 0}, {61, -5, 29}, 22.8977},
    {{50, 2.5, 0}, {56, -27, -3}, 31.9030},
    {{50, 2.5, 0}, {58, 24, 15}, 19.4535},
    {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
    {{61.2901, 3.7196, -5.3901}, {61.4292, 2.2480, -4.9620}, 1.8731},
    {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
    {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
    {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
};

START_TEST(agreesWithThePublishedPairs)
{
    ck_assert_double_eq_tol(lab_difference(published[_i].one, published[_i].other), published[_i].difference,
                            5e-5);
    ck_assert_double_eq_tol(lab_difference(published[_i].other, published[_i].one), published[_i].difference,
                            5e-5);
}
END_TEST

START_TEST(labOfKnownColors)
{
    const Lab white = lab_from_srgb((const double[]){1, 1, 1}),
              red = lab_from_srgb((const double[]){1, 0, 0});
    ck_assert_double_eq_tol(white.l, 100, 0.01);
    ck_assert_double_eq_tol(white.a, 0, 0.02);
    ck_assert_double_eq_tol(red.l, 53.24, 0.01);
    ck_assert_double_eq_tol(red.a, 80.09, 0.02);
    ck_assert_double_eq_tol(red.b, 67.20, 0.02);
}
END_TEST

START_TEST(transferThereAndBack)
{
    for (int i = 0; i <= 255; i++)
        ck_assert_double_eq_tol(srgb_from_linear(srgb_to_linear(i / 255.0)), i / 255.0, 1e-6);
}
END_TEST

Suite *difference_suite(void);
Suite *difference_suite(void)
{
    Suite *suite = suite_create("ink/difference");
    TCase *cases = tcase_create("difference");
    tcase_add_loop_test(cases, agreesWithThePublishedPairs, 0, sizeof published / sizeof *published);
    tcase_add_test(cases, labOfKnownColors);
    tcase_add_test(cases, transferThereAndBack);
    suite_add_tcase(suite, cases);
    return suite;
}
