/* Sums of what a page looks like, taken before anything is painted. */
#pragma once

#include "output/writer.h"

/* SHA-256 of all that decides over the bytes of a page's file: drawing calls, size, format, version. Newly
 * allocated. */
char *digest_page(const Page *page, const WriterOptions *options, const char *suffix);
/* The same of the maps alone, without the page around them. */
char *digest_maps(const Page *page);
