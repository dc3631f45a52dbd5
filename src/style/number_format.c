#include "style/number_format.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* How languages write numbers. */
typedef struct {
    const char *language;
    const char *group, *point, *minus;
    int grouped_from;     /* digits before the point from which groups are made */
    bool currency_behind; /* "5 EUR", not "EUR 5" */
    bool indian;          /* after the first group of three, groups of two */
} Language;

#define NO_BREAK "\u00a0"
#define NARROW "\u202f"
#define MINUS "\u2212"
#define APOSTROPHE "'"

/* After CLDR; a longer tag stands before the language it belongs to. Others are written as English is. */
static const Language languages[] = {
    {"ca", ".", ",", "-", 4, true, false},
    {"cs", NO_BREAK, ",", "-", 4, true, false},
    {"da", ".", ",", "-", 4, true, false},
    {"de-AT", NO_BREAK, ",", "-", 4, false, false},
    {"de-CH", APOSTROPHE, ".", "-", 4, false, false},
    {"de", ".", ",", "-", 4, true, false},
    {"el", ".", ",", "-", 4, true, false},
    {"en-CH", APOSTROPHE, ".", "-", 4, false, false},
    {"en-IN", ",", ".", "-", 4, false, true},
    {"en-ZA", NO_BREAK, ",", "-", 4, false, false},
    {"es-AR", ".", ",", "-", 4, false, false},
    {"es-MX", ",", ".", "-", 4, false, false},
    {"es", ".", ",", "-", 5, true, false},
    {"et", NO_BREAK, ",", MINUS, 5, true, false},
    {"eu", ".", ",", MINUS, 4, true, false},
    {"fi", NO_BREAK, ",", MINUS, 4, true, false},
    {"fr-CA", NO_BREAK, ",", "-", 4, true, false},
    {"fr", NARROW, ",", "-", 4, true, false},
    {"gl", ".", ",", "-", 4, true, false},
    {"hi", ",", ".", "-", 4, false, true},
    {"hr", ".", ",", MINUS, 4, true, false},
    {"hu", NO_BREAK, ",", "-", 5, true, false},
    {"id", ".", ",", "-", 4, false, false},
    {"is", ".", ",", "-", 4, true, false},
    {"it-CH", APOSTROPHE, ".", "-", 5, false, false},
    {"it", ".", ",", "-", 5, true, false},
    {"lt", NO_BREAK, ",", MINUS, 4, true, false},
    {"lv", NO_BREAK, ",", "-", 5, true, false},
    {"nb", NO_BREAK, ",", MINUS, 4, true, false},
    {"nl", ".", ",", "-", 4, false, false},
    {"nn", NO_BREAK, ",", MINUS, 4, true, false},
    {"no", NO_BREAK, ",", MINUS, 4, true, false},
    {"pl", NO_BREAK, ",", "-", 5, true, false},
    {"pt-PT", NO_BREAK, ",", "-", 5, true, false},
    {"pt", ".", ",", "-", 4, false, false},
    {"ro", ".", ",", "-", 4, true, false},
    {"ru", NO_BREAK, ",", "-", 4, true, false},
    {"sk", NO_BREAK, ",", "-", 4, true, false},
    {"sl", ".", ",", MINUS, 5, true, false},
    {"sr", ".", ",", "-", 4, true, false},
    {"sv", NO_BREAK, ",", MINUS, 4, true, false},
    {"tr", ".", ",", "-", 4, false, false},
    {"uk", NO_BREAK, ",", "-", 4, true, false},
    {"vi", ".", ",", "-", 4, true, false},
};
static const Language english = {"en", ",", ".", "-", 4, false, false};

typedef struct {
    const char *code, *sign;
    int digits;
} Currency;

/* Signs as English has them. */
static const Currency currencies[] = {
    {"AUD", "A$", 2},     {"BRL", "R$", 2},     {"CAD", "CA$", 2},    {"CNY", "CN\u00a5", 2},
    {"EUR", "\u20ac", 2}, {"GBP", "\u00a3", 2}, {"HKD", "HK$", 2},    {"ILS", "\u20aa", 2},
    {"INR", "\u20b9", 2}, {"JPY", "\u00a5", 0}, {"KRW", "\u20a9", 0}, {"MXN", "MX$", 2},
    {"NZD", "NZ$", 2},    {"PHP", "\u20b1", 2}, {"TWD", "NT$", 2},    {"USD", "$", 2},
    {"VND", "\u20ab", 0}, {"XAF", "FCFA", 0},   {"XPF", "CFPF", 0},
};

typedef struct {
    const char *name, *sign; /* the sign with what stands before it */
    const char *singular;    /* NULL: the same for one */
} Unit;

/* Short forms as English has them. */
static const Unit units[] = {
    {"acre", " ac", NULL},
    {"bit", " bit", NULL},
    {"byte", " byte", NULL},
    {"celsius", "\u00b0C", NULL},
    {"centimeter", " cm", NULL},
    {"day", " days", " day"},
    {"degree", " deg", NULL},
    {"fahrenheit", "\u00b0F", NULL},
    {"fluid-ounce", " fl oz", NULL},
    {"foot", " ft", NULL},
    {"gallon", " gal", NULL},
    {"gigabyte", " GB", NULL},
    {"gram", " g", NULL},
    {"hectare", " ha", NULL},
    {"hour", " hr", NULL},
    {"inch", " in", NULL},
    {"kilobyte", " kB", NULL},
    {"kilogram", " kg", NULL},
    {"kilometer", " km", NULL},
    {"kilometer-per-hour", " km/h", NULL},
    {"liter", " L", NULL},
    {"megabyte", " MB", NULL},
    {"meter", " m", NULL},
    {"meter-per-second", " m/s", NULL},
    {"mile", " mi", NULL},
    {"mile-per-hour", " mph", NULL},
    {"milliliter", " mL", NULL},
    {"millimeter", " mm", NULL},
    {"millisecond", " ms", NULL},
    {"minute", " min", NULL},
    {"month", " mths", " mth"},
    {"ounce", " oz", NULL},
    {"percent", "%", NULL},
    {"pound", " lb", NULL},
    {"second", " sec", NULL},
    {"stone", " st", NULL},
    {"week", " wks", " wk"},
    {"yard", " yd", NULL},
    {"year", " yrs", " yr"},
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

/* Whether a separator stands behind the digit of 10^power. */
static bool ends_group(const Language *language, int power)
{
    if (language->indian && power > 3)
        return power % 2 == 1;
    return power > 0 && power % 3 == 0;
}

static void append_whole(GString *text, const Decimal *decimal, const Language *language)
{
    const int highest = decimal_highest(decimal);
    const bool grouped = highest + 1 >= language->grouped_from;
    for (int power = highest; power >= 0; power--) {
        g_string_append_c(text, decimal_digit(decimal, power));
        if (grouped && ends_group(language, power))
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
            g_string_append(text, number == 1 && units[i].singular ? units[i].singular : units[i].sign);
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
        g_string_append(text, language->minus);
    if (money && !language->currency_behind)
        append_currency_before(text, currency.sign, language);
    append_number(text, fabs(number), language, minimum, maximum);
    if (money && language->currency_behind)
        g_string_append_printf(text, NO_BREAK "%s", currency.sign);
    if (format->unit && format->unit[0])
        append_unit(text, format->unit, number);
    return true;
}
