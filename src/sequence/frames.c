/* The pipeline for many dates: one setup, one projection, one placement, then frame after frame. */
#include "sequence/sequence.h"

#include "base/error.h"
#include "output/digest.h"
#include "output/pattern.h"
#include "output/video.h"
#include "sequence/schedule.h"

#include <string.h>

Frame *sequence_frame(const Sequence *sequence, size_t index, GError **error)
{
    const SemaineFramesOptions *options = sequence->options;
    if (options->stop && options->stop(options->render.user)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "interrupted");
        return NULL;
    }
    return frame_build(sequence->setup, sequence->dates->pdata[sequence->first + index], error);
}

void sequence_progress(const Sequence *sequence, size_t done)
{
    const SemaineFramesOptions *options = sequence->options;
    if (options->progress)
        options->progress(done, sequence->end - sequence->first, options->render.user);
}

/* ---- only changes ---- */

typedef struct {
    const Sequence *sequence;
    GPtrArray *kept; /* dates */
    uint64_t *last;  /* sum of the last kept; NULL: none yet */
} Sieve;

static void *sum_map(size_t index, void *state, void *user, GError **error)
{
    (void)state;
    const Sieve *sieve = user;
    g_autoptr(Frame) frame = sequence_frame(sieve->sequence, index, error);
    if (!frame)
        return NULL;
    const uint64_t sum = digest_maps(&frame->page);
    return g_memdup2(&sum, sizeof sum);
}

static bool sift(size_t index, void *result, void *user, GError **error)
{
    (void)error;
    Sieve *sieve = user;
    if (sieve->last && *sieve->last == *(uint64_t *)result) {
        g_free(result);
        return true;
    }
    g_ptr_array_add(sieve->kept, g_strdup(sieve->sequence->dates->pdata[index]));
    g_free(sieve->last);
    sieve->last = result;
    return true;
}

/* Leaves out the dates at which the map looks as it did before. */
static bool keep_changes(Sequence *sequence, GError **error)
{
    Sieve sieve = {sequence, g_ptr_array_new_with_free_func(g_free), NULL};
    const ParallelPlan plan = {.count = sequence->dates->len,
                               .batch = 4,
                               .jobs = sequence->options->render.jobs,
                               .user = &sieve,
                               .work = sum_map,
                               .deliver = sift,
                               .drop = g_free};
    const bool good = parallel_run(&plan, error);
    g_free(sieve.last);
    g_ptr_array_unref(sequence->dates);
    sequence->dates = sieve.kept;
    return good;
}

/* ---- all ---- */

/* One row per kind of output; `film` says that fades, holds, title card and progress line mean something. */
static bool write_output(const Sequence *sequence, GError **error)
{
    const char *output = sequence->options->render.output;
    if (pattern_is_one(output))
        return frames_write_files(sequence, error);
    if (video_is_film(output))
        return frames_write_film(sequence, error);
    return frames_write_atlas(sequence, error);
}

static bool refuse(GError **error, const char *words)
{
    g_set_error_literal(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, words);
    return false;
}

static bool check_options(const SemaineFramesOptions *options, GError **error)
{
    const char *output = options->render.output;
    const bool pattern = pattern_is_one(output), film = !pattern && video_is_film(output);
    if (!pattern && !film && !g_str_has_suffix(output, ".pdf")) {
        g_set_error(
            error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
            "%s: expected numbered files (DIR/%%04d.png, .svg, .pdf), an atlas (.pdf) or a film (.mp4, "
            ".webm, .gif, .apng)",
            output);
        return false;
    }
    if (!pattern && (options->shard_count > 0 || options->resume))
        return refuse(error, "--shard and --resume are for numbered files (DIR/%04d.png)");
    if (!film && options->pictures)
        return refuse(error, "--pictures is for films");
    if (!film &&
        (options->holds || options->title_seconds > 0 || options->fade_seconds > 0 || options->progress_line))
        return refuse(error, "--hold, --title, --fade and --progress-line are for films");
    if (options->shard_count > 0 && (options->shard < 1 || options->shard > options->shard_count))
        return refuse(error, "--shard: expected I/N with I from 1 to N");
    return true;
}

static bool write_dates(Sequence *sequence, bool only_changes, GError **error)
{
    const SemaineFramesOptions *options = sequence->options;
    sequence->end = sequence->dates->len;
    if (only_changes && !keep_changes(sequence, error))
        return false;
    schedule_shard(sequence->dates->len, options->shard, options->shard_count, &sequence->first,
                   &sequence->end);
    return write_output(sequence, error);
}

bool semaine_frames(const SemaineFramesOptions *options, GError **error)
{
    /* What is drawn, and where on the page: as for one sheet. */
    SemaineRenderOptions render = options->render;
    render.date = options->from;
    g_autoptr(RenderSetup) setup = check_options(options, error) ? render_setup_open(&render, error) : NULL;
    Schedule schedule;
    if (!setup || !schedule_read(options, setup->map->style, &schedule, error))
        return false;

    /* Over all dates at once: every label gets one place for as long as it lives. */
    if (!render_setup_place(setup, error))
        return false;

    /* Date by date. */
    Sequence sequence = {.options = options,
                         .setup = setup,
                         .from = schedule.from,
                         .to = schedule.to,
                         .dates = schedule_dates(&schedule, setup->map, error)};
    const bool good = sequence.dates && write_dates(&sequence, schedule.changes, error);
    g_clear_pointer(&sequence.dates, g_ptr_array_unref);
    return good;
}
