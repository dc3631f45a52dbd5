#include "layout/layout.h"

#include "semaine.h"
#include "sheets.h"
#include "support.h"

#include <string.h>

static const double MM = 96 / 25.4;

#define MAP "<rect id='map.main' x='10' y='10' width='100' height='80'/>"

START_TEST(placeIsWhereItsRectangleIs)
{
    Sheet sheet = sheet_open("<g transform='translate(5 2)'>" MAP "</g>", NULL, "fr");
    const Place *map = layout_find_place(sheet.setup->layout, "map.main");
    ck_assert_double_eq_tol(map->box.x_min, 15 * MM, 0.02);
    ck_assert_double_eq_tol(map->box.y_min, 12 * MM, 0.02);
    ck_assert_double_eq_tol(map->box.x_max, 115 * MM, 0.02);
    ck_assert_double_eq_tol(projection_width(sheet.frame->panels[0].projection), 100 * MM, 0.02);
    sheet_close(&sheet);
}
END_TEST

START_TEST(textStyleComesAsInkscapeWritesIt)
{
    Sheet sheet =
        sheet_open(MAP "<g style='font-family:\"EB Garamond\",serif;font-size:4px'><rect id='legend' x='120' "
                       "y='10' width='70' height='50' style='fill:#ff0000;fill-opacity:0.5;font-style:italic;"
                       "letter-spacing:0.1em;line-height:1.5'/></g>",
                   NULL, "fr");
    const Place *legend = layout_find_place(sheet.setup->layout, "legend");
    ck_assert_str_eq(legend->text.font, "EB Garamond,serif Italic");
    ck_assert_double_eq_tol(legend->text.size, 4 * MM, 1e-6);
    ck_assert_double_eq_tol(legend->text.letter_spacing, 0.4 * MM, 1e-6);
    ck_assert_double_eq_tol(legend->text.line_height, 1.5, 1e-9);
    ck_assert_double_eq_tol(legend->text.color.r, 1, 1e-9);
    ck_assert_double_eq_tol(legend->text.color.a, 0.5, 1e-9);
    sheet_close(&sheet);
}
END_TEST

START_TEST(otherLanguagesAreDropped)
{
    static const char elements[] =
        MAP "<g id='over'><text systemLanguage='fr'>Bonjour</text><g systemLanguage='en-GB, "
            "en'><text>Hello</text>"
            "</g></g>"
            "<rect id='legend' systemLanguage='fr' x='120' y='10' width='70' height='50'/>";
    Sheet french = sheet_open(elements, NULL, "fr"), english = sheet_open(elements, NULL, "en");
    g_autofree char *in_french = sheet_svg(&french), *in_english = sheet_svg(&english);
    ck_assert(strstr(in_french, "Bonjour") && !strstr(in_french, "Hello"));
    ck_assert(!strstr(in_english, "Bonjour") && strstr(in_english, "Hello"));
    ck_assert_ptr_nonnull(layout_find_place(french.setup->layout, "legend"));
    ck_assert_ptr_null(layout_find_place(english.setup->layout, "legend"));
    sheet_close(&french);
    sheet_close(&english);
}
END_TEST

START_TEST(sizeScalesTheTemplateAsAWhole)
{
    Sheet sheet = sheet_open(MAP, NULL, "fr");
    const LayoutOptions options = {"fr", NULL, 400 * MM, 200 * MM};
    g_autoptr(Layout) layout = layout_load(sheet.path, &options, NULL);
    ck_assert_double_eq_tol(layout_find_place(layout, "map.main")->box.x_max, 220 * MM, 0.02);
    ck_assert_double_eq_tol(layout_scale(layout), 2 * MM, 1e-9);
    sheet_close(&sheet);
}
END_TEST

START_TEST(themeRestylesPlacesAndDrawing)
{
    Sheet sheet = sheet_open(
        MAP "<rect id='legend' class='box' x='120' y='10' width='70' height='50' fill='#000'/>", NULL, "fr");
    g_autofree char *theme = g_build_filename(sheet.folder, "night.css", NULL);
    ck_assert(g_file_set_contents(theme, ".box { fill: #00ff00 }", -1, NULL));
    const LayoutOptions options = {"fr", theme, 0, 0};
    g_autoptr(Layout) layout = layout_load(sheet.path, &options, NULL);
    ck_assert_double_eq_tol(layout_find_place(layout, "legend")->text.color.g, 1, 1e-9);
    sheet_close(&sheet);
}
END_TEST

static const struct {
    const char *elements, *words;
    int code;
} wrong[] = {
    {"<rect id='map' x='1' y='1' width='5' height='5'/>", "map.main", SEMAINE_ERROR_STYLE},
    {MAP "\n<rect id='legend' x='1' y='1' width='0' height='5'/>", "line 3: expected \"legend\"",
     SEMAINE_ERROR_STYLE},
    {MAP "<g style='display:none'><rect id='legend' x='1' y='1' width='9' height='5'/></g>", "not hidden",
     SEMAINE_ERROR_STYLE},
    {MAP "\n\n<g id='under'><text>{{nowhere}}</text></g>", "line 4: there is no field {{nowhere}}",
     SEMAINE_ERROR_STYLE},
    {MAP "<rect id='text.a' x='1' y='1' width='9' height='5'><title>{{nobody}}</title></rect>", "{{nobody}}",
     SEMAINE_ERROR_STYLE},
    {MAP "<rect id='map.b' data-date='someday' x='1' y='1' width='9' height='5'/>", "found \"someday\"",
     SEMAINE_ERROR_USAGE},
    {MAP "<rect id='map.b' data-extent='1,2' x='1' y='1' width='9' height='5'/>",
     "data-extent: expected west", SEMAINE_ERROR_USAGE},
    {MAP "<rect id='map.b' data-layers='fields rivers' x='1' y='1' width='9' height='5'/>",
     "no layer \"rivers\"", SEMAINE_ERROR_STYLE},
    {MAP "<rect id='legend'", "line ", SEMAINE_ERROR_FORMAT},
};

START_TEST(wrongTemplateGivesOneClearLine)
{
    Sheet sheet = sheet_open(wrong[_i].elements, NULL, "fr");
    ck_assert_ptr_null(sheet.frame);
    ck_assert_msg(g_error_matches(sheet.error, SEMAINE_ERROR, wrong[_i].code), "%s", sheet.error->message);
    ck_assert_msg(strstr(sheet.error->message, wrong[_i].words) != NULL, "%s", sheet.error->message);
    ck_assert_msg(strstr(sheet.error->message, "page.svg") != NULL, "%s", sheet.error->message);
    ck_assert_ptr_null(strchr(sheet.error->message, '\n'));
    sheet_close(&sheet);
}
END_TEST

START_TEST(pagesThatNobodyPrintsAreRefused)
{
    static const char *const sizes[] = {"width='1e999mm' height='200mm' viewBox='0 0 200 200'",
                                        "width='2e5mm' height='200mm' viewBox='0 0 200 200'",
                                        "width='0' height='200mm' viewBox='0 0 200 200'",
                                        "width='200mm' height='200mm' viewBox='0 0 1e-300 200'"};
    g_autofree char *folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "page.svg", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *svg =
            g_strdup_printf("<svg xmlns='http://www.w3.org/2000/svg' %s>" MAP "</svg>", sizes[i]);
        ck_assert(g_file_set_contents(path, svg, -1, NULL));
        double width, height;
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!layout_read_size(path, &width, &height, &error), "%s", sizes[i]);
        ck_assert_ptr_nonnull(strstr(error->message, "line 1: expected width and height"));
    }
    remove_folder(folder);
}
END_TEST

/* A size that no font has counts as not said; the default is 2.5 of the template's units. */
START_TEST(fontSizesThatNobodyPrintsArePassedOver)
{
    static const char *const sizes[] = {"-0.5", "0", "1e9", "1e999"};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *elements = g_strdup_printf(
            MAP "<rect id='legend' x='120' y='10' width='70' height='50' font-size='%s'/>", sizes[i]);
        Sheet sheet = sheet_open(elements, NULL, "fr");
        ck_assert_double_eq_tol(layout_find_place(sheet.setup->layout, "legend")->text.size, 2.5 * MM, 1e-6);
        sheet_close(&sheet);
    }
}
END_TEST

Suite *layout_suite(void);
Suite *layout_suite(void)
{
    Suite *suite = suite_create("layout/layout");
    TCase *all = tcase_create("all");
    tcase_add_test(all, placeIsWhereItsRectangleIs);
    tcase_add_test(all, textStyleComesAsInkscapeWritesIt);
    tcase_add_test(all, otherLanguagesAreDropped);
    tcase_add_test(all, sizeScalesTheTemplateAsAWhole);
    tcase_add_test(all, themeRestylesPlacesAndDrawing);
    tcase_add_test(all, pagesThatNobodyPrintsAreRefused);
    tcase_add_test(all, fontSizesThatNobodyPrintsArePassedOver);
    tcase_add_loop_test(all, wrongTemplateGivesOneClearLine, 0, G_N_ELEMENTS(wrong));
    suite_add_tcase(suite, all);
    return suite;
}
