#include "base/color.h"
#include "support.h"

static void check_color(const char *text, double r, double g, double b, double a)
{
    Color color;
    ck_assert_msg(color_parse(text, &color), "%s", text);
    ck_assert_double_eq_tol(color.r, r, 1e-9);
    ck_assert_double_eq_tol(color.g, g, 1e-9);
    ck_assert_double_eq_tol(color.b, b, 1e-9);
    ck_assert_double_eq_tol(color.a, a, 1e-9);
}

START_TEST(names)
{
    check_color("aliceblue", 240 / 255.0, 248 / 255.0, 1, 1);
    check_color("YellowGreen", 154 / 255.0, 205 / 255.0, 50 / 255.0, 1);
    check_color(" grey\t", 128 / 255.0, 128 / 255.0, 128 / 255.0, 1);
    check_color("TRANSPARENT", 0, 0, 0, 0);
}
END_TEST

START_TEST(hexOfFourLengths)
{
    check_color("#369", 0.2, 0.4, 0.6, 1);
    check_color("#369c", 0.2, 0.4, 0.6, 0.8);
    check_color("#336699", 0.2, 0.4, 0.6, 1);
    check_color("#336699CC", 0.2, 0.4, 0.6, 0.8);
}
END_TEST

START_TEST(rgbInOldAndNewSyntax)
{
    check_color("rgb(51,102,153)", 0.2, 0.4, 0.6, 1);
    check_color("rgb( 51 , 102 ,153 , 80% )", 0.2, 0.4, 0.6, 0.8);
    check_color("rgba(20% 40% 60% / .8)", 0.2, 0.4, 0.6, 0.8);
    check_color("RGB(51 1.02e2 +153)", 0.2, 0.4, 0.6, 1);
    check_color("rgb(-20, 300, 0, 7)", 0, 1, 0, 1);
}
END_TEST

START_TEST(hslTurnsHueToRgb)
{
    check_color("hsl(120, 100%, 25%)", 0, 0.5, 0, 1);
    check_color("hsl(-240deg 100% 25% / 50%)", 0, 0.5, 0, 0.5);
    check_color("hsla(480,100%,25%,.5)", 0, 0.5, 0, 0.5);
    check_color("hsl(77, 0%, 60%)", 0.6, 0.6, 0.6, 1);
}
END_TEST

START_TEST(whatIsNoColor)
{
    static const char *const texts[] = {
        "",
        "redd",
        "#",
        "#12",
        "#12345",
        "#12345g",
        "rgb",
        "rgb()",
        "rgb(1,2)",
        "rgb(1,2,3",
        "rgb(1,2,3))",
        "rgb(1,2,3,)",
        "rgb(1,2,3,4,5)",
        "rgb(1,2 3)",
        "rgb(1 2 3, 4)",
        "rgb(1,2,3 / 4)",
        "rgb(1%,2,3)",
        "rgb(1,2,x)",
        "rgb (1,2,3)",
        "rgb(1..2,2,3)",
        "rgb(1,2,3deg)",
        "hsl(1,2,3)",
        "hsl(1%,2%,3%)",
        "hsl(1 deg,2%,3%)",
        "hsl(1,2% 3%)",
        "hsl(none 1% 1%)",
        "hwb(1 2% 3%)",
        "lab(1 2 3)",
        "currentcolor",
    };
    Color color;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        ck_assert_msg(!color_parse(texts[i], &color), "%s", texts[i]);
}
END_TEST

static void check_between(ColorSpace space, Color from, Color to, double r, double g, double b)
{
    const Color color = color_interpolate(from, to, 0.5, space);
    ck_assert_double_eq_tol(color.r, r, 1e-3);
    ck_assert_double_eq_tol(color.g, g, 1e-3);
    ck_assert_double_eq_tol(color.b, b, 1e-3);
}

START_TEST(halfwayInThreeSpaces)
{
    const Color red = {1, 0, 0, 1}, blue = {0, 0, 1, 1}, black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
    check_between(COLOR_SPACE_RGB, red, blue, 0.5, 0, 0.5);
    /* L* 50 is the grey that looks halfway: 0.466 in sRGB. */
    check_between(COLOR_SPACE_LAB, black, white, 0.4663, 0.4663, 0.4663);
    check_between(COLOR_SPACE_HCL, white, black, 0.4663, 0.4663, 0.4663);
    for (ColorSpace space = COLOR_SPACE_RGB; space <= COLOR_SPACE_HCL; space++) {
        const Color same = color_interpolate(red, red, 0.3, space);
        ck_assert_double_eq_tol(same.r, 1, 1e-3);
        ck_assert_double_eq_tol(same.g, 0, 1e-3);
    }
}
END_TEST

START_TEST(hueTakesTheShortWayAndGreysHaveNone)
{
    /* Between magenta and red there is no green. */
    const Color between = color_interpolate((Color){1, 0, 1, 1}, (Color){1, 0, 0, 0}, 0.5, COLOR_SPACE_HCL);
    ck_assert_double_lt(between.g, 0.2);
    ck_assert_double_gt(between.r, 0.9);
    ck_assert_double_eq_tol(between.a, 0.5, 1e-9);
    const Color tinted =
        color_interpolate((Color){0.5, 0.5, 0.5, 1}, (Color){0, 0, 1, 1}, 0.5, COLOR_SPACE_HCL);
    ck_assert_double_gt(tinted.b, tinted.r);
}
END_TEST

Suite *color_suite(void);
Suite *color_suite(void)
{
    Suite *suite = suite_create("base/color");
    TCase *cases = tcase_create("color");
    tcase_add_test(cases, names);
    tcase_add_test(cases, hexOfFourLengths);
    tcase_add_test(cases, rgbInOldAndNewSyntax);
    tcase_add_test(cases, hslTurnsHueToRgb);
    tcase_add_test(cases, whatIsNoColor);
    tcase_add_test(cases, halfwayInThreeSpaces);
    tcase_add_test(cases, hueTakesTheShortWayAndGreysHaveNone);
    suite_add_tcase(suite, cases);
    return suite;
}
