#include "output/deflate.h"

#include "output/huffman.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Pictures with what maps have: flat areas, edges, repeated marks, and noise. */
static uint32_t *make_picture(int width, int rows, unsigned seed, unsigned noise)
{
    uint32_t *pixels = g_new(uint32_t, (size_t)width * (size_t)rows);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < width; x++) {
            uint32_t pixel = (x / 37 + y / 11) % 3 ? 0xfff2efe9 : 0xff8c1d14;
            if ((x + y) % 23 < 3)
                pixel = 0xff000000u | (uint32_t)((x + y) % 23) * 0x402010u;
            if (noise > 0 && (unsigned)g_rand_int_range(random, 0, 100) < noise)
                pixel = g_rand_int(random);
            pixels[(size_t)y * (size_t)width + (size_t)x] = pixel;
        }
    return pixels;
}

static unsigned char *make_bytes(const uint32_t *pixels, int width, int rows, int bytes, uLongf *length)
{
    *length = (uLongf)rows * ((uLongf)width * (uLongf)bytes + 1);
    unsigned char *all = g_malloc(*length), *next = all;
    for (int y = 0; y < rows; y++) {
        *next++ = 0;
        for (int x = 0; x < width; x++) {
            const uint32_t pixel = pixels[(size_t)y * (size_t)width + (size_t)x];
            *next++ = (unsigned char)(pixel >> 16);
            *next++ = (unsigned char)(pixel >> 8);
            *next++ = (unsigned char)pixel;
            if (bytes == 4)
                *next++ = (unsigned char)(pixel >> 24);
        }
    }
    return all;
}

/* Packs in pieces of `piece` rows as one zlib stream, and unpacks it with zlib. */
static void check_round(int width, int rows, int bytes, int piece, unsigned noise)
{
    g_autofree uint32_t *pixels = make_picture(width, rows, (unsigned)(width * rows), noise);
    for (size_t i = 0; bytes == 3 && i < (size_t)width * (size_t)rows; i++)
        pixels[i] |= 0xff000000u;
    g_autoptr(Deflater) deflater = deflater_new(width, bytes);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *)"\x78\x01", 2);
    uLong adler = 1;
    for (int y = 0; y < rows; y += piece) {
        const int count = MIN(piece, rows - y);
        const uint32_t sum =
            deflater_add(deflater, pixels + (size_t)y * (size_t)width, (size_t)width, count, out);
        adler = adler32_combine(adler, sum, (z_off_t)count * ((z_off_t)width * bytes + 1));
    }
    deflate_finish(out);
    const uint32_t end = GUINT32_TO_BE((uint32_t)adler);
    g_byte_array_append(out, (const guint8 *)&end, 4);
    uLongf length, found;
    g_autofree unsigned char *expected = make_bytes(pixels, width, rows, bytes, &length);
    g_autofree unsigned char *unpacked = g_malloc(length + 1);
    found = length + 1;
    ck_assert_int_eq(uncompress(unpacked, &found, out->data, out->len), Z_OK);
    ck_assert_uint_eq(found, length);
    ck_assert_int_eq(memcmp(unpacked, expected, length), 0);
}

START_TEST(zlibUnpacksIt)
{
    static const int widths[] = {1, 2, 3, 86, 87, 700, 9000, 20000};
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
        for (int bytes = 3; bytes <= 4; bytes++)
            for (unsigned noise = 0; noise <= 100; noise += 50) {
                check_round(widths[i], 1, bytes, 1, noise);
                check_round(widths[i], 67, bytes, 16, noise);
                check_round(widths[i], 67, bytes, 67, noise);
            }
}
END_TEST

START_TEST(flatPictureIsSmall)
{
    enum { WIDTH = 1920, ROWS = 64 };
    g_autofree uint32_t *pixels = g_new(uint32_t, (size_t)WIDTH * ROWS);
    for (size_t i = 0; i < (size_t)WIDTH * ROWS; i++)
        pixels[i] = 0xffffffff;
    g_autoptr(Deflater) deflater = deflater_new(WIDTH, 3);
    g_autoptr(GByteArray) out = g_byte_array_new();
    deflater_add(deflater, pixels, WIDTH, ROWS, out);
    ck_assert_uint_lt(out->len, 3000);
}
END_TEST

START_TEST(piecesDoNotDependOnEachOther)
{
    enum { WIDTH = 300, ROWS = 20 };
    g_autofree uint32_t *pixels = make_picture(WIDTH, ROWS * 2, 7, 10);
    g_autoptr(Deflater) deflater = deflater_new(WIDTH, 3);
    g_autoptr(GByteArray) both = g_byte_array_new(), second = g_byte_array_new();
    deflater_add(deflater, pixels, WIDTH, ROWS, both);
    const guint first = both->len;
    deflater_add(deflater, pixels + (size_t)WIDTH * ROWS, WIDTH, ROWS, both);
    deflater_add(deflater, pixels + (size_t)WIDTH * ROWS, WIDTH, ROWS, second);
    ck_assert_uint_eq(both->len - first, second->len);
    ck_assert_int_eq(memcmp(both->data + first, second->data, second->len), 0);
}
END_TEST

/* Kraft's sum of the lengths, in units of 2^-limit; it must be whole for a complete code. */
static uint64_t kraft(const HuffmanCode *codes, int count, int limit)
{
    uint64_t sum = 0;
    for (int i = 0; i < count; i++) {
        ck_assert_int_le(codes[i].length, limit);
        sum += codes[i].length > 0 ? (uint64_t)1 << (limit - codes[i].length) : 0;
    }
    return sum;
}

START_TEST(codesFillTheirSpace)
{
    uint32_t counts[40];
    HuffmanCode codes[40];
    for (int limit = 6; limit <= 15; limit++) {
        uint32_t a = 1, b = 1;
        for (int i = 0; i < 40; i++) { /* Fibonacci's numbers make the deepest trees */
            counts[i] = a;
            const uint32_t next = i < 30 ? a + b : b;
            a = b;
            b = next;
        }
        huffman_build(counts, 40, limit, codes);
        ck_assert_uint_eq(kraft(codes, 40, limit), (uint64_t)1 << limit);
    }
}
END_TEST

START_TEST(fewSymbolsHaveCodes)
{
    uint32_t counts[4] = {0, 9, 0, 0};
    HuffmanCode codes[4];
    huffman_build(counts, 4, 15, codes);
    ck_assert_int_eq(codes[1].length, 1);
    ck_assert_int_eq(codes[0].length, 0);
    counts[3] = 1;
    huffman_build(counts, 4, 15, codes);
    ck_assert_int_eq(codes[1].length, 1);
    ck_assert_int_eq(codes[3].length, 1);
    ck_assert_int_ne(codes[1].bits, codes[3].bits);
    memset(counts, 0, sizeof counts);
    huffman_build(counts, 4, 15, codes);
    ck_assert_int_eq(codes[0].length + codes[1].length + codes[2].length + codes[3].length, 0);
}
END_TEST

Suite *deflate_suite(void);

Suite *deflate_suite(void)
{
    Suite *suite = suite_create("deflate");
    TCase *cases = tcase_create("deflate");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, zlibUnpacksIt);
    tcase_add_test(cases, flatPictureIsSmall);
    tcase_add_test(cases, piecesDoNotDependOnEachOther);
    tcase_add_test(cases, codesFillTheirSpace);
    tcase_add_test(cases, fewSymbolsHaveCodes);
    suite_add_tcase(suite, cases);
    return suite;
}
