#include "layout/place.h"

#include "layout/markup.h"

#include <string.h>

static const char *const kind_names[PLACE_KINDS] = {
    [PLACE_MAP] = "map",         [PLACE_TEXT] = "text",
    [PLACE_LEGEND] = "legend",   [PLACE_SCALE_BAR] = "scalebar",
    [PLACE_NORTH] = "north",     [PLACE_GRATICULE] = "graticule",
    [PLACE_GRID] = "grid",       [PLACE_TIMELINE] = "timeline",
    [PLACE_FIGURES] = "figures", [PLACE_CREDITS] = "credits",
    [PLACE_SOURCES] = "sources", [PLACE_INDEX] = "index",
    [PLACE_KEY] = "key",         [PLACE_DATE] = "date",
};

bool place_kind_of(const char *id, PlaceKind *kind)
{
    const size_t length = strcspn(id, ".");
    for (int i = 0; i < PLACE_KINDS; i++)
        if (strlen(kind_names[i]) == length && strncmp(id, kind_names[i], length) == 0) {
            *kind = (PlaceKind)i;
            /* These two exist only by name: "map.main", "text.lead". */
            return (i != PLACE_MAP && i != PLACE_TEXT) || id[length] == '.';
        }
    return false;
}

const char *place_kind_name(PlaceKind kind)
{
    return kind_names[kind];
}

/* ---- text ---- */

/* "'EB Garamond', serif" as Pango writes it: EB Garamond,serif. */
static void set_family(PangoFontDescription *font, const char *css)
{
    GString *family = g_string_new(NULL);
    for (const char *c = css; *c; c++)
        if (*c != '\'' && *c != '"')
            g_string_append_c(family, *c);
    pango_font_description_set_family(font, family->str);
    g_string_free(family, TRUE);
}

static void set_weight(PangoFontDescription *font, const char *css)
{
    const int number = (int)g_ascii_strtoll(css, NULL, 10);
    const bool bold = g_str_has_prefix(css, "bold");
    pango_font_description_set_weight(font, number > 0 ? (PangoWeight)number
                                            : bold     ? PANGO_WEIGHT_BOLD
                                                       : PANGO_WEIGHT_NORMAL);
}

static char *read_font(const Cascade *cascade, const xmlNode *node)
{
    g_autofree char *family = cascade_value(cascade, node, "font-family");
    g_autofree char *style = cascade_value(cascade, node, "font-style");
    g_autofree char *weight = cascade_value(cascade, node, "font-weight");
    g_autofree char *variant = cascade_value(cascade, node, "font-variant");
    PangoFontDescription *font = pango_font_description_new();
    set_family(font, family ? family : "sans");
    if (style && (strcmp(style, "italic") == 0 || strcmp(style, "oblique") == 0))
        pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
    if (weight)
        set_weight(font, weight);
    if (variant && strcmp(variant, "small-caps") == 0)
        pango_font_description_set_variant(font, PANGO_VARIANT_SMALL_CAPS);
    char *text = pango_font_description_to_string(font);
    pango_font_description_free(font);
    return text;
}

/* A length in units of the viewBox: "2.5", "2.5px", "0.1em", "120%" (of the em); `otherwise` where there is
 * none. */
static double read_units(const char *text, double em, double otherwise)
{
    char *end = NULL;
    const double number = text ? g_ascii_strtod(text, &end) : 0;
    if (!text || end == text)
        return otherwise;
    if (strcmp(end, "em") == 0)
        return number * em;
    return *end == '%' ? number / 100 * em : markup_length(text);
}

static double value_units(const Cascade *cascade, const xmlNode *node, const char *name, double em,
                          double otherwise)
{
    g_autofree char *text = cascade_value(cascade, node, name);
    return read_units(text, em, otherwise);
}

static double read_line_height(const Cascade *cascade, const xmlNode *node, double em)
{
    g_autofree char *text = cascade_value(cascade, node, "line-height");
    char *end = NULL;
    const double number = text ? g_ascii_strtod(text, &end) : 0;
    if (!text || end == text || !(number > 0))
        return 1.25;
    return *end == '\0' ? number : read_units(text, em, 1.25 * em) / em;
}

/* Font size in the template's units; what no page can hold counts as not said. */
static double read_em(const Cascade *cascade, const xmlNode *node)
{
    const double em = value_units(cascade, node, "font-size", 2.5, 2.5);
    return em > 1e-3 && em < 1e4 ? em : 2.5;
}

static void read_text(Place *place, const Cascade *cascade, const xmlNode *node, double scale)
{
    const double em = read_em(cascade, node);
    g_autofree char *anchor = cascade_value(cascade, node, "text-anchor");
    place->text = (TextStyle){
        .font = read_font(cascade, node),
        .size = em * scale,
        .line_height = read_line_height(cascade, node, em),
        .letter_spacing = value_units(cascade, node, "letter-spacing", em, 0) * scale,
        .align = g_strcmp0(anchor, "middle") == 0 ? TEXT_MIDDLE
                 : g_strcmp0(anchor, "end") == 0  ? TEXT_END
                                                  : TEXT_START,
        .color = {0, 0, 0, 1},
    };
}

/* ---- paint ---- */

static bool read_color(const Cascade *cascade, const xmlNode *node, const char *name, Color *out)
{
    g_autofree char *text = cascade_value(cascade, node, name);
    return text && color_parse(text, out);
}

static double read_opacity(const Cascade *cascade, const xmlNode *node, const char *name)
{
    g_autofree char *text = cascade_value(cascade, node, name);
    return text ? CLAMP(g_ascii_strtod(text, NULL), 0, 1) : 1;
}

static void read_paint(Place *place, const Cascade *cascade, const xmlNode *node, double scale)
{
    place->has_fill = read_color(cascade, node, "fill", &place->text.color);
    place->text.color.a *= read_opacity(cascade, node, "fill-opacity");
    place->stroke = (Stroke){.join = JOIN_MITER, .miter_limit = 4};
    if (!read_color(cascade, node, "stroke", &place->stroke.color))
        return;
    place->stroke.color.a *= read_opacity(cascade, node, "stroke-opacity");
    place->stroke.width = value_units(cascade, node, "stroke-width", 1, 1) * scale;
}

void place_read(Place *place, const Cascade *cascade, xmlNode *node, double scale)
{
    read_text(place, cascade, node, scale);
    read_paint(place, cascade, node, scale);
    place->line = (size_t)xmlGetLineNo(node);
    place->node = node;
}

void place_clear(Place *place)
{
    g_free(place->id);
    g_free((char *)place->text.font);
}

char *place_attribute(const Place *place, const char *name)
{
    return place->node ? markup_attribute(place->node, name) : NULL;
}

double place_number(const Place *place, const char *name, double otherwise)
{
    g_autofree char *text = place_attribute(place, name);
    char *end = NULL;
    const double number = text ? g_ascii_strtod(text, &end) : otherwise;
    return text && end != text && *end == '\0' ? number : otherwise;
}
