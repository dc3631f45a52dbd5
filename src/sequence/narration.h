/* Follows a film and puts it into words: a chapter for each day, month or year, and every few seconds what
 * has changed. */
#pragma once

#include "sequence/seen.h"
#include "sequence/words.h"

typedef struct Narration Narration;

/* Of a film that shows `dates` (borrowed) at `fps` frames a second. Free with narration_free(). */
Narration *narration_new(const GPtrArray *dates, double fps, const char *language);
void narration_free(Narration *narration);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Narration, narration_free)

/* The film begins with a card. */
void narration_add_title(Narration *narration, const char *title);
/* The date at `index` is shown from film frame `first` up to before `end`. Takes `seen`. */
void narration_add(Narration *narration, size_t index, Seen *seen, size_t first, size_t end);
/* All words, once the film has come to its end; borrowed. */
const Words *narration_finish(Narration *narration);
