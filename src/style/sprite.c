#include "style/sprite.h"

#include "base/error.h"
#include "style/sprite_read.h"

#include <string.h>

struct Sprite {
    GPtrArray *icons;   /* sorted by name */
    GHashTable *names;  /* name -> Icon, borrowed */
    ValueObject images; /* names as members */
};

void icon_free(void *item)
{
    Icon *icon = item;
    g_free((char *)icon->name);
    g_free(icon->svg_text);
    g_clear_object(&icon->svg);
    if (icon->image)
        cairo_surface_destroy(icon->image);
    g_free(icon);
}

Sprite *sprite_new(void)
{
    Sprite *sprite = g_new0(Sprite, 1);
    sprite->icons = g_ptr_array_new_with_free_func(icon_free);
    sprite->names = g_hash_table_new(g_str_hash, g_str_equal);
    return sprite;
}

void sprite_free(Sprite *sprite)
{
    if (!sprite)
        return;
    g_hash_table_unref(sprite->names);
    g_ptr_array_unref(sprite->icons);
    g_free((Member *)sprite->images.members);
    g_free(sprite);
}

static int compare_icons(const void *left, const void *right)
{
    const Icon *a = *(const Icon *const *)left, *b = *(const Icon *const *)right;
    return strcmp(a->name, b->name);
}

static void list_images(Sprite *sprite)
{
    Member *members = g_renew(Member, (Member *)sprite->images.members, sprite->icons->len);
    for (size_t i = 0; i < sprite->icons->len; i++)
        members[i] = (Member){g_intern_string(sprite_icon(sprite, i)->name), value_boolean(true)};
    sprite->images = (ValueObject){.count = sprite->icons->len, .members = members};
}

/* Takes the icon over, under its name with the prefix. */
static void add_icon(Sprite *sprite, Icon *icon, const char *prefix)
{
    char *name = g_strconcat(prefix, icon->name, NULL);
    g_free((char *)icon->name);
    icon->name = name;
    if (g_hash_table_contains(sprite->names, name)) {
        icon_free(icon);
        return;
    }
    g_ptr_array_add(sprite->icons, icon);
    g_hash_table_insert(sprite->names, name, icon);
}

bool sprite_add(Sprite *sprite, const char *path, const char *prefix, double pixel_ratio, GError **error)
{
    const bool folder = g_file_test(path, G_FILE_TEST_IS_DIR);
    g_autoptr(GPtrArray) icons =
        folder ? sprite_read_folder(path, error) : sprite_read_sheet(path, pixel_ratio, error);
    if (!icons)
        return false;
    while (icons->len > 0)
        add_icon(sprite, g_ptr_array_steal_index(icons, 0), prefix);
    g_ptr_array_sort(sprite->icons, compare_icons);
    list_images(sprite);
    return true;
}

const Icon *sprite_lookup(const Sprite *sprite, const char *name)
{
    return g_hash_table_lookup(sprite->names, name);
}

size_t sprite_count(const Sprite *sprite)
{
    return sprite->icons->len;
}

const Icon *sprite_icon(const Sprite *sprite, size_t index)
{
    return g_ptr_array_index(sprite->icons, index);
}

const ValueObject *sprite_images(const Sprite *sprite)
{
    return &sprite->images;
}
