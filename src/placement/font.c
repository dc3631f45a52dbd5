#include "placement/font.h"

#include <math.h>
#include <string.h>

GRecMutexLocker *font_lock(void)
{
    static GRecMutex lock;
    return g_rec_mutex_locker_new(&lock);
}

PangoContext *font_context_new(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("fr"));
    return context;
}

/* A name that ends in a number ("Univers 55") was read as family and size: gives the number back. */
static char *family_of(const PangoFontDescription *description, const char *name)
{
    const char *family = pango_font_description_get_family(description);
    if (!(pango_font_description_get_set_fields(description) & PANGO_FONT_MASK_SIZE))
        return g_strdup(family ? family : name);
    const char *number = strrchr(name, ' ');
    return family && number ? g_strconcat(family, number, NULL) : g_strdup(name);
}

char *font_description_text(const char *stack)
{
    g_auto(GStrv) names = g_strsplit(stack ? stack : "", ",", -1);
    g_autoptr(GString) families = g_string_new(NULL);
    PangoFontDescription *result = NULL;
    for (size_t i = 0; names[i]; i++) {
        const char *name = g_strstrip(names[i]);
        if (!name[0])
            continue;
        PangoFontDescription *description = pango_font_description_from_string(name);
        g_autofree char *family = family_of(description, name);
        if (families->len)
            g_string_append_c(families, ',');
        g_string_append(families, family);
        if (result)
            pango_font_description_free(description);
        else
            result = description;
    }
    if (!result)
        result = pango_font_description_from_string("Sans");
    if (families->len)
        pango_font_description_set_family(result, families->str);
    pango_font_description_unset_fields(result, PANGO_FONT_MASK_SIZE);
    char *text = pango_font_description_to_string(result);
    pango_font_description_free(result);
    return text;
}

PangoLayout *font_layout_new(PangoContext *context, const char *text, const char *font, double size,
                             double letter_spacing)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_font_description_set_absolute_size(description, CLAMP(size, 0, 10000) * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    if (letter_spacing != 0) {
        PangoAttrList *attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes,
                               pango_attr_letter_spacing_new((int)lround(letter_spacing * PANGO_SCALE)));
        pango_layout_set_attributes(layout, attributes);
        pango_attr_list_unref(attributes);
    }
    pango_layout_set_text(layout, text, -1);
    return layout;
}

bool font_family_is_installed(const char *family)
{
    static const char *const generic[] = {"sans", "sans-serif", "serif", "monospace", NULL};
    bool found = false;
    for (const char *const *name = generic; !found && *name; name++)
        found = g_ascii_strcasecmp(*name, family) == 0;
    PangoFontFamily **families = NULL;
    int count = 0;
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
    for (int i = 0; !found && i < count; i++)
        found = g_ascii_strcasecmp(pango_font_family_get_name(families[i]), family) == 0;
    g_free(families);
    return found;
}
