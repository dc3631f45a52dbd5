#include "ink/keys.h"
#include "support.h"

#include <stdlib.h>

/* As cairo writes a colour: six digits. */
static const InkKey *look_up_printed(const InkKeys *keys, Color color)
{
    const double parts[] = {color.r, color.g, color.b};
    double read[3];
    for (size_t i = 0; i < 3; i++) {
        g_autofree char *text = g_strdup_printf("%.6g", parts[i]);
        read[i] = strtod(text, NULL);
    }
    return ink_keys_lookup(keys, read[0], read[1], read[2]);
}

START_TEST(haloComesBackFromSixDigits)
{
    g_autoptr(InkKeys) keys = ink_keys_new();
    const Color color = ink_keys_halo(keys, (Color){1, 0.5, 0.25, 0.7}, 2.5);
    const InkKey *key = look_up_printed(keys, color);
    ck_assert_ptr_nonnull(key);
    ck_assert_double_eq(key->halo_width, 2.5);
    ck_assert_double_eq(key->ink.parts[1], 0.5);
    ck_assert_double_eq(color.a, 0.7);
}
END_TEST

START_TEST(sameHaloSameColor)
{
    g_autoptr(InkKeys) keys = ink_keys_new();
    const Color white = {1, 1, 1, 1};
    const Color a = ink_keys_halo(keys, white, 2), b = ink_keys_halo(keys, white, 3),
                c = ink_keys_halo(keys, white, 2);
    ck_assert(a.r == c.r && a.g == c.g && a.b == c.b);
    ck_assert(a.g != b.g);
}
END_TEST

START_TEST(everyTextHasItsOwn)
{
    g_autoptr(InkKeys) keys = ink_keys_new();
    const Color black = {0, 0, 0, 1};
    for (int i = 0; i < 30000; i++) {
        g_autofree char *text = g_strdup_printf("%d", i);
        const Color color = ink_keys_text(keys, black, text);
        const InkKey *key = look_up_printed(keys, color);
        ck_assert_ptr_nonnull(key);
        ck_assert_str_eq(key->text, text);
    }
}
END_TEST

/* cairo does not write a colour again that is the same in 16 bits. */
START_TEST(neighboursDifferInSixteenBits)
{
    g_autoptr(InkKeys) keys = ink_keys_new();
    int last = -1;
    for (int i = 0; i < 20000; i++) {
        const Color color = ink_keys_text(keys, (Color){0, 0, 0, 1}, "x");
        const int step = (int)(color.g * 65535 + 0.5);
        ck_assert_int_gt(step, last);
        last = step;
    }
}
END_TEST

START_TEST(mapColorsAreNoKeys)
{
    g_autoptr(InkKeys) keys = ink_keys_new();
    ink_keys_registration(keys);
    for (int i = 0; i < 256; i++)
        ck_assert_ptr_null(ink_keys_lookup(keys, 0.1, 0.1, i / 255.0));
    ck_assert_ptr_null(ink_keys_lookup(keys, 0.5, 0.5, 0.019283));
    ck_assert_ptr_null(ink_keys_lookup(NULL, 0.1, 0.1, 0.019283));
}
END_TEST

START_TEST(layersInOrder)
{
    g_autoptr(InkKeys) keys = ink_keys_new();
    ink_keys_begin_layer(keys, "Seine");
    ink_keys_begin_layer(keys, "Rues");
    ck_assert_uint_eq(ink_keys_layer_count(keys), 2);
    ck_assert_str_eq(ink_keys_layer(keys, 0), "Seine");
    ck_assert_str_eq(ink_keys_layer(keys, 1), "Rues");
    ck_assert_uint_eq(ink_keys_layer_count(NULL), 0);
}
END_TEST

Suite *keys_suite(void);
Suite *keys_suite(void)
{
    Suite *suite = suite_create("ink/keys");
    TCase *cases = tcase_create("keys");
    tcase_add_test(cases, haloComesBackFromSixDigits);
    tcase_add_test(cases, sameHaloSameColor);
    tcase_add_test(cases, everyTextHasItsOwn);
    tcase_add_test(cases, neighboursDifferInSixteenBits);
    tcase_add_test(cases, mapColorsAreNoKeys);
    tcase_add_test(cases, layersInOrder);
    suite_add_tcase(suite, cases);
    return suite;
}
