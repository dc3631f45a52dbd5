#include "geodata/edtf.h"

#include "base/date.h"
#include "base/error.h"

#include <string.h>

typedef enum { UNIT_YEAR, UNIT_MONTH, UNIT_DAY, UNIT_MINUTE } Unit;

/* What one moment may mean: the lowest and the highest reading of its parts. */
typedef struct {
    Date low, high;
    Unit unit; /* of the last part */
} Moment;

enum { MINUTES_A_DAY = 24 * 60 };

/* Reads `count` digits or X at *text into the lowest and highest number they may mean. */
static bool read_part(const char **text, int count, int *low, int *high)
{
    *low = *high = 0;
    for (int i = 0; i < count; i++, (*text)++) {
        const char c = **text;
        if (!g_ascii_isdigit(c) && c != 'X')
            return false;
        *low = *low * 10 + (c == 'X' ? 0 : c - '0');
        *high = *high * 10 + (c == 'X' ? 9 : c - '0');
    }
    return true;
}

static bool read_mark(const char **text, char mark)
{
    if (**text != mark)
        return false;
    (*text)++;
    return true;
}

static int month_length(int year, int month)
{
    const Date first = {.year = year, .month = month, .day = 1};
    const Date next = {.year = year + month / 12, .month = month % 12 + 1, .day = 1};
    return (int)(date_day_number(&next) - date_day_number(&first));
}

/* "XX" and "2X" reach beyond what a month or day can be. */
static bool fit(int *low, int *high, int first, int last)
{
    const bool known = *low == *high;
    if (!known) {
        *low = MAX(*low, first);
        *high = MIN(*high, last);
    }
    return *low >= first && *high <= last && *low <= *high;
}

static bool read_time(const char **text, Moment *moment)
{
    int low, high;
    if (!read_part(text, 2, &low, &high) || low != high || low > 23 || !read_mark(text, ':'))
        return false;
    moment->low.hour = moment->high.hour = low;
    if (!read_part(text, 2, &low, &high) || low != high || low > 59)
        return false;
    moment->low.minute = moment->high.minute = low;
    moment->unit = UNIT_MINUTE;
    return true;
}

static bool read_day(const char **text, Moment *moment)
{
    const bool one_month = moment->low.month == moment->high.month && moment->low.year == moment->high.year;
    moment->unit = UNIT_DAY;
    if (!read_part(text, 2, &moment->low.day, &moment->high.day))
        return false;
    if (!fit(&moment->low.day, &moment->high.day, 1, month_length(moment->high.year, moment->high.month)))
        return false;
    if (!one_month && moment->low.day == moment->high.day)
        return false;
    return !read_mark(text, 'T') || (moment->low.day == moment->high.day && read_time(text, moment));
}

static bool read_month(const char **text, Moment *moment)
{
    moment->unit = UNIT_MONTH;
    if (!read_part(text, 2, &moment->low.month, &moment->high.month) ||
        !fit(&moment->low.month, &moment->high.month, 1, 12))
        return false;
    if (read_mark(text, '-'))
        return read_day(text, moment);
    moment->high.day = month_length(moment->high.year, moment->high.month);
    return true;
}

static Date shift_months(Date date, int months)
{
    const int count = date.year * 12 + date.month - 1 + months;
    date.year = count / 12;
    date.month = count % 12 + 1;
    date.day = MIN(date.day, month_length(date.year, date.month));
    return date;
}

static Date shift_minutes(Date date, int minutes)
{
    const int total = date.hour * 60 + date.minute + minutes;
    const int days = total < 0 ? -1 : total / MINUTES_A_DAY, rest = total - days * MINUTES_A_DAY;
    Date shifted = date_add_days(&date, days);
    shifted.hour = rest / 60;
    shifted.minute = rest % 60;
    return shifted;
}

/* About: an hour for times, else one of the last part, in the direction of `sign`. */
static Date widen(Date date, Unit unit, int sign)
{
    switch (unit) {
    case UNIT_YEAR:
        return shift_months(date, 12 * sign);
    case UNIT_MONTH: {
        Date shifted = shift_months(date, sign);
        if (sign > 0)
            shifted.day = month_length(shifted.year, shifted.month);
        return shifted;
    }
    case UNIT_DAY:
        return date_add_days(&date, sign);
    default:
        return shift_minutes(date, 60 * sign);
    }
}

static bool read_moment(const char **text, Moment *moment)
{
    *moment = (Moment){{.month = 1, .day = 1, .hour = -1, .minute = -1},
                       {.month = 12, .day = 31, .hour = -1, .minute = -1},
                       UNIT_YEAR};
    if (!read_part(text, 4, &moment->low.year, &moment->high.year) || moment->high.year < 1)
        return false;
    if (read_mark(text, '-') && !read_month(text, moment))
        return false;
    if (**text != '~' && **text != '?' && **text != '%')
        return true;
    (*text)++;
    moment->low = widen(moment->low, moment->unit, -1);
    moment->high = widen(moment->high, moment->unit, 1);
    return moment->low.year > 0 && moment->high.year < 9999;
}

static void print_date(const Date *date, const char *time, char out[20])
{
    if (date->hour >= 0)
        g_snprintf(out, 20, "%04d-%02d-%02dT%02d:%02d", date->year % 10000, date->month % 100,
                   date->day % 100, date->hour % 100, date->minute % 100);
    else
        g_snprintf(out, 20, "%04d-%02d-%02d%s", date->year % 10000, date->month % 100, date->day % 100, time);
}

static bool read_span(const char *text, DateSpan *out)
{
    Moment moment;
    if (g_str_has_prefix(text, "../")) {
        text += 2;
    } else {
        if (!read_moment(&text, &moment))
            return false;
        print_date(&moment.low, "", out->earliest);
        print_date(&moment.high, "T23:59", out->latest);
    }
    if (*text == '\0')
        return true;
    if (!read_mark(&text, '/'))
        return false;
    out->latest[0] = '\0';
    if (strcmp(text, "..") == 0)
        return true;
    if (!read_moment(&text, &moment) || *text != '\0')
        return false;
    print_date(&moment.high, "T23:59", out->latest);
    return strcmp(out->earliest, out->latest) <= 0;
}

bool edtf_parse(const char *text, DateSpan *out, GError **error)
{
    *out = (DateSpan){"", ""};
    if (*text == '\0' || read_span(text, out))
        return true;
    *out = (DateSpan){"", ""};
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_GEODATA,
                "expected an EDTF date such as 1871-05-22, 1871-05-22T18:00~ or EARLIER/LATER, found \"%s\"",
                text);
    return false;
}
