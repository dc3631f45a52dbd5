/* Vertical writing: texts whose characters all stand upright in a column, one below the other. */
#pragma once

#include <stdbool.h>

/* Whether all its characters are of the wide kind: Chinese, Japanese and Korean with their punctuation. */
bool text_may_stand(const char *text);
/* The text with a line feed after each character, marks kept with theirs, without blanks. Newly allocated. */
char *text_stacked(const char *text);
