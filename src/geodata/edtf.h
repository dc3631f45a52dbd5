/* Dates as they are authored: a subset of EDTF (ISO 8601-2), local time. A text stands for the span of
 * instants that it may mean; the span is written so that its ends compare as text. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* "1871-05-22" (its beginning) or "1871-05-22T18:00"; "" where the span is open on that side. */
typedef struct {
    char earliest[20], latest[20];
} DateSpan;

/* Reads "" (open), "1871", "1871-05", "1871-05-22", "1871-05-22T18:00"; digits that are not known as X
 * ("1871-05-2X"); "~" or "?" behind it for about (one unit of the last part more on both sides); and
 * "EARLIER/LATER" for some moment between the two, ".." being open. Errors: GEODATA, with the text. */
bool edtf_parse(const char *text, DateSpan *out, GError **error);
