#include "source/shapefile.h"
#include "support.h"

#include <string.h>

enum { SIZE = 300000 };

static char *folder;
static FILE *file;

static unsigned char byte_at(size_t offset)
{
    return (unsigned char)(offset * 7 + offset / 251);
}

static void set_up(void)
{
    folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "bytes", NULL);
    file = fopen(path, "w+b");
    for (size_t i = 0; i < SIZE; i++)
        fputc(byte_at(i), file);
    fflush(file);
}

static void tear_down(void)
{
    fclose(file);
    remove_folder(folder);
    g_free(folder);
}

static bool is_piece(const unsigned char *bytes, size_t offset, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != byte_at(offset + i))
            return false;
    return true;
}

START_TEST(piecesForwardAndBackward)
{
    static const size_t offsets[] = {0, 900, 70000, 131000, 65000, 299000, 10, 131072};
    ShapeBytes *bytes = shape_bytes_new(file, SIZE);
    for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++)
        ck_assert(is_piece(shape_bytes_at(bytes, offsets[i], 1000), offsets[i], 1000));
    shape_bytes_free(bytes);
}
END_TEST

START_TEST(eachPieceFollowsTheLast)
{
    ShapeBytes *bytes = shape_bytes_new(file, SIZE);
    for (size_t offset = 0; offset + 777 <= SIZE; offset += 777)
        ck_assert(is_piece(shape_bytes_at(bytes, offset, 777), offset, 777));
    ck_assert(is_piece(shape_bytes_at(bytes, 0, SIZE), 0, SIZE));
    shape_bytes_free(bytes);
}
END_TEST

START_TEST(nothingBeyondTheEnd)
{
    ShapeBytes *bytes = shape_bytes_new(file, SIZE);
    ck_assert(is_piece(shape_bytes_at(bytes, SIZE - 5, 5), SIZE - 5, 5));
    ck_assert_ptr_null(shape_bytes_at(bytes, SIZE - 5, 6));
    ck_assert_ptr_null(shape_bytes_at(bytes, SIZE + 1, 0));
    ck_assert_ptr_null(shape_bytes_at(bytes, 10, SIZE_MAX));
    shape_bytes_free(bytes);
}
END_TEST

START_TEST(fileThatShrank)
{
    ShapeBytes *bytes = shape_bytes_new(file, SIZE + 1000);
    ck_assert_ptr_null(shape_bytes_at(bytes, SIZE - 10, 20));
    ck_assert(is_piece(shape_bytes_at(bytes, SIZE - 10, 10), SIZE - 10, 10));
    shape_bytes_free(bytes);
}
END_TEST

START_TEST(positionOfTheFileIsLeftAlone)
{
    ShapeBytes *bytes = shape_bytes_new(file, SIZE);
    rewind(file);
    ck_assert_ptr_nonnull(shape_bytes_at(bytes, 5000, 100));
    ck_assert_int_eq(fgetc(file), byte_at(0));
    shape_bytes_free(bytes);
}
END_TEST

Suite *shapefile_bytes_suite(void);
Suite *shapefile_bytes_suite(void)
{
    Suite *suite = suite_create("source/shapefile bytes");
    TCase *cases = tcase_create("bytes");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, piecesForwardAndBackward);
    tcase_add_test(cases, eachPieceFollowsTheLast);
    tcase_add_test(cases, nothingBeyondTheEnd);
    tcase_add_test(cases, fileThatShrank);
    tcase_add_test(cases, positionOfTheFileIsLeftAlone);
    suite_add_tcase(suite, cases);
    return suite;
}
