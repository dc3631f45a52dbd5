/* Page templates: places that are missing or wrong, and what librsvg cannot draw. */
#include "check/template.h"

#include "base/error.h"
#include "check/file.h"
#include "layout/layout.h"
#include "layout/markup.h"
#include "setup/panel_date.h"
#include "setup/view_wish.h"

#include <libxml/parser.h>
#include <string.h>

static size_t line_of(const xmlNode *node)
{
    return (size_t)MAX(xmlGetLineNo(node), 0);
}

bool template_draws(const xmlNode *node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
        g_autofree char *id = markup_attribute(node, "id");
        if (markup_is(node, "defs") || g_strcmp0(id, "under") == 0 || g_strcmp0(id, "over") == 0)
            return true;
    }
    return false;
}

/* ---- ids ---- */

static void check_ids(const TemplateCheck *check)
{
    g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const xmlNode *root = xmlDocGetRootElement(check->document);
    for (const xmlNode *node = root; node; node = markup_next(root, node)) {
        char *id = markup_attribute(node, "id");
        g_autofree char *language = markup_attribute(node, "systemLanguage");
        const size_t before = id && !language ? GPOINTER_TO_SIZE(g_hash_table_lookup(lines, id)) : 0;
        if (before > 0)
            report_add(check->report, SEVERITY_ERROR, check->path, line_of(node), NULL,
                       "the id \"%s\" stands on line %zu already", id, before);
        if (id && !language)
            g_hash_table_replace(lines, id, GSIZE_TO_POINTER(line_of(node)));
        else
            g_free(id);
    }
}

/* In a group called "places" everything with an id should be one. */
static void check_kinds(const TemplateCheck *check)
{
    const xmlNode *root = xmlDocGetRootElement(check->document);
    g_autoptr(GString) kinds = g_string_new(NULL);
    for (int i = 0; i < PLACE_KINDS; i++)
        g_string_append_printf(kinds, "%s%s", i > 0 ? ", " : "", place_kind_name((PlaceKind)i));
    for (const xmlNode *node = root; node; node = markup_next(root, node)) {
        g_autofree char *id = markup_attribute(node, "id");
        g_autofree char *group = node->parent ? markup_attribute(node->parent, "id") : NULL;
        PlaceKind kind;
        if (id && g_strcmp0(group, "places") == 0 && !markup_is(node, "g") && !place_kind_of(id, &kind))
            report_add(check->report, SEVERITY_WARNING, check->path, line_of(node), NULL,
                       "\"%s\" is no kind of place: nothing goes there. The kinds are %s; maps and texts "
                       "have a name "
                       "of their own (map.main, text.lead)",
                       id, kinds->str);
    }
}

static void check_missing(const TemplateCheck *check, const Layout *layout)
{
    static const struct {
        PlaceKind kind;
        const char *loss;
    } wanted[] = {
        {PLACE_LEGEND, "what is drawn is not explained"},
        {PLACE_SCALE_BAR, "nobody can measure"},
        {PLACE_CREDITS, "sources and licences are not named"},
    };
    const xmlNode *root = xmlDocGetRootElement(check->document);
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        bool found = false;
        for (size_t k = 0; k < layout_place_count(layout); k++)
            found = found || layout_place(layout, k)->kind == wanted[i].kind;
        if (!found)
            report_add(check->report, SEVERITY_WARNING, check->path, line_of(root), NULL,
                       "there is no place with the id \"%s\": %s", place_kind_name(wanted[i].kind),
                       wanted[i].loss);
    }
}

/* ---- places ---- */

static void check_map_names(const TemplateCheck *check, const Layout *layout, const Place *place,
                            const char *attribute)
{
    g_autofree char *text = place_attribute(place, attribute);
    g_auto(GStrv) names = g_strsplit(text ? text : "", " ", -1);
    for (char **name = names; *name; name++)
        if (**name && (!layout_find_place(layout, *name) || !g_str_has_prefix(*name, "map.")))
            report_add(check->report, SEVERITY_ERROR, check->path, place->line, place->id,
                       "%s: the template has no map \"%s\"", attribute, *name);
}

static void check_numbers(const TemplateCheck *check, const Place *place)
{
    static const char *const names[] = {"data-columns", "data-rows", "data-number-size", "data-symbol-scale",
                                        "data-least-text"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text = place_attribute(place, names[i]);
        if (text && !(place_number(place, names[i], -1) > 0))
            report_add(check->report, SEVERITY_ERROR, check->path, place->line, place->id,
                       "%s: expected a number above 0, found \"%s\"", names[i], text);
    }
}

static void check_words(const TemplateCheck *check, const Place *place)
{
    static const struct {
        const char *name, *words[5];
    } attributes[] = {
        {"data-valign", {"top", "middle", "bottom", NULL}},
        {"data-slots", {"packed", "empty", "grey", NULL}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
        g_autofree char *text = place_attribute(place, attributes[i].name);
        if (!text || g_strv_contains(attributes[i].words, text))
            continue;
        g_autofree char *list = g_strjoinv(", ", (char **)attributes[i].words);
        report_add(check->report, SEVERITY_ERROR, check->path, place->line, place->id,
                   "%s: expected one of %s, found \"%s\"", attributes[i].name, list, text);
    }
}

/* What follows the last "line N: " or "data-..." of a message about a place's attribute. */
static void add_reason(const TemplateCheck *check, const Place *place, GError *reason)
{
    const char *words = strstr(reason->message, "data-");
    report_add(check->report, SEVERITY_ERROR, check->path, place->line, place->id, "%s",
               words ? words : reason->message);
    g_error_free(reason);
}

static void check_view(const TemplateCheck *check, const Layout *layout, const Place *place)
{
    const Style none = {0};
    View view;
    GError *reason = NULL;
    ViewWish wish = view_wish_from_place(layout, place);
    const char *date = wish.texts[WISH_DATE];
    if (!view_wish_read(&wish, &none, &view, &reason))
        add_reason(check, place, g_steal_pointer(&reason));
    /* Any timeline will do to see whether the words are understood. */
    json_error_t unused;
    Style some = {.metadata = json_loads(
                      "{\"semaine:timeline\":{\"from\":\"1871-05-21\",\"to\":\"1871-05-28\"}}", 0, &unused)};
    g_autofree char *read =
        date && !strstr(date, "{{") ? panel_date(&some, date, "1871-05-23", &reason) : NULL;
    if (!read && reason)
        add_reason(check, place, reason);
    json_decref(some.metadata);
    view_wish_clear(&wish);
}

static void check_position(const TemplateCheck *check, const Layout *layout, const Place *place)
{
    const double width = layout_width(layout), height = layout_height(layout);
    const Box box = place->box;
    if (box.x_max > box.x_min &&
        (box.x_max <= 0 || box.y_max <= 0 || box.x_min >= width || box.y_min >= height))
        report_add(check->report, SEVERITY_WARNING, check->path, place->line, place->id,
                   "it lies outside the page");
}

static void check_places(const TemplateCheck *check, const Layout *layout)
{
    for (size_t i = 0; i < layout_place_count(layout); i++) {
        const Place *place = layout_place(layout, i);
        check_map_names(check, layout, place, "data-map");
        check_map_names(check, layout, place, "data-outline");
        check_numbers(check, place);
        check_words(check, place);
        check_position(check, layout, place);
        if (place->kind == PLACE_MAP)
            check_view(check, layout, place);
    }
}

/* ---- what librsvg draws ---- */

static void check_elements(const TemplateCheck *check)
{
    static const struct {
        const char *name, *words;
    } elements[] = {
        {"textPath", "librsvg does not draw text on a path"},
        {"foreignObject", "librsvg does not draw it"},
        {"flowRoot", "librsvg does not draw it; a rectangle with an id such as text.lead wraps text"},
        {"script", "nothing is run"},
        {"animate", "paper does not move"},
        {"animateTransform", "paper does not move"},
        {"meshgradient", "librsvg does not draw it"},
        {"filter", "librsvg turns filters into pixels, 72 to the inch, in PDF too"},
    };
    const xmlNode *root = xmlDocGetRootElement(check->document);
    for (const xmlNode *node = root; node; node = markup_next(root, node))
        for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
            if (markup_is(node, elements[i].name) && template_draws(node))
                report_add(check->report, SEVERITY_WARNING, check->path, line_of(node), NULL, "<%s>: %s",
                           elements[i].name, elements[i].words);
}

static void check_properties(const TemplateCheck *check)
{
    static const struct {
        const char *name, *words;
    } properties[] = {
        {"filter", "librsvg turns filters into pixels, 72 to the inch, in PDF too"},
        {"shape-inside", "librsvg does not wrap text; a rectangle with an id such as text.lead does"},
        {"inline-size", "librsvg does not wrap text; a rectangle with an id such as text.lead does"},
    };
    const xmlNode *root = xmlDocGetRootElement(check->document);
    for (const xmlNode *node = root; node; node = markup_next(root, node))
        for (size_t i = 0; i < G_N_ELEMENTS(properties) && template_draws(node); i++) {
            g_autofree char *value = cascade_value(check->cascade, node, properties[i].name);
            if (value && strcmp(value, "none") != 0 && strcmp(value, "auto") != 0)
                report_add(check->report, SEVERITY_WARNING, check->path, line_of(node), NULL, "%s: %s",
                           properties[i].name, properties[i].words);
        }
}

/* ---- all ---- */

static bool has_places(xmlDoc *document)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    for (const xmlNode *node = root; node; node = markup_next(root, node)) {
        g_autofree char *id = markup_attribute(node, "id");
        PlaceKind kind;
        if (id && place_kind_of(id, &kind))
            return true;
    }
    return false;
}

/* Reads the template as a page would; what is wrong with its size and its places becomes findings. */
static Layout *load(const TemplateCheck *check)
{
    const LayoutOptions options = {.language = "fr", .report = check->report};
    g_autoptr(GError) reason = NULL;
    Layout *layout = layout_load(check->path, &options, &reason);
    if (layout)
        return layout;
    /* "FILE: line N: words" */
    const char *words = reason->message;
    if (g_str_has_prefix(words, check->path))
        words += strlen(check->path) + 2;
    size_t line = 0;
    if (g_str_has_prefix(words, "line ")) {
        char *end;
        line = (size_t)g_ascii_strtoull(words + 5, &end, 10);
        words = *end == ':' ? end + 2 : words;
    }
    report_add(check->report, SEVERITY_ERROR, check->path, line, NULL, "%s", words);
    return NULL;
}

bool check_template(const char *path, Report *report, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: there is no such file", path);
        return false;
    }
    TemplateCheck check = {.path = path, .report = report, .document = markup_read(path, NULL)};
    /* A drawing without places is a card, such as a film's title: it needs no map. */
    g_autoptr(Layout) layout = check.document && !has_places(check.document) ? NULL : load(&check);
    if (!check.document)
        return true;
    check.cascade = cascade_new(check.document);
    check_ids(&check);
    check_kinds(&check);
    check_elements(&check);
    check_properties(&check);
    template_check_fields(&check);
    template_check_fonts(&check);
    if (layout) {
        check_missing(&check, layout);
        check_places(&check, layout);
        template_check_boxes(&check);
    }
    cascade_free(check.cascade);
    xmlFreeDoc(check.document);
    return true;
}
