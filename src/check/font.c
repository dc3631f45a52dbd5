#include "check/layer.h"

#include "placement/font.h"

#include <string.h>

enum { TOLD_MAX = 20, FONT_SIZE = 16 };

typedef struct {
    const LayerCheck *check;
    JsonCursor text, font; /* text-field and text-font; the font's place is the text's where it has none */
    PangoContext *context;
    GPtrArray *stacks; /* of char *: font stacks that occur, names joined by commas */
    GHashTable *fonts; /* name -> PangoFont, NULL where it is not installed */
    GHashTable *texts; /* texts looked at */
    GHashTable *told;  /* characters told, as text */
} FontCheck;

static PangoFont *load_font(FontCheck *fonts, const char *name)
{
    g_autofree char *text = font_description_text(name);
    PangoFontDescription *description = pango_font_description_from_string(text);
    pango_font_description_set_absolute_size(description, FONT_SIZE * PANGO_SCALE);
    const char *family = pango_font_description_get_family(description);
    PangoFont *font = family && font_family_is_installed(family)
                          ? pango_context_load_font(fonts->context, description)
                          : NULL;
    pango_font_description_free(description);
    return font;
}

/* The font called `name`, borrowed; NULL, told once, where it is not installed. */
static PangoFont *look_up_font(FontCheck *fonts, const char *name)
{
    void *font = NULL;
    if (g_hash_table_lookup_extended(fonts->fonts, name, NULL, &font))
        return font;
    font = load_font(fonts, name);
    g_hash_table_insert(fonts->fonts, g_strdup(name), font);
    const bool named = fonts->font.value != fonts->text.value;
    if (!font)
        loader_warning(fonts->check->loader, &fonts->font, "the font \"%s\"%s is not installed", name,
                       named ? "" : ", which text-font is by default,");
    return font;
}

/* The first character that none of the fonts has; 0 where there is none. */
static gunichar find_missing(GPtrArray *fonts, const char *text)
{
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        bool found = !g_unichar_isgraph(character) || g_unichar_iszerowidth(character);
        for (size_t i = 0; !found && i < fonts->len; i++)
            found = pango_font_has_char(g_ptr_array_index(fonts, i), character);
        if (!found)
            return character;
    }
    return 0;
}

static void check_text(FontCheck *fonts, const char *stack, const char *text)
{
    g_auto(GStrv) names = g_strsplit(stack, ",", -1);
    g_autoptr(GPtrArray) loaded = g_ptr_array_new();
    for (char **name = names; *name; name++) {
        PangoFont *font = look_up_font(fonts, g_strstrip(*name));
        if (font)
            g_ptr_array_add(loaded, font);
    }
    const gunichar missing =
        loaded->len > 0 && g_utf8_validate(text, -1, NULL) ? find_missing(loaded, text) : 0;
    if (!missing || g_hash_table_size(fonts->told) >= TOLD_MAX)
        return;
    char character[7] = "";
    character[g_unichar_to_utf8(missing, character)] = '\0';
    if (g_hash_table_add(fonts->told, g_strdup(character)))
        loader_warning(fonts->check->loader, &fonts->text,
                       "\"%s\" has no glyph for \"%s\" (U+%04X), which stands in \"%s\"", stack, character,
                       missing, text);
}

static void check_section(FontCheck *fonts, const FormattedSection *section)
{
    if (section->image || !section->text[0])
        return;
    for (size_t i = 0; i < (section->font_stack ? 1 : fonts->stacks->len); i++) {
        const char *stack = section->font_stack ? section->font_stack : g_ptr_array_index(fonts->stacks, i);
        if (g_hash_table_add(fonts->texts, g_strconcat(stack, "\n", section->text, NULL)))
            check_text(fonts, stack, section->text);
    }
}

static void visit_text(const Value *value, void *user)
{
    for (size_t i = 0; value->kind == VALUE_FORMATTED && i < value->formatted->count; i++)
        check_section(user, &value->formatted->sections[i]);
}

static void visit_stack(const Value *value, void *user)
{
    FontCheck *fonts = user;
    if (value->kind != VALUE_ARRAY)
        return;
    g_autoptr(GString) stack = g_string_new(NULL);
    for (size_t i = 0; i < value->array->count; i++)
        if (value->array->items[i].kind == VALUE_STRING)
            g_string_append_printf(stack, "%s%s", stack->len > 0 ? "," : "", value->array->items[i].string);
    for (size_t i = 0; i < fonts->stacks->len; i++)
        if (strcmp(g_ptr_array_index(fonts->stacks, i), stack->str) == 0)
            return;
    g_ptr_array_add(fonts->stacks, g_strdup(stack->str));
}

static void font_drop(void *font)
{
    g_clear_object(&font);
}

void layer_check_fonts(const LayerCheck *check)
{
    const JsonCursor place = layer_check_place(check, PROPERTY_TEXT_FIELD);
    FontCheck fonts = {.check = check,
                       .text = layer_check_cursor(&place, PROPERTY_TEXT_FIELD),
                       .font = layer_check_cursor(&place, PROPERTY_TEXT_FONT)};
    if (!fonts.text.value || !check->layer->properties[PROPERTY_TEXT_FIELD])
        return;
    if (fonts.font.value && !check->layer->properties[PROPERTY_TEXT_FONT])
        return; /* it is wrong, which was told */
    if (!fonts.font.value)
        fonts.font = fonts.text;
    fonts.context = font_context_new();
    fonts.stacks = g_ptr_array_new_with_free_func(g_free);
    fonts.fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, font_drop);
    fonts.texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts.told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    layer_check_values(check, PROPERTY_TEXT_FONT, visit_stack, &fonts);
    layer_check_values(check, PROPERTY_TEXT_FIELD, visit_text, &fonts);
    g_hash_table_unref(fonts.told);
    g_hash_table_unref(fonts.texts);
    g_hash_table_unref(fonts.fonts);
    g_ptr_array_unref(fonts.stacks);
    g_object_unref(fonts.context);
}
