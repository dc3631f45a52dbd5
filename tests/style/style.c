#include "style/style.h"

#include "base/error.h"
#include "support.h"

#include <math.h>
#include <string.h>

static Style *load(void)
{
    g_autofree char *path = test_file("style/data/all.json");
    g_autoptr(GError) error = NULL;
    Style *style = style_load(path, NULL, &error);
    ck_assert_msg(style != NULL, "%s", error ? error->message : "");
    return style;
}

static const Layer *find_layer(const Style *style, const char *id)
{
    for (size_t i = 0; i < style->layer_count; i++)
        if (strcmp(style->layers[i]->id, id) == 0)
            return style->layers[i];
    ck_abort_msg("no layer %s", id);
    return NULL;
}

static EvaluationContext context_of(const Style *style, double zoom, Arena *arena)
{
    return (EvaluationContext){.state = &style->state, .zoom = zoom, .arena = arena};
}

START_TEST(rootIsRead)
{
    g_autoptr(Style) style = load();
    ck_assert_str_eq(style->name, "Every layer type that can be printed");
    ck_assert(style->has_center && style->center.x == 2.35 && style->center.y == 48.85);
    ck_assert(style->has_zoom && style->zoom == 11.5 && style->bearing == 12);
    ck_assert_uint_eq(style->state.count, 3);
    ck_assert_str_eq(style->state.members[0].name, "date");
    ck_assert_str_eq(style->state.members[0].value.string, "1871-05-22");
    ck_assert_uint_eq(style->state.members[2].value.array->count, 2);
    ck_assert_ptr_nonnull(sprite_lookup(style->sprite, "fort"));
}
END_TEST

START_TEST(metadataTextByLanguage)
{
    g_autoptr(Style) style = load();
    const json_t *title = style_metadata(style, "semaine:title");
    ck_assert_str_eq(style_text(title, "en"), "Trial");
    ck_assert_str_eq(style_text(title, "de"), "Essai");
    ck_assert_str_eq(style_text(style_metadata(style, "semaine:crs"), "fr"), "EPSG:2154");
    ck_assert_ptr_null(style_text(style_metadata(style, "semaine:none"), "fr"));
}
END_TEST

START_TEST(sourcesAreResolvedAgainstTheStyle)
{
    g_autoptr(Style) style = load();
    const StyleSource *walls = style_lookup_source(style, "walls"),
                      *plan = style_lookup_source(style, "plan");
    ck_assert_ptr_nonnull(walls->data);
    ck_assert_ptr_null(walls->path);
    g_autofree char *expected = test_file("style/data/plan.png");
    ck_assert_str_eq(plan->image_path, expected);
    ck_assert(plan->corners[2].x == 2.5 && plan->corners[2].y == 48.8);
    ck_assert_ptr_null(style_lookup_source(style, "none"));
}
END_TEST

START_TEST(layersKeepOrderAndRange)
{
    g_autoptr(Style) style = load();
    ck_assert_uint_eq(style->layer_count, 8);
    const Layer *plan = style->layers[1], *ground = style->layers[2];
    ck_assert_int_eq(plan->type, LAYER_RASTER);
    ck_assert(plan->zoom_min == 8 && plan->zoom_max == 20 && isinf(ground->zoom_max));
    ck_assert_ptr_eq(ground->source, g_intern_string("walls"));
}
END_TEST

START_TEST(valuesAndDefaults)
{
    g_autoptr(Style) style = load();
    g_autoptr(Arena) arena = arena_new();
    const EvaluationContext context = context_of(style, 12, arena);
    const Layer *wall = find_layer(style, "wall"), *names = find_layer(style, "names");
    double dashes[4] = {0}, offset[2];
    ck_assert(layer_number(wall, PROPERTY_LINE_WIDTH, &context) == 4);
    ck_assert(layer_number(wall, PROPERTY_LINE_OPACITY, &context) == 1);
    ck_assert_str_eq(layer_string(wall, PROPERTY_LINE_CAP, &context), "round");
    ck_assert_uint_eq(layer_numbers(wall, PROPERTY_LINE_DASHARRAY, &context, 4, dashes), 2);
    ck_assert(dashes[0] == 2 && dashes[1] == 1.5);
    ck_assert_uint_eq(layer_numbers(names, PROPERTY_TEXT_OFFSET, &context, 2, offset), 2);
    ck_assert(offset[1] == 1.5);
    ck_assert(layer_number(names, PROPERTY_TEXT_SIZE, &context) == 14);
    ck_assert(layer_boolean(names, PROPERTY_TEXT_KEEP_UPRIGHT, &context));
    ck_assert(!layer_boolean(names, PROPERTY_ICON_OPTIONAL, &context));
    const Color halo = layer_color(names, PROPERTY_TEXT_HALO_COLOR, &context);
    ck_assert(halo.r == 1 && fabs(halo.a - 0.8) < 1e-9);
    ck_assert_int_eq(layer_value(wall, PROPERTY_LINE_PATTERN, &context).kind, VALUE_NULL);
    double padding[4];
    ck_assert_uint_eq(layer_numbers(names, PROPERTY_ICON_PADDING, &context, 4, padding), 4);
    ck_assert(padding[0] == 1 && padding[1] == 2 && padding[3] == 2);
}
END_TEST

START_TEST(failingExpressionGivesDefault)
{
    g_autoptr(Style) style = load();
    g_autoptr(Arena) arena = arena_new();
    const Member attributes[] = {{g_intern_string("low"), value_string("three")}};
    const Feature feature = {.attribute_count = 1, .attributes = attributes};
    EvaluationContext context = context_of(style, 12, arena);
    context.feature = &feature;
    const Color color = layer_color(find_layer(style, "wall"), PROPERTY_LINE_COLOR, &context);
    ck_assert(color.r == 0 && color.g == 0 && color.b == 0 && color.a == 1);
}
END_TEST

START_TEST(textTokensReadAttributes)
{
    g_autoptr(Style) style = load();
    g_autoptr(Arena) arena = arena_new();
    const Member attributes[] = {{g_intern_string("name"), value_string("Vanves")}};
    const Feature feature = {.attribute_count = 1, .attributes = attributes};
    EvaluationContext context = context_of(style, 12, arena);
    context.feature = &feature;
    const Value text = layer_value(find_layer(style, "names"), PROPERTY_TEXT_FIELD, &context);
    ck_assert_int_eq(text.kind, VALUE_FORMATTED);
    ck_assert_str_eq(text.formatted->sections[0].text, "Fort de Vanves");
}
END_TEST

START_TEST(refTakesFilterAndLayout)
{
    g_autoptr(Style) style = load();
    g_autoptr(Arena) arena = arena_new();
    const EvaluationContext context = context_of(style, 12, arena);
    const Layer *light = find_layer(style, "wall-light");
    ck_assert_int_eq(light->type, LAYER_LINE);
    ck_assert_ptr_eq(light->source, g_intern_string("walls"));
    ck_assert_ptr_nonnull(light->filter);
    ck_assert_str_eq(layer_string(light, PROPERTY_LINE_CAP, &context), "round");
    ck_assert(layer_number(light, PROPERTY_LINE_WIDTH, &context) == 1);
    ck_assert(layer_number(light, PROPERTY_LINE_OFFSET, &context) == -2);
}
END_TEST

START_TEST(filterReadsTheDate)
{
    g_autoptr(Style) style = load();
    g_autoptr(Arena) arena = arena_new();
    const Layer *wall = find_layer(style, "wall");
    const Member attributes[] = {{g_intern_string("start_date"), value_string("1871-05-23")}};
    const Feature feature = {.attribute_count = 1, .attributes = attributes};
    EvaluationContext context = context_of(style, 12, arena);
    context.feature = &feature;
    ck_assert(!layer_accepts(wall, &context));
    const Member later[] = {{g_intern_string("date"), value_string("1871-05-24")}};
    const ValueObject state = {1, later};
    context.state = &state;
    ck_assert(layer_accepts(wall, &context));
    const Dependencies reads = layer_dependencies(wall);
    ck_assert(reads.state && reads.feature && reads.zoom && !reads.line_progress);
}
END_TEST

START_TEST(visibilityMayReadState)
{
    g_autoptr(Style) style = load();
    g_autoptr(Arena) arena = arena_new();
    const Layer *dots = find_layer(style, "dots");
    EvaluationContext context = context_of(style, 12, arena);
    ck_assert(dots->visible && layer_is_visible(dots, &context));
    const Member night[] = {{g_intern_string("night"), value_boolean(true)}};
    const ValueObject state = {1, night};
    context.state = &state;
    ck_assert(!layer_is_visible(dots, &context));
}
END_TEST

/* Loads a style text; returns the error message or NULL. */
static char *load_text(const char *text, int *code)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "s.json", NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(Style) style = style_load(path, NULL, &error);
    ck_assert_msg((style == NULL) == (error != NULL), "%s", text);
    *code = error ? error->code : -1;
    char *message = error ? g_strdup(error->message + strlen(folder) + 1) : NULL;
    remove_folder(folder);
    return message;
}

START_TEST(firstErrorNamesFileLineAndPath)
{
    int code;
    g_autofree char *message = load_text(
        "{\"version\": 8, \"sources\": {},\n \"layers\": [{\"id\": \"a\", \"type\": \"background\",\n"
        "  \"paint\": {\"background-opacity\": 3}}]}",
        &code);
    ck_assert_int_eq(code, SEMAINE_ERROR_STYLE);
    ck_assert_str_eq(message, "s.json:3: layers[0].paint.background-opacity: expected at most 1, found 3");
}
END_TEST

START_TEST(brokenTextIsAFormatError)
{
    int code;
    g_autofree char *message = load_text("{\"version\": 8,\n", &code);
    ck_assert_int_eq(code, SEMAINE_ERROR_FORMAT);
    ck_assert_msg(g_str_has_prefix(message, "s.json:2: no JSON"), "%s", message);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(style_load("/nowhere/at/all.json", NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
}
END_TEST

START_TEST(hostileTextsAreRefused)
{
    static const char *const texts[] = {
        "null",
        "[]",
        "{}",
        "{\"version\": 8, \"sources\": [], \"layers\": {}}",
        "{\"version\": 8, \"sources\": {\"a\": null}, \"layers\": [null, 1, [], {}]}",
        "{\"version\": 8, \"sources\": {}, \"layers\": [{\"id\": 1, \"ref\": 2}]}",
        "{\"version\": 8, \"sources\": {}, \"layers\": [{\"id\": \"a\", \"ref\": \"a\"}]}",
        "{\"version\": 8, \"sources\": {}, \"layers\": [], \"zoom\": 1e999}"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        int code;
        g_autofree char *message = load_text(texts[i], &code);
        ck_assert_msg(message != NULL, "%s", texts[i]);
    }
}
END_TEST

START_TEST(deepNestingIsRefused)
{
    GString *text = g_string_new(
        "{\"version\": 8, \"sources\": {}, \"layers\": [{\"id\": \"a\", \"type\": \"background\", \"paint\": "
        "{\"background-opacity\": ");
    for (int i = 0; i < 2000; i++)
        g_string_append(text, "[\"+\", 1, ");
    g_string_append(text, "1");
    for (int i = 0; i < 2000; i++)
        g_string_append(text, "]");
    g_string_append(text, "}}]}");
    int code;
    g_autofree char *message = load_text(text->str, &code);
    ck_assert(message == NULL || code == SEMAINE_ERROR_STYLE || code == SEMAINE_ERROR_FORMAT);
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(withAReportTheRestIsLoaded)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "s.json", NULL);
    ck_assert(g_file_set_contents(
        path,
        "{\"version\": 8, \"sources\": {}, \"layers\": [{\"id\": \"a\", \"type\": \"background\", "
        "\"paint\": {\"background-color\": \"rde\", \"background-opacity\": 0.5}}]}",
        -1, NULL));
    g_autoptr(Report) report = report_new();
    g_autoptr(Style) style = style_load(path, report, NULL);
    ck_assert_uint_eq(report_error_count(report), 1);
    g_autoptr(Arena) arena = arena_new();
    const EvaluationContext context = {.arena = arena};
    ck_assert(layer_number(style->layers[0], PROPERTY_BACKGROUND_OPACITY, &context) == 0.5);
    remove_folder(folder);
}
END_TEST

Suite *style_suite(void);
Suite *style_suite(void)
{
    Suite *suite = suite_create("style/style");
    TCase *cases = tcase_create("style");
    tcase_add_test(cases, rootIsRead);
    tcase_add_test(cases, metadataTextByLanguage);
    tcase_add_test(cases, sourcesAreResolvedAgainstTheStyle);
    tcase_add_test(cases, layersKeepOrderAndRange);
    tcase_add_test(cases, valuesAndDefaults);
    tcase_add_test(cases, failingExpressionGivesDefault);
    tcase_add_test(cases, textTokensReadAttributes);
    tcase_add_test(cases, refTakesFilterAndLayout);
    tcase_add_test(cases, filterReadsTheDate);
    tcase_add_test(cases, visibilityMayReadState);
    tcase_add_test(cases, firstErrorNamesFileLineAndPath);
    tcase_add_test(cases, brokenTextIsAFormatError);
    tcase_add_test(cases, hostileTextsAreRefused);
    tcase_add_test(cases, deepNestingIsRefused);
    tcase_add_test(cases, withAReportTheRestIsLoaded);
    suite_add_tcase(suite, cases);
    return suite;
}
