#include "check/template.h"

#include "layout/field.h"
#include "layout/markup.h"
#include "layout/page.h"
#include "placement/font.h"

#include <string.h>

/* ---- fields ---- */

/* What every map has, and words about as long as they come. */
static const struct {
    const char *name, *french, *english;
} fields[] = {
    {"title", "Un titre de longueur moyenne", "A title of medium length"},
    {"subtitle", "Un lieu, 21 – 28 septembre 1871 : ce que montre la carte, dit en une seule ligne",
     "A place, 21–28 September 1871: what this map is there to show, told in one line"},
    {"lead", "", ""},
    {"note", "", ""},
    {"credits", "", ""},
    {"sources", "", ""},
    {"edition", "Première édition, mai 2026", "First edition, May 2026"},
    {"date", "28 septembre 1871, 18 h", "28 September 1871, 18:00"},
    {"day", "28 septembre 1871", "28 September 1871"},
    {"weekday", "mercredi", "Wednesday"},
    {"moment", "à la fin de la journée", "at the end of the day"},
    {"heading", "Ce qui arriva ce jour-là, en bref", "What came to pass on that day, in short"},
    {"account", "", ""},
    {"scale", "1 : 120 000", "1:120,000"},
    {"projection", "NTF (Paris) / Lambert zone I", "NTF (Paris) / Lambert zone I"},
    {"lang", "fr", "en"},
    {"from", "28 septembre 1871", "28 September 1871"}, /* title cards */
    {"to", "28 septembre 1871", "28 September 1871"},
};

static const char *const panel_fields[] = {"date", "day", "weekday", "moment", "heading", "account", "scale"};

static const char *stand_in(const char *name, const char *language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (strcmp(fields[i].name, name) == 0)
            return strcmp(language, "en") == 0 ? fields[i].english : fields[i].french;
    return NULL;
}

/* Names the template's root declares: data-fields="from place". */
static void add_declared(const TemplateCheck *check, GPtrArray *names)
{
    g_autofree char *declared = markup_attribute(xmlDocGetRootElement(check->document), "data-fields");
    g_auto(GStrv) list = g_strsplit(declared ? declared : "", " ", -1);
    for (char **name = list; *name; name++)
        if (**name)
            g_ptr_array_add(names, g_strdup(*name));
}

static void add_panels(const TemplateCheck *check, GPtrArray *names)
{
    const xmlNode *root = xmlDocGetRootElement(check->document);
    for (const xmlNode *node = root; node; node = markup_next(root, node)) {
        g_autofree char *id = markup_attribute(node, "id");
        PlaceKind kind;
        if (id && place_kind_of(id, &kind) && kind == PLACE_MAP)
            for (size_t i = 0; i < G_N_ELEMENTS(panel_fields); i++)
                g_ptr_array_add(names, g_strconcat(id, ".", panel_fields[i], NULL));
    }
}

/* All field names that may stand in this template. */
static GPtrArray *known_names(const TemplateCheck *check)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        g_ptr_array_add(names, g_strdup(fields[i].name));
    add_declared(check, names);
    add_panels(check, names);
    return names;
}

/* How many letters must change to make one word of the other (Levenshtein). */
static size_t word_distance(const char *a, const char *b)
{
    const size_t width = strlen(b) + 1;
    g_autofree size_t *row = g_new(size_t, width);
    for (size_t i = 0; i < width; i++)
        row[i] = i;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k < width; k++) {
            const size_t above = row[k], changed = corner + (a[i - 1] != b[k - 1]);
            row[k] = MIN(MIN(above, row[k - 1]) + 1, changed);
            corner = above;
        }
    }
    return row[width - 1];
}

static void check_field(const TemplateCheck *check, size_t line, const char *name, const GPtrArray *names)
{
    const char *nearest = NULL;
    for (guint i = 0; i < names->len; i++) {
        const char *known = g_ptr_array_index(names, i);
        const size_t distance = strlen(name) < 64 ? word_distance(name, known) : SIZE_MAX;
        if (distance == 0)
            return;
        if (distance <= 2 && strlen(name) > 3)
            nearest = known;
    }
    if (nearest)
        report_add(check->report, SEVERITY_ERROR, check->path, line, NULL,
                   "there is no field {{%s}}; did you mean {{%s}}?", name, nearest);
    else
        report_add(
            check->report, SEVERITY_WARNING, check->path, line, NULL,
            "the field {{%s}} is one that a style has to have, as a state property or in its semaine:texts; "
            "data-fields on the root element declares it",
            name);
}

static void check_text(const TemplateCheck *check, size_t line, const char *text, const GPtrArray *names)
{
    for (const char *open; text && (open = strstr(text, "{{"));) {
        const char *close = strstr(open, "}}");
        if (!close) {
            report_add(check->report, SEVERITY_ERROR, check->path, line, NULL, "\"{{\" without \"}}\"");
            return;
        }
        g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));
        check_field(check, line, g_strstrip(name), names);
        text = close + 2;
    }
}

void template_check_fields(const TemplateCheck *check)
{
    const xmlNode *root = xmlDocGetRootElement(check->document);
    g_autoptr(GPtrArray) names = known_names(check);
    for (const xmlNode *node = root; node; node = markup_next(root, node)) {
        const size_t line = (size_t)MAX(xmlGetLineNo(node), 0);
        for (const xmlNode *child = node->children; child; child = child->next)
            if (child->type == XML_TEXT_NODE)
                check_text(check, line, (const char *)child->content, names);
        for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
            g_autofree char *text = markup_attribute(node, (const char *)attribute->name);
            check_text(check, line, text, names);
        }
    }
}

/* ---- fonts ---- */

static void check_families(const TemplateCheck *check, size_t line, const char *families, GHashTable *told)
{
    g_auto(GStrv) list = g_strsplit(families, ",", -1);
    for (char **family = list; *family; family++) {
        g_strdelimit(*family, "'\"", ' ');
        g_strstrip(*family);
        if (!**family || font_family_is_installed(*family) || !g_hash_table_add(told, g_strdup(*family)))
            continue;
        report_add(check->report, SEVERITY_WARNING, check->path, line, NULL,
                   "the font \"%s\" is not installed", *family);
    }
}

void template_check_fonts(const TemplateCheck *check)
{
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const xmlNode *root = xmlDocGetRootElement(check->document);
    for (const xmlNode *node = root; node; node = markup_next(root, node)) {
        g_autofree char *id = markup_attribute(node, "id");
        PlaceKind kind;
        const bool sets_text =
            markup_is(node, "text") || markup_is(node, "tspan") || (id && place_kind_of(id, &kind));
        g_autofree char *families = sets_text ? cascade_value(check->cascade, node, "font-family") : NULL;
        g_autofree char *titles = markup_attribute(node, "data-title-font"),
                        *numbers = markup_attribute(node, "data-number-font");
        const size_t line = (size_t)MAX(xmlGetLineNo(node), 0);
        if (families)
            check_families(check, line, families, told);
        if (numbers)
            check_families(check, line, numbers, told);
        if (titles)
            check_families(check, line, titles, told);
    }
}

/* ---- boxes ---- */

static Fields *sample_fields(const TemplateCheck *check, const char *language)
{
    Fields *samples = fields_new();
    g_autoptr(GPtrArray) names = known_names(check);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i), *dot = strrchr(name, '.');
        const char *text = stand_in(dot ? dot + 1 : name, language);
        fields_set(samples, name, text ? text : "");
    }
    return samples;
}

static bool has_finding(const Report *report, const Finding *finding)
{
    for (size_t i = 0; i < report_count(report); i++) {
        const Finding *other = report_finding(report, i);
        if (other->line == finding->line && g_strcmp0(other->path, finding->path) == 0 &&
            other->severity == finding->severity && strstr(other->message, " mm there"))
            return true;
    }
    return false;
}

/* The texts of one language; what another language showed already is not told again. */
static void check_language(const TemplateCheck *check, const char *language)
{
    /* What is wrong with the places has been told. */
    g_autoptr(Report) told = report_new();
    const LayoutOptions options = {.language = language, .report = told};
    g_autoptr(Layout) layout = layout_load(check->path, &options, NULL);
    g_autoptr(Report) found = report_new();
    g_autoptr(Fields) samples = sample_fields(check, language);
    if (!layout)
        return;
    template_check_lines(check, samples, language);
    page_measure(&(Page){.layout = layout, .fields = samples, .language = language}, found);
    for (size_t i = 0; i < report_count(found); i++) {
        const Finding *finding = report_finding(found, i);
        if (!has_finding(check->report, finding))
            report_add(check->report, finding->severity, finding->file, finding->line, finding->path, "%s",
                       finding->message);
    }
}

void template_check_boxes(const TemplateCheck *check)
{
    check_language(check, "fr");
    check_language(check, "en");
}
