/* A page in words, for those who cannot see it. */
#pragma once

#include "layout/page.h"

/* Title, subtitle, date, scale, and the classes of the legend that are on the paper; newly allocated. */
char *page_alternative(const Page *page);
