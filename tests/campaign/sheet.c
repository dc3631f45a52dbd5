/* The shipped sheets: legend and credits on each day, the SVG for editing, every template. */
#include "setup/frame.h"
#include "layout/alternative.h"
#include "paint/canvas_cairo.h"
#include "paint/canvas_svg.h"
#include "support.h"

#include <cairo-svg.h>
#include <glib/gstdio.h>
#include <string.h>

static const char STYLE[] = BUILD_DIR "/styles/semaine-sanglante.json";

static RenderSetup *open_setup(const char *layout)
{
    g_autofree char *path = layout ? g_strdup_printf("%s/styles/layouts/%s.svg", SOURCE_DIR, layout) : NULL;
    const SemaineRenderOptions options = {.style = STYLE, .layout = path, .output = "x.svg"};
    GError *error = NULL;
    RenderSetup *setup = render_setup_open(&options, &error);
    ck_assert_msg(setup && render_setup_place(setup, &error), "%s", error ? error->message : "");
    return setup;
}

static Frame *build_frame(const RenderSetup *setup, const char *date)
{
    GError *error = NULL;
    Frame *frame = frame_build(setup, date, &error);
    ck_assert_msg(frame != NULL, "%s", error ? error->message : "");
    return frame;
}

/* ---- a canvas that notes which layers paint, in which colours and with which icons ---- */

typedef struct {
    Canvas base;
    GPtrArray *open;   /* ids of open layers */
    GHashTable *marks; /* "layer", "layer #rrggbb", "layer icon" */
} NotingCanvas;

static void note(Canvas *canvas, const char *what)
{
    NotingCanvas *self = (NotingCanvas *)canvas;
    const char *layer = self->open->len > 0 ? g_ptr_array_index(self->open, self->open->len - 1) : NULL;
    if (!layer)
        return;
    g_hash_table_add(self->marks, g_strdup(layer));
    g_hash_table_add(self->marks, g_strconcat(layer, " ", what, NULL));
}

static void note_begin(Canvas *canvas, const char *id, const char *title, double opacity)
{
    (void)title;
    (void)opacity;
    g_ptr_array_add(((NotingCanvas *)canvas)->open, (char *)id);
}

static void note_end(Canvas *canvas)
{
    NotingCanvas *self = (NotingCanvas *)canvas;
    g_ptr_array_set_size(self->open, (gint)self->open->len - 1);
}

static void note_clip(Canvas *canvas, const Geometry *area)
{
    (void)canvas;
    (void)area;
}

static void note_transform(Canvas *canvas, const Matrix *matrix)
{
    (void)canvas;
    (void)matrix;
}

static void note_pop(Canvas *canvas)
{
    (void)canvas;
}

static void note_fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    (void)area;
    (void)antialias;
    g_autofree char *name = g_strdup_printf("#%02x%02x%02x", (unsigned)(color.r * 255 + 0.5),
                                            (unsigned)(color.g * 255 + 0.5), (unsigned)(color.b * 255 + 0.5));
    note(canvas, name);
}

static void note_stroke(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    (void)lines;
    (void)stroke;
    note(canvas, "line");
}

static void note_circle(Canvas *canvas, Point center, double radius, Color fill, const Stroke *outline)
{
    (void)center;
    (void)radius;
    (void)fill;
    (void)outline;
    note(canvas, "circle");
}

static void note_pattern(Canvas *canvas, const Geometry *area, const Icon *icon, const Matrix *matrix,
                         bool framed, double opacity, Color tint)
{
    (void)area;
    (void)matrix;
    (void)framed;
    (void)opacity;
    (void)tint;
    note(canvas, icon->name);
}

static void note_text(Canvas *canvas, const TextRun *runs, size_t count)
{
    (void)runs;
    (void)count;
    note(canvas, "text");
}

static void note_icon(Canvas *canvas, const Icon *icon, const Matrix *matrix, double opacity, Color tint)
{
    (void)matrix;
    (void)opacity;
    (void)tint;
    note(canvas, icon->name);
}

/* What the main map of a frame paints. Free with g_hash_table_unref(). */
static GHashTable *painted_marks(const Frame *frame)
{
    static const CanvasCalls calls = {.begin_layer = note_begin,
                                      .end_layer = note_end,
                                      .push_clip = note_clip,
                                      .push_transform = note_transform,
                                      .pop = note_pop,
                                      .fill = note_fill,
                                      .stroke = note_stroke,
                                      .circle = note_circle,
                                      .pattern = note_pattern,
                                      .text = note_text,
                                      .icon = note_icon};
    NotingCanvas canvas = {
        {.calls = &calls}, g_ptr_array_new(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    const Panel *panel = &frame->panels[0];
    const Box box = {0, 0, projection_width(panel->projection), projection_height(panel->projection)};
    paint_scene(panel->scene, panel->placement, panel->instant, box, "fr", &canvas.base);
    g_ptr_array_unref(canvas.open);
    return canvas.marks;
}

/* ---- legend and credits ---- */

static const char *const days[] = {"1871-05-21", "1871-05-22", "1871-05-23", "1871-05-24",
                                   "1871-05-25", "1871-05-26", "1871-05-27", "1871-05-28"};

/* How some classes show in what is painted: a colour of their layer, or their icon. */
static const struct {
    const char *class, *mark;
} looks[] = {
    {"Barricade prise", "barricades barricade-taken"},
    {"Incendie du jour", "fires fire"},
    {"Batterie de Versailles", "batteries battery-versailles"},
    {"Batterie de la Commune", "batteries battery-commune"},
    {"Gain du jour", "gain-of-the-day hatch-gain"},
};

static bool is_painted(const GArray *classes, const char *text)
{
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        if (class->painted && g_strcmp0(style_text(class->entry->json, "fr"), text) == 0)
            return true;
    }
    return false;
}

static void check_legend(const Frame *frame)
{
    GHashTable *marks = painted_marks(frame);
    g_autoptr(GArray) classes = page_legend_classes(&frame->page, NULL);
    ck_assert_uint_gt(classes->len, 15);
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        const char *layer = class->panel->scene->layers[class->entry->layer].layer->id;
        if (class->painted)
            ck_assert_msg(g_hash_table_contains(marks, layer), "%s paints nothing", layer);
        /* The only class of a layer that paints is in the legend. */
        if (!class->painted && !json_object_get(class->entry->json, "filter"))
            ck_assert_msg(!g_hash_table_contains(marks, layer), "%s is missing", layer);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
        ck_assert_msg(is_painted(classes, looks[i].class) == g_hash_table_contains(marks, looks[i].mark),
                      "%s", looks[i].class);
    g_hash_table_unref(marks);
}

START_TEST(legendIsWhatIsPaintedOnEachDay)
{
    RenderSetup *setup = open_setup(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        Frame *frame = build_frame(setup, days[i]);
        check_legend(frame);
        frame_free(frame);
    }
    render_setup_free(setup);
}
END_TEST

static bool is_shown(const Panel *panel, const SceneSymbol *symbol)
{
    size_t sites;
    const PlacedSymbol *site = placement_lookup(panel->placement, symbol->key, &sites);
    for (size_t i = 0; i < sites; i++)
        if (site[i].fate == FATE_PLACED && life_contains(site[i].life, panel->instant))
            return true;
    return false;
}

/* The sources of all symbols that are shown are among the keys. */
static void check_symbols(const Panel *panel, const SceneLayer *layer, const char *const *keys)
{
    for (size_t i = 0; i < layer->symbol_count; i++) {
        const Origin origin = layer->symbols[i].origin;
        const Value *source =
            feature_lookup(&origin.source->features[origin.feature], g_intern_static_string("source"));
        if (!source || source->kind != VALUE_STRING || !is_shown(panel, &layer->symbols[i]))
            continue;
        g_autofree char *first = g_strndup(source->string, strcspn(source->string, " ;,"));
        ck_assert_msg(g_strv_contains(keys, first), "%s", first);
    }
}

START_TEST(creditsAreTheSourcesOfWhatIsPaintedOnEachDay)
{
    RenderSetup *setup = open_setup(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        Frame *frame = build_frame(setup, days[i]);
        g_auto(GStrv) keys = page_source_keys(&frame->page);
        ck_assert_uint_gt(g_strv_length(keys), 10);
        for (char **key = keys; *key; key++)
            ck_assert_msg(references_lookup(frame->page.references, *key) != NULL, "%s has no reference",
                          *key);
        const Panel *panel = &frame->panels[0];
        for (size_t k = 0; k < panel->scene->layer_count; k++)
            check_symbols(panel, &panel->scene->layers[k], (const char *const *)keys);
        frame_free(frame);
    }
    render_setup_free(setup);
}
END_TEST

/* ---- SVG ---- */

static char *frame_svg(const Frame *frame)
{
    GString *styles = g_string_new(NULL), *definitions = g_string_new(NULL), *body = g_string_new(NULL);
    Canvas *canvas = canvas_svg_new(styles, definitions, body);
    page_paint(&frame->page, canvas);
    canvas_svg_free(canvas);
    g_string_append_printf(styles, "%s%s", definitions->str, body->str);
    g_string_free(definitions, TRUE);
    g_string_free(body, TRUE);
    return g_string_free(styles, FALSE);
}

static cairo_status_t count_bytes(void *user, const unsigned char *bytes, unsigned length)
{
    (void)bytes;
    *(size_t *)user += length;
    return CAIRO_STATUS_SUCCESS;
}

/* The size of the same page as cairo writes it. Its SVG surface never frees what it keeps of a pattern's
 * recording: not ours to report. */
static size_t cairo_svg_size(const Frame *frame)
{
    size_t size = 0;
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(count_bytes, &size, layout_width(frame->page.layout) * 0.75,
                                            layout_height(frame->page.layout) * 0.75);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, 0.75, 0.75);
    Canvas *canvas = canvas_cairo_new(cr);
    leaks_ignore(true);
    page_paint(&frame->page, canvas);
    leaks_ignore(false);
    canvas_cairo_free(canvas);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return size;
}

START_TEST(svgIsForEditing)
{
    RenderSetup *setup = open_setup(NULL);
    Frame *frame = build_frame(setup, "1871-05-24");
    g_autofree char *svg = frame_svg(frame);
    ck_assert_ptr_null(strstr(svg, "<image"));
    static const char *const found[] = {
        "inkscape:groupmode=\"layer\" id=\"map.main\"",
        "id=\"held-commune\" inkscape:label=\"Tenu par la Commune\"",
        ">Levallois-Perret<",
        "inkscape:label=\"Enceinte de Thiers\"",
        "<pattern id=",
        "<textPath ",
        ">24 mai 1871</text>",
        "inkscape:label=\"fire\"",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(found); i++)
        ck_assert_msg(strstr(svg, found[i]) != NULL, "%s", found[i]);
    const size_t cairo = cairo_svg_size(frame);
    ck_assert_msg(2 * strlen(svg) <= cairo, "%zu of %zu bytes", strlen(svg), cairo);
    frame_free(frame);
    render_setup_free(setup);
}
END_TEST

/* ---- templates ---- */

static const char *const templates[] = {
    "sheet-a3",
    "week-a3",
    "week-a4",
    "frame-16x9",
    "postcard",
    "compare-3",
    "days-8",
    "poster-a1-landscape",
    "poster-a1-portrait",
    "poster-a0-landscape",
    "poster-a0-portrait",
};

/* Every template holds what each day puts into it. */
START_TEST(templateHoldsTheWeek)
{
    RenderSetup *setup = open_setup(templates[_i]);
    for (size_t day = 0; day < G_N_ELEMENTS(days); day++) {
        Frame *frame = build_frame(setup, days[day]);
        g_autoptr(Report) report = report_new();
        page_measure(&frame->page, report);
        for (size_t i = 0; i < report_count(report); i++) {
            g_autofree char *finding = finding_to_text(report_finding(report, i));
            ck_abort_msg("%s: %s", days[day], finding);
        }
        frame_free(frame);
    }
    render_setup_free(setup);
}
END_TEST

Suite *sheet_suite(void);
Suite *sheet_suite(void)
{
    Suite *suite = suite_create("campaign/sheet");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, legendIsWhatIsPaintedOnEachDay);
    tcase_add_test(all, creditsAreTheSourcesOfWhatIsPaintedOnEachDay);
    tcase_add_test(all, svgIsForEditing);
    tcase_add_loop_test(all, templateHoldsTheWeek, 0, G_N_ELEMENTS(templates));
    suite_add_tcase(suite, all);
    return suite;
}
