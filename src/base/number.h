/* Numbers to text, without the locale. */
#pragma once

#include <glib.h>

/* Appends the shortest decimal text that reads back as the same number; whole numbers have no point. Not for
 * infinities and NaN, which become "null" as in JSON. */
void number_append(GString *text, double number);
