#include "web/scale.h"

#include "support.h"

#include <stdlib.h>

/* Twice as large at zoom 12; half of that share where the map is small. */
static const WebScale twice = {2, 12};

typedef struct {
    const char *property, *value, *expected; /* JSON; `value` NULL: not said */
} ScaleRow;

#define RAMP(small, large) "[\"interpolate\",[\"linear\"],[\"zoom\"],9.8," small ",11.4," large "]"

static const ScaleRow rows[] = {
    {"line-width", "3", RAMP("3.3", "6.0")},
    {"line-width", NULL, RAMP("1.1", "2.0")},
    {"line-width", "[\"get\",\"w\"]", RAMP("[\"*\",1.1,[\"get\",\"w\"]]", "[\"*\",2.0,[\"get\",\"w\"]]")},
    {"line-width", "[\"interpolate\",[\"linear\"],[\"zoom\"],10,1,12,[\"get\",\"w\"]]",
     "[\"interpolate\",[\"linear\"],[\"zoom\"],10,2.0,12,[\"*\",2.0,[\"get\",\"w\"]]]"},
    {"line-width", "[\"step\",[\"zoom\"],1,10,4]", "[\"step\",[\"zoom\"],2.0,10,8.0]"},
    {"line-width", "{\"base\":1.5,\"stops\":[[10,1],[12,4]]}",
     "{\"base\":1.5,\"stops\":[[10,2.0],[12,8.0]]}"},
    {"line-translate", "[3,-1]", "[6.0,-2.0]"},
    {"line-dasharray", "[3,1]", "[3,1]"},
    {"line-color", "\"#fff\"", "\"#fff\""},
};

START_TEST(lengthsGrow)
{
    const ScaleRow *row = &rows[_i];
    json_t *style = json_pack("{s:[{s:s,s:{}}]}", "layers", "type", "line", "paint");
    json_t *paint = json_object_get(json_array_get(json_object_get(style, "layers"), 0), "paint");
    if (row->value)
        json_object_set_new(paint, row->property, json_loads(row->value, JSON_DECODE_ANY, NULL));
    web_scale_style(style, &twice);
    char *found = json_dumps(json_object_get(paint, row->property),
                             JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
    json_t *expected = json_loads(row->expected, JSON_DECODE_ANY, NULL);
    char *wanted = json_dumps(expected, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(9));
    ck_assert_str_eq(found, wanted);
    free(found);
    free(wanted);
    json_decref(expected);
    json_decref(style);
}
END_TEST

START_TEST(arrowsGrowAlike)
{
    ck_assert_double_eq_tol(web_scale_at(&twice, 13), 2, 1e-9);
    ck_assert_double_eq_tol(web_scale_at(&twice, 11.4), 2, 1e-9);
    ck_assert_double_eq_tol(web_scale_at(&twice, 10.6), 1.55, 1e-9);
    ck_assert_double_eq_tol(web_scale_at(&twice, 5), 1.1, 1e-9);
}
END_TEST

Suite *scale_suite(void);
Suite *scale_suite(void)
{
    Suite *suite = suite_create("scale");
    TCase *all = tcase_create("scale");
    tcase_add_loop_test(all, lengthsGrow, 0, G_N_ELEMENTS(rows));
    tcase_add_test(all, arrowsGrowAlike);
    suite_add_tcase(suite, all);
    return suite;
}
