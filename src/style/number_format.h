/* Numbers for people: digits grouped, rounded, with a currency or a unit, in the way of a language. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    const char *locale;   /* language tag such as "fr" or "de-CH"; NULL or unknown: English */
    const char *currency; /* ISO 4217 code, or NULL */
    const char *unit;     /* "kilometer" ..., or NULL */
    int minimum, maximum; /* digits behind the point; -1: as usual (0 to 3, or what the currency has) */
} NumberFormat;

/* Appends the number. False where more digits are asked for than allowed. */
bool number_format(GString *text, double number, const NumberFormat *format);
