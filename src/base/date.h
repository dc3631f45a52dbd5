/* Dates of the map: ISO 8601 text in local time, compared as text. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    int year, month, day; /* month 1-12, day 1-31 */
    int hour, minute;     /* -1: the text names no time */
} Date;

/* Reads "1871-05-22", "1871-05-22T18:00" or "1871-05-22T18:00:00". Checks that the day exists in its month.
 * Errors: USAGE, with the text and what was expected. */
bool date_parse(const char *text, Date *out, GError **error);
/* The instant shown, as the style's state property `date`: a bare day means its end, "1871-05-22T23:59:59".
 * Newly allocated. */
char *date_instant(const Date *date);
/* The calendar day, the state property `day`: "1871-05-22". Newly allocated. */
char *date_day(const Date *date);
/* For people: "22 mai 1871", "1er juin 1871, 18 h", "22 May 1871, 18:00". `language` is "fr" or "en". Newly
 * allocated. */
char *date_to_text(const Date *date, const char *language);
/* "18 h", "18:00"; empty where the date names no time. Newly allocated. */
char *date_hour_to_text(const Date *date, const char *language);
/* "mercredi", "Wednesday": static text. */
const char *date_weekday(const Date *date, const char *language);
/* Days since 1 January of year 0 in the proleptic Gregorian calendar. */
long date_day_number(const Date *date);
/* The day so many days after `date` (before, when negative), without a time. */
Date date_add_days(const Date *date, long days);
