/* Numbers for people. */
#pragma once

/* Digits in groups of three, parted by narrow no-break spaces or, in English, commas. Newly allocated. */
char *number_text_grouped(long number, const char *language);
