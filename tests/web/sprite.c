#include "web/sprite.h"

#include "support.h"
#include "web/distance.h"

#include <jansson.h>
#include <stdint.h>

static json_t *read_json(const WebFolder *folder, const char *name)
{
    g_autofree char *path = web_folder_file(folder, name);
    json_t *json = json_load_file(path, 0, NULL);
    ck_assert_ptr_nonnull(json);
    return json;
}

static long member(const json_t *index, const char *icon, const char *name)
{
    return (long)json_integer_value(json_object_get(json_object_get(index, icon), name));
}

static cairo_surface_t *read_sheet(const WebFolder *folder, const char *name)
{
    g_autofree char *path = web_folder_file(folder, name);
    return cairo_image_surface_create_from_png(path);
}

/* Alpha of the pixel (x, y) of an icon, 0 to 255. */
static unsigned alpha_at(cairo_surface_t *sheet, const json_t *index, const char *icon, long x, long y)
{
    const unsigned char *pixels = cairo_image_surface_get_data(sheet);
    const long stride = cairo_image_surface_get_stride(sheet);
    return pixels[(member(index, icon, "y") + y) * stride + (member(index, icon, "x") + x) * 4 + 3];
}

START_TEST(bothSheetsHoldEveryIcon)
{
    g_autofree char *scratch = make_folder(), *path = g_build_filename(scratch, "page", NULL);
    g_autofree char *icons = test_file("web/data/icons");
    g_autoptr(WebFolder) folder = web_folder_begin(path, NULL);
    g_autoptr(Sprite) sprite = sprite_new();
    ck_assert(sprite_add(sprite, icons, "", 1, NULL));
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    ck_assert(web_sprite_write(folder, sprite, files, NULL));
    ck_assert_uint_eq(files->len, 4);
    static const char *const names[2][2] = {{"sprite.json", "sprite.png"},
                                            {"sprite@2x.json", "sprite@2x.png"}};
    for (long ratio = 1; ratio <= 2; ratio++) {
        json_t *index = read_json(folder, names[ratio - 1][0]);
        cairo_surface_t *sheet = read_sheet(folder, names[ratio - 1][1]);
        ck_assert_int_eq(member(index, "hatch", "width"), 7 * ratio);
        ck_assert_int_eq(member(index, "hatch", "pixelRatio"), ratio);
        ck_assert_uint_eq(alpha_at(sheet, index, "hatch", 0, 0), 255);
        ck_assert_uint_eq(alpha_at(sheet, index, "hatch", 7 * ratio - 1, 7 * ratio - 1), 255);
        cairo_surface_destroy(sheet);
        json_decref(index);
    }
    web_folder_free(g_steal_pointer(&folder));
    remove_folder(scratch);
}
END_TEST

/* An icon of the layer's colour: its edge lies where MapLibre looks for it. */
START_TEST(colouredIconsAreDistances)
{
    g_autofree char *scratch = make_folder(), *path = g_build_filename(scratch, "page", NULL);
    g_autofree char *icons = test_file("web/data/icons");
    g_autoptr(WebFolder) folder = web_folder_begin(path, NULL);
    g_autoptr(Sprite) sprite = sprite_new();
    ck_assert(sprite_add(sprite, icons, "", 1, NULL));
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    ck_assert(web_sprite_write(folder, sprite, files, NULL));
    json_t *index = read_json(folder, "sprite.json");
    cairo_surface_t *sheet = read_sheet(folder, "sprite.png");
    ck_assert(json_is_true(json_object_get(json_object_get(index, "flag"), "sdf")));
    ck_assert_int_eq(member(index, "flag", "width"), 12 + 2 * 3);
    /* The flag begins 2 pixels from its left edge: half a pixel on either side is a sixteenth of the reach.
     */
    const long row = 3 + 8, edge = 3 + 2;
    ck_assert_uint_ge(alpha_at(sheet, index, "flag", edge, row), 200);
    ck_assert_uint_le(alpha_at(sheet, index, "flag", edge, row), 212);
    ck_assert_uint_ge(alpha_at(sheet, index, "flag", edge - 1, row), 170);
    ck_assert_uint_le(alpha_at(sheet, index, "flag", edge - 1, row), 183);
    cairo_surface_destroy(sheet);
    json_decref(index);
    web_folder_free(g_steal_pointer(&folder));
    remove_folder(scratch);
}
END_TEST

Suite *sprite_suite(void);
Suite *sprite_suite(void)
{
    Suite *suite = suite_create("sprite");
    TCase *all = tcase_create("sprite");
    tcase_add_test(all, bothSheetsHoldEveryIcon);
    tcase_add_test(all, colouredIconsAreDistances);
    suite_add_tcase(suite, all);
    return suite;
}
