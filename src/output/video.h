/* Films: raw frames handed to ffmpeg, which runs as a program of its own. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Video Video;

/* Whether a file name ends as a film does: .mp4 .webm .gif .apng. */
bool video_is_film(const char *path);
/* Starts the encoder for frames of so many pixels. Errors: USAGE (no film's suffix), TOOL (no ffmpeg), IO.
 * Free with video_free(). */
Video *video_open(const char *path, int width, int height, double fps, GError **error);
/* Adds a frame: `height` rows of `width` pixels, four bytes each, blue first, the fourth not used. Errors:
 * TOOL, with the encoder's own words. */
bool video_add_frame(Video *video, const unsigned char *pixels, GError **error);
/* Finishes the film and gives it its name. `metadata`, in ffmpeg's format, or NULL, holds its chapters; they
 * stay out of .gif and .apng, which have none. Errors: TOOL, IO. */
bool video_close(Video *video, const char *metadata, GError **error);
/* Ends the encoder and removes what was not closed. */
void video_free(Video *video);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Video, video_free)
