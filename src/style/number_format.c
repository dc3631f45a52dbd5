#include "style/number_format.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* How languages write numbers. */
typedef struct {
    const char *language;
    const char *group, *point;
    int grouped_from;     /* digits before the point from which groups are made */
    bool currency_behind; /* "5 EUR", not "EUR 5" */
} Language;

#define NO_BREAK "\u00a0"
#define NARROW "\u202f"

/* After CLDR; a longer tag stands before the language it belongs to. */
static const Language languages[] = {
    {"ca", ".", ",", 5, true},          {"cs", NO_BREAK, ",", 4, true},     {"da", ".", ",", 4, true},
    {"de-AT", NO_BREAK, ",", 4, false}, {"de-CH", "\u2019", ".", 4, false}, {"de", ".", ",", 4, true},
    {"el", ".", ",", 4, true},          {"es", ".", ",", 5, true},          {"fi", NO_BREAK, ",", 4, true},
    {"fr-CH", NARROW, ",", 4, true},    {"fr", NARROW, ",", 4, true},       {"hu", NO_BREAK, ",", 5, true},
    {"id", ".", ",", 4, false},         {"it", ".", ",", 4, true},          {"nb", NO_BREAK, ",", 4, true},
    {"nl", ".", ",", 4, false},         {"no", NO_BREAK, ",", 4, true},     {"pl", NO_BREAK, ",", 5, true},
    {"pt-PT", NO_BREAK, ",", 5, true},  {"pt", ".", ",", 4, false},         {"ro", ".", ",", 4, true},
    {"ru", NO_BREAK, ",", 4, true},     {"sv", NO_BREAK, ",", 4, true},     {"tr", ".", ",", 4, false},
    {"uk", NO_BREAK, ",", 4, true},     {"vi", ".", ",", 4, true},
};
static const Language english = {"en", ",", ".", 4, false};

typedef struct {
    const char *code, *sign;
    int digits;
} Currency;

static const Currency currencies[] = {
    {"CAD", "CA$", 2},    {"CNY", "CN\u00a5", 2}, {"EUR", "\u20ac", 2},
    {"GBP", "\u00a3", 2}, {"INR", "\u20b9", 2},   {"JPY", "\u00a5", 0},
    {"KRW", "\u20a9", 0}, {"MXN", "MX$", 2},      {"USD", "$", 2},
};

typedef struct {
    const char *name, *sign; /* the sign with what stands before it */
} Unit;

static const Unit units[] = {
    {"acre", " ac"},
    {"celsius", "\u00b0C"},
    {"centimeter", " cm"},
    {"day", " days"},
    {"degree", " deg"},
    {"foot", " ft"},
    {"gram", " g"},
    {"hectare", " ha"},
    {"hour", " hr"},
    {"inch", " in"},
    {"kilogram", " kg"},
    {"kilometer", " km"},
    {"kilometer-per-hour", " km/h"},
    {"liter", " L"},
    {"meter", " m"},
    {"meter-per-second", " m/s"},
    {"mile", " mi"},
    {"mile-per-hour", " mph"},
    {"millimeter", " mm"},
    {"minute", " min"},
    {"percent", "%"},
    {"second", " sec"},
    {"yard", " yd"},
};

/* Whether a language tag is `language` or a variety of it. */
static bool tag_matches(const char *tag, const char *language)
{
    const size_t length = strlen(language);
    return strncmp(tag, language, length) == 0 && (tag[length] == '\0' || tag[length] == '-');
}

static const Language *find_language(const char *tag)
{
    for (size_t i = 0; tag && i < G_N_ELEMENTS(languages); i++)
        if (tag_matches(tag, languages[i].language))
            return &languages[i];
    return &english;
}

/* ---- Digits ---- */

/* Decimal digits of a number, cut off behind the point: d0 d1 ... with `whole` of them before the point. */
typedef struct {
    char digits[NUMBER_DIGITS_MAX + 2];
    int count, whole;
} Decimal;

/* Halves are rounded up, in the decimal digits as they would be printed. */
static Decimal round_decimal(double number, int places)
{
    Decimal decimal;
    char digits[NUMBER_DIGITS_MAX + 1];
    const int exponent = number_digits(number, digits);
    const int count = (int)strlen(digits), keep = exponent + places;
    decimal.digits[0] = '0'; /* room for a carry */
    memcpy(decimal.digits + 1, digits, (size_t)count + 1);
    decimal.whole = exponent + 1;
    decimal.count = CLAMP(keep, -1, count) + 1;
    if (keep >= 0 && keep < count && digits[keep] >= '5') {
        int place = decimal.count - 1;
        for (; decimal.digits[place] == '9'; place--)
            decimal.digits[place] = '0';
        decimal.digits[place]++;
    }
    return decimal;
}

/* The digit of 10^power: power 0 is the last before the point. */
static char decimal_digit(const Decimal *decimal, int power)
{
    const int place = decimal->whole - 1 - power;
    return place >= 0 && place < decimal->count ? decimal->digits[place] : '0';
}

static int decimal_highest(const Decimal *decimal)
{
    int power = decimal->whole - 1;
    while (power > 0 && decimal_digit(decimal, power) == '0')
        power--;
    return MAX(power, 0);
}

static void append_whole(GString *text, const Decimal *decimal, const Language *language)
{
    const int highest = decimal_highest(decimal);
    const bool grouped = highest + 1 >= language->grouped_from;
    for (int power = highest; power >= 0; power--) {
        g_string_append_c(text, decimal_digit(decimal, power));
        if (grouped && power > 0 && power % 3 == 0)
            g_string_append(text, language->group);
    }
}

static void append_fraction(GString *text, const Decimal *decimal, const Language *language, int minimum,
                            int maximum)
{
    int count = maximum;
    while (count > minimum && decimal_digit(decimal, -count) == '0')
        count--;
    if (count > 0)
        g_string_append(text, language->point);
    for (int place = 1; place <= count; place++)
        g_string_append_c(text, decimal_digit(decimal, -place));
}

static void append_number(GString *text, double number, const Language *language, int minimum, int maximum)
{
    if (isnan(number) || isinf(number)) {
        g_string_append(text, isnan(number) ? "NaN" : "\u221e");
        return;
    }
    const Decimal decimal = round_decimal(number, maximum);
    append_whole(text, &decimal, language);
    append_fraction(text, &decimal, language, minimum, maximum);
}

/* ---- Currency and unit ---- */

static Currency find_currency(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(currencies); i++)
        if (g_ascii_strcasecmp(currencies[i].code, code) == 0)
            return currencies[i];
    return (Currency){code, code, 2};
}

static void append_unit(GString *text, const char *name, double number)
{
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(units[i].name, name) == 0) {
            const bool one_day = strcmp(name, "day") == 0 && number == 1;
            g_string_append(text, one_day ? " day" : units[i].sign);
            return;
        }
    g_string_append_printf(text, " %s", name);
}

static void append_currency_before(GString *text, const char *sign, const Language *language)
{
    g_string_append(text, sign);
    if (language != &english || g_ascii_isalpha(sign[strlen(sign) - 1]))
        g_string_append(text, NO_BREAK);
}

bool number_format(GString *text, double number, const NumberFormat *format)
{
    const Language *language = find_language(format->locale);
    const bool money = format->currency && format->currency[0];
    const Currency currency = money ? find_currency(format->currency) : (Currency){0};
    const int usual_minimum = money ? currency.digits : 0, usual_maximum = money ? currency.digits : 3;
    const int minimum = format->minimum >= 0   ? format->minimum
                        : format->maximum >= 0 ? MIN(usual_minimum, format->maximum)
                                               : usual_minimum;
    const int maximum = format->maximum >= 0 ? format->maximum : MAX(usual_maximum, minimum);
    if (minimum > maximum)
        return false;
    if (number < 0 || (number == 0 && signbit(number)))
        g_string_append_c(text, '-');
    if (money && !language->currency_behind)
        append_currency_before(text, currency.sign, language);
    append_number(text, fabs(number), language, minimum, maximum);
    if (money && language->currency_behind)
        g_string_append_printf(text, NO_BREAK "%s", currency.sign);
    if (format->unit && format->unit[0])
        append_unit(text, format->unit, number);
    return true;
}
