#include "style/sprite.h"

#include "base/error.h"
#include "support.h"

#include <math.h>
#include <string.h>

static Sprite *load(const char *name, double pixel_ratio)
{
    g_autofree char *relative = g_strconcat("style/data/", name, NULL), *path = test_file(relative);
    g_autoptr(GError) error = NULL;
    Sprite *sprite = sprite_new();
    ck_assert_msg(sprite_add(sprite, path, "", pixel_ratio, &error), "%s", error ? error->message : "");
    return sprite;
}

static uint32_t first_pixel(cairo_surface_t *image)
{
    uint32_t pixel;
    memcpy(&pixel, cairo_image_surface_get_data(image), sizeof pixel);
    return pixel;
}

START_TEST(folderOfSvgFiles)
{
    g_autoptr(Sprite) sprite = load("icons", 1);
    ck_assert_uint_eq(sprite_count(sprite), 2);
    ck_assert_str_eq(sprite_icon(sprite, 0)->name, "fort");
    const Icon *fort = sprite_lookup(sprite, "fort"), *wall = sprite_lookup(sprite, "wall");
    ck_assert_ptr_nonnull(fort->svg);
    ck_assert_ptr_nonnull(strstr(fort->svg_text, "currentColor"));
    ck_assert(fort->width == 16 && fort->height == 12 && fort->sdf && !wall->sdf);
    ck_assert(wall->width == 20 && wall->height == 10 && isnan(wall->content[0]));
    ck_assert_ptr_null(sprite_lookup(sprite, "fort.svg"));
}
END_TEST

START_TEST(sheetIsCut)
{
    g_autoptr(Sprite) sprite = load("sheet", 1);
    const Icon *red = sprite_lookup(sprite, "red"), *blue = sprite_lookup(sprite, "blue");
    ck_assert_uint_eq(first_pixel(red->image), 0xffff0000u);
    ck_assert_uint_eq(first_pixel(blue->image), 0xff0000ffu);
    ck_assert_int_eq(cairo_image_surface_get_height(blue->image), 8);
    ck_assert(red->width == 10 && blue->width == 5 && blue->height == 4 && blue->pixel_ratio == 2);
    ck_assert(blue->sdf && blue->stretch_x[0] == 1 && blue->stretch_x[1] == 4 && isnan(blue->stretch_y[0]));
    ck_assert(blue->content[2] == 4 && isnan(red->content[0]));
}
END_TEST

START_TEST(fineSheetIsOptional)
{
    g_autoptr(Sprite) sprite = load("sheet", 2);
    ck_assert_uint_eq(sprite_count(sprite), 2);
}
END_TEST

START_TEST(prefixAndFirstOfEqualNames)
{
    g_autoptr(Sprite) sprite = load("icons", 1);
    g_autofree char *path = test_file("style/data/sheet");
    ck_assert(sprite_add(sprite, path, "s:", 1, NULL));
    ck_assert(sprite_add(sprite, path, "s:", 1, NULL));
    ck_assert_uint_eq(sprite_count(sprite), 4);
    ck_assert_ptr_nonnull(sprite_lookup(sprite, "s:red"));
    ck_assert_ptr_null(sprite_lookup(sprite, "red"));
    ck_assert_uint_eq(sprite_images(sprite)->count, 4);
    ck_assert_str_eq(sprite_images(sprite)->members[1].name, "s:blue");
}
END_TEST

/* A folder with a sheet of one picture and the index given. */
static void expect_failure(const char *index, int code)
{
    g_autofree char *folder = make_folder(), *json = g_build_filename(folder, "s.json", NULL);
    g_autofree char *png = g_build_filename(folder, "s.png", NULL),
                    *path = g_build_filename(folder, "s", NULL);
    g_autofree char *source = test_file("style/data/sheet.png"), *bytes = NULL;
    gsize length = 0;
    ck_assert(g_file_get_contents(source, &bytes, &length, NULL));
    ck_assert(g_file_set_contents(png, bytes, (gssize)length, NULL));
    ck_assert(g_file_set_contents(json, index, -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(Sprite) sprite = sprite_new();
    ck_assert(!sprite_add(sprite, path, "", 1, &error));
    ck_assert_msg(g_error_matches(error, SEMAINE_ERROR, code), "%s: %s", index, error ? error->message : "");
    remove_folder(folder);
}

START_TEST(wrongIndexes)
{
    expect_failure("[", SEMAINE_ERROR_FORMAT);
    expect_failure("[]", SEMAINE_ERROR_FORMAT);
    expect_failure("{\"a\": 1}", SEMAINE_ERROR_FORMAT);
    expect_failure("{\"a\": {\"x\": 15, \"y\": 0, \"width\": 6, \"height\": 1}}", SEMAINE_ERROR_FORMAT);
    expect_failure("{\"a\": {\"x\": 0, \"y\": 0, \"width\": 1e9, \"height\": 1}}", SEMAINE_ERROR_FORMAT);
    expect_failure("{\"a\": {\"x\": 0, \"y\": -1, \"width\": 1, \"height\": 1}}", SEMAINE_ERROR_FORMAT);
    expect_failure("{\"a\": {\"x\": 0, \"y\": 0, \"width\": 1, \"height\": 1, \"pixelRatio\": 0}}",
                   SEMAINE_ERROR_FORMAT);
}
END_TEST

START_TEST(missingAndDamagedFiles)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "s", NULL);
    g_autofree char *json = g_build_filename(folder, "s.json", NULL),
                    *png = g_build_filename(folder, "s.png", NULL);
    g_autofree char *svg = g_build_filename(folder, "bad.svg", NULL);
    g_autoptr(GError) missing = NULL, huge = NULL, broken = NULL;
    g_autoptr(Sprite) sprite = sprite_new();
    ck_assert(!sprite_add(sprite, path, "", 1, &missing));
    ck_assert(g_error_matches(missing, SEMAINE_ERROR, SEMAINE_ERROR_IO));
    static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06";
    ck_assert(g_file_set_contents(json, "{}", -1, NULL));
    ck_assert(g_file_set_contents(png, head, sizeof head, NULL));
    ck_assert(!sprite_add(sprite, path, "", 1, &huge));
    ck_assert(g_error_matches(huge, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT));
    ck_assert(g_file_set_contents(svg, "<svg", -1, NULL));
    ck_assert(!sprite_add(sprite, folder, "", 1, &broken));
    ck_assert(g_error_matches(broken, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT));
    remove_folder(folder);
}
END_TEST

Suite *sprite_suite(void);
Suite *sprite_suite(void)
{
    Suite *suite = suite_create("style/sprite");
    TCase *cases = tcase_create("sprite");
    tcase_add_test(cases, folderOfSvgFiles);
    tcase_add_test(cases, sheetIsCut);
    tcase_add_test(cases, fineSheetIsOptional);
    tcase_add_test(cases, prefixAndFirstOfEqualNames);
    tcase_add_test(cases, wrongIndexes);
    tcase_add_test(cases, missingAndDamagedFiles);
    suite_add_tcase(suite, cases);
    return suite;
}
