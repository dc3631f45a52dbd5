/* The shipped maps together: each sheet has room for its words, every fact of the geodata is painted at its
 * date, and nothing that accounts contradict is painted as if it were certain. */
#include "setup/frame.h"
#include "support.h"

#include <string.h>

static const char *const styles[] = {
    "dix-huit-mars", "election", "campagne", "semaine-sanglante",  "incendies", "executions",
    "prisonniers",   "la-ville", "siege",    "communes-de-france", "monde",
};

/* What all maps paint, at all dates looked at. */
typedef struct {
    GHashTable *facts;    /* "S012" -> GPtrArray of the dates at which it is painted, interned */
    GHashTable *features; /* "STYLE ID" */
    GHashTable *accounts; /* "STYLE ID" of the feature that a painted account tells of */
} Coverage;

static Coverage *coverage_new(void)
{
    Coverage *self = g_new0(Coverage, 1);
    self->facts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)(void *)g_ptr_array_unref);
    self->features = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->accounts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return self;
}

static void coverage_free(Coverage *self)
{
    g_hash_table_unref(self->facts);
    g_hash_table_unref(self->features);
    g_hash_table_unref(self->accounts);
    g_free(self);
}

static const char *text_of(const Feature *feature, const char *name)
{
    const Value *value = feature_lookup(feature, name);
    return value && value->kind == VALUE_STRING ? value->string : "";
}

/* Whether an instant lies in the feature's life; on the sheet of its last day it still does. */
static bool is_alive(const Feature *feature, const char *instant)
{
    const char *end = text_of(feature, "end_date");
    return strcmp(text_of(feature, "start_date"), instant) <= 0 &&
           (!*end || strcmp(instant, end) < 0 || strncmp(instant, end, strlen("1871-05-21")) == 0);
}

/* ---- what is painted ---- */

static void note_feature(Coverage *coverage, const char *style, Origin origin, const char *date)
{
    const Feature *feature = &origin.source->features[origin.feature];
    g_hash_table_add(coverage->features, g_strdup_printf("%s %s", style, text_of(feature, "id")));
    if (*text_of(feature, "subject"))
        g_hash_table_add(coverage->accounts, g_strdup_printf("%s %s", style, text_of(feature, "subject")));
    if (!is_alive(feature, date))
        return;
    g_auto(GStrv) facts = g_strsplit(text_of(feature, "facts"), " ", -1);
    for (char **fact = facts; *fact; fact++) {
        GPtrArray *dates = g_hash_table_lookup(coverage->facts, *fact);
        if (!dates)
            g_hash_table_insert(coverage->facts, g_strdup(*fact), dates = g_ptr_array_new());
        g_ptr_array_add(dates, (char *)g_intern_string(date));
    }
}

static bool is_shown(const Panel *panel, const SceneSymbol *symbol)
{
    size_t sites;
    const PlacedSymbol *site = placement_lookup(panel->placement, symbol->key, &sites);
    for (size_t i = 0; i < sites; i++)
        if (site[i].fate == FATE_PLACED && life_contains(site[i].life, panel->instant))
            return true;
    return false;
}

static void note_panel(Coverage *coverage, const char *style, const Panel *panel)
{
    for (size_t k = 0; k < panel->scene->layer_count; k++) {
        const SceneLayer *layer = &panel->scene->layers[k];
        for (size_t i = 0; i < scene_layer_items(layer); i++) {
            const Origin origin = scene_layer_origin(layer, i);
            if (origin.source && (layer->symbol_count == 0 || is_shown(panel, &layer->symbols[i])))
                note_feature(coverage, style, origin, panel->scene->date);
        }
    }
    for (guint i = 0; panel->figures && i < panel->figures->len; i++) {
        const Figure *figure = &g_array_index(panel->figures, Figure, i);
        for (guint k = 0; k < figure->origins->len; k++)
            note_feature(coverage, style, g_array_index(figure->origins, Origin, k), panel->scene->date);
    }
}

/* ---- the maps ---- */

static bool tells_facts(const Source *source)
{
    for (size_t i = 0; source && i < source->feature_count; i++)
        if (*text_of(&source->features[i], "facts") || *text_of(&source->features[i], "subject"))
            return true;
    return false;
}

/* Only layers whose sources tell facts: streets and coasts cost time. */
static void hide_ground(MapView *view)
{
    const Map *map = view->map;
    if (!view->hidden)
        view->hidden = g_new0(bool, map->style->layer_count);
    for (size_t i = 0; i < map->style->layer_count; i++) {
        const char *name = map->style->layers[i]->source;
        const Source *source = NULL;
        for (size_t k = 0; name && k < map->style->source_count; k++)
            if (strcmp(map->style->sources[k].name, name) == 0)
                source = map->sources[k];
        if (!tells_facts(source))
            view->hidden[i] = true;
    }
}

static RenderSetup *open_map(const char *name, const char *language)
{
    g_autofree char *style = g_strdup_printf("%s/styles/%s.json", BUILD_DIR, name);
    const SemaineRenderOptions options = {.style = style, .language = language, .output = "none.pdf"};
    GError *error = NULL;
    RenderSetup *setup = render_setup_open(&options, &error);
    ck_assert_msg(setup && render_setup_place(setup, &error) &&
                      render_setup_check_required(setup, &options, &error),
                  "%s", error ? error->message : "");
    return setup;
}

/* The sheet that the style draws without being told: all it says has room. */
static void check_sheet(const RenderSetup *setup)
{
    GError *error = NULL;
    Frame *frame = frame_build(setup, NULL, &error);
    ck_assert_msg(frame != NULL, "%s", error ? error->message : "");
    g_autoptr(Report) report = report_new();
    page_measure(&frame->page, report);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *finding = finding_to_text(report_finding(report, i));
        ck_abort_msg("%s: %s", setup->map->style->path, finding);
    }
    frame_free(frame);
}

/* The days and hours at which a map is looked at: whenever a fact of its sources begins. */
static GPtrArray *list_dates(const RenderSetup *setup)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *dates = g_ptr_array_new();
    for (guint i = 0; i < setup->map->files->len; i++) {
        const Source *source = g_ptr_array_index(setup->map->files, i);
        for (size_t k = 0; k < source->feature_count; k++) {
            const char *start = text_of(&source->features[k], "start_date");
            if (*start && *text_of(&source->features[k], "facts") && g_hash_table_add(seen, (char *)start))
                g_ptr_array_add(dates, (char *)start);
        }
    }
    return dates;
}

static void note_map(Coverage *coverage, const char *name)
{
    RenderSetup *setup = open_map(name, "fr");
    check_sheet(setup);
    for (guint i = 0; i < setup->views->len; i++)
        hide_ground(g_ptr_array_index(setup->views, i));
    g_autoptr(GPtrArray) dates = list_dates(setup);
    for (guint i = 0; i < dates->len; i++) {
        GError *error = NULL;
        Frame *frame = frame_build(setup, g_ptr_array_index(dates, i), &error);
        ck_assert_msg(frame != NULL, "%s: %s", name, error ? error->message : "");
        for (size_t k = 0; k < frame->page.panel_count; k++)
            note_panel(coverage, name, &frame->panels[k]);
        frame_free(frame);
    }
    render_setup_free(setup);
}

static Coverage *cover(void)
{
    Coverage *coverage = coverage_new();
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
        note_map(coverage, styles[i]);
    return coverage;
}

/* ---- the geodata ---- */

static Source *load_table(const char *file)
{
    g_autofree char *path = g_build_filename(BUILD_DIR, "geodata", file, NULL);
    GError *error = NULL;
    Source *source = source_load(path, NULL, &error);
    ck_assert_msg(source != NULL, "%s", error ? error->message : "");
    return source;
}

static bool is_painted(const Coverage *coverage, const char *fact, const Feature *feature)
{
    const GPtrArray *dates = g_hash_table_lookup(coverage->facts, fact);
    for (guint i = 0; dates && i < dates->len; i++)
        if (is_alive(feature, dates->pdata[i]))
            return true;
    return false;
}

/* Lists the facts of a table that no map paints while the feature that tells them lasts. */
static size_t list_missing(const Coverage *coverage, const char *file, GString *missing)
{
    g_autoptr(Source) source = load_table(file);
    size_t facts = 0;
    for (size_t i = 0; i < source->feature_count; i++) {
        const Feature *feature = &source->features[i];
        g_auto(GStrv) list = g_strsplit(text_of(feature, "facts"), " ", -1);
        for (char **fact = list; *fact && **fact; fact++, facts++)
            if (!is_painted(coverage, *fact, feature))
                g_string_append_printf(missing, "\n%s of %s (%s, from %s)", *fact, text_of(feature, "id"),
                                       file, text_of(feature, "start_date"));
    }
    return facts;
}

static void check_facts(const Coverage *coverage)
{
    GError *error = NULL;
    GDir *folder = g_dir_open(BUILD_DIR "/geodata", 0, &error);
    ck_assert_msg(folder != NULL, "%s", error ? error->message : "");
    GString *missing = g_string_new(NULL);
    size_t facts = 0;
    for (const char *file = g_dir_read_name(folder); file; file = g_dir_read_name(folder))
        if (g_str_has_suffix(file, ".shp"))
            facts += list_missing(coverage, file, missing);
    g_dir_close(folder);
    ck_assert_msg(missing->len == 0, "no map paints%s", missing->str);
    ck_assert_uint_gt(facts, 1200);
    ck_assert_uint_ge(g_hash_table_size(coverage->facts), 494);
    g_string_free(missing, TRUE);
}

/* ---- contradictions ---- */

/* Whether the feature itself is drawn with its doubt: by certainty, as a span of time, as disputed. */
static bool shows_doubt(const Feature *feature)
{
    return strcmp(text_of(feature, "certainty"), "exact") != 0 ||
           strcmp(text_of(feature, "start_date"), text_of(feature, "start_sure")) != 0 ||
           strcmp(text_of(feature, "kind"), "disputed") == 0 || *text_of(feature, "conflict");
}

/* Features by id, over all tables of the geodata that accounts speak of. */
static const Feature *find_subject(const GPtrArray *tables, const char *id)
{
    for (guint i = 0; i < tables->len; i++) {
        const Source *source = tables->pdata[i];
        for (size_t k = 0; k < source->feature_count; k++)
            if (strcmp(text_of(&source->features[k], "id"), id) == 0)
                return &source->features[k];
    }
    return NULL;
}

static void check_subject(const Coverage *coverage, const Feature *subject, GString *certain)
{
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
        g_autofree char *key = g_strdup_printf("%s %s", styles[i], text_of(subject, "id"));
        if (g_hash_table_contains(coverage->features, key) && !shows_doubt(subject) &&
            !g_hash_table_contains(coverage->accounts, key))
            g_string_append_printf(certain, "\n%s", key);
    }
}

static void check_accounts(const Coverage *coverage)
{
    static const char *const files[] = {"batteries.shp",    "events.shp", "executions.shp",
                                        "fires.shp",        "forts.shp",  "barricades.shp",
                                        "headquarters.shp", "sites.shp",  "environs.shp"};
    g_autoptr(Source) accounts = load_table("accounts.shp");
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func((GDestroyNotify)(void *)source_free);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        g_ptr_array_add(tables, load_table(files[i]));
    GString *certain = g_string_new(NULL);
    size_t found = 0;
    for (size_t i = 0; i < accounts->feature_count; i++) {
        const Feature *subject = find_subject(tables, text_of(&accounts->features[i], "subject"));
        if (!subject)
            continue;
        check_subject(coverage, subject, certain);
        found++;
    }
    ck_assert_msg(certain->len == 0, "painted as certain, without the other account:%s", certain->str);
    ck_assert_uint_gt(found, 100);
    g_string_free(certain, TRUE);
}

START_TEST(everyFactIsPaintedAtItsDateAndNoContradictionAsCertain)
{
    Coverage *coverage = cover();
    check_facts(coverage);
    check_accounts(coverage);
    coverage_free(coverage);
}
END_TEST

START_TEST(eachEnglishSheetHasRoom)
{
    RenderSetup *setup = open_map(styles[_i], "en");
    check_sheet(setup);
    render_setup_free(setup);
}
END_TEST

Suite *coverage_suite(void);
Suite *coverage_suite(void)
{
    Suite *suite = suite_create("campaign/coverage");
    TCase *cases = tcase_create("coverage");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, everyFactIsPaintedAtItsDateAndNoContradictionAsCertain);
    tcase_add_loop_test(cases, eachEnglishSheetHasRoom, 0, G_N_ELEMENTS(styles));
    suite_add_tcase(suite, cases);
    return suite;
}
