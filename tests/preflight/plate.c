#include "preflight/plate.h"
#include "support.h"

#include <string.h>

/* A TIFF of 3 x 2 pixels in two strips; `patch` changes one byte. */
static void write_tiff(const char *path, size_t patch, unsigned char value, size_t length)
{
    static const unsigned char tiff[] = {
        'I', 'I', 42,  0,   8,   0, 0, 0,              /* directory at 8 */
        7,   0,                                        /* entries */
        0,   1,   3,   0,   1,   0, 0, 0, 3,  0, 0, 0, /* width 3 */
        1,   1,   3,   0,   1,   0, 0, 0, 2,  0, 0, 0, /* height 2 */
        2,   1,   3,   0,   1,   0, 0, 0, 8,  0, 0, 0, /* 8 bits */
        3,   1,   3,   0,   1,   0, 0, 0, 1,  0, 0, 0, /* no compression */
        17,  1,   4,   0,   2,   0, 0, 0, 98, 0, 0, 0, /* strip offsets at 98 */
        21,  1,   3,   0,   1,   0, 0, 0, 1,  0, 0, 0, /* one sample */
        23,  1,   3,   0,   2,   0, 0, 0, 3,  0, 3, 0, /* strip lengths 3, 3 */
        0,   0,   0,   0,                              /* no next directory */
        106, 0,   0,   0,   109, 0, 0, 0,              /* offsets */
        255, 0,   155, 255, 254, 5,                    /* pixels */
    };
    unsigned char bytes[sizeof tiff];
    memcpy(bytes, tiff, sizeof tiff);
    if (patch > 0)
        bytes[patch] = value;
    ck_assert(g_file_set_contents(path, (const char *)bytes, (gssize)MIN(length, sizeof tiff), NULL));
}

static bool load(size_t patch, unsigned char value, size_t length, Plate *plate, GError **error)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "x.tif", NULL);
    write_tiff(path, patch, value, length);
    const bool good = plate_load(path, plate, error);
    remove_folder(folder);
    return good;
}

START_TEST(paperIsNoInk)
{
    static const unsigned char ink[] = {0, 255, 100, 0, 1, 250};
    Plate plate;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(load(0, 0, 200, &plate, &error), "%s", error ? error->message : "");
    ck_assert_uint_eq(plate.width, 3);
    ck_assert_uint_eq(plate.height, 2);
    ck_assert_int_eq(memcmp(plate.ink, ink, sizeof ink), 0);
    plate_clear(&plate);
}
END_TEST

static const struct {
    size_t patch;
    unsigned char value;
    size_t length;
} damages[] = {
    {18, 255, 200}, /* wider than its bytes */
    {42, 16, 200},  /* 16 bits */
    {54, 5, 200},   /* compressed */
    {98, 250, 200}, /* a strip beyond the end */
    {92, 1, 200},   /* strips too short */
    {0, 0, 100},    /* cut off */
    {0, 0, 3},      /* no directory */
};

START_TEST(damageIsAnError)
{
    Plate plate;
    g_autoptr(GError) error = NULL;
    ck_assert(!load(damages[_i].patch, damages[_i].value, damages[_i].length, &plate, &error));
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(plate.ink);
}
END_TEST

Suite *plate_suite(void);
Suite *plate_suite(void)
{
    Suite *suite = suite_create("preflight/plate");
    TCase *cases = tcase_create("plate");
    tcase_add_test(cases, paperIsNoInk);
    tcase_add_loop_test(cases, damageIsAnError, 0, G_N_ELEMENTS(damages));
    suite_add_tcase(suite, cases);
    return suite;
}
