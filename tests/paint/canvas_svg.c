#include "paint/canvas_svg.h"

#include "paint/paint.h"
#include "support.h"

#include <libxml/parser.h>
#include <string.h>

static const double MM = 96 / 25.4;
static GString *styles, *definitions, *body;
static Canvas *canvas;

static void set_up(void)
{
    styles = g_string_new(NULL);
    definitions = g_string_new(NULL);
    body = g_string_new(NULL);
    canvas = canvas_svg_new(styles, definitions, body);
}

static void tear_down(void)
{
    canvas_svg_free(canvas);
    g_string_free(styles, TRUE);
    g_string_free(definitions, TRUE);
    g_string_free(body, TRUE);
}

static TextRun run_at(const char *text, double x, double y)
{
    return (TextRun){.text = text,
                     .font = "EB Garamond Italic",
                     .size = 4 * MM,
                     .color = {0, 0, 0, 1},
                     .origin = {x * MM, y * MM},
                     .width = 10 * MM};
}

START_TEST(labelOfSeveralLinesIsOneElement)
{
    /* Lines that share their middle are set about it. */
    TextRun runs[] = {run_at("Hôtel", 10, 20), run_at("de Ville", 8, 25)};
    runs[1].width = 14 * MM;
    canvas_text(canvas, runs, 2);
    ck_assert_str_eq(body->str,
                     "<text class=\"s1\"><tspan x=\"15\" y=\"20\">Hôtel</tspan><tspan x=\"15\" y=\"25\">de "
                     "Ville</tspan></text>\n");
    ck_assert_ptr_nonnull(strstr(styles->str, "text-anchor:middle"));
    ck_assert_ptr_nonnull(strstr(styles->str, "font-family:'EB Garamond';font-style:italic;font-size:4px"));
}
END_TEST

START_TEST(turnedLinesAreTurnedTogether)
{
    TextRun runs[] = {run_at("one", 10, 20), run_at("two", 5, 20)};
    runs[0].angle = runs[1].angle = G_PI / 2;
    canvas_text(canvas, runs, 2);
    /* Turned back by 90 degrees, what stood 5 mm to the left stands 5 mm below. */
    ck_assert_ptr_nonnull(strstr(body->str, "transform=\"rotate(90 10 20)\""));
    ck_assert_ptr_nonnull(strstr(body->str, "<tspan x=\"15\" y=\"25\">two"));
}
END_TEST

START_TEST(curvedLabelFollowsItsCurveAsAWord)
{
    const Point curve[] = {{0, 0}, {10 * MM, 0}, {20 * MM, 5 * MM}};
    TextRun run = run_at("Rue & place", 0, 0);
    run.curve = curve;
    run.curve_count = 3;
    canvas_text(canvas, &run, 1);
    ck_assert_ptr_nonnull(strstr(definitions->str, "<path id=\"curve1\" d=\"M0 0h10l10 5\"/>"));
    ck_assert_ptr_nonnull(strstr(body->str, "<textPath xlink:href=\"#curve1\">Rue &amp; place</textPath>"));
}
END_TEST

START_TEST(haloIsTheTextsOwnStroke)
{
    TextRun run = run_at("Seine", 1, 1);
    run.halo_color = (Color){1, 1, 1, 0.5};
    run.halo_width = MM / 2;
    canvas_text(canvas, &run, 1);
    ck_assert_ptr_nonnull(strstr(styles->str, "stroke:#ffffff;stroke-opacity:.5;stroke-width:1;"));
    ck_assert_ptr_nonnull(strstr(styles->str, "paint-order:stroke"));
}
END_TEST

START_TEST(equalLooksShareAClass)
{
    Geometry box = paint_rectangle((Box){0, 0, 10 * MM, 10 * MM});
    canvas_fill(canvas, &box, (Color){1, 0, 0, 1}, true);
    canvas_fill(canvas, &box, (Color){1, 0, 0, 1}, true);
    canvas_fill(canvas, &box, (Color){1, 0, 0, 0.5}, true);
    ck_assert_str_eq(body->str, "<path class=\"s1\" d=\"M0 0h10v10h-10z\"/>\n<path class=\"s1\" d=\"M0 "
                                "0h10v10h-10z\"/>\n<path class=\"s2\" d=\"M0 0h10v10h-10z\"/>\n");
    ck_assert_str_eq(styles->str, ".s1{fill:#ff0000}\n.s2{fill:#ff0000;fill-opacity:.5}\n");
    geometry_clear(&box);
}
END_TEST

START_TEST(layersAreNamedForInkscape)
{
    Geometry box = paint_rectangle((Box){0, 0, MM, MM});
    canvas_svg_reserve(canvas, "legend");
    for (int i = 0; i < 2; i++) {
        canvas_begin_layer(canvas, i == 0 ? "water" : "legend", i == 0 ? "Eau & bois" : NULL, 0.5);
        canvas_fill(canvas, &box, (Color){0, 0, 0, 1}, true);
        canvas_end_layer(canvas);
    }
    ck_assert_ptr_nonnull(strstr(body->str,
                                 "<g inkscape:groupmode=\"layer\" id=\"water\" inkscape:label=\"Eau &amp; "
                                 "bois\" opacity=\".5\">"));
    /* An id that stands elsewhere in the document is not given twice. */
    ck_assert_ptr_nonnull(strstr(body->str, "id=\"legend-2\" inkscape:label=\"legend\""));
    geometry_clear(&box);
}
END_TEST

START_TEST(emptyGroupsAreNotWritten)
{
    Geometry box = paint_rectangle((Box){0, 0, MM, MM});
    canvas_begin_layer(canvas, "a", NULL, 1);
    canvas_push_clip(canvas, &box);
    canvas_push_translate(canvas, 1, 1);
    canvas_pop(canvas);
    canvas_pop(canvas);
    canvas_end_layer(canvas);
    ck_assert_str_eq(body->str, "");
    geometry_clear(&box);
}
END_TEST

START_TEST(iconIsDefinedOnceWithItsIdsMadeItsOwn)
{
    const Icon fire = {
        .name = "fire",
        .width = 10,
        .height = 10,
        .svg_text =
            (char *)"<?xml version=\"1.0\"?><svg><g id=\"a\"/><use href=\"#a\" fill=\"url(#b)\"/></svg>"};
    const Icon flag = {
        .name = "flag", .width = 10, .height = 10, .svg_text = (char *)"<svg><path id='a'/></svg>"};
    canvas_icon(canvas, &fire, &(Matrix){1, 0, 0, 1, 10 * MM, 5 * MM}, 1, (Color){0, 0, 0, 1});
    canvas_icon(canvas, &fire, &(Matrix){2, 0, 0, 2, 0, 0}, 0.5, (Color){0, 0, 0, 1});
    canvas_icon(canvas, &flag, &(Matrix){1, 0, 0, 1, 0, 0}, 1, (Color){0, 0, 0, 1});
    ck_assert_str_eq(definitions->str,
                     "<g id=\"icon1\" inkscape:label=\"fire\"><svg><g id=\"icon1-a\"/><use href=\"#icon1-a\" "
                     "fill=\"url(#icon1-b)\"/></svg></g>\n<g id=\"icon2\" inkscape:label=\"flag\"><svg><path "
                     "id='icon2-a'/></svg></g>\n");
    ck_assert_ptr_nonnull(
        strstr(body->str, "<use xlink:href=\"#icon1\" transform=\"translate(10 5)scale(.26458)\"/>"));
    ck_assert_ptr_nonnull(strstr(body->str, "scale(.52917)\" opacity=\".5\"/>"));
}
END_TEST

START_TEST(hatchIsAVectorPattern)
{
    const Icon hatch = {
        .name = "hatch", .width = 8, .height = 8, .svg_text = (char *)"<svg><path d=\"M0 8L8 0\"/></svg>"};
    Geometry box = paint_rectangle((Box){0, 0, 10 * MM, 10 * MM});
    for (int i = 0; i < 2; i++)
        canvas->calls->pattern(canvas, &box, &hatch, &(Matrix){1, 0, 0, 1, 0, 0}, false, 1,
                               (Color){0, 0, 0, 1});
    ck_assert_ptr_nonnull(strstr(definitions->str,
                                 "<pattern id=\"pattern1\" inkscape:label=\"hatch\" "
                                 "patternUnits=\"userSpaceOnUse\" width=\"8\" height=\"8\""));
    ck_assert_ptr_null(strstr(definitions->str, "pattern2"));
    ck_assert_ptr_null(strstr(definitions->str, "<image"));
    geometry_clear(&box);
}
END_TEST

START_TEST(documentIsWellFormedWhateverTheWords)
{
    TextRun run = run_at("<a> & \"b\" ]]>", 1, 1);
    canvas_begin_layer(canvas, "x\"<>&*/", "]]>", 1);
    canvas_text(canvas, &run, 1);
    canvas_end_layer(canvas);
    g_autofree char *document =
        g_strdup_printf("<svg xmlns:inkscape=\"i\"><style>%s</style><defs>%s</defs>%s</svg>", styles->str,
                        definitions->str, body->str);
    xmlDoc *parsed = xmlReadMemory(document, (int)strlen(document), NULL, NULL, XML_PARSE_NOERROR);
    ck_assert_ptr_nonnull(parsed);
    xmlFreeDoc(parsed);
}
END_TEST

Suite *canvas_svg_suite(void);
Suite *canvas_svg_suite(void)
{
    Suite *suite = suite_create("paint/canvas_svg");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, labelOfSeveralLinesIsOneElement);
    tcase_add_test(all, turnedLinesAreTurnedTogether);
    tcase_add_test(all, curvedLabelFollowsItsCurveAsAWord);
    tcase_add_test(all, haloIsTheTextsOwnStroke);
    tcase_add_test(all, equalLooksShareAClass);
    tcase_add_test(all, layersAreNamedForInkscape);
    tcase_add_test(all, emptyGroupsAreNotWritten);
    tcase_add_test(all, iconIsDefinedOnceWithItsIdsMadeItsOwn);
    tcase_add_test(all, hatchIsAVectorPattern);
    tcase_add_test(all, documentIsWellFormedWhateverTheWords);
    suite_add_tcase(suite, all);
    return suite;
}
