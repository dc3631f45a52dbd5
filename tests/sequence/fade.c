#include "sequence/fade.h"

#include "support.h"

#include <string.h>

enum { WIDTH = 4, HEIGHT = 3, BYTES = WIDTH * HEIGHT * 4 };

/* Black into 200, a quarter of the way. */
static void mix(const Box *boxes, size_t count, unsigned char *out)
{
    unsigned char from[BYTES], to[BYTES];
    memset(from, 0, BYTES);
    memset(to, 200, BYTES);
    const FadePair pair = {WIDTH, HEIGHT, from, to};
    fade_mix(&pair, boxes, count, 64, out);
}

START_TEST(mapsFadeAndTheRestChangesAtOnce)
{
    unsigned char out[BYTES];
    const Box box = {0.7, 1, 2.2, 9};
    mix(&box, 1, out);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            ck_assert_int_eq(out[4 * (y * WIDTH + x)], y >= 1 && x < 3 ? 50 : 200);
}
END_TEST

START_TEST(boxesBesideTheFrameAreNoHarm)
{
    unsigned char out[BYTES];
    const Box boxes[] = {{-9, -9, -1, -1}, {50, 50, 90, 90}};
    mix(boxes, 2, out);
    for (size_t i = 0; i < BYTES; i++)
        ck_assert_int_eq(out[i], 200);
}
END_TEST

Suite *fade_suite(void);

Suite *fade_suite(void)
{
    Suite *suite = suite_create("sequence/fade");
    TCase *cases = tcase_create("fade");
    tcase_add_test(cases, mapsFadeAndTheRestChangesAtOnce);
    tcase_add_test(cases, boxesBesideTheFrameAreNoHarm);
    suite_add_tcase(suite, cases);
    return suite;
}
