#include "placement/life.h"

#include "support.h"

static const LifeSpan early[] = {{0, 3}}, late[] = {{3, 6}}, middle[] = {{2, 4}}, split[] = {{0, 2}, {4, 6}};

#define LIFE(spans_) ((Life){G_N_ELEMENTS(spans_), (LifeSpan *)(spans_)})

START_TEST(halfOpenLivesThatTouchDoNotOverlap)
{
    ck_assert(!life_overlaps(LIFE(early), LIFE(late)));
    ck_assert(life_overlaps(LIFE(early), LIFE(middle)));
    ck_assert(!life_overlaps(LIFE(split), LIFE(middle)));
}
END_TEST

START_TEST(noSpanMeansAlways)
{
    const Life always = {0};
    ck_assert(life_overlaps(always, LIFE(late)));
    ck_assert(life_contains(always, 99));
    ck_assert_int_eq(life_length(always, &(Calendar){6, NULL}), 6);
    ck_assert_int_eq(life_shared_length(always, LIFE(split), &(Calendar){6, NULL}), 4);
}
END_TEST

START_TEST(calendarSaysWhatInstantsWeigh)
{
    const int64_t sums[] = {0, 1, 2, 12, 22, 23, 24};
    const Calendar calendar = {6, sums};
    ck_assert_int_eq(life_length((Life){0}, &calendar), 24);
    ck_assert_int_eq(life_length(LIFE(middle), &calendar), 20);
    ck_assert_int_eq(life_shared_length(LIFE(middle), LIFE(split), &calendar), 0);
    const LifeSpan beyond[] = {{4, 99}};
    ck_assert_int_eq(life_length(LIFE(beyond), &calendar), 2);
}
END_TEST

START_TEST(subtractionLeavesWhatIsOutside)
{
    bool emptied;
    Life left = life_subtract((Life){0}, LIFE(middle), 6, &emptied);
    g_autofree char *text = life_to_text(left, NULL, 6);
    ck_assert_str_eq(text, "0/2,4/6");
    ck_assert(!emptied);
    g_free(left.spans);
    left = life_subtract(LIFE(middle), LIFE(middle), 6, &emptied);
    ck_assert(emptied);
    g_free(left.spans);
}
END_TEST

START_TEST(subtractionAgreesWithCounting)
{
    uint64_t seed = (uint64_t)_i;
    LifeSpan spans[2][3];
    Life lives[2];
    for (size_t k = 0; k < 2; k++) {
        size_t at = 0;
        for (size_t i = 0; i < 3; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            at += 1 + (seed >> 40) % 4;
            spans[k][i].start = at;
            at += 1 + (seed >> 50) % 4;
            spans[k][i].end = at;
        }
        lives[k] = (Life){3, spans[k]};
    }
    bool emptied;
    Life left = life_subtract(lives[0], lives[1], 30, &emptied);
    for (size_t instant = 0; instant < 30; instant++)
        ck_assert_int_eq(!emptied && life_contains(left, instant),
                         life_contains(lives[0], instant) && !life_contains(lives[1], instant));
    ck_assert_int_eq(life_shared_length(lives[0], lives[1], &(Calendar){30, NULL}),
                     life_length(lives[0], &(Calendar){30, NULL}) -
                         (emptied ? 0 : life_length(left, &(Calendar){30, NULL})));
    g_free(left.spans);
}
END_TEST

START_TEST(textNamesInstants)
{
    const char *const instants[] = {"", "1871-05-21", "1871-05-22", "1871-05-23"};
    const LifeSpan span[] = {{1, 3}}, open[] = {{2, 4}};
    g_autofree char *closed_text = life_to_text(LIFE(span), instants, 4);
    g_autofree char *open_text = life_to_text(LIFE(open), instants, 4);
    ck_assert_str_eq(closed_text, "1871-05-21/1871-05-23");
    ck_assert_str_eq(open_text, "1871-05-22/..");
}
END_TEST

Suite *life_suite(void);
Suite *life_suite(void)
{
    Suite *suite = suite_create("placement/life");
    TCase *cases = tcase_create("life");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, halfOpenLivesThatTouchDoNotOverlap);
    tcase_add_test(cases, noSpanMeansAlways);
    tcase_add_test(cases, calendarSaysWhatInstantsWeigh);
    tcase_add_test(cases, subtractionLeavesWhatIsOutside);
    tcase_add_loop_test(cases, subtractionAgreesWithCounting, 0, 50);
    tcase_add_test(cases, textNamesInstants);
    suite_add_tcase(suite, cases);
    return suite;
}
