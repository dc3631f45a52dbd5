#include "output/video.h"

#include "base/error.h"
#include "output/target.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Colours as the standard for high definition has them; the same threads on every machine, since encoders
 * decide by their number. */
static const char *const mp4_arguments[] = {
    "-vf",
    "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
    "-c:v",
    "libx264",
    "-preset",
    "medium",
    "-crf",
    "17",
    "-tune",
    "animation",
    "-threads",
    "4",
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
    "-color_range",
    "tv",
    "-movflags",
    "+faststart",
    "-f",
    "mp4",
    NULL};
static const char *const webm_arguments[] = {
    "-vf",         "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
    "-c:v",        "libvpx-vp9",
    "-crf",        "24",
    "-b:v",        "0",
    "-deadline",   "good",
    "-cpu-used",   "4",
    "-row-mt",     "1",
    "-threads",    "4",
    "-colorspace", "bt709",
    "-f",          "webm",
    NULL};
static const char *const gif_arguments[] = {
    "-filter_complex", "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=none",
    "-f", "gif", NULL};
static const char *const apng_arguments[] = {"-vf", "format=rgb24", "-c:v", "apng", "-plays",
                                             "0",   "-f",           "apng", NULL};

static const struct {
    const char *suffix;
    const char *const *arguments;
} films[] = {
    {".mp4", mp4_arguments}, {".webm", webm_arguments}, {".gif", gif_arguments}, {".apng", apng_arguments}};

/* Films that have chapters, and how they are packed. */
static const struct {
    const char *suffix;
    const char *arguments[5];
} packings[] = {{".mp4", {"-movflags", "+faststart", "-f", "mp4", NULL}}, {".webm", {"-f", "webm", NULL}}};

struct Video {
    char *path, *target, *temporary;
    FILE *words; /* what the encoder says */
    GPid encoder;
    int pipe;
    size_t frame_bytes;
    bool running, renamed;
};

static const char *const *find_arguments(const char *path)
{
    for (size_t i = 0; i < G_N_ELEMENTS(films); i++)
        if (g_str_has_suffix(path, films[i].suffix))
            return films[i].arguments;
    return NULL;
}

bool video_is_film(const char *path)
{
    return find_arguments(path) != NULL;
}

/* ---- starting ---- */

static void add_all(GPtrArray *arguments, const char *const *texts)
{
    for (size_t i = 0; texts[i]; i++)
        g_ptr_array_add(arguments, g_strdup(texts[i]));
}

static GPtrArray *build_arguments(const Video *video, int width, int height, double fps)
{
    char rate[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *size = g_strdup_printf("%dx%d", width, height);
    GPtrArray *arguments = g_ptr_array_new_with_free_func(g_free);
    add_all(arguments, (const char *[]){"ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f",
                                        "rawvideo", "-pix_fmt", "bgr0", "-s", size, "-framerate",
                                        g_ascii_dtostr(rate, sizeof rate, fps), "-i", "pipe:0", NULL});
    add_all(arguments, (const char *[]){"-fflags", "+bitexact", "-flags:v", "+bitexact", NULL});
    add_all(arguments, find_arguments(video->path));
    g_ptr_array_add(arguments, g_strdup(video->temporary));
    g_ptr_array_add(arguments, NULL);
    return arguments;
}

/* Ctrl-C is for us: the encoder must not end before we know. */
static void leave_group(void *user)
{
    (void)user;
    setpgid(0, 0);
}

/* A socket instead of a pipe: a write to an encoder that is gone must not raise a signal. */
static bool start(Video *video, GPtrArray *arguments, GError **error)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "socketpair: %s", g_strerror(errno));
        return false;
    }
    GError *reason = NULL;
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    video->pipe = ends[0];
    video->running = g_spawn_async_with_fds(
        NULL, (char **)arguments->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, leave_group,
        NULL, &video->encoder, ends[1], nothing, fileno(video->words), &reason);
    close(nothing);
    close(ends[1]);
    if (video->running)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_TOOL,
                "ffmpeg cannot be started, and films need it (Debian package ffmpeg): %s", reason->message);
    g_error_free(reason);
    return false;
}

static bool fail_to_write(const Video *video, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written: %s", video->path,
                g_strerror(errno));
    return false;
}

static bool make_files(Video *video, GError **error)
{
    video->target = target_resolve(video->path, error);
    if (!video->target)
        return false;
    video->words = tmpfile();
    video->temporary = video->words ? target_temporary(video->target) : NULL;
    return video->temporary || fail_to_write(video, error);
}

Video *video_open(const char *path, int width, int height, double fps, GError **error)
{
    g_autoptr(Video) video = g_new0(Video, 1);
    video->pipe = -1;
    video->path = g_strdup(path);
    video->frame_bytes = (size_t)width * (size_t)height * 4;
    if (!video_is_film(path)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "%s: expected a film that ends in .mp4, .webm, .gif or .apng", path);
        return NULL;
    }
    if (!make_files(video, error))
        return NULL;
    g_autoptr(GPtrArray) arguments = build_arguments(video, width, height, fps);
    return start(video, arguments, error) ? g_steal_pointer(&video) : NULL;
}

/* ---- writing ---- */

/* The encoder's last line, or what is known without one. Newly allocated. */
static char *last_words(const Video *video, int status)
{
    char text[4096];
    rewind(video->words);
    const size_t length = fread(text, 1, sizeof text - 1, video->words);
    text[length] = '\0';
    char *line = strrchr(g_strchomp(text), '\n');
    line = line ? line + 1 : text;
    if (*line)
        return g_strdup(line);
    if (WIFSIGNALED(status))
        return g_strdup_printf("it was ended by signal %d", WTERMSIG(status));
    return g_strdup_printf("it ended with status %d", WEXITSTATUS(status));
}

static int wait_for(Video *video)
{
    int status = 0;
    while (waitpid(video->encoder, &status, 0) < 0 && errno == EINTR)
        ;
    g_spawn_close_pid(video->encoder);
    video->running = false;
    return status;
}

static void close_pipe(Video *video)
{
    if (video->pipe >= 0)
        close(video->pipe);
    video->pipe = -1;
}

static bool fail(Video *video, int status, GError **error)
{
    g_autofree char *words = last_words(video, status);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_TOOL, "%s: ffmpeg failed: %s", video->path, words);
    return false;
}

static bool send_all(Video *video, const void *bytes, size_t length, GError **error)
{
    for (size_t sent = 0; sent < length;) {
        const ssize_t count = send(video->pipe, (const char *)bytes + sent, length - sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            close_pipe(video);
            return fail(video, wait_for(video), error);
        }
        sent += (size_t)count;
    }
    return true;
}

bool video_add_frame(Video *video, const unsigned char *pixels, GError **error)
{
    return send_all(video, pixels, video->frame_bytes, error);
}

/* ---- finishing ---- */

static bool end_encoder(Video *video, GError **error)
{
    close_pipe(video);
    const int status = wait_for(video);
    return status == 0 || fail(video, status, error);
}

static const char *const *find_packing(const char *path)
{
    for (size_t i = 0; i < G_N_ELEMENTS(packings); i++)
        if (g_str_has_suffix(path, packings[i].suffix))
            return packings[i].arguments;
    return NULL;
}

/* Chapters are known when the film is: it is packed once more, with them and without encoding. */
static bool add_metadata(Video *video, const char *const *packing, const char *metadata, GError **error)
{
    g_autofree char *packed = target_temporary(video->target);
    if (!packed)
        return fail_to_write(video, error);
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    add_all(arguments,
            (const char *[]){
                "ffmpeg", "-hide_banner",  "-loglevel", "error",  "-y",   "-i",      video->temporary,
                "-f",     "ffmetadata",    "-i",        "pipe:0", "-map", "0:v",     "-map_metadata",
                "1",      "-map_chapters", "1",         "-c",     "copy", "-fflags", "+bitexact",
                NULL});
    add_all(arguments, packing);
    g_ptr_array_add(arguments, g_strdup(packed));
    g_ptr_array_add(arguments, NULL);
    const bool good = start(video, arguments, error) && send_all(video, metadata, strlen(metadata), error) &&
                      end_encoder(video, error);
    g_unlink(good ? video->temporary : packed);
    if (good) {
        g_free(video->temporary);
        video->temporary = g_steal_pointer(&packed);
    }
    return good;
}

bool video_close(Video *video, const char *metadata, GError **error)
{
    const char *const *packing = metadata ? find_packing(video->path) : NULL;
    if (!end_encoder(video, error) || (packing && !add_metadata(video, packing, metadata, error)))
        return false;
    video->renamed = g_rename(video->temporary, video->target) == 0;
    return video->renamed || fail_to_write(video, error);
}

void video_free(Video *video)
{
    if (!video)
        return;
    close_pipe(video);
    if (video->running) {
        kill(video->encoder, SIGKILL);
        wait_for(video);
    }
    if (video->words)
        fclose(video->words);
    if (video->temporary && !video->renamed)
        g_unlink(video->temporary);
    g_free(video->temporary);
    g_free(video->target);
    g_free(video->path);
    g_free(video);
}
