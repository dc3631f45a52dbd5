#include "base/duration.h"

#include "base/error.h"

#include <string.h>

static const struct {
    char mark;
    bool in_time;
    long months, days, minutes;
} units[] = {{'Y', false, 12, 0, 0}, {'M', false, 1, 0, 0}, {'W', false, 0, 7, 0},
             {'D', false, 0, 1, 0},  {'H', true, 0, 0, 60}, {'M', true, 0, 0, 1}};

/* Reads "12H" and moves on; `next` is the first unit that may still come. */
static bool read_part(const char **text, bool in_time, size_t *next, Duration *out)
{
    long count = 0;
    const char *rest = *text;
    for (; g_ascii_isdigit(*rest) && rest - *text < 6; rest++)
        count = count * 10 + (*rest - '0');
    if (rest == *text)
        return false;
    for (size_t i = *next; i < G_N_ELEMENTS(units); i++)
        if (units[i].mark == *rest && units[i].in_time == in_time) {
            out->months += count * units[i].months;
            out->days += count * units[i].days;
            out->minutes += count * units[i].minutes;
            *next = i + 1;
            *text = rest + 1;
            return true;
        }
    return false;
}

static bool read_parts(const char *text, Duration *out)
{
    size_t next = 0;
    bool in_time = false;
    if (*text++ != 'P')
        return false;
    while (*text) {
        if (*text == 'T' && !in_time) {
            in_time = true;
            text++;
        }
        if (!read_part(&text, in_time, &next, out))
            return false;
    }
    return out->months > 0 || out->days > 0 || out->minutes > 0;
}

bool duration_parse(const char *text, Duration *out, GError **error)
{
    *out = (Duration){0};
    if (read_parts(text, out))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "expected a duration such as P1D, PT1H or PT15M, found \"%s\"", text);
    return false;
}

static int days_of_month(int year, int month)
{
    const Date first = {.year = year, .month = month, .day = 1},
               next = {.year = month == 12 ? year + 1 : year, .month = month % 12 + 1, .day = 1};
    return (int)(date_day_number(&next) - date_day_number(&first));
}

static Date add_months(Date date, long months)
{
    const long count = date.year * 12L + date.month - 1 + months;
    date.year = (int)(count / 12);
    date.month = (int)(count % 12) + 1;
    date.day = MIN(date.day, days_of_month(date.year, date.month));
    return date;
}

Date duration_add(const Date *start, const Duration *duration, long times)
{
    const bool timed = start->hour >= 0 || duration->minutes != 0;
    const long minutes =
        (start->hour >= 0 ? start->hour * 60L + start->minute : 0) + duration->minutes * times;
    const Date moved = add_months(*start, duration->months * times);
    Date date = date_add_days(&moved, duration->days * times + minutes / 1440);
    if (timed) {
        date.hour = (int)(minutes % 1440 / 60);
        date.minute = (int)(minutes % 60);
    }
    return date;
}

int64_t date_second(const Date *date)
{
    const int64_t second = date->hour < 0 ? 86399 : date->hour * 3600 + date->minute * 60;
    return (int64_t)date_day_number(date) * 86400 + second;
}

char *date_text(const Date *date)
{
    g_autofree char *day = date_day(date);
    if (date->hour < 0)
        return g_steal_pointer(&day);
    return g_strdup_printf("%sT%02d:%02d", day, date->hour, date->minute);
}
