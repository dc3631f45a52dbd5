#include "check/layer.h"

enum { TOLD_MAX = 20 };

typedef struct {
    const LayerCheck *check;
    const JsonCursor *at;
    GHashTable *told;
} IconCheck;

static void check_icon(const Value *value, void *user)
{
    IconCheck *icon = user;
    const Sprite *sprite = icon->check->style->sprite;
    const char *name = value->kind == VALUE_IMAGE ? value->image->name : NULL;
    if (!name || !name[0] || (sprite && sprite_lookup(sprite, name)) ||
        g_hash_table_size(icon->told) >= TOLD_MAX)
        return;
    if (g_hash_table_add(icon->told, g_strdup(name)))
        loader_warning(icon->check->loader, icon->at,
                       sprite ? "the sprite has no icon \"%s\"" : "icon \"%s\", but the style has no sprite",
                       name);
}

void layer_check_icons(const LayerCheck *check)
{
    static const PropertyId properties[] = {PROPERTY_ICON_IMAGE, PROPERTY_BACKGROUND_PATTERN,
                                            PROPERTY_FILL_PATTERN, PROPERTY_LINE_PATTERN};
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
        const JsonCursor place = layer_check_place(check, properties[i]),
                         at = layer_check_cursor(&place, properties[i]);
        if (!at.value || !check->layer->properties[properties[i]])
            continue;
        g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        IconCheck icon = {.check = check, .at = &at, .told = told};
        layer_check_values(check, properties[i], check_icon, &icon);
    }
}
