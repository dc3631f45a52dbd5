#include "web/fonts.h"

#include "base/error.h"
#include "placement/font.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pango/pangofc-font.h>
#include <string.h>

/* What the page itself is set in. */
static const char *const page_fonts[] = {"Old Standard TT Regular", "EB Garamond Regular",
                                         "EB Garamond Italic", "Lato Regular", "Lato Bold"};

/* ---- which ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_name(GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (strcmp(names->pdata[i], name) == 0)
            return;
    g_ptr_array_add(names, g_strdup(name));
}

static void visit_text(const char *text, bool is_attribute, void *user)
{
    if (!is_attribute)
        add_name(user, text);
}

static void add_value(GPtrArray *names, Value value)
{
    for (size_t i = 0; value.kind == VALUE_ARRAY && i < value.array->count; i++)
        if (value.array->items[i].kind == VALUE_STRING)
            add_name(names, value.array->items[i].string);
}

/* All that layers may ask for, in the order of their names. */
static GPtrArray *collect_names(const Style *style)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(page_fonts); i++)
        add_name(names, page_fonts[i]);
    for (size_t i = 0; i < style->layer_count; i++) {
        const Layer *layer = style->layers[i];
        if (layer->type != LAYER_SYMBOL || !layer->properties[PROPERTY_TEXT_FIELD])
            continue;
        if (layer->varies[PROPERTY_TEXT_FONT])
            expression_visit(layer->properties[PROPERTY_TEXT_FONT], visit_text, names);
        else
            add_value(names, layer->values[PROPERTY_TEXT_FONT]);
    }
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* ---- files ---- */

typedef struct {
    char *path; /* NULL: no such font */
    char *family;
    int weight; /* CSS; of the file: a browser thickens what is asked for bolder */
    bool italic;
} FontFile;

static void font_file_clear(FontFile *font)
{
    g_free(font->path);
    g_free(font->family);
}

static FontFile find_font(PangoContext *context, const char *name)
{
    FontFile found = {0};
    g_autofree char *words = font_description_text(name);
    PangoFontDescription *description = pango_font_description_from_string(words);
    const char *family = pango_font_description_get_family(description);
    pango_font_description_set_absolute_size(description, 24 * PANGO_SCALE);
    PangoFont *font = font_family_is_installed(family) ? pango_context_load_font(context, description) : NULL;
    FcPattern *pattern =
        font && PANGO_IS_FC_FONT(font) ? pango_fc_font_get_pattern(PANGO_FC_FONT(font)) : NULL;
    FcChar8 *path = NULL;
    double weight = FC_WEIGHT_REGULAR;
    FcBool thickened = FcFalse;
    if (pattern)
        FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &thickened);
    if (pattern && !thickened)
        FcPatternGetDouble(pattern, FC_WEIGHT, 0, &weight);
    if (pattern && FcPatternGetString(pattern, FC_FILE, 0, &path) == FcResultMatch)
        found = (FontFile){
            .path = g_strdup((const char *)path),
            .family = g_strdup(family),
            .weight = (int)(FcWeightToOpenTypeDouble(weight) + 0.5),
            .italic = pango_font_description_get_style(description) != PANGO_STYLE_NORMAL,
        };
    if (font)
        g_object_unref(font);
    pango_font_description_free(description);
    return found;
}

/* ---- what is written ---- */

static void append_face(GString *css, const char *name, const FontFile *font)
{
    g_autofree char *file = g_path_get_basename(font->path);
    g_string_append_printf(css,
                           "@font-face {\n  font-family: \"%s\";\n  font-style: %s;\n  font-weight: %d;\n"
                           "  font-display: block;\n  src: url(\"%s\");\n}\n",
                           name, font->italic ? "italic" : "normal", font->weight, file);
}

static void append_name(GString *text, hb_face_t *face, const char *label, hb_ot_name_id_t id)
{
    char words[4000];
    unsigned size = sizeof words;
    if (hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &size, words) > 0)
        g_string_append_printf(text, "%s: %s\n", label, words);
}

static void append_licence(GString *text, const FontFile *font)
{
    g_autofree char *file = g_path_get_basename(font->path);
    hb_blob_t *blob = hb_blob_create_from_file(font->path);
    hb_face_t *face = hb_face_create(blob, 0);
    g_string_append_printf(text, "%s\n", file);
    append_name(text, face, "Name", HB_OT_NAME_ID_FULL_NAME);
    append_name(text, face, "Copyright", HB_OT_NAME_ID_COPYRIGHT);
    append_name(text, face, "Licence", HB_OT_NAME_ID_LICENSE);
    append_name(text, face, "Licence at", HB_OT_NAME_ID_LICENSE_URL);
    g_string_append_c(text, '\n');
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

typedef struct {
    const WebFolder *folder;
    GString *css, *licences;
    GPtrArray *done; /* paths and families that are written */
} FontWriter;

static bool is_new(GPtrArray *done, const char *what)
{
    const guint before = done->len;
    add_name(done, what);
    return done->len > before;
}

static bool write_font(const FontWriter *writer, const char *name, const FontFile *font, GError **error)
{
    append_face(writer->css, name, font);
    g_autofree char *family = g_strdup_printf("%s %d %d", font->family, font->weight, font->italic);
    if (strcmp(name, font->family) != 0 && is_new(writer->done, family))
        append_face(writer->css, font->family, font);
    if (!is_new(writer->done, font->path))
        return true;
    append_licence(writer->licences, font);
    return web_folder_copy(writer->folder, font->path, "fonts", error);
}

bool web_fonts_write(const WebFolder *folder, const Style *style, GError **error)
{
    if (!web_folder_make(folder, "fonts", error))
        return false;
    g_autoptr(GPtrArray) names = collect_names(style), done = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) css = g_string_new(NULL);
    g_autoptr(GString) licences = g_string_new("The fonts in this folder, in the words of their files:\n\n");
    const FontWriter writer = {folder, css, licences, done};
    PangoContext *context = font_context_new();
    bool good = true;
    for (guint i = 0; good && i < names->len; i++) {
        FontFile font = find_font(context, names->pdata[i]);
        good = !font.path || write_font(&writer, names->pdata[i], &font, error);
        font_file_clear(&font);
    }
    g_object_unref(context);
    return good && web_folder_write(folder, "fonts/fonts.css", css->str, css->len, error) &&
           web_folder_write(folder, "fonts/LICENSES.txt", licences->str, licences->len, error);
}
