#include "source/picture.h"

#include "semaine.h"
#include "support.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *folder, *path;

static void set_up(void)
{
    folder = make_folder();
    path = g_build_filename(folder, "picture.png", NULL);
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
    g_free(path);
}

/* Two pixels beside each other: opaque red, and blue that is half there. */
static void write_picture(void)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 2, 1);
    uint32_t *pixels = (uint32_t *)(void *)cairo_image_surface_get_data(surface);
    pixels[0] = 0xFFFF0000;
    pixels[1] = 0x80000080;
    cairo_surface_mark_dirty(surface);
    ck_assert_int_eq(cairo_surface_write_to_png(surface, path), CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
}

static void expect_error(const char *file, SemaineError code)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Picture) picture = picture_load(file, &error);
    ck_assert_ptr_null(picture);
    ck_assert(g_error_matches(error, SEMAINE_ERROR, (int)code));
    ck_assert_ptr_nonnull(strstr(error->message, file));
}

START_TEST(pixelsArePremultiplied)
{
    write_picture();
    g_autoptr(Picture) picture = picture_load(path, NULL);
    ck_assert_ptr_nonnull(picture);
    ck_assert_int_eq(picture->width, 2);
    ck_assert_int_eq(picture->height, 1);
    ck_assert_uint_eq(picture->pixels[0], 0xFFFF0000);
    ck_assert_uint_eq(picture->pixels[1], 0x80000080);
    ck_assert_ptr_null(picture->jpeg);
}
END_TEST

START_TEST(whatIsNoPicture)
{
    expect_error(path, SEMAINE_ERROR_IO);
    ck_assert(g_file_set_contents(path, "", 0, NULL));
    expect_error(path, SEMAINE_ERROR_FORMAT);
    ck_assert(g_file_set_contents(path, "a text", -1, NULL));
    expect_error(path, SEMAINE_ERROR_FORMAT);
    expect_error(folder, SEMAINE_ERROR_IO);
}
END_TEST

START_TEST(pipeIsNotWaitedFor)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_error(path, SEMAINE_ERROR_IO);
}
END_TEST

START_TEST(cutOffPicture)
{
    write_picture();
    g_autofree char *bytes = NULL;
    gsize length = 0;
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize kept = 1; kept < length; kept += 3) {
        ck_assert(g_file_set_contents(path, bytes, (gssize)kept, NULL));
        g_autoptr(GError) error = NULL;
        g_autoptr(Picture) picture = picture_load(path, &error);
        ck_assert(!picture == (error != NULL));
    }
}
END_TEST

START_TEST(sizesThatNobodyHolds)
{
    ck_assert_ptr_null(picture_new(0, 5));
    ck_assert_ptr_null(picture_new(5, -1));
    ck_assert_ptr_null(picture_new(32768, 1));
    ck_assert_ptr_null(picture_new(32767, 32767));
    g_autoptr(Picture) picture = picture_new(3, 2);
    for (size_t i = 0; i < 6; i++)
        ck_assert_uint_eq(picture->pixels[i], 0);
}
END_TEST

Suite *picture_suite(void);
Suite *picture_suite(void)
{
    Suite *suite = suite_create("source/picture");
    TCase *cases = tcase_create("picture");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, pixelsArePremultiplied);
    tcase_add_test(cases, whatIsNoPicture);
    tcase_add_test(cases, pipeIsNotWaitedFor);
    tcase_add_test(cases, cutOffPicture);
    tcase_add_test(cases, sizesThatNobodyHolds);
    suite_add_tcase(suite, cases);
    return suite;
}
