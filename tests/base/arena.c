#include "base/arena.h"
#include "support.h"

#include <stdint.h>
#include <string.h>

START_TEST(piecesAreAlignedAndDistinct)
{
    g_autoptr(Arena) arena = arena_new();
    char *first = arena_allocate(arena, 3), *second = arena_allocate(arena, 5);
    ck_assert_uint_eq((uintptr_t)first % 16, 0);
    ck_assert_uint_eq((uintptr_t)second % 16, 0);
    ck_assert_ptr_ne(first, second);
}
END_TEST

START_TEST(pieceLargerThanABlock)
{
    g_autoptr(Arena) arena = arena_new();
    char *large = arena_allocate(arena, 1000000);
    memset(large, 7, 1000000);
    ck_assert_int_eq(large[999999], 7);
    ck_assert_str_eq(arena_print(arena, "%d-%s", 4, "x"), "4-x");
}
END_TEST

START_TEST(resetReusesMemory)
{
    g_autoptr(Arena) arena = arena_new();
    void *before = arena_allocate(arena, 100);
    arena_reset(arena);
    ck_assert_ptr_eq(arena_allocate(arena, 100), before);
}
END_TEST

START_TEST(copyEndsText)
{
    g_autoptr(Arena) arena = arena_new();
    ck_assert_str_eq(arena_copy_text(arena, "abcdef", 3), "abc");
}
END_TEST

Suite *arena_suite(void);
Suite *arena_suite(void)
{
    Suite *suite = suite_create("base/arena");
    TCase *cases = tcase_create("arena");
    tcase_add_test(cases, piecesAreAlignedAndDistinct);
    tcase_add_test(cases, pieceLargerThanABlock);
    tcase_add_test(cases, resetReusesMemory);
    tcase_add_test(cases, copyEndsText);
    suite_add_tcase(suite, cases);
    return suite;
}
