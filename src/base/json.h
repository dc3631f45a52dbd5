/* What we add to jansson: JSON text of our own values, and words about JSON for messages. Objects are walked
 * in the order of the document, which jansson keeps. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Reads one JSON value of any kind; integers too large for 64 bits become real numbers. NULL and
 * SEMAINE_ERROR_FORMAT where the text is none. Free with json_decref(). */
json_t *json_parse(const char *text, size_t length, GError **error);
/* Appends a string with its quotes, escaped as JavaScript does. */
void json_append_text(GString *json, const char *text);
/* "null", "boolean", "number", "string", "array", "object": static text. */
const char *json_kind_name(const json_t *json);
/* The text of a string member, or NULL. Borrowed. */
const char *json_member_text(const json_t *object, const char *name);
/* Whether an option is given: there, and not null, false, 0 or "" (which JavaScript takes for nothing). */
bool json_is_given(const json_t *option);
