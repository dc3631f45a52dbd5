#include "ink/convert.h"
#include "base/cleanup.h"
#include "support.h"

static Printer *printer;
static InkKeys *keys;
static InkTable *table;
static InkConverter *converter;

static void open_converter(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/styles/printers/%s.json", SOURCE_DIR, name);
    g_autoptr(json_t) inks = json_pack("{s:[i,i,i,i]}", "#d52b1e", 0, 95, 100, 5);
    printer = printer_load(path, &error);
    ck_assert_msg(printer != NULL, "%s", error ? error->message : "");
    keys = ink_keys_new();
    table = ink_table_read(inks, NULL);
    converter = ink_converter_new(printer, table, keys, &error);
    ck_assert_msg(converter != NULL, "%s", error ? error->message : "");
}

static void open_press(void)
{
    open_converter("coated-fogra39");
}

static void open_office(void)
{
    open_converter("office");
}

static void close_converter(void)
{
    ink_converter_free(converter);
    ink_table_free(table);
    ink_keys_free(keys);
    printer_free(printer);
}

START_TEST(blackIsPureBlack)
{
    const InkColor *color = ink_converter_color(converter, 0, 0, 0);
    ck_assert_str_eq(color->area.operands, "0 0 0 1");
    ck_assert(color->area.pure_black);
}
END_TEST

START_TEST(whiteIsPaper)
{
    ck_assert_str_eq(ink_converter_color(converter, 1, 1, 1)->area.operands, "0 0 0 0");
}
END_TEST

START_TEST(greysAreBlackOnlyAndInOrder)
{
    double last = 1.1;
    for (int i = 0; i <= 255; i++) {
        const InkColor *color = ink_converter_color(converter, i / 255.0, i / 255.0, i / 255.0);
        const double *parts = color->ink.parts;
        ck_assert(parts[0] == 0 && parts[1] == 0 && parts[2] == 0);
        ck_assert_double_lt(parts[3], last);
        last = parts[3];
    }
}
END_TEST

/* 50 % sRGB grey reflects 21 % of the light; with the dot gain of coated paper that is some 60 to 65 % black.
 */
START_TEST(middleGreyAllowsForDotGain)
{
    const double black = ink_converter_color(converter, 0.5, 0.5, 0.5)->ink.parts[3];
    ck_assert_double_gt(black, 0.55);
    ck_assert_double_lt(black, 0.70);
}
END_TEST

START_TEST(namedInksBeatTheProfile)
{
    const InkColor *color = ink_converter_color(converter, 0xd5 / 255.0, 0x2b / 255.0, 0x1e / 255.0);
    ck_assert_str_eq(color->area.operands, "0 0.95 1 0.05");
}
END_TEST

START_TEST(blueIsCyanAndMagenta)
{
    const double *parts = ink_converter_color(converter, 0.1, 0.2, 0.8)->ink.parts;
    ck_assert_double_gt(parts[0], 0.7);
    ck_assert_double_gt(parts[1], 0.5);
    ck_assert_double_lt(parts[2], 0.1);
}
END_TEST

START_TEST(inkLimitHolds)
{
    printer->ink_limit = 180;
    for (int i = 0; i < 1000; i++) {
        const double *parts =
            ink_converter_color(converter, i % 10 / 9.0, i / 10 % 10 / 9.0, i / 100 / 9.0)->ink.parts;
        ck_assert_double_le(parts[0] + parts[1] + parts[2] + parts[3], 1.8 + 1e-9);
    }
}
END_TEST

START_TEST(keysStandForWhatTheyMean)
{
    const Color all = ink_keys_registration(keys), exact = ink_keys_process(keys, 0.4, 0.3, 0.3, 0);
    const Color halo = ink_keys_halo(keys, (Color){1, 1, 1, 1}, 2);
    ck_assert_int_eq(ink_converter_color(converter, all.r, all.g, all.b)->ink.kind, INK_ALL);
    ck_assert_str_eq(ink_converter_color(converter, exact.r, exact.g, exact.b)->area.operands,
                     "0.4 0.3 0.3 0");
    ck_assert_str_eq(ink_converter_color(converter, halo.r, halo.g, halo.b)->area.operands, "0 0 0 0");
}
END_TEST

START_TEST(pixelsAgreeWithColors)
{
    const unsigned char rgb[] = {200, 40, 60, 20, 90, 160};
    unsigned char cmyk[8];
    ink_converter_pixels(converter, rgb, cmyk, 2);
    for (size_t p = 0; p < 2; p++) {
        const double *parts =
            ink_converter_color(converter, rgb[3 * p] / 255.0, rgb[3 * p + 1] / 255.0, rgb[3 * p + 2] / 255.0)
                ->ink.parts;
        for (size_t i = 0; i < 4; i++)
            ck_assert_double_eq_tol(cmyk[4 * p + i] / 255.0, parts[i], 0.02);
    }
}
END_TEST

START_TEST(warmGreyIsBlackInLettersOnly)
{
    const InkColor *color = ink_converter_color(converter, 0x3b / 255.0, 0x35 / 255.0, 0x2d / 255.0);
    ck_assert(color->differs);
    ck_assert(g_str_has_prefix(color->line.operands, "0 0 0 0."));
    ck_assert_double_gt(color->ink.parts[0], 0.3);
}
END_TEST

START_TEST(nearlyBlackLettersAreBlack)
{
    const InkColor *color = ink_converter_color(converter, 0x1a / 255.0, 0x1a / 255.0, 0x1a / 255.0);
    ck_assert_str_eq(color->line.operands, "0 0 0 1");
    ck_assert(color->line.pure_black && !color->area.pure_black);
}
END_TEST

START_TEST(huesStayInLetters)
{
    static const unsigned colors[] = {0x7c2500, 0x33647f, 0x3b2a1a, 0xc9c2b4, 0xd52b1e};
    for (size_t i = 0; i < G_N_ELEMENTS(colors); i++)
        ck_assert(!ink_converter_color(converter, (colors[i] >> 16) / 255.0, (colors[i] >> 8 & 255) / 255.0,
                                       (colors[i] & 255) / 255.0)
                       ->differs);
}
END_TEST

START_TEST(officeLeavesColorsAlone)
{
    const InkColor *color = ink_converter_color(converter, 0.2, 0.5, 0.75);
    ck_assert_int_eq(color->ink.kind, INK_RGB);
    ck_assert_str_eq(color->area.operands, "0.2 0.5 0.75");
    ck_assert(!ink_converter_color(converter, 0, 0, 0)->area.pure_black);
}
END_TEST

Suite *convert_suite(void);
Suite *convert_suite(void)
{
    Suite *suite = suite_create("ink/convert");
    TCase *press = tcase_create("press"), *office = tcase_create("office");
    tcase_add_checked_fixture(press, open_press, close_converter);
    tcase_add_checked_fixture(office, open_office, close_converter);
    tcase_add_test(press, blackIsPureBlack);
    tcase_add_test(press, whiteIsPaper);
    tcase_add_test(press, greysAreBlackOnlyAndInOrder);
    tcase_add_test(press, middleGreyAllowsForDotGain);
    tcase_add_test(press, namedInksBeatTheProfile);
    tcase_add_test(press, blueIsCyanAndMagenta);
    tcase_add_test(press, inkLimitHolds);
    tcase_add_test(press, keysStandForWhatTheyMean);
    tcase_add_test(press, warmGreyIsBlackInLettersOnly);
    tcase_add_test(press, nearlyBlackLettersAreBlack);
    tcase_add_test(press, huesStayInLetters);
    tcase_add_test(press, pixelsAgreeWithColors);
    tcase_add_test(office, officeLeavesColorsAlone);
    suite_add_tcase(suite, press);
    suite_add_tcase(suite, office);
    return suite;
}
