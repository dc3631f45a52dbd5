/* What is seen on a frame, in words that outlive it. */
#pragma once

#include "setup/frame.h"

typedef struct {
    GArray *told; /* of Told */
    char *page;   /* the page as a whole: title, date, what it shows */
    char *date, *day, *heading;
    char *figures; /* sentences; may be empty */
} Seen;

Seen *seen_new(const Frame *frame);
void seen_free(Seen *seen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Seen, seen_free)

/* The date, who holds what, and what changed since `before` (NULL: instead the page as a whole). `since` is
 * the date from which the words hold, or NULL. Newly allocated. */
char *seen_words(const Seen *seen, const Seen *before, const char *since, const char *language);
