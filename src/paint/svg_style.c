#include "paint/svg_style.h"

#include "paint/svg_write.h"

#include <math.h>
#include <pango/pango.h>
#include <string.h>

struct SvgStyles {
    GString *out;
    GHashTable *classes; /* declarations -> number, plus 1 */
    char *layer;         /* not yet named among the rules, or NULL */
};

SvgStyles *svg_styles_new(GString *out)
{
    SvgStyles *styles = g_new0(SvgStyles, 1);
    styles->out = out;
    styles->classes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return styles;
}

void svg_styles_free(SvgStyles *styles)
{
    if (!styles)
        return;
    g_hash_table_unref(styles->classes);
    g_free(styles->layer);
    g_free(styles);
}

void svg_styles_begin(SvgStyles *styles, const char *name)
{
    g_free(styles->layer);
    styles->layer = g_strdup(name);
    /* Nothing in a comment may end it, or the element around it. */
    for (char *c = styles->layer; *c; c++)
        if (strchr("*/<>&", *c))
            *c = '-';
}

void svg_styles_add(SvgStyles *styles, GString *element, const char *declarations)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(styles->classes, declarations));
    if (number == 0) {
        number = g_hash_table_size(styles->classes) + 1;
        g_hash_table_insert(styles->classes, g_strdup(declarations), GUINT_TO_POINTER(number));
        if (styles->layer)
            g_string_append_printf(styles->out, "/* %s */\n", styles->layer);
        g_clear_pointer(&styles->layer, g_free);
        g_string_append_printf(styles->out, ".s%u{%s}\n", number, declarations);
    }
    g_string_append_printf(element, " class=\"s%u\"", number);
}

/* ---- declarations ---- */

static void declare_color(GString *out, const char *property, Color color)
{
    g_string_append_printf(out, "%s:", property);
    svg_add_color(out, color);
    if (color.a < 1) {
        g_string_append_printf(out, ";%s-opacity:", property);
        svg_add_number(out, color.a, 3);
    }
}

void svg_declare_fill(GString *out, Color color)
{
    if (color.a > 0)
        declare_color(out, "fill", color);
    else
        g_string_append(out, "fill:none");
}

/* Thin lines need a third decimal. */
static void declare_length(GString *out, const char *property, double pixels)
{
    g_string_append_printf(out, ";%s:", property);
    svg_add_number(out, pixels * SVG_MM_PER_PIXEL, 3);
}

static void declare_dashes(GString *out, const Stroke *stroke)
{
    for (size_t i = 0; i < stroke->dash_count; i++) {
        g_string_append(out, i == 0 ? ";stroke-dasharray:" : ",");
        svg_add_number(out, stroke->dashes[i] * SVG_MM_PER_PIXEL, 3);
    }
    if (stroke->dash_count > 0 && stroke->dash_offset != 0)
        declare_length(out, "stroke-dashoffset", stroke->dash_offset);
}

void svg_declare_stroke(GString *out, const Stroke *stroke)
{
    static const char *const caps[] = {NULL, "round", "square"};
    static const char *const joins[] = {NULL, "round", "bevel"};
    declare_color(out, "stroke", stroke->color);
    declare_length(out, "stroke-width", stroke->width);
    if (caps[stroke->cap])
        g_string_append_printf(out, ";stroke-linecap:%s", caps[stroke->cap]);
    if (joins[stroke->join]) {
        g_string_append_printf(out, ";stroke-linejoin:%s", joins[stroke->join]);
    } else if (stroke->miter_limit >= 1 && stroke->miter_limit != 4) {
        g_string_append(out, ";stroke-miterlimit:");
        svg_add_number(out, stroke->miter_limit, 3);
    }
    declare_dashes(out, stroke);
}

static void declare_families(GString *out, const char *families)
{
    g_auto(GStrv) list = g_strsplit(families ? families : "sans-serif", ",", -1);
    for (char **family = list; *family; family++) {
        const char *name = g_strstrip(*family);
        const bool generic =
            strcmp(name, "serif") == 0 || g_str_has_prefix(name, "sans") || strcmp(name, "monospace") == 0;
        g_string_append_printf(out, "%s%s%s%s", family == list ? "" : ",", generic ? "" : "'",
                               strcmp(name, "sans") == 0 ? "sans-serif" : name, generic ? "" : "'");
    }
}

static void declare_font(GString *out, const char *description)
{
    PangoFontDescription *font = pango_font_description_from_string(description);
    g_string_append(out, "font-family:");
    declare_families(out, pango_font_description_get_family(font));
    if (pango_font_description_get_style(font) != PANGO_STYLE_NORMAL)
        g_string_append(out, pango_font_description_get_style(font) == PANGO_STYLE_ITALIC
                                 ? ";font-style:italic"
                                 : ";font-style:oblique");
    const int weight = (int)pango_font_description_get_weight(font);
    if (weight != PANGO_WEIGHT_NORMAL)
        g_string_append_printf(out, ";font-weight:%d", weight);
    if (pango_font_description_get_variant(font) == PANGO_VARIANT_SMALL_CAPS)
        g_string_append(out, ";font-variant:small-caps");
    pango_font_description_free(font);
}

/* Inkscape takes the lengths of text as pixels of the drawing, which are millimetres here. */
static void declare_pixels(GString *out, const char *property, double pixels)
{
    declare_length(out, property, pixels);
    g_string_append(out, "px");
}

/* The halo is the text's own stroke, painted before its fill. */
void svg_declare_text(GString *out, const TextRun *run)
{
    declare_font(out, run->font);
    declare_pixels(out, "font-size", run->size);
    if (fabs(run->letter_spacing) > 1e-4)
        declare_pixels(out, "letter-spacing", run->letter_spacing);
    g_string_append_c(out, ';');
    svg_declare_fill(out, run->color);
    if (run->halo_width <= 0 || run->halo_color.a <= 0)
        return;
    g_string_append_c(out, ';');
    svg_declare_stroke(out,
                       &(Stroke){.color = run->halo_color, .width = 2 * run->halo_width, .join = JOIN_ROUND});
    g_string_append(out, ";paint-order:stroke");
}
