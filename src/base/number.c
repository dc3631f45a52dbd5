#include "base/number.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether the text is [sign] digits [. digits] [e [sign] digits], with a digit before or behind the point. */
static bool is_decimal(const char *text)
{
    text += *text == '+' || *text == '-';
    const size_t whole = strspn(text, "0123456789");
    text += whole;
    size_t fraction = 0;
    if (*text == '.') {
        fraction = strspn(++text, "0123456789");
        text += fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '+' || *text == '-';
        const size_t exponent = strspn(text, "0123456789");
        if (exponent == 0)
            return false;
        text += exponent;
    }
    return *text == '\0';
}

bool number_parse(const char *text, double *out)
{
    if (!is_decimal(text))
        return false;
    *out = g_ascii_strtod(text, NULL);
    return true;
}

/* "0x1f", "0o17", "0b101" of any length; NAN where the text is none of them. */
static double parse_prefixed(const char *text)
{
    const int base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : text[1] == 'b' ? 2 : 0;
    if (text[0] != '0' || base == 0 || text[2] == '\0')
        return NAN;
    double number = 0;
    for (text += 2; *text; text++) {
        const int digit = g_ascii_xdigit_value(*text);
        if (digit < 0 || digit >= base)
            return NAN;
        number = number * base + digit;
    }
    return number;
}

double number_from_text(const char *text)
{
    g_autofree char *trimmed = g_ascii_strdown(text, -1);
    g_strstrip(trimmed);
    double number;
    if (trimmed[0] == '\0')
        return 0;
    if (number_parse(trimmed, &number))
        return number;
    if (strstr(text, "Infinity")) {
        if (strcmp(trimmed, "infinity") == 0 || strcmp(trimmed, "+infinity") == 0)
            return INFINITY;
        if (strcmp(trimmed, "-infinity") == 0)
            return -INFINITY;
    }
    return parse_prefixed(trimmed);
}

int number_digits(double number, char digits[NUMBER_DIGITS_MAX + 1])
{
    char text[NUMBER_TEXT_MAX];
    const double size = fabs(number);
    /* Up to 15 digits are always told apart; denormal numbers have fewer. */
    int precision = size < 2.3e-308 ? 1 : 15;
    for (; precision <= NUMBER_DIGITS_MAX; precision++) {
        char format[] = "%.00e";
        format[2] = (char)('0' + (precision - 1) / 10);
        format[3] = (char)('0' + (precision - 1) % 10);
        g_ascii_formatd(text, sizeof text, format, size);
        if (g_ascii_strtod(text, NULL) == size)
            break;
    }
    size_t count = 0;
    const char *place = text;
    for (; *place && *place != 'e'; place++)
        if (*place != '.')
            digits[count++] = *place;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    digits[count] = '\0';
    return size > 0 ? (int)strtol(place + 1, NULL, 10) + 1 : 1;
}

/* ddd and an exponent as JavaScript writes them: plain from 1e-7 to 1e21, else with an exponent. */
static void write_digits(const char *digits, int exponent, char *text)
{
    const int count = (int)strlen(digits);
    if (exponent > 21 || exponent < -5) {
        const char *point = count > 1 ? "." : "";
        g_snprintf(text, NUMBER_TEXT_MAX - 1, "%c%s%se%+d", digits[0], point, digits + 1, exponent - 1);
    } else if (exponent <= 0) {
        g_snprintf(text, NUMBER_TEXT_MAX - 1, "0.%.*s%s", -exponent, "00000", digits);
    } else if (exponent >= count) {
        g_snprintf(text, NUMBER_TEXT_MAX - 1, "%s%.*s", digits, exponent - count, "000000000000000000000");
    } else {
        g_snprintf(text, NUMBER_TEXT_MAX - 1, "%.*s.%s", exponent, digits, digits + exponent);
    }
}

char *number_to_text(double number, char text[NUMBER_TEXT_MAX])
{
    if (isnan(number))
        return strcpy(text, "NaN");
    if (isinf(number))
        return strcpy(text, number < 0 ? "-Infinity" : "Infinity");
    if (fabs(number) < 1e15 && number == trunc(number)) {
        g_snprintf(text, NUMBER_TEXT_MAX, "%" G_GINT64_FORMAT, (gint64)number);
        return text;
    }
    char digits[NUMBER_DIGITS_MAX + 1];
    const int exponent = number_digits(number, digits);
    size_t sign = 0;
    if (number < 0)
        text[sign++] = '-';
    write_digits(digits, exponent, text + sign);
    return text;
}

void number_append(GString *json, double number)
{
    char text[NUMBER_TEXT_MAX];
    g_string_append(json, isfinite(number) ? number_to_text(number, text) : "null");
}
