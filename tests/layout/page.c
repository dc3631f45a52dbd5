#include "layout/page.h"

#include "sheets.h"
#include "support.h"

#include <math.h>
#include <string.h>

#define MAP "<rect id='map.main' x='10' y='10' width='100' height='80'/>"

/* The painted classes in the order of the style, "West, Large town". */
static char *painted_classes(const Sheet *sheet, const char *language)
{
    g_autoptr(GArray) classes = page_legend_classes(&sheet->frame->page, NULL);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        if (class->painted)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   style_text(class->entry->json, language));
    }
    return g_string_free(text, FALSE);
}

static char *source_keys(const Sheet *sheet)
{
    g_auto(GStrv) keys = page_source_keys(&sheet->frame->page);
    return g_strjoinv(" ", keys);
}

START_TEST(legendAndCreditsAreOfWhatIsOnThePaper)
{
    /* "far" lies outside the frame, "east" comes on the 24th, the small town's label finds no place. */
    Sheet before = sheet_open(MAP, "1871-05-23", "en"), after = sheet_open(MAP, "1871-05-24", "en");
    g_autofree char *old_classes = painted_classes(&before, "en"),
                    *new_classes = painted_classes(&after, "en");
    ck_assert_str_eq(old_classes, "Large town, West, Losses");
    ck_assert_str_eq(new_classes, "Large town, West, East, Losses");
    g_autofree char *old_keys = source_keys(&before), *new_keys = source_keys(&after);
    /* HIDDEN is the source of a circle, too. */
    ck_assert_str_eq(old_keys, "HIDDEN ONE TWO");
    ck_assert_str_eq(new_keys, "HIDDEN ONE THREE TWO");
    sheet_close(&before);
    sheet_close(&after);
}
END_TEST

START_TEST(unplacedSymbolsHaveNoSource)
{
    Sheet sheet =
        sheet_open("<rect id='map.main' data-layers='-losses' x='10' y='10' width='100' height='80'/>",
                   "1871-05-23", "en");
    g_autofree char *keys = source_keys(&sheet);
    ck_assert_str_eq(keys, "ONE TWO");
    sheet_close(&sheet);
}
END_TEST

START_TEST(mapsOfOnePageHaveTheirOwnDates)
{
    Sheet sheet =
        sheet_open(MAP "<rect id='map.b' data-date='date+1' x='120' y='10' width='70' height='40'/>"
                       "<rect id='map.c' data-date='to' x='120' y='55' width='70' height='40'/>"
                       "<rect id='text.b' x='120' y='50' width='70' height='5'><title>{{map.b.date}}, "
                       "{{map.c.date}}</title></rect>",
                   "1871-05-23", "fr");
    ck_assert_uint_eq(sheet.frame->page.panel_count, 3);
    ck_assert_str_eq(sheet.frame->panels[0].scene->date, "1871-05-23T23:59:59");
    ck_assert_str_eq(sheet.frame->panels[1].scene->date, "1871-05-24T23:59:59");
    ck_assert_str_eq(sheet.frame->panels[2].scene->date, "1871-05-28T23:59:59");
    /* Maps of the same view share projection and placement. */
    ck_assert_ptr_eq(sheet.frame->panels[1].placement, sheet.frame->panels[2].placement);
    ck_assert_ptr_ne(sheet.frame->panels[0].placement, sheet.frame->panels[1].placement);
    g_autofree char *svg = sheet_svg(&sheet), *classes = painted_classes(&sheet, "en");
    ck_assert_ptr_nonnull(strstr(svg, "24 mai 1871, 28 mai 1871"));
    ck_assert_str_eq(classes, "Large town, West, East, Losses");
    sheet_close(&sheet);
}
END_TEST

START_TEST(mapMayShowSomeLayersAtAnotherScale)
{
    Sheet sheet =
        sheet_open(MAP "<rect id='map.b' data-layers='paper field*' data-scale='1:1000000' x='120' y='10' "
                       "width='70' height='40'/>",
                   "1871-05-23", "fr");
    const Panel *panel = &sheet.frame->panels[1];
    ck_assert_uint_eq(panel->scene->layer_count, 2);
    ck_assert_double_eq_tol(projection_scale_denominator(panel->projection), 1000000, 1);
    /* Without a place of its own it shows the middle of the main map. */
    Point lonlat;
    ck_assert(projection_inverse(
        panel->projection,
        (Point){projection_width(panel->projection) / 2, projection_height(panel->projection) / 2}, &lonlat));
    ck_assert_double_eq_tol(lonlat.x, 2.1, 1e-6);
    sheet_close(&sheet);
}
END_TEST

START_TEST(overflowIsToldInMillimetres)
{
    Sheet sheet =
        sheet_open(MAP "\n<rect id='text.lead' x='120' y='10' width='20' height='5' font-size='4' "
                       "line-height='1.25'><title>One two three four five six seven</title></rect>\n"
                       "<rect id='legend' x='120' y='20' width='30' height='10' font-size='3'/>",
                   "1871-05-23", "en");
    g_autofree char *warnings = sheet_warnings(&sheet);
    ck_assert_msg(strstr(warnings, "page.svg:3: warning: text.lead: the text is ") != NULL, "%s", warnings);
    ck_assert_msg(strstr(warnings, "page.svg:4: warning: legend: the legend is ") != NULL, "%s", warnings);
    ck_assert_msg(strstr(warnings, " mm there") != NULL, "%s", warnings);
    sheet_close(&sheet);
}
END_TEST

START_TEST(whatFitsIsNotTold)
{
    Sheet sheet =
        sheet_open(MAP "<rect id='text.lead' x='120' y='5' width='70' height='5'><title>Short</title></rect>"
                       "<rect id='legend' x='120' y='10' width='70' height='70' font-size='3'/>"
                       "<rect id='credits' x='120' y='80' width='70' height='15' font-size='2'/>",
                   "1871-05-23", "en");
    g_autofree char *warnings = sheet_warnings(&sheet);
    ck_assert_str_eq(warnings, "");
    sheet_close(&sheet);
}
END_TEST

/* The coordinates of the text element with these words. */
static char *place_of(const char *svg, const char *words)
{
    const char *end = strstr(svg, words);
    ck_assert_ptr_nonnull(end);
    const char *start = g_strrstr_len(svg, end - svg, " x=");
    return g_strndup(start, (gsize)(end - start));
}

START_TEST(slotsOfAbsentClassesStay)
{
    static const char legend[] =
        MAP "<rect id='legend' data-columns='1' data-slots='%s' x='120' y='5' width='70' "
            "height='90' font-size='3'/>";
    g_autofree char *packed = g_strdup_printf(legend, "packed"), *grey = g_strdup_printf(legend, "grey"),
                    *empty = g_strdup_printf(legend, "empty");
    Sheet packed_sheet = sheet_open(packed, "1871-05-23", "en"),
          grey_sheet = sheet_open(grey, "1871-05-23", "en"),
          empty_sheet = sheet_open(empty, "1871-05-23", "en"), later = sheet_open(empty, "1871-05-24", "en");
    g_autofree char *packed_svg = sheet_svg(&packed_sheet), *grey_svg = sheet_svg(&grey_sheet),
                    *empty_svg = sheet_svg(&empty_sheet), *later_svg = sheet_svg(&later);
    ck_assert_ptr_null(strstr(packed_svg, ">East<"));
    ck_assert_ptr_nonnull(strstr(grey_svg, ">East<"));
    ck_assert_ptr_null(strstr(empty_svg, ">East<"));
    /* What is there does not move when the class arrives. */
    g_autofree char *before = place_of(empty_svg, ">Large town<"),
                    *after = place_of(later_svg, ">Large town<");
    ck_assert_str_eq(before, after);
    sheet_close(&packed_sheet);
    sheet_close(&grey_sheet);
    sheet_close(&empty_sheet);
    sheet_close(&later);
}
END_TEST

START_TEST(legendLeavesOutLayers)
{
    Sheet sheet = sheet_open(MAP "<rect id='legend' data-leave-out='nothing field*' x='120' y='5' width='70' "
                                 "height='90' font-size='3'/>",
                             "1871-05-23", "en");
    g_autofree char *svg = sheet_svg(&sheet);
    ck_assert_ptr_null(strstr(svg, ">West<"));
    ck_assert_ptr_nonnull(strstr(svg, ">Large town<"));
    sheet_close(&sheet);
}
END_TEST

START_TEST(groupsHaveTitlesInTheirOrder)
{
    Sheet sheet = sheet_open(MAP "<rect id='legend' x='120' y='5' width='70' height='90' font-size='3'/>",
                             "1871-05-23", "fr");
    g_autofree char *svg = sheet_svg(&sheet);
    const char *losses = strstr(svg, ">Pertes<"), *land = strstr(svg, ">Le sol<"),
               *west = strstr(svg, ">Ouest<"), *people = strstr(svg, ">Les gens<"),
               *town = strstr(svg, ">Grande ville<");
    ck_assert(losses && land && west && people && town);
    ck_assert(losses < land && land < west && west < people && people < town);
    sheet_close(&sheet);
}
END_TEST

START_TEST(sampleIsPaintedByTheLayerForEachValue)
{
    Sheet sheet = sheet_open(MAP, "1871-05-23", "fr");
    g_autoptr(GArray) classes = page_legend_classes(&sheet.frame->page, NULL);
    const LegendEntry *losses = g_array_index(classes, LegendClass, classes->len - 1).entry;
    ck_assert_ptr_nonnull(losses->sample);
    ck_assert_uint_eq(losses->sample->circle_count, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_eq_tol(losses->sample->circles[i].radius, 2 + 5.0 * (double)i, 1e-9);
    sheet_close(&sheet);
}
END_TEST

START_TEST(figuresAddUpWithTheirRange)
{
    Sheet sheet = sheet_open(MAP, "1871-05-23", "fr");
    const GArray *figures = sheet.frame->panels[0].figures;
    ck_assert_uint_eq(figures->len, 3); /* the one that counts nothing is left out */
    const Figure *dead = &g_array_index(figures, Figure, 0), *towns = dead + 1, *sources = dead + 2;
    ck_assert_double_eq(dead->low, 5);
    ck_assert_double_eq(dead->high, 11);
    ck_assert_double_eq(towns->high, 3);
    ck_assert_double_eq(sources->high, 2);
    sheet_close(&sheet);
}
END_TEST

START_TEST(indexNamesWhatIsPlacedByItsSquare)
{
    Sheet sheet =
        sheet_open("<rect id='map.main' data-extent='2,48,2.2,48.1' x='10' y='10' width='100' height='80'/>"
                   "<rect id='grid' data-columns='3' data-rows='3' x='5' y='5' width='110' height='90'/>"
                   "<rect id='index' x='120' y='5' width='70' height='90'/>",
                   "1871-05-23", "fr");
    g_autofree char *svg = sheet_svg(&sheet);
    const char *ecully = strstr(svg, ">Écully<"), *church = strstr(svg, ">Église (rue de l’)<");
    ck_assert(ecully && church && ecully < church);
    ck_assert_ptr_nonnull(strstr(ecully, ">C1<"));
    ck_assert_ptr_nonnull(strstr(church, ">A2<"));
    ck_assert_ptr_null(strstr(strstr(svg, "id=\"index\""), "Petiteville"));
    sheet_close(&sheet);
}
END_TEST

START_TEST(sourcesAreGivenInFull)
{
    Sheet sheet =
        sheet_open(MAP "\n<rect id='sources' x='120' y='5' width='70' height='90'/>", "1871-05-24", "fr");
    g_autofree char *svg = sheet_svg(&sheet), *warnings = sheet_warnings(&sheet);
    ck_assert_ptr_nonnull(strstr(svg, "First book, 1871"));
    ck_assert_ptr_nonnull(strstr(svg, "Second livre"));
    ck_assert_ptr_null(strstr(svg, "Second book"));
    ck_assert_msg(strstr(warnings, "page.svg:3: warning: sources: ") != NULL, "%s", warnings);
    ck_assert_msg(strstr(warnings, "\"THREE\"") != NULL, "%s", warnings);
    ck_assert_ptr_null(strstr(warnings, "\"ONE\""));
    sheet_close(&sheet);
}
END_TEST

START_TEST(northArrowIsDrawnOnlyWhereNorthIsNotUp)
{
    static const char elements[] = "<rect id='map.main' data-crs='%s' x='10' y='10' width='100' height='80'/>"
                                   "<rect id='north' x='120' y='5' width='20' height='20'/>";
    /* Far east of its central meridian Lambert leans. */
    g_autofree char *leaning = g_strdup_printf(elements, "+proj=lcc +lat_1=49 +lon_0=12 +lat_0=49"),
                    *upright = g_strdup_printf(elements, "+proj=lcc +lat_1=49 +lon_0=2.1 +lat_0=49");
    Sheet first = sheet_open(leaning, NULL, "fr"), second = sheet_open(upright, NULL, "fr");
    g_autofree char *with = sheet_svg(&first), *without = sheet_svg(&second);
    ck_assert_ptr_nonnull(strstr(with, ">N<"));
    ck_assert_ptr_null(strstr(without, ">N<"));
    sheet_close(&first);
    sheet_close(&second);
}
END_TEST

START_TEST(fieldsAreFilledWithTheirSpecialCharacters)
{
    Sheet sheet =
        sheet_open(MAP "<g id='under'><text>{{title}}: {{key-title}}</text></g>", "1871-05-24T18:00", "en");
    g_autofree char *svg = sheet_svg(&sheet);
    ck_assert_ptr_nonnull(strstr(svg, "The plan &amp; more: Key"));
    ck_assert_str_eq(fields_lookup(sheet.frame->fields, "weekday"), "Wednesday");
    ck_assert_str_eq(fields_lookup(sheet.frame->fields, "date"), "24 May 1871, 18:00");
    sheet_close(&sheet);
}
END_TEST

START_TEST(pageTellsWhatTheTimelineSaysOfItsDays)
{
    Sheet sheet =
        sheet_open(MAP "<rect id='map.before' data-date='date-1' x='80' y='10' width='50' height='40'/>"
                       "<g id='under'><text>[{{heading}}|{{map.before.heading}}]</text></g>"
                       "<rect id='text.account' data-text='{{map.before.account}}' x='140' y='10' "
                       "width='50' height='40'/>",
                   "1871-05-23T18:00", "fr");
    g_autofree char *svg = sheet_svg(&sheet);
    ck_assert_ptr_nonnull(strstr(svg, "[|La fusion]"));
    ck_assert_ptr_nonnull(strstr(svg, "On marche. (ONE p. 3)"));
    sheet_close(&sheet);
}
END_TEST

START_TEST(placesAreNotPartOfTheDrawing)
{
    Sheet sheet =
        sheet_open("<g id='under'><rect class='marker' id='legend' x='120' y='10' width='70' height='50'/>"
                   "<rect class='drawn' x='1' y='1' width='2' height='2'/></g>" MAP,
                   NULL, "fr");
    g_autofree char *svg = sheet_svg(&sheet);
    ck_assert_ptr_nonnull(strstr(svg, "drawn"));
    ck_assert_ptr_null(strstr(svg, "marker"));
    sheet_close(&sheet);
}
END_TEST

Suite *page_suite(void);
Suite *page_suite(void)
{
    Suite *suite = suite_create("layout/page");
    TCase *all = tcase_create("all");
    tcase_add_test(all, legendAndCreditsAreOfWhatIsOnThePaper);
    tcase_add_test(all, unplacedSymbolsHaveNoSource);
    tcase_add_test(all, mapsOfOnePageHaveTheirOwnDates);
    tcase_add_test(all, mapMayShowSomeLayersAtAnotherScale);
    tcase_add_test(all, overflowIsToldInMillimetres);
    tcase_add_test(all, whatFitsIsNotTold);
    tcase_add_test(all, slotsOfAbsentClassesStay);
    tcase_add_test(all, legendLeavesOutLayers);
    tcase_add_test(all, groupsHaveTitlesInTheirOrder);
    tcase_add_test(all, sampleIsPaintedByTheLayerForEachValue);
    tcase_add_test(all, figuresAddUpWithTheirRange);
    tcase_add_test(all, indexNamesWhatIsPlacedByItsSquare);
    tcase_add_test(all, sourcesAreGivenInFull);
    tcase_add_test(all, northArrowIsDrawnOnlyWhereNorthIsNotUp);
    tcase_add_test(all, fieldsAreFilledWithTheirSpecialCharacters);
    tcase_add_test(all, pageTellsWhatTheTimelineSaysOfItsDays);
    tcase_add_test(all, placesAreNotPartOfTheDrawing);
    suite_add_tcase(suite, all);
    return suite;
}
