/* Where the values of a JSON document stand in its text. jansson keeps no lines, findings need them: a
 * second, simple reader walks the text that jansson has accepted and notes the line on which each value
 * begins.
 *
 * A cursor is a value together with its place and the way to it; cursors live on the stack of whoever walks
 * down a document and point at the cursor they came from. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stddef.h>

typedef struct JsonPlace JsonPlace;
typedef struct JsonPlaces JsonPlaces;

/* Reads the places of a text that jansson parses without error. Free with json_places_free(). */
JsonPlaces *json_places_new(const char *text, size_t length);
void json_places_free(JsonPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JsonPlaces, json_places_free)

typedef struct JsonCursor {
    const json_t *value; /* NULL: there is no such member or element */
    const JsonPlace *place;
    const struct JsonCursor *parent; /* NULL: the document */
    const char *name;                /* as a member; NULL: an element, or the document */
    size_t index;                    /* as an element */
} JsonCursor;

/* The whole document; `places` may be NULL: then all lines are 0. */
JsonCursor json_cursor(const json_t *root, const JsonPlaces *places);
/* A member of an object, an element of an array. `name` is borrowed. */
JsonCursor json_cursor_member(const JsonCursor *parent, const char *name);
JsonCursor json_cursor_element(const JsonCursor *parent, size_t index);
/* The part an index path such as "[2][1]" leads to, as far as it leads; its line is all it is good for. */
size_t json_cursor_line_at(const JsonCursor *cursor, const char *index_path);

/* The line on which the value begins, from 1; that of the object or array around it where it does not exist.
 */
size_t json_cursor_line(const JsonCursor *cursor);
/* "layers[0].paint.line-width", newly allocated; "" for the document. */
char *json_cursor_path(const JsonCursor *cursor);
