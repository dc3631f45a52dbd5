/* Whose date a map of the page shows. */
#pragma once

#include "style/style.h"

/* Turns a place's data-date into a date: an ISO date, or "date" (the page's), "from" or "to" (of the style's
 * metadata semaine:timeline), each with days added or taken away: "from+3", "date-1". `page` is the page's
 * date, which NULL stands for too. Newly allocated. Errors: USAGE, naming `rule`. */
char *panel_date(const Style *style, const char *rule, const char *page, GError **error);
