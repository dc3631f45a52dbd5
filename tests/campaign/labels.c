/* The labels of the shipped main map, over all eight days: none over another or over an icon that is there at
 * the same time, none outside its frame, none upside down, each in one place. */
#include "setup/render_setup.h"
#include "support.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static RenderSetup *open_page(const char *date, const char *size, const char *layout, const char *lang)
{
    /* The files that a style names must be found when its own path is a relative one, too. */
    g_autofree char *style = g_build_filename("styles", "semaine-sanglante.json", NULL);
    ck_assert_int_eq(g_chdir(BUILD_DIR), 0);
    const SemaineRenderOptions options = {
        .style = style, .date = date, .size = size, .layout = layout, .language = lang, .output = "none.pdf"};
    GError *error = NULL;
    RenderSetup *setup = render_setup_open(&options, &error);
    ck_assert_msg(setup && render_setup_place(setup, &error), "%s", error ? error->message : "");
    return setup;
}

static RenderSetup *open_sheet(const char *date, const char *size, const char *lang)
{
    return open_page(date, size, NULL, lang);
}

static RenderSetup *open_main_map(const char *date)
{
    return open_sheet(date, NULL, NULL);
}

static const MapView *main_view(const RenderSetup *setup)
{
    return g_array_index(setup->panels, PanelPlan, 0).view;
}

/* What a box covers without the padding that keeps strangers apart: names may stand close to their own icon.
 */
static TurnedBox bare(const PlacedSymbol *placed, size_t box)
{
    return turned_box_grow(placed->boxes[box], box < placed->text_box_count ? -2.0 : 0);
}

static bool is_background(const Style *style, const PlacedSymbol *placed)
{
    return strcmp(style->layers[placed->layer]->id, "arrondissement-numbers") == 0;
}

static void check_pair(const PlacedSymbol *a, const PlacedSymbol *b)
{
    for (size_t i = 0; i < a->box_count; i++) {
        for (size_t j = 0; j < b->box_count; j++) {
            /* Icons may meet icons: a gate and its barricade. */
            if (i >= a->text_box_count && j >= b->text_box_count)
                continue;
            const TurnedBox first = bare(a, i), second = bare(b, j);
            ck_assert_msg(!turned_boxes_overlap(&first, &second), "\"%s\" (%s) overlaps \"%s\" (%s)", a->text,
                          a->feature, b->text, b->feature);
        }
    }
}

START_TEST(noLabelOverAnother)
{
    g_autoptr(RenderSetup) setup = open_main_map("1871-05-24");
    const MapView *view = main_view(setup);
    size_t count, pairs = 0;
    const PlacedSymbol *all = placement_symbols(view->placement, &count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].fate != FATE_PLACED || is_background(view->map->style, &all[i]))
            continue;
        for (size_t j = i + 1; j < count; j++) {
            if (all[j].fate != FATE_PLACED || is_background(view->map->style, &all[j]) ||
                !life_overlaps(all[i].life, all[j].life))
                continue;
            check_pair(&all[i], &all[j]);
            pairs++;
        }
    }
    ck_assert_uint_gt(pairs, 10000);
}
END_TEST

static bool is_upright(const TextRun *run)
{
    if (run->curve_count == 0)
        return cos(run->angle) > -1e-9;
    return run->curve[run->curve_count - 1].x - run->curve[0].x > -1e-6;
}

START_TEST(labelsAreUprightAndInsideTheFrame)
{
    g_autoptr(RenderSetup) setup = open_main_map("1871-05-24");
    const MapView *view = main_view(setup);
    const double width = projection_width(view->projection), height = projection_height(view->projection);
    size_t count, texts = 0;
    const PlacedSymbol *all = placement_symbols(view->placement, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < all[i].piece_count; j++, texts++)
            ck_assert_msg(is_upright(&all[i].pieces[j].run), "\"%s\" is upside down", all[i].text);
        for (size_t j = 0; j < all[i].box_count; j++) {
            const TurnedBox box = bare(&all[i], j);
            const Box bounds = turned_box_bounds(&box);
            ck_assert_msg(bounds.x_min > -0.5 && bounds.y_min > -0.5 && bounds.x_max < width + 0.5 &&
                              bounds.y_max < height + 0.5,
                          "\"%s\" leaves the frame", all[i].text);
        }
    }
    ck_assert_uint_gt(texts, 300);
}
END_TEST

START_TEST(everyDayHasTheSamePlacement)
{
    static const char *const days[] = {"1871-05-21", "1871-05-28T09:00"};
    g_autofree char *first = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autoptr(RenderSetup) setup = open_main_map(days[i]);
        char *text = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&text, &length);
        placement_dump(main_view(setup)->placement, out);
        fclose(out);
        if (!first)
            first = g_strdup(text);
        ck_assert_msg(strcmp(first, text) == 0, "labels stand elsewhere on %s", days[i]);
        free(text);
    }
}
END_TEST

typedef struct {
    const char *layer;
    double share; /* of the labels that exist at the end of one of the eight days */
} Wanted;

/* How many of a layer's labels are there to be shown at an instant, and how many are. */
static void count_layer(const MapView *view, const char *layer, size_t instant, double *there, double *shown)
{
    size_t count;
    const PlacedSymbol *all = placement_symbols(view->placement, &count);
    for (size_t i = 0; i < count; i++) {
        const bool lost = all[i].fate == FATE_COLLISION || all[i].fate == FATE_PLACED;
        if (!lost || strcmp(view->map->style->layers[all[i].layer]->id, layer) != 0 ||
            !life_contains(all[i].whole_life, instant))
            continue;
        ++*there;
        *shown += all[i].fate == FATE_PLACED && all[i].has_text && life_contains(all[i].life, instant);
    }
}

static void check_shares(const RenderSetup *setup, const Wanted *wanted, size_t count)
{
    const MapView *view = main_view(setup);
    for (size_t k = 0; k < count; k++) {
        double there = 0, shown = 0;
        for (int day = 21; day <= 28; day++) {
            g_autofree char *date = g_strdup_printf("1871-05-%dT23:59:59", day);
            count_layer(view, wanted[k].layer, timeline_find(view->timeline, date), &there, &shown);
        }
        ck_assert_msg(there > 0 && shown >= wanted[k].share * there, "%s: %g of %g shown", wanted[k].layer,
                      shown, there);
    }
}

START_TEST(whatTheMapIsAboutIsNamedOnEveryDay)
{
    static const Wanted wanted[] = {
        {"arrondissement-numbers", 1}, {"headquarters", 1},   {"corps-names", 1},
        {"great-squares", 1},          {"place-names", 0.85}, {"square-names", 0.6}};
    static const char *const languages[] = {"fr", "en"};
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autoptr(RenderSetup) setup = open_sheet("1871-05-24", NULL, languages[i]);
        check_shares(setup, wanted, G_N_ELEMENTS(wanted));
    }
}
END_TEST

/* Pages of other shapes than the style's own: a small sheet, a picture of a film. */
START_TEST(whatMustBeNamedIsNamedOnOtherPages)
{
    static const char *const pages[][2] = {{"A4", NULL}, {"1920x1080px", "styles/layouts/frame-16x9.svg"}};
    static const char *const languages[] = {"fr", "en"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages) * G_N_ELEMENTS(languages); i++) {
        const char *const *page = pages[i / 2];
        g_autoptr(RenderSetup) setup = open_page("1871-05-24", page[0], page[1], languages[i % 2]);
        GError *error = NULL;
        ck_assert_msg(placement_check_required(main_view(setup)->placement, &error), "%s, %s: %s", page[0],
                      languages[i % 2], error ? error->message : "");
    }
}
END_TEST

/* A leader is the exception: at most one square in eight hangs on one. */
START_TEST(squaresStandOnTheirGround)
{
    g_autoptr(RenderSetup) setup = open_main_map("1871-05-24");
    const MapView *view = main_view(setup);
    size_t count, squares = 0, led = 0;
    const PlacedSymbol *all = placement_symbols(view->placement, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(view->map->style->layers[all[i].layer]->id, "great-squares") != 0)
            continue;
        squares++;
        led += all[i].has_leader;
    }
    ck_assert_uint_eq(squares, 22);
    ck_assert_uint_le(led * 8, squares);
}
END_TEST

/* Whether the ground of a day of May bears its date, at the end of that day and of the last one. */
static bool is_dated(const MapView *view, int day)
{
    g_autofree char *start = g_strdup_printf("%d", day);
    g_autofree char *evening = g_strdup_printf("1871-05-%dT23:59:59", day);
    const size_t first = timeline_find(view->timeline, evening);
    const size_t last = timeline_find(view->timeline, "1871-05-28T23:59:59");
    size_t count;
    const PlacedSymbol *all = placement_symbols(view->placement, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(view->map->style->layers[all[i].layer]->id, "dates-on-the-ground") == 0 &&
            all[i].fate == FATE_PLACED && g_str_has_prefix(all[i].text, start) &&
            life_contains(all[i].life, first) && life_contains(all[i].life, last))
            return true;
    return false;
}

START_TEST(groundBearsTheDateOfItsDay)
{
    static const char *const languages[] = {"fr", "en"};
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autoptr(RenderSetup) setup = open_sheet("1871-05-24", NULL, languages[i]);
        for (int day = 21; day <= 28; day++)
            ck_assert_msg(is_dated(main_view(setup), day), "%d May, %s", day, languages[i]);
    }
}
END_TEST

START_TEST(posterNamesTheBarricades)
{
    static const Wanted wanted[] = {
        {"corps-names", 1}, {"headquarters", 1}, {"great-squares", 1}, {"barricade-names", 0.9}};
    g_autoptr(RenderSetup) setup = open_sheet("1871-05-24", "A0", NULL);
    check_shares(setup, wanted, G_N_ELEMENTS(wanted));
}
END_TEST

Suite *labels_suite(void);
Suite *labels_suite(void)
{
    Suite *suite = suite_create("campaign/labels");
    TCase *cases = tcase_create("labels");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, noLabelOverAnother);
    tcase_add_test(cases, labelsAreUprightAndInsideTheFrame);
    tcase_add_test(cases, everyDayHasTheSamePlacement);
    tcase_add_test(cases, whatTheMapIsAboutIsNamedOnEveryDay);
    tcase_add_test(cases, whatMustBeNamedIsNamedOnOtherPages);
    tcase_add_test(cases, squaresStandOnTheirGround);
    tcase_add_test(cases, groundBearsTheDateOfItsDay);
    tcase_add_test(cases, posterNamesTheBarricades);
    suite_add_tcase(suite, cases);
    return suite;
}
