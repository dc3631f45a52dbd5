/* Lines of a template's own text that run off the page. */
#include "check/template.h"

#include "layout/layout.h"
#include "layout/markup.h"
#include "layout/place.h"
#include "layout/text_box.h"

#include <math.h>
#include <string.h>

static const double MILLIMETRE = 96 / 25.4; /* style pixels */

typedef struct {
    const TemplateCheck *check;
    const Layout *layout;
    const Fields *samples;
    GlyphShaper *shaper;
    const char *language;
} LineCheck;

/* One line at a place of its own, not turned, of the language looked at. */
static bool is_plain_line(const LineCheck *lines, const xmlNode *node)
{
    g_autofree char *language = markup_attribute(node, "systemLanguage");
    if (!markup_is(node, "text") || xmlChildElementCount((xmlNode *)node) > 0 || !template_draws(node) ||
        (language && g_strcmp0(language, lines->language) != 0))
        return false;
    for (const xmlNode *above = node; above && above->type == XML_ELEMENT_NODE; above = above->parent) {
        g_autofree char *turned = markup_attribute(above, "transform");
        if (turned)
            return false;
    }
    return true;
}

static char *line_words(const LineCheck *lines, const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    g_autofree char *unknown = NULL;
    char *words = fields_fill_text(lines->samples, (const char *)content, &unknown);
    xmlFree(content);
    return words ? g_strstrip(words) : NULL;
}

/* Whether another language told the same already. */
static bool is_told(const Report *report, size_t line, const char *words)
{
    for (size_t i = 0; i < report_count(report); i++) {
        const Finding *finding = report_finding(report, i);
        if (finding->line == line && strstr(finding->message, words) &&
            strstr(finding->message, "off the page"))
            return true;
    }
    return false;
}

static void check_line(const LineCheck *lines, xmlNode *node)
{
    g_autofree char *words = line_words(lines, node), *x = markup_attribute(node, "x");
    if (!words || !*words || !x)
        return;
    Place place = {0};
    place_read(&place, lines->check->cascade, node, layout_scale(lines->layout));
    const double width = text_box_width(lines->shaper, words, &place.text);
    const double share = place.text.align == TEXT_MIDDLE ? 0.5 : place.text.align == TEXT_END ? 1 : 0;
    const double left = markup_length(x) * layout_scale(lines->layout) - share * width;
    const double over = fmax(-left, left + width - layout_width(lines->layout));
    if (over > 0.5 && !is_told(lines->check->report, place.line, words))
        report_add(lines->check->report, SEVERITY_WARNING, lines->check->path, place.line, NULL,
                   "\"%s\" runs %.1f mm off the page", words, over / MILLIMETRE);
    place_clear(&place);
}

void template_check_lines(const TemplateCheck *check, const Fields *samples, const char *language)
{
    g_autoptr(Report) told = report_new();
    const LayoutOptions options = {.language = language, .report = told};
    g_autoptr(Layout) layout = layout_load(check->path, &options, NULL);
    if (!layout)
        return;
    g_autoptr(GlyphShaper) shaper = glyph_shaper_new();
    const LineCheck lines = {check, layout, samples, shaper, language};
    xmlNode *root = xmlDocGetRootElement(check->document);
    for (const xmlNode *node = root; node; node = markup_next(root, node))
        if (is_plain_line(&lines, node))
            check_line(&lines, (xmlNode *)node);
}
