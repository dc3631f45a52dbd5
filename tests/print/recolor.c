#include "print/recolor.h"

#include "base/cleanup.h"
#include "support.h"

#include <string.h>

static Printer *printer;
static InkKeys *keys;
static InkTable *inks;
static InkConverter *converter;

static void open_press(void)
{
    g_autoptr(GError) error = NULL;
    printer = printer_load(SOURCE_DIR "/styles/printers/coated-fogra39.json", &error);
    ck_assert_msg(printer != NULL, "%s", error ? error->message : "");
    keys = ink_keys_new();
    g_autoptr(json_t) json = json_pack("{s:{s:s,s:[i,i,i,i],s:i}}", "#336699", "spot", "PANTONE 485 C",
                                       "cmyk", 0, 90, 100, 0, "tint", 50);
    inks = ink_table_read(json, &error);
    converter = ink_converter_new(printer, inks, keys, &error);
    ck_assert_ptr_nonnull(converter);
}

static void close_press(void)
{
    ink_converter_free(converter);
    ink_keys_free(keys);
    ink_table_free(inks);
    printer_free(printer);
}

static char *recolor(const char *in, RecolorNeeds *needs)
{
    Recolor state = {.converter = converter, .overprint = true, .layer_count = ink_keys_layer_count(keys)};
    recolor_needs_init(needs);
    return g_string_free(recolor_content(&state, in, strlen(in), needs), FALSE);
}

static void expect(const char *in, const char *out)
{
    RecolorNeeds needs;
    g_autofree char *found = recolor(in, &needs);
    ck_assert_str_eq(found, out);
    recolor_needs_clear(&needs);
}

/* `%s` of the input becomes the colour's operands. */
static char *with_color(const char *format, Color color)
{
    g_autofree char *operands = g_strdup_printf("%.6g %.6g %.6g", color.r, color.g, color.b);
    return g_strdup_printf(format, operands);
}

START_TEST(blackOverprintsAndWhiteDoesNot)
{
    expect("0 0 0 rg 0 0 1 1 re f", "0 0 0 1 k /Xo1 gs 0 0 1 1 re f");
    expect("1 1 1 rg f", "0 0 0 0 k /Xo0 gs f");
    expect("0 0 0 rg f 0 0 0 RG S 1 1 1 rg f", "0 0 0 1 k /Xo1 gs f 0 0 0 1 K /Xo3 gs S 0 0 0 0 k /Xo2 gs f");
}
END_TEST

START_TEST(overprintIsSetOnlyWhereItChanges)
{
    expect("0 0 0 rg f 0 0 0 rg f", "0 0 0 1 k /Xo1 gs f 0 0 0 1 k f");
}
END_TEST

START_TEST(overprintFollowsSaveAndRestore)
{
    expect("1 1 1 rg q 0 0 0 rg f Q f 0 0 0 rg f",
           "0 0 0 0 k q 0 0 0 1 k /Xo1 gs f Q /Xo0 gs f 0 0 0 1 k /Xo1 gs f");
}
END_TEST

/* Ghostscript loses the fill where the two sides differ. */
START_TEST(filledAndStrokedAtOnceAgree)
{
    expect("1 1 1 rg 0 0 0 RG 0 0 1 1 re B 0 0 m 1 1 l S",
           "0 0 0 0 k 0 0 0 1 K /Xo0 gs 0 0 1 1 re B /Xo2 gs 0 0 m 1 1 l S");
    expect("0 0 0 rg 0 0 0 RG 0 0 m 1 1 l 2 0 l b*", "0 0 0 1 k 0 0 0 1 K /Xo3 gs 0 0 m 1 1 l 2 0 l b*");
}
END_TEST

START_TEST(patternsFormsAndShadingsDoNotOverprint)
{
    expect("0 0 0 rg f /Pattern cs /x scn f", "0 0 0 1 k /Xo1 gs f /Pattern cs /x scn /Xo0 gs f");
    expect("0 0 0 rg f /x Do", "0 0 0 1 k /Xo1 gs f /Xo0 gs /x Do");
    expect("0 0 0 rg f /x sh", "0 0 0 1 k /Xo1 gs f /Xo0 gs /x sh");
}
END_TEST

START_TEST(pathsStayAsTheyAre)
{
    expect("10.5 3 m 4 5 l\n h W* n [(a rg)]TJ", "10.5 3 m 4 5 l\n h W* n [(a rg)]TJ");
}
END_TEST

START_TEST(haloBecomesAnOutline)
{
    const Color halo = ink_keys_halo(keys, (Color){1, 1, 1, 1}, 2.5);
    g_autofree char *in = with_color("%s rg /a0 gs\nBT 1 Tf (x)Tj ET BT (y)Tj ET\n0 0 0 rg", halo);
    expect(in, "0 0 0 0 k /a0 gs\n/Artifact BMC /Span <</ActualText <FEFF>>> BDC q 0 0 0 0 K /Xo0 gs "
               "2.5000 w 1 j 1 J [] 0 d 1 Tr\nBT 1 Tf (x)Tj ET BT (y)Tj ET\nQ EMC EMC\n0 0 0 1 k");
}
END_TEST

START_TEST(haloEndsWithTheStream)
{
    const Color halo = ink_keys_halo(keys, (Color){1, 1, 1, 1}, 1);
    g_autofree char *in = with_color("%s rg BT ET", halo);
    RecolorNeeds needs;
    g_autofree char *out = recolor(in, &needs);
    ck_assert_msg(g_str_has_suffix(out, "Q EMC EMC\n"), "%s", out);
    recolor_needs_clear(&needs);
}
END_TEST

START_TEST(textSaysWhatItSaysOnce)
{
    const Color text = ink_keys_text(keys, (Color){0, 0, 0, 1}, "\u00c9t\u00e9");
    g_autofree char *in = with_color("%s rg BT (x)Tj ET BT (y)Tj ET 0 0 1 1 re f BT (z)Tj ET", text);
    expect(in, "0 0 0 1 k /Xo1 gs /Span <</ActualText <FEFF00C9007400E9>>> BDC\nBT (x)Tj ET BT (y)Tj ET EMC\n"
               "0 0 1 1 re f BT (z)Tj ET");
}
END_TEST

START_TEST(lettersOfAWarmGreyAreBlackAlone)
{
    expect("0.1 0.1 0.1 rg 0 0 1 1 re f BT (x)Tj ET 0 0 1 1 re f BT (y)Tj ET 0.1 0.1 0.1 RG S",
           "0 0 0 0.965 k /Xo0 gs 0 0 1 1 re f 0 0 0 1 k\n/Xo1 gs BT (x)Tj ET 0 0 0 0.965 k\n"
           "/Xo0 gs 0 0 1 1 re f 0 0 0 1 k\n/Xo1 gs BT (y)Tj ET 0 0 0 1 K /Xo3 gs S");
}
END_TEST

START_TEST(tagsBecomeLayersInOrder)
{
    ink_keys_begin_layer(keys, "A");
    ink_keys_begin_layer(keys, "B");
    RecolorNeeds needs;
    g_autofree char *out =
        recolor("/Sect <</MCID 0>> BDC f EMC /Link <</MCID 1>> BDC EMC /Sect <</MCID 2>> BDC EMC "
                "/Sect <</MCID 3>> BDC EMC EMC",
                &needs);
    ck_assert_str_eq(out, "/OC /Lay0 BDC /Xo0 gs f EMC   /OC /Lay1 BDC EMC   ");
    ck_assert_uint_eq(needs.first_layer, 0);
    ck_assert_uint_eq(needs.end_layer, 2);
    recolor_needs_clear(&needs);
}
END_TEST

START_TEST(spotInkHasItsOwnSpace)
{
    RecolorNeeds needs;
    g_autofree char *out = recolor("0.2 0.4 0.6 rg f", &needs);
    ck_assert_str_eq(out, "/XsPANTONE#20485#20C cs 0.5 scn /Xo0 gs f");
    ck_assert_uint_eq(needs.plates->len, 1);
    recolor_needs_clear(&needs);
}
END_TEST

START_TEST(marksAreOnEveryPlate)
{
    g_autofree char *in = with_color("%s RG S", ink_keys_registration(keys));
    expect(in, "/XsAll CS 1 SCN /Xo0 gs S");
}
END_TEST

Suite *recolor_suite(void);
Suite *recolor_suite(void)
{
    Suite *suite = suite_create("print/recolor");
    TCase *cases = tcase_create("recolor");
    tcase_add_checked_fixture(cases, open_press, close_press);
    tcase_add_test(cases, blackOverprintsAndWhiteDoesNot);
    tcase_add_test(cases, overprintIsSetOnlyWhereItChanges);
    tcase_add_test(cases, overprintFollowsSaveAndRestore);
    tcase_add_test(cases, filledAndStrokedAtOnceAgree);
    tcase_add_test(cases, patternsFormsAndShadingsDoNotOverprint);
    tcase_add_test(cases, pathsStayAsTheyAre);
    tcase_add_test(cases, haloBecomesAnOutline);
    tcase_add_test(cases, haloEndsWithTheStream);
    tcase_add_test(cases, textSaysWhatItSaysOnce);
    tcase_add_test(cases, lettersOfAWarmGreyAreBlackAlone);
    tcase_add_test(cases, tagsBecomeLayersInOrder);
    tcase_add_test(cases, spotInkHasItsOwnSpace);
    tcase_add_test(cases, marksAreOnEveryPlate);
    suite_add_tcase(suite, cases);
    return suite;
}
