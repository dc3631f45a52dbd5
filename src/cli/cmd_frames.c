#include "command.h"
#include "interrupt.h"
#include "options.h"

#include <unistd.h>

typedef struct {
    MapOptions map;
    char *from, *to, *step, *shard, *title_card, *pictures;
    char **holds;
    double fps, title, fade;
    gboolean progress_line, resume;
} FramesOptions;

/* ---- while it runs ---- */

typedef struct {
    gint64 began;
    bool open; /* the line of progress is not ended yet */
} Progress;

static void print_progress(size_t done, size_t total, void *user)
{
    Progress *progress = user;
    const double passed = (double)(g_get_monotonic_time() - progress->began) / 1e6;
    progress->open = done < total;
    const int left = (int)(passed / (double)done * (double)(total - done) + 0.5);
    fprintf(stderr, "\r%zu of %zu frames", done, total);
    if (done < total)
        fprintf(stderr, ", %d:%02d left \033[K", left / 60, left % 60);
    else
        fprintf(stderr, " in %d:%02d \033[K\n", (int)passed / 60, (int)passed % 60);
}

/* ---- options ---- */

static void clear(FramesOptions *options)
{
    char *texts[] = {options->from,  options->to,         options->step,
                     options->shard, options->title_card, options->pictures};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(options->holds);
    options_clear(&options->map);
}

static void add_options(GOptionContext *context, FramesOptions *options)
{
    const GOptionEntry entries[] = {
        {"from", 0, 0, G_OPTION_ARG_STRING, &options->from, "first day or instant", "DATE"},
        {"to", 0, 0, G_OPTION_ARG_STRING, &options->to, "last day or instant", "DATE"},
        {"step", 0, 0, G_OPTION_ARG_STRING, &options->step,
         "P1D, PT1H, PT15M ..., or change: whenever the map changes", "DURATION"},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &options->shard, "numbered files: only part I of N", "I/N"},
        {"resume", 0, 0, G_OPTION_ARG_NONE, &options->resume,
         "numbered files: keep finished ones that would be the same", NULL},
        {"fps", 0, 0, G_OPTION_ARG_DOUBLE, &options->fps, "films: frames a second (default 12)", "N"},
        {"hold", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->holds,
         "films: stay on a date, or on the last one of each day (day=1)", "DATE=SECONDS"},
        {"title", 0, 0, G_OPTION_ARG_DOUBLE, &options->title, "films: a title card first", "SECONDS"},
        {"title-card", 0, 0, G_OPTION_ARG_FILENAME, &options->title_card, "its SVG template", "FILE"},
        {"fade", 0, 0, G_OPTION_ARG_DOUBLE, &options->fade, "films: fade from state to state", "SECONDS"},
        {"pictures", 0, 0, G_OPTION_ARG_FILENAME, &options->pictures,
         "films: take finished frames instead of painting", "DIR/%04d.png"},
        {"progress-line", 0, 0, G_OPTION_ARG_NONE, &options->progress_line,
         "films: a line along the lower edge that grows with time", NULL},
        G_OPTION_ENTRY_NULL,
    };
    options_add(context, &options->map);
    g_option_context_add_main_entries(context, entries, NULL);
}

static bool read_shard(const char *text, SemaineFramesOptions *out)
{
    char rest;
    if (!text || (sscanf(text, "%u/%u%c", &out->shard, &out->shard_count, &rest) == 2 && out->shard >= 1 &&
                  out->shard <= out->shard_count))
        return true;
    command_print("--shard: expected I/N such as 2/8, found \"%s\"", text);
    return false;
}

static bool is_time(const char *option, double seconds)
{
    if (seconds >= 0 && seconds <= 3600)
        return true;
    command_print("%s: expected 0 to 3600, found %g", option, seconds);
    return false;
}

static bool read_options(const FramesOptions *options, SemaineFramesOptions *out)
{
    *out = (SemaineFramesOptions){
        .from = options->from,
        .to = options->to,
        .step = options->step,
        .fps = options->fps,
        .holds = (const char *const *)options->holds,
        .title_seconds = options->title,
        .title_card = options->title_card,
        .fade_seconds = options->fade,
        .pictures = options->pictures,
        .progress_line = options->progress_line,
        .resume = options->resume,
        .progress = !options->map.quiet && isatty(STDERR_FILENO) ? print_progress : NULL,
        .stop = interrupt_came,
    };
    if (!options->map.output) {
        command_print("frames: expected an output, -o DIR/%%04d.png, FILM.mp4 or ATLAS.pdf");
        return false;
    }
    return is_time("--fps", options->fps) && is_time("--title", options->title) &&
           is_time("--fade", options->fade) && read_shard(options->shard, out) &&
           options_to_render(&options->map, &out->render);
}

static int run(SemaineFramesOptions *frames)
{
    Progress progress = {g_get_monotonic_time(), false};
    frames->render.user = &progress;
    interrupt_watch();
    g_autoptr(GError) error = NULL;
    if (semaine_frames(frames, &error))
        return 0;
    if (progress.open)
        fputc('\n', stderr);
    return interrupt_status(command_fail(error));
}

static int frames_with(int argc, char **argv, FramesOptions *options)
{
    g_autoptr(GOptionContext) context = g_option_context_new("- draw a sequence of dates");
    g_option_context_set_summary(context,
                                 "Draws a map date by date: numbered files (-o DIR/%04d.png, .svg, .pdf), an "
                                 "atlas (.pdf) or a film (.mp4, .webm, .gif, .apng).");
    int status = 0;
    add_options(context, options);
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    if (argc > 1) {
        command_print("frames: did not expect \"%s\"; the output is named with -o", argv[1]);
        return 2;
    }
    SemaineFramesOptions frames;
    if (!read_options(options, &frames))
        return 2;
    return run(&frames);
}

int run_frames(int argc, char **argv)
{
    FramesOptions options = {0};
    const int status = frames_with(argc, argv, &options);
    clear(&options);
    return status;
}
