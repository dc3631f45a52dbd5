/* Numbers to and from text, whatever the locale. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Reads a whole text as a decimal number ("12", "-.5", "6e23"); false where it is anything else. */
bool number_parse(const char *text, double *out);
/* What JavaScript's Number(text) reads: also blanks around, "" (0), "0x1f", "Infinity"; NAN where it is no
 * number. */
double number_from_text(const char *text);

enum { NUMBER_DIGITS_MAX = 17, NUMBER_TEXT_MAX = 32 };

/* The shortest decimal digits that read back as `number` (finite, sign left out), ended by '\0'; returns the
 * exponent e of 0.ddd * 10^e. Zero is "0" with e = 1. */
int number_digits(double number, char digits[NUMBER_DIGITS_MAX + 1]);
/* As JavaScript's String(number) writes it: "0.1", "1e+21", "NaN", "-Infinity". Returns `text`. */
char *number_to_text(double number, char text[NUMBER_TEXT_MAX]);
/* The same as JSON text; what is not finite becomes null. */
void number_append(GString *json, double number);
