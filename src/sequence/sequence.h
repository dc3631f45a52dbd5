/* A sequence under way: what its three kinds of output share. */
#pragma once

#include "base/parallel.h"
#include "setup/frame.h"

typedef struct {
    const SemaineFramesOptions *options;
    const RenderSetup *setup;
    GPtrArray *dates;
    size_t first, end;     /* of this shard */
    const char *from, *to; /* as asked for */
} Sequence;

/* The frame at `index` of the shard, or NULL and an error, also where the caller wants to stop. */
Frame *sequence_frame(const Sequence *sequence, size_t index, GError **error);
/* Tells the caller that `done` frames of the shard are finished. */
void sequence_progress(const Sequence *sequence, size_t done);

/* Numbered files, from 1, and their manifest. */
bool frames_write_files(const Sequence *sequence, GError **error);
/* One PDF with a page, an outline entry and a page label for each date. */
bool frames_write_atlas(const Sequence *sequence, GError **error);
/* A film, through ffmpeg. */
bool frames_write_film(const Sequence *sequence, GError **error);
