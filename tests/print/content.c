#include "print/content.h"
#include "support.h"

#include <string.h>

/* The operations of a stream, as "name:operands" joined by blanks. */
static char *list(const char *text, size_t length)
{
    ContentReader reader = {text, length, 0};
    ContentOperation operation;
    GString *out = g_string_new(NULL);
    while (content_next(&reader, &operation)) {
        if (out->len > 0)
            g_string_append_c(out, ' ');
        for (uint32_t code = operation.code; code; code >>= 8)
            g_string_append_c(out, (char)(code & 255));
        g_string_append_printf(out, ":%zu", operation.operand_count);
    }
    return g_string_free(out, FALSE);
}

static const struct {
    const char *text, *operations;
} streams[] = {
    {"1 0 0 rg 0 0 10 10 re f", "rg:3 re:4 f:0"},
    {"q\n1 0 0 -1 0 200 cm % comment rg\nQ", "q:0 cm:6 Q:0"},
    {"[(a)-3(b\\)c)(d(e)f)]TJ ET", "TJ:1 ET:0"},
    {"/Sect << /MCID 0 /A [1 2 <</B (x>>)>>] >> BDC EMC", "BDC:2 EMC:0"},
    {"<48 65>Tj (rg)' 1 2 (x)\"", "Tj:1 ':1 \":3"},
    {"BI /W 1 /H 1 /BPC 8 /CS /G ID \xff\x00 EI Q", "BI:8 Q:0"},
    {"/x5 sh/a0 gs", "sh:1 gs:1"},
    {"true false null d0", "d0:3"},
    {"", ""},
    {"1 2 3", ""},
    {"(never closed rg", ""},
    {"[1 2 rg", ""},
    {"]]>> ) 1 g", "g:5"},
    {"BI /W 1 ID abc", "BI:2"},
    {"abcdef x", ":0 x:0"},
};

START_TEST(operationsWithTheirOperands)
{
    const char *text = streams[_i].text;
    const size_t length = strstr(text, "\xff") ? 37 : strlen(text);
    g_autofree char *found = list(text, length);
    ck_assert_str_eq(found, streams[_i].operations);
}
END_TEST

START_TEST(placeCoversOperandsAndOperator)
{
    static const char text[] = "q  1 0 0 rg\nf";
    ContentReader reader = {text, strlen(text), 0};
    ContentOperation operation;
    ck_assert(content_next(&reader, &operation) && content_next(&reader, &operation));
    ck_assert_int_eq(strncmp(text + operation.start, "1 0 0 rg", operation.end - operation.start), 0);
    ck_assert_uint_eq(operation.end - operation.start, 8);
}
END_TEST

START_TEST(numbersOfEveryForm)
{
    static const char text[] = "-12.5 +3 .25 7. 1234567890123456789 x";
    ContentReader reader = {text, strlen(text), 0};
    ContentOperation operation;
    ck_assert(content_next(&reader, &operation));
    ck_assert_double_eq(content_number(&operation, 0), -12.5);
    ck_assert_double_eq(content_number(&operation, 1), 3);
    ck_assert_double_eq(content_number(&operation, 2), 0.25);
    ck_assert_double_eq(content_number(&operation, 3), 7);
    ck_assert_double_gt(content_number(&operation, 4), 1e14);
    ck_assert_double_eq(content_number(&operation, 5), 0);
}
END_TEST

START_TEST(namesAreComparedWhole)
{
    static const char text[] = "/DeviceRGB cs";
    ContentReader reader = {text, strlen(text), 0};
    ContentOperation operation;
    ck_assert(content_next(&reader, &operation));
    ck_assert(content_is_name(&operation, 0, "/DeviceRGB"));
    ck_assert(!content_is_name(&operation, 0, "/Device"));
    ck_assert(!content_is_name(&operation, 1, "/DeviceRGB"));
}
END_TEST

START_TEST(anyBytesComeToAnEnd)
{
    char text[257];
    guint32 seed = 7 + (guint32)_i;
    for (size_t i = 0; i < sizeof text; i++) {
        seed = seed * 1664525 + 1013904223;
        text[i] = "()<>[]{}/% \nBIDEq1.-\\"[seed >> 16 & 15];
    }
    g_autofree char *found = list(text, sizeof text);
    ck_assert_ptr_nonnull(found);
}
END_TEST

Suite *content_suite(void);
Suite *content_suite(void)
{
    Suite *suite = suite_create("print/content");
    TCase *cases = tcase_create("content");
    tcase_add_loop_test(cases, operationsWithTheirOperands, 0, G_N_ELEMENTS(streams));
    tcase_add_test(cases, placeCoversOperandsAndOperator);
    tcase_add_test(cases, numbersOfEveryForm);
    tcase_add_test(cases, namesAreComparedWhole);
    tcase_add_loop_test(cases, anyBytesComeToAnEnd, 0, 200);
    suite_add_tcase(suite, cases);
    return suite;
}
