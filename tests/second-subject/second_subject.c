/* Another subject on the same engine: the Great Fire of London, built, checked and drawn like the shipped
 * maps; and an engine that knows of neither. */
#include "setup/frame.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static void copy_file(const char *name)
{
    g_autofree char *from = g_build_filename(TEST_DIR, "second-subject", name, NULL);
    g_autofree char *to = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length;
    ck_assert_msg(g_file_get_contents(from, &text, &length, NULL), "%s", from);
    ck_assert(g_file_set_contents(to, text, (gssize)length, NULL));
}

/* Its folder, with the geodata built beside the style. */
static void set_up(void)
{
    static const char *const files[] = {"burnt.csv",        "lines.csv",       "places.csv",
                                        "datapackage.json", "great-fire.json", "sheet.svg"};
    folder = make_folder();
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        copy_file(files[i]);
    g_autofree char *built = g_build_filename(folder, "built", NULL);
    GError *error = NULL;
    ck_assert_msg(semaine_build_geodata(folder, built, NULL, NULL, &error), "%s",
                  error ? error->message : "");
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
}

static RenderSetup *open_fire(const char *language)
{
    g_autofree char *style = g_build_filename(folder, "great-fire.json", NULL);
    const SemaineRenderOptions options = {.style = style, .language = language, .output = "none.pdf"};
    GError *error = NULL;
    RenderSetup *setup = render_setup_open(&options, &error);
    ck_assert_msg(setup && render_setup_place(setup, &error), "%s", error ? error->message : "");
    return setup;
}

static size_t count_items(const Panel *panel, const char *layer)
{
    for (size_t i = 0; i < panel->scene->layer_count; i++)
        if (strcmp(panel->scene->layers[i].layer->id, layer) == 0)
            return scene_layer_items(&panel->scene->layers[i]);
    return 0;
}

static const struct {
    const char *date;
    size_t burnt, places;
} days[] = {{"1666-09-01", 0, 0},
            {"1666-09-02", 1, 9},
            {"1666-09-03", 2, 16},
            {"1666-09-04", 3, 26},
            {"1666-09-05", 3, 29}};

START_TEST(theFireGrowsDayByDay)
{
    RenderSetup *setup = open_fire("en");
    Frame *frame = frame_build(setup, days[_i].date, NULL);
    ck_assert_ptr_nonnull(frame);
    ck_assert_uint_eq(count_items(&frame->panels[0], "burnt"), days[_i].burnt);
    ck_assert_uint_eq(count_items(&frame->panels[0], "places"), days[_i].places);
    frame_free(frame);
    render_setup_free(setup);
}
END_TEST

static void check_words(const char *text, const char *where)
{
    /* What stands only in the geodata, styles and templates of the shipped subject. */
    static const char *const words[] = {"communard", "versailles", "montmartre", "barricade",
                                        "sanglante", "fédéré",     "federate",   "thiers"};
    g_autofree char *small = g_utf8_strdown(text, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        ck_assert_msg(!strstr(small, words[i]), "%s: \"%s\"", where, words[i]);
}

/* The sheet as SVG has every word on it. */
START_TEST(itsSheetTellsOfNothingElse)
{
    g_autofree char *style = g_build_filename(folder, "great-fire.json", NULL);
    g_autofree char *output = g_build_filename(folder, "fire.svg", NULL);
    const SemaineRenderOptions options = {
        .style = style, .date = "1666-09-03", .language = _i == 0 ? "fr" : "en", .output = output};
    GError *error = NULL;
    ck_assert_msg(semaine_render(&options, &error), "%s", error ? error->message : "");
    g_autofree char *svg = NULL;
    ck_assert(g_file_get_contents(output, &svg, NULL, NULL));
    ck_assert_ptr_nonnull(strstr(svg, _i == 0 ? ">3 septembre 1666</text>" : ">3 September 1666</text>"));
    ck_assert_ptr_nonnull(strstr(svg, _i == 0 ? "Le grand incendie de Londres" : "The Great Fire of London"));
    ck_assert_ptr_null(strstr(svg, "1871"));
    check_words(svg, "the sheet");
}
END_TEST

/* ---- the engine ---- */

/* Sources of one folder of src. True lines are all but the name of the style that is drawn by default. */
static size_t check_folder(const char *path)
{
    size_t files = 0;
    GDir *directory = g_dir_open(path, 0, NULL);
    ck_assert_ptr_nonnull(directory);
    for (const char *name = g_dir_read_name(directory); name; name = g_dir_read_name(directory)) {
        g_autofree char *file = g_build_filename(path, name, NULL), *text = NULL;
        if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
            files += check_folder(file);
            continue;
        }
        ck_assert(g_file_get_contents(file, &text, NULL, NULL));
        g_auto(GStrv) parts = g_strsplit(text, "styles/semaine-sanglante.json", -1);
        for (char **part = parts; *part; part++)
            check_words(*part, file);
        files++;
    }
    g_dir_close(directory);
    return files;
}

START_TEST(theEngineKnowsNoSubject)
{
    ck_assert_uint_gt(check_folder(SOURCE_DIR "/src"), 300);
}
END_TEST

Suite *second_subject_suite(void);
Suite *second_subject_suite(void)
{
    Suite *suite = suite_create("second-subject");
    TCase *fire = tcase_create("great fire"), *engine = tcase_create("engine");
    tcase_add_checked_fixture(fire, set_up, tear_down);
    tcase_add_loop_test(fire, theFireGrowsDayByDay, 0, G_N_ELEMENTS(days));
    tcase_add_loop_test(fire, itsSheetTellsOfNothingElse, 0, 2);
    tcase_add_test(engine, theEngineKnowsNoSubject);
    suite_add_tcase(suite, fire);
    suite_add_tcase(suite, engine);
    return suite;
}
