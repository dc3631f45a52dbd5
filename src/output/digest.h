/* Sums of what a page looks like, taken from what it records, before anything is painted. */
#pragma once

#include "output/writer.h"

/* A sum, in hexadecimal digits, of all that decides over the bytes of a page's file: what it draws
 * (`page_sum`, of a Recording or Picture), size, format, version. Newly allocated. */
char *digest_page(uint64_t page_sum, const WriterOptions *options, const char *suffix);
/* The sum of a page for a vector file. */
uint64_t digest_record(const Page *page);
/* The sum of the maps alone, without the page around them. */
uint64_t digest_maps(const Page *page);
