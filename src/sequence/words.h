/* A film in words: chapters, and what is seen, as WebVTT and for the film's own list of chapters. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Words Words;

/* `fps` of the film; free with words_free(). */
Words *words_new(double fps);
void words_free(Words *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Words, words_free)

/* Begins a chapter at film frame `frame`; it ends where the next begins. */
void words_add_chapter(Words *words, size_t frame, const char *title);
/* Says what is seen from film frame `first` up to before `end`. */
void words_add_cue(Words *words, size_t first, size_t end, const char *text);
/* Chapters of a film of so many frames as ffmpeg reads them; newly allocated. */
char *words_metadata(const Words *words, size_t frames);
/* Writes FILM.vtt and FILM.chapters.vtt beside a film, where they have anything to say. Errors: IO. */
bool words_write(const Words *words, const char *film, size_t frames, GError **error);
