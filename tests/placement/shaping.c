#include "placement/shaping.h"

#include "placement/break.h"
#include "support.h"

#include <math.h>
#include <string.h>

/* A text of 10 style pixels in one section. */
static SymbolText plain(TextSection *section, const char *words)
{
    *section = (TextSection){.text = words, .scale = 1, .font_stack = "DejaVu Sans"};
    return (SymbolText){.section_count = 1,
                        .sections = section,
                        .size = 10,
                        .max_width = 10,
                        .line_height = 1.2,
                        .anchor_count = 1};
}

START_TEST(widthGrowsWithSizeExactly)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "avenue de l'Impératrice");
    const double small = shaper_shape(shaper, &text, false)->width;
    text.size = 70;
    const double large = shaper_shape(shaper, &text, false)->width;
    /* Without hinting a text seven times as large is seven times as wide. */
    ck_assert_double_eq_tol(large / small, 7, 0.005);
}
END_TEST

START_TEST(longTextIsWrappedToMaxWidth)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "Manufacture nationale des Gobelins et de la Savonnerie");
    const ShapedText *shaped = shaper_shape(shaper, &text, true);
    ck_assert_uint_ge(shaped->line_count, 3);
    for (size_t i = 0; i < shaped->line_count; i++)
        ck_assert_double_le(shaped->lines[i].width, 10 * 10);
    ck_assert_double_eq_tol(shaped->height, (double)shaped->line_count * 12, 1e-9);
    ck_assert_uint_eq(shaper_shape(shaper, &text, false)->line_count, 1);
}
END_TEST

START_TEST(wideCharactersStandInAColumnOthersDoNot)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "\u7e26\u66f8\u304d");
    ck_assert_uint_eq(shaper_shape(shaper, &text, true)->line_count, 1);
    text.vertical = true;
    const ShapedText *column = shaper_shape(shaper, &text, true);
    ck_assert_uint_eq(column->line_count, 3);
    ck_assert_double_eq_tol(column->height, 30, 1e-9);
    ck_assert_str_eq(column->pieces[2].text, "\u304d");
    /* Along a line it stays one line, and so does a text with other letters. */
    ck_assert_uint_eq(shaper_shape(shaper, &text, false)->line_count, 1);
    section.text = "a\u7e26";
    ck_assert_uint_eq(shaper_shape(shaper, &text, true)->line_count, 1);
}
END_TEST

START_TEST(smallCapitalsAreAVariantOfTheFont)
{
    g_autofree char *font = font_description_text("EB Garamond Italic Small-Caps");
    PangoFontDescription *description = pango_font_description_from_string(font);
    ck_assert_int_eq(pango_font_description_get_variant(description), PANGO_VARIANT_SMALL_CAPS);
    ck_assert_str_eq(pango_font_description_get_family(description), "EB Garamond");
    pango_font_description_free(description);
}
END_TEST

START_TEST(noWordIsLostInWrapping)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "rue du Faubourg Saint-Antoine");
    text.max_width = 6;
    const ShapedText *shaped = shaper_shape(shaper, &text, true);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (size_t i = 0; i < shaped->piece_count; i++)
        g_string_append(joined, shaped->pieces[i].text);
    ck_assert_uint_ge(shaped->line_count, 2);
    for (const char *word = "rueduFaubourgSaint-Antoine"; *word; word++)
        ck_assert_ptr_nonnull(strchr(joined->str, *word));
    g_auto(GStrv) words = g_strsplit(joined->str, " ", -1);
    g_autofree char *without_spaces = g_strjoinv("", words);
    ck_assert_str_eq(without_spaces, "rueduFaubourgSaint-Antoine");
}
END_TEST

START_TEST(noBreakSpaceHoldsWordsTogether)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "22\u00a0mai\u202f:\u00a0Étoile");
    text.max_width = 3;
    ck_assert_uint_eq(shaper_shape(shaper, &text, true)->line_count, 1);
}
END_TEST

START_TEST(lineFeedBreaksAlways)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "XVIII\nButtes-Montmartre");
    const ShapedText *shaped = shaper_shape(shaper, &text, false);
    ck_assert_uint_eq(shaped->line_count, 2);
    ck_assert_str_eq(shaped->pieces[0].text, "XVIII");
    ck_assert_double_eq(shaped_line_start(shaped, 1, 0.5), 0);
    ck_assert_double_eq_tol(shaped_line_start(shaped, 0, 1), shaped->lines[1].width - shaped->lines[0].width,
                            1e-9);
}
END_TEST

START_TEST(letterSpacingStandsBetweenLettersOnly)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "ABCDE");
    const double tight = shaper_shape(shaper, &text, false)->width;
    text.letter_spacing = 0.2;
    ck_assert_double_eq_tol(shaper_shape(shaper, &text, false)->width, tight + 4 * 2, 0.02);
}
END_TEST

START_TEST(sectionsKeepTheirOwnFontAndSize)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection sections[2];
    SymbolText text = plain(&sections[0], "Belleville ");
    sections[1] = (TextSection){.text = "28 mai", .scale = 0.5, .font_stack = "DejaVu Serif"};
    text.section_count = 2;
    const ShapedText *shaped = shaper_shape(shaper, &text, false);
    ck_assert_uint_eq(shaped->piece_count, 2);
    ck_assert_double_eq(shaped->pieces[1].size, 5);
    ck_assert_ptr_nonnull(strstr(shaped->pieces[1].font, "Serif"));
    ck_assert_double_eq_tol(shaped->pieces[1].x, shaped->pieces[0].width, 1e-6);
    /* One baseline for both. */
    ck_assert_double_eq_tol(shaped->pieces[0].y, shaped->pieces[1].y, 1e-9);
}
END_TEST

START_TEST(inlineImageTakesItsPlace)
{
    g_autoptr(Shaper) shaper = shaper_new();
    Icon icon = {.name = "flag", .width = 12, .height = 8};
    TextSection sections[2];
    SymbolText text = plain(&sections[0], "Q.G. ");
    sections[1] = (TextSection){.text = "", .image = &icon, .scale = 1};
    text.section_count = 2;
    const ShapedText *shaped = shaper_shape(shaper, &text, false);
    ck_assert_uint_eq(shaped->piece_count, 2);
    ck_assert_ptr_null(shaped->pieces[1].text);
    ck_assert_double_eq(shaped->pieces[1].width, 12);
    ck_assert_double_eq_tol(shaped->width, shaped->pieces[1].x + 12, 1e-9);
}
END_TEST

START_TEST(emptyTextHasNoShape)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "  \n ");
    ck_assert_ptr_null(shaper_shape(shaper, &text, true));
    text.section_count = 0;
    ck_assert_ptr_null(shaper_shape(shaper, &text, true));
}
END_TEST

START_TEST(missingGlyphIsCounted)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    /* A code point of the private use area that no installed font fills. */
    SymbolText text = plain(&section, "a\U0010fffdb");
    ck_assert_uint_eq(shaper_shape(shaper, &text, true)->missing_glyphs, 1);
}
END_TEST

START_TEST(brokenUtf8AndEndlessTextAreHarmless)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection section;
    SymbolText text = plain(&section, "caf\xe9 \xff\xfe");
    ck_assert_ptr_nonnull(shaper_shape(shaper, &text, true));
    g_autofree char *endless = g_strnfill(1000000, 'x');
    text = plain(&section, endless);
    ck_assert_ptr_nonnull(shaper_shape(shaper, &text, true));
}
END_TEST

START_TEST(rightToLeftLineMirrorsItsSections)
{
    g_autoptr(Shaper) shaper = shaper_new();
    TextSection sections[2];
    SymbolText text = plain(&sections[0], "שלום ");
    sections[1] = (TextSection){.text = "עולם", .scale = 1, .font_stack = "DejaVu Sans"};
    text.section_count = 2;
    const ShapedText *shaped = shaper_shape(shaper, &text, false);
    ck_assert_double_gt(shaped->pieces[0].x, shaped->pieces[1].x);
}
END_TEST

/* ---- Lines of even length ---- */

static size_t break_words(const double *widths, size_t count, double max_width, size_t *chosen)
{
    g_autofree LineBreak *breaks = g_new0(LineBreak, count);
    double x = 0;
    for (size_t i = 0; i < count; i++) {
        x += widths[i];
        breaks[i] = (LineBreak){.index = i + 1, .line_end = x, .next_start = x + 1};
        x += 1;
    }
    return break_lines(breaks, count, max_width, chosen);
}

START_TEST(linesComeOutEven)
{
    size_t chosen[4];
    ck_assert_uint_eq(break_words((double[]){5, 5, 5, 5}, 4, 18, chosen), 2);
    ck_assert_uint_eq(chosen[0], 1);
    ck_assert_uint_eq(chosen[1], 3);
}
END_TEST

START_TEST(wordWiderThanALineStandsAlone)
{
    size_t chosen[3];
    ck_assert_uint_eq(break_words((double[]){4, 30, 4}, 3, 10, chosen), 3);
}
END_TEST

START_TEST(fontStackBecomesOneDescription)
{
    static const struct {
        const char *stack, *description;
    } cases[] = {
        {"EB Garamond Italic", "EB Garamond Italic"},
        {"Noto Sans Regular", "Noto Sans"},
        {"Open Sans Semibold,Arial Unicode MS Regular", "Open Sans,Arial Unicode MS Semi-Bold"},
        {"Univers 55", "Univers 55,"},
        {"Lato Bold Italic, DejaVu Sans", "Lato,DejaVu Sans Bold Italic"},
        {"", "Sans"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = font_description_text(cases[i].stack);
        ck_assert_str_eq(text, cases[i].description);
    }
}
END_TEST

Suite *shaping_suite(void);
Suite *shaping_suite(void)
{
    Suite *suite = suite_create("placement/shaping");
    TCase *cases = tcase_create("shaping");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, widthGrowsWithSizeExactly);
    tcase_add_test(cases, longTextIsWrappedToMaxWidth);
    tcase_add_test(cases, noWordIsLostInWrapping);
    tcase_add_test(cases, noBreakSpaceHoldsWordsTogether);
    tcase_add_test(cases, lineFeedBreaksAlways);
    tcase_add_test(cases, letterSpacingStandsBetweenLettersOnly);
    tcase_add_test(cases, sectionsKeepTheirOwnFontAndSize);
    tcase_add_test(cases, inlineImageTakesItsPlace);
    tcase_add_test(cases, emptyTextHasNoShape);
    tcase_add_test(cases, missingGlyphIsCounted);
    tcase_add_test(cases, wideCharactersStandInAColumnOthersDoNot);
    tcase_add_test(cases, smallCapitalsAreAVariantOfTheFont);
    tcase_add_test(cases, brokenUtf8AndEndlessTextAreHarmless);
    tcase_add_test(cases, rightToLeftLineMirrorsItsSections);
    tcase_add_test(cases, linesComeOutEven);
    tcase_add_test(cases, wordWiderThanALineStandsAlone);
    tcase_add_test(cases, fontStackBecomesOneDescription);
    suite_add_tcase(suite, cases);
    return suite;
}
