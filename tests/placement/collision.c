#include "placement/collision.h"

#include "support.h"
#include "symbols.h"

#include <math.h>

static TurnedBox random_box(uint64_t *seed, double room)
{
    const Point center = {random_number(seed) * room, random_number(seed) * room};
    const double width = 1 + random_number(seed) * 20, height = 1 + random_number(seed) * 6;
    return turned_box(center, width, height, random_number(seed) * 2 * G_PI);
}

START_TEST(turnedBoxesAgreeWithSampling)
{
    uint64_t seed = (uint64_t)_i;
    const TurnedBox a = random_box(&seed, 40), b = random_box(&seed, 40);
    const TurnedBox inner = turned_box_grow(b, -0.05);
    bool meet = false;
    for (double u = -1; u <= 1; u += 0.02) {
        for (double v = -1; v <= 1; v += 0.02) {
            const double x = u * inner.half_width, y = v * inner.half_height;
            const Point point = {b.center.x + x * b.cosine - y * b.sine,
                                 b.center.y + x * b.sine + y * b.cosine};
            meet = meet || box_covers(&a, point);
        }
    }
    /* What sampling finds must be found; what it misses may be thinner than its steps. */
    if (meet)
        ck_assert(turned_boxes_overlap(&a, &b));
    const TurnedBox grown = turned_box_grow(a, 1.5);
    if (turned_boxes_overlap(&a, &b))
        ck_assert(meet || turned_boxes_overlap(&grown, &inner));
    ck_assert_int_eq(turned_boxes_overlap(&a, &b), turned_boxes_overlap(&b, &a));
}
END_TEST

START_TEST(boxesThatTouchDoNotOverlap)
{
    const TurnedBox a = turned_box((Point){0, 0}, 5, 5, 0), b = turned_box((Point){10, 0}, 5, 5, 0);
    const TurnedBox c = turned_box((Point){9.9, 0}, 5, 5, 0);
    ck_assert(!turned_boxes_overlap(&a, &b));
    ck_assert(turned_boxes_overlap(&a, &c));
}
END_TEST

START_TEST(crossedBoxesOverlapThoughNoCornerIsInside)
{
    const TurnedBox a = turned_box((Point){0, 0}, 20, 1, 0), b = turned_box((Point){0, 0}, 20, 1, G_PI / 2);
    ck_assert(turned_boxes_overlap(&a, &b));
    /* Diagonal neighbours whose upright bounds overlap stay apart. */
    const TurnedBox c = turned_box((Point){0, 0}, 20, 1, G_PI / 4),
                    d = turned_box((Point){6, -6}, 20, 1, G_PI / 4);
    ck_assert(!turned_boxes_overlap(&c, &d));
}
END_TEST

START_TEST(segmentMeetsBox)
{
    const TurnedBox box = turned_box((Point){10, 10}, 8, 2, G_PI / 6);
    ck_assert(turned_box_meets_segment(&box, (Point){10, 0}, (Point){10, 20}));
    ck_assert(turned_box_meets_segment(&box, (Point){10, 10}, (Point){10.5, 10}));
    ck_assert(!turned_box_meets_segment(&box, (Point){0, 12}, (Point){6, 20}));
    const TurnedBox level = turned_box((Point){10, 10}, 8, 2, 0);
    ck_assert_double_eq_tol(turned_box_covered_length(&level, (Point){10, 0}, (Point){10, 20}), 4, 1e-9);
    ck_assert_double_eq_tol(turned_box_covered_length(&level, (Point){12, 10}, (Point){90, 10}), 6, 1e-9);
    ck_assert_double_eq(turned_box_covered_length(&level, (Point){0, 30}, (Point){90, 30}), 0);
}
END_TEST

START_TEST(gridFindsWhatCountingFinds)
{
    uint64_t seed = (uint64_t)_i + 77;
    g_autoptr(BoxGrid) grid = box_grid_new((Box){0, 0, 100, 100}, 7);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    Box boxes[200];
    for (uint32_t i = 0; i < 200; i++) {
        /* Some lie outside the bounds. */
        const TurnedBox box = random_box(&seed, 140);
        boxes[i] = turned_box_bounds(&box);
        box_grid_add(grid, boxes[i], i);
    }
    for (size_t query = 0; query < 50; query++) {
        const TurnedBox box = random_box(&seed, 140);
        box_grid_find(grid, turned_box_bounds(&box), found);
        size_t next = 0;
        for (uint32_t i = 0; i < 200; i++) {
            if (!box_overlaps(boxes[i], turned_box_bounds(&box)))
                continue;
            ck_assert_uint_lt(next, found->len);
            ck_assert_uint_eq(g_array_index(found, uint32_t, next), i);
            next++;
        }
        ck_assert_uint_eq(next, found->len);
    }
}
END_TEST

START_TEST(overlapModesFollowTheSpecification)
{
    static const struct {
        OverlapMode first, later;
        bool first_ignored;
        ShapeKind first_kind, later_kind;
        bool excluded;
    } cases[] = {
        {OVERLAP_NEVER, OVERLAP_NEVER, false, SHAPE_ICON, SHAPE_ICON, true},
        {OVERLAP_NEVER, OVERLAP_ALWAYS, false, SHAPE_ICON, SHAPE_ICON, false},
        {OVERLAP_NEVER, OVERLAP_ALWAYS, false, SHAPE_TEXT, SHAPE_ICON, true},
        {OVERLAP_NEVER, OVERLAP_COOPERATIVE, false, SHAPE_ICON, SHAPE_ICON, true},
        {OVERLAP_COOPERATIVE, OVERLAP_COOPERATIVE, false, SHAPE_ICON, SHAPE_ICON, false},
        {OVERLAP_ALWAYS, OVERLAP_COOPERATIVE, false, SHAPE_ICON, SHAPE_ICON, false},
        {OVERLAP_COOPERATIVE, OVERLAP_NEVER, false, SHAPE_ICON, SHAPE_ICON, true},
        {OVERLAP_ALWAYS, OVERLAP_NEVER, false, SHAPE_ICON, SHAPE_ICON, true},
        {OVERLAP_NEVER, OVERLAP_NEVER, true, SHAPE_TEXT, SHAPE_TEXT, false},
        {OVERLAP_NEVER, OVERLAP_NEVER, false, SHAPE_LEADER, SHAPE_ICON, false},
        {OVERLAP_NEVER, OVERLAP_NEVER, false, SHAPE_LEADER, SHAPE_TEXT, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const Shape first = {
            .overlap = cases[i].first, .ignored = cases[i].first_ignored, .kind = cases[i].first_kind};
        const Shape later = {.overlap = cases[i].later, .kind = cases[i].later_kind};
        ck_assert_msg(shapes_exclude(&first, &later) == cases[i].excluded, "row %zu", i);
    }
}
END_TEST

Suite *collision_suite(void);
Suite *collision_suite(void)
{
    Suite *suite = suite_create("placement/collision");
    TCase *cases = tcase_create("collision");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, turnedBoxesAgreeWithSampling, 0, 60);
    tcase_add_test(cases, boxesThatTouchDoNotOverlap);
    tcase_add_test(cases, crossedBoxesOverlapThoughNoCornerIsInside);
    tcase_add_test(cases, segmentMeetsBox);
    tcase_add_loop_test(cases, gridFindsWhatCountingFinds, 0, 5);
    tcase_add_test(cases, overlapModesFollowTheSpecification);
    suite_add_tcase(suite, cases);
    return suite;
}
