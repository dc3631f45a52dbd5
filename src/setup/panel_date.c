#include "setup/panel_date.h"

#include "base/date.h"
#include "base/error.h"
#include "base/json.h"

#include <string.h>

/* The date a rule begins with; `rest` is what follows its name. */
static char *base_date(const Style *style, const char *rule, const char *page, const char **rest)
{
    const json_t *timeline = style_metadata(style, "semaine:timeline");
    const struct {
        const char *name, *date;
    } bases[] = {
        {"date", page},
        {"from", json_member_text(timeline, "from")},
        {"to", json_member_text(timeline, "to")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bases); i++)
        if (g_str_has_prefix(rule, bases[i].name)) {
            *rest = rule + strlen(bases[i].name);
            return g_strdup(bases[i].date);
        }
    const size_t length = strlen(rule);
    const char *shift = length > 10 ? strpbrk(rule + 10, "+") : NULL;
    *rest = shift ? shift : rule + length;
    return g_strndup(rule, (gsize)(*rest - rule));
}

char *panel_date(const Style *style, const char *rule, const char *page, GError **error)
{
    if (!rule)
        return g_strdup(page);
    const char *rest = "";
    g_autofree char *base = base_date(style, rule, page, &rest);
    Date date;
    char *end = NULL;
    const long days = (long)g_ascii_strtoll(rest, &end, 10);
    if (!base || !date_parse(base, &date, NULL) || *end != '\0' || days < -100000 || days > 100000) {
        g_set_error(
            error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
            "data-date: expected a date, or date, from or to (of the style's semaine:timeline) with days "
            "added, such as from+3, found \"%s\"",
            rule);
        return NULL;
    }
    if (*rest == '\0')
        return g_steal_pointer(&base);
    const Date moved = date_add_days(&date, days);
    return date_day(&moved);
}
