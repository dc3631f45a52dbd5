#include "output/pattern.h"

#include "support.h"

static void check_name(const char *pattern, size_t number, const char *expected)
{
    g_autofree char *name = pattern_name(pattern, number, NULL);
    ck_assert_ptr_nonnull(name);
    ck_assert_str_eq(name, expected);
}

START_TEST(numbersTakeTheirPlace)
{
    check_name("out/%04d.png", 7, "out/0007.png");
    check_name("%d", 12345, "12345");
    check_name("a%03d.svg", 12345, "a12345.svg");
    check_name("100%%/%d.png", 1, "100%/1.png");
}
END_TEST

static const char *const wrong[] = {"a.png",    "%d%d", "%s.png", "%",       "a%",  "%4d.png",
                                    "%00d.png", "%n",   "%0d",    "%*d.png", "%ld", "%%.png"};

START_TEST(otherPlacesAreRefused)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = pattern_name(wrong[_i], 1, &error);
    ck_assert_msg(!name, "%s gave %s", wrong[_i], name);
    ck_assert_ptr_nonnull(error);
}
END_TEST

static void check_manifest(const char *pattern, unsigned shard, unsigned count, const char *expected)
{
    g_autofree char *name = pattern_manifest(pattern, shard, count);
    ck_assert_str_eq(name, expected);
}

START_TEST(manifestLiesBesideTheFiles)
{
    check_manifest("out/%04d.png", 0, 0, "out/frames.jsonl");
    check_manifest("out/paris-%04d.png", 2, 8, "out/paris-frames-2of8.jsonl");
    check_manifest("%d.png", 0, 0, "./frames.jsonl");
}
END_TEST

Suite *pattern_suite(void);

Suite *pattern_suite(void)
{
    Suite *suite = suite_create("pattern");
    TCase *cases = tcase_create("pattern");
    tcase_add_test(cases, numbersTakeTheirPlace);
    tcase_add_loop_test(cases, otherPlacesAreRefused, 0, G_N_ELEMENTS(wrong));
    tcase_add_test(cases, manifestLiesBesideTheFiles);
    suite_add_tcase(suite, cases);
    return suite;
}
