#include "base/json_place.h"
#include "support.h"

#include <string.h>

static const char text[] = "{\n"
                           "  \"layers\": [\n"
                           "    {\"id\": \"a\",\n"
                           "     \"paint\":\n"
                           "       {\"line-width\": [\"+\",\n"
                           "          1, 2]}},\n"
                           "    null\n"
                           "  ],\n"
                           "  \"n\\u0061me\": \"a\\\"b]\", \"twice\": 1,\n"
                           "  \"twice\": 2\n"
                           "}";

typedef struct {
    json_t *json;
    JsonPlaces *places;
    JsonCursor root;
} Document;

static Document open_document(const char *source)
{
    Document document = {.json = json_loads(source, 0, NULL),
                         .places = json_places_new(source, strlen(source))};
    ck_assert_ptr_nonnull(document.json);
    document.root = json_cursor(document.json, document.places);
    return document;
}

static void drop(Document *document)
{
    json_decref(document->json);
    json_places_free(document->places);
}

START_TEST(lineOfMemberAndElement)
{
    Document document = open_document(text);
    const JsonCursor layers = json_cursor_member(&document.root, "layers");
    const JsonCursor layer = json_cursor_element(&layers, 0), second = json_cursor_element(&layers, 1);
    const JsonCursor paint = json_cursor_member(&layer, "paint"),
                     width = json_cursor_member(&paint, "line-width");
    ck_assert_uint_eq(json_cursor_line(&document.root), 1);
    ck_assert_uint_eq(json_cursor_line(&layers), 2);
    ck_assert_uint_eq(json_cursor_line(&layer), 3);
    ck_assert_uint_eq(json_cursor_line(&paint), 5);
    ck_assert_uint_eq(json_cursor_line(&width), 5);
    ck_assert_uint_eq(json_cursor_line_at(&width, "[2]"), 6);
    ck_assert_uint_eq(json_cursor_line_at(&width, "[7][1]"), 5);
    ck_assert_uint_eq(json_cursor_line(&second), 7);
    drop(&document);
}
END_TEST

START_TEST(pathNamesMembersAndIndexes)
{
    Document document = open_document(text);
    const JsonCursor layers = json_cursor_member(&document.root, "layers"),
                     layer = json_cursor_element(&layers, 0);
    const JsonCursor paint = json_cursor_member(&layer, "paint"),
                     width = json_cursor_member(&paint, "line-width");
    g_autofree char *path = json_cursor_path(&width), *root = json_cursor_path(&document.root);
    ck_assert_str_eq(path, "layers[0].paint.line-width");
    ck_assert_str_eq(root, "");
    drop(&document);
}
END_TEST

START_TEST(missingMemberHasLineOfItsObject)
{
    Document document = open_document(text);
    const JsonCursor layers = json_cursor_member(&document.root, "layers"),
                     layer = json_cursor_element(&layers, 0);
    const JsonCursor missing = json_cursor_member(&layer, "source"), below = json_cursor_element(&missing, 4);
    ck_assert_ptr_null(missing.value);
    ck_assert_uint_eq(json_cursor_line(&missing), 3);
    ck_assert_uint_eq(json_cursor_line(&below), 3);
    drop(&document);
}
END_TEST

START_TEST(escapedNameIsFound)
{
    Document document = open_document(text);
    const JsonCursor name = json_cursor_member(&document.root, "name");
    ck_assert_str_eq(json_string_value(name.value), "a\"b]");
    ck_assert_uint_eq(json_cursor_line(&name), 9);
    drop(&document);
}
END_TEST

START_TEST(lastOfEqualNamesCounts)
{
    Document document = open_document(text);
    const JsonCursor twice = json_cursor_member(&document.root, "twice");
    ck_assert_int_eq(json_integer_value(twice.value), 2);
    ck_assert_uint_eq(json_cursor_line(&twice), 10);
    drop(&document);
}
END_TEST

START_TEST(deepArraysAreRead)
{
    GString *deep = g_string_new(NULL);
    for (int i = 0; i < 2000; i++)
        g_string_append(deep, "[\n");
    for (int i = 0; i < 2000; i++)
        g_string_append(deep, "]");
    Document document = open_document(deep->str);
    ck_assert_uint_eq(json_cursor_line_at(&document.root, "[0][0][0]"), 4);
    drop(&document);
    g_string_free(deep, TRUE);
}
END_TEST

START_TEST(withoutPlacesLinesAreZero)
{
    json_t *json = json_loads("{\"a\": 1}", 0, NULL);
    const JsonCursor root = json_cursor(json, NULL), member = json_cursor_member(&root, "a");
    ck_assert_uint_eq(json_cursor_line(&member), 0);
    json_decref(json);
}
END_TEST

Suite *json_place_suite(void);
Suite *json_place_suite(void)
{
    Suite *suite = suite_create("base/json_place");
    TCase *cases = tcase_create("json_place");
    tcase_add_test(cases, lineOfMemberAndElement);
    tcase_add_test(cases, pathNamesMembersAndIndexes);
    tcase_add_test(cases, missingMemberHasLineOfItsObject);
    tcase_add_test(cases, escapedNameIsFound);
    tcase_add_test(cases, lastOfEqualNamesCounts);
    tcase_add_test(cases, deepArraysAreRead);
    tcase_add_test(cases, withoutPlacesLinesAreZero);
    suite_add_tcase(suite, cases);
    return suite;
}
