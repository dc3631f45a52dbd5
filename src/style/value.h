/* Values made from JSON, made into text, compared and converted as the style language (that is JavaScript)
 * does. */
#pragma once

#include "base/arena.h"
#include "base/value.h"

#include <glib.h>
#include <jansson.h>

/* A literal; everything it points at lives in the arena. Names of members are interned. */
Value value_from_json(const json_t *json, Arena *arena);

Value value_color(Color color, Arena *arena);
/* An array of these items, which stay where they are. */
Value value_array(const Value *items, size_t count, Arena *arena);
Value value_formatted(const FormattedSection *sections, size_t count, Arena *arena);
Value value_image(const char *name, bool available, Arena *arena);
/* Names and offsets of anchors, which stay where they are. */
Value value_anchors(const char **names, const double (*offsets)[2], size_t count, Arena *arena);
/* The section of plain text that says nothing about its looks. */
FormattedSection formatted_plain(const char *text);

/* "rgba(255,0,0,0.5)", "[1,2]" ...: what ["to-string"] yields. Null is "". In the arena or borrowed. */
const char *value_to_text(const Value *value, Arena *arena);
/* JSON as JavaScript writes it: colours as {"r":,"g":,"b":,"a":}, premultiplied. */
void value_append_json(GString *json, const Value *value);
/* What JavaScript's Number() makes of it, NAN where that is nothing. */
double value_to_number(const Value *value, Arena *arena);
bool value_to_boolean(const Value *value);

/* Strict equality of null, booleans, numbers and strings; anything else is equal to nothing. */
bool value_equal(const Value *a, const Value *b);
/* Order of texts by UTF-16 code units, as JavaScript compares strings: < 0, 0, > 0. */
int text_compare(const char *a, const char *b);
/* Order of texts for a collator. */
int collator_compare(const Collator *collator, const char *a, const char *b);

/* The member called `name`, borrowed, or NULL. */
const Value *object_lookup(const ValueObject *object, const char *name);
