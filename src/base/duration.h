/* Durations, ISO 8601: "P1D", "PT30M", "P1M", "P1DT12H". The map's clock has no seconds. */
#pragma once

#include "base/date.h"

#include <stdint.h>

typedef struct {
    long months, days, minutes; /* years are 12 months, weeks 7 days, hours 60 minutes */
} Duration;

/* Errors: USAGE, also where the duration is nothing. */
bool duration_parse(const char *text, Duration *out, GError **error);
/* The date `times` durations after `start`, always counted from `start`: months that lack its day end on
 * their last one. A day without time stays one unless the duration has minutes; then it begins at midnight.
 */
Date duration_add(const Date *start, const Duration *duration, long times);
/* The place of a date on the scale of seconds; a day without time is its last second. */
int64_t date_second(const Date *date);
/* The date as text that date_parse() reads: "1871-05-22", "1871-05-22T18:00". Newly allocated. */
char *date_text(const Date *date);
