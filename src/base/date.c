#include "base/date.h"

#include "base/error.h"

#include <string.h>

static const char *const months_fr[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                        "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
static const char *const months_en[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Reads exactly `count` digits at *text and moves on; -1 where there are not that many. */
static int read_digits(const char **text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit((*text)[i]))
            return -1;
        number = number * 10 + ((*text)[i] - '0');
    }
    *text += count;
    return number;
}

static bool read_mark(const char **text, char mark)
{
    if (**text != mark)
        return false;
    (*text)++;
    return true;
}

static bool read_day(const char **text, Date *out)
{
    out->year = read_digits(text, 4);
    if (out->year < 0 || !read_mark(text, '-'))
        return false;
    out->month = read_digits(text, 2);
    if (out->month < 1 || out->month > 12 || !read_mark(text, '-'))
        return false;
    out->day = read_digits(text, 2);
    return out->day >= 1 && out->day <= month_length(out->year, out->month);
}

static bool read_time(const char **text, Date *out)
{
    out->hour = read_digits(text, 2);
    if (out->hour < 0 || out->hour > 23 || !read_mark(text, ':'))
        return false;
    out->minute = read_digits(text, 2);
    if (out->minute < 0 || out->minute > 59)
        return false;
    if (!read_mark(text, ':'))
        return true;
    const int second = read_digits(text, 2);
    return second >= 0 && second <= 59;
}

bool date_parse(const char *text, Date *out, GError **error)
{
    const char *rest = text;
    *out = (Date){.hour = -1, .minute = -1};
    const bool good =
        read_day(&rest, out) && (*rest == '\0' || (read_mark(&rest, 'T') && read_time(&rest, out)));
    if (good && *rest == '\0')
        return true;
    g_set_error(
        error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
        "date: expected a day such as 1871-05-22 or an instant such as 1871-05-22T18:00, found \"%s\"", text);
    return false;
}

char *date_day(const Date *date)
{
    return g_strdup_printf("%04d-%02d-%02d", date->year, date->month, date->day);
}

char *date_instant(const Date *date)
{
    g_autofree char *day = date_day(date);
    if (date->hour < 0)
        return g_strdup_printf("%sT23:59:59", day);
    return g_strdup_printf("%sT%02d:%02d", day, date->hour, date->minute);
}

char *date_hour_to_text(const Date *date, const char *language)
{
    if (date->hour < 0)
        return g_strdup("");
    if (g_strcmp0(language, "en") == 0)
        return g_strdup_printf("%d:%02d", date->hour, date->minute);
    if (date->minute == 0)
        return g_strdup_printf("%d\u00a0h", date->hour);
    return g_strdup_printf("%d\u00a0h\u00a0%02d", date->hour, date->minute);
}

char *date_to_text(const Date *date, const char *language)
{
    const bool french = g_strcmp0(language, "en") != 0;
    const char *month = (french ? months_fr : months_en)[CLAMP(date->month, 1, 12) - 1];
    g_autofree char *day =
        g_strdup_printf("%d%s %s %d", date->day, french && date->day == 1 ? "er" : "", month, date->year);
    if (date->hour < 0)
        return g_steal_pointer(&day);
    g_autofree char *hour = date_hour_to_text(date, language);
    return g_strdup_printf("%s, %s", day, hour);
}

long date_day_number(const Date *date)
{
    /* Years begin in March, so that the leap day is the last of its year. */
    const long year = date->year - (date->month <= 2), month = (date->month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date->day - 1;
}

const char *date_weekday(const Date *date, const char *language)
{
    static const char *const names[2][7] = {
        {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
        {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}};
    const long day = (date_day_number(date) + 2) % 7;
    return names[g_strcmp0(language, "en") == 0][day < 0 ? day + 7 : day];
}

Date date_add_days(const Date *date, long days)
{
    /* The inverse of date_day_number(): years of 365.2425 days that begin in March. */
    const long number = date_day_number(date) + days;
    long year = (10000 * number + 14780) / 3652425;
    long rest = number - (365 * year + year / 4 - year / 100 + year / 400);
    if (rest < 0) {
        year--;
        rest = number - (365 * year + year / 4 - year / 100 + year / 400);
    }
    const long month = (100 * rest + 52) / 3060;
    return (Date){.year = (int)(year + (month + 2) / 12),
                  .month = (int)((month + 2) % 12 + 1),
                  .day = (int)(rest - (month * 306 + 5) / 10 + 1),
                  .hour = -1,
                  .minute = -1};
}
