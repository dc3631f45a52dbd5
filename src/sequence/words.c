#include "sequence/words.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

typedef struct {
    size_t first, end; /* film frames */
    char *text;
} Cue;

struct Words {
    double fps;
    GArray *cues, *chapters; /* of Cue; chapters have no end */
};

static void clear_cue(void *cue)
{
    g_free(((Cue *)cue)->text);
}

static GArray *cues_new(void)
{
    GArray *cues = g_array_new(FALSE, FALSE, sizeof(Cue));
    g_array_set_clear_func(cues, clear_cue);
    return cues;
}

Words *words_new(double fps)
{
    Words *words = g_new0(Words, 1);
    words->fps = fps;
    words->cues = cues_new();
    words->chapters = cues_new();
    return words;
}

void words_free(Words *words)
{
    if (!words)
        return;
    g_array_unref(words->cues);
    g_array_unref(words->chapters);
    g_free(words);
}

void words_add_cue(Words *words, size_t first, size_t end, const char *text)
{
    const Cue cue = {first, end, g_strdup(text)};
    g_array_append_val(words->cues, cue);
}

void words_add_chapter(Words *words, size_t frame, const char *title)
{
    if (words->chapters->len > 0)
        g_array_index(words->chapters, Cue, words->chapters->len - 1).end = frame;
    const Cue chapter = {frame, 0, g_strdup(title)};
    g_array_append_val(words->chapters, chapter);
}

static size_t chapter_end(const Cue *chapter, size_t frames)
{
    return chapter->end > 0 ? chapter->end : frames;
}

static long long milliseconds(const Words *words, size_t frame)
{
    return llround((double)frame * 1000 / words->fps);
}

/* ---- for ffmpeg ---- */

/* What ffmpeg's metadata keep for themselves is escaped. */
static void append_escaped(GString *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("=;#\\\n", *text))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *text);
    }
}

char *words_metadata(const Words *words, size_t frames)
{
    GString *out = g_string_new(";FFMETADATA1\n");
    for (guint i = 0; i < words->chapters->len; i++) {
        const Cue *chapter = &g_array_index(words->chapters, Cue, i);
        g_string_append_printf(out, "[CHAPTER]\nTIMEBASE=1/1000\nSTART=%lld\nEND=%lld\ntitle=",
                               milliseconds(words, chapter->first),
                               milliseconds(words, chapter_end(chapter, frames)));
        append_escaped(out, chapter->text);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* ---- WebVTT ---- */

static void append_time(GString *out, long long time)
{
    g_string_append_printf(out, "%02lld:%02lld:%02lld.%03lld", time / 3600000, time / 60000 % 60,
                           time / 1000 % 60, time % 1000);
}

static void append_cue(GString *out, const Words *words, const Cue *cue, size_t end)
{
    g_autofree char *text = g_markup_escape_text(cue->text, -1);
    g_strdelimit(text, "\n\r", ' ');
    g_string_append_c(out, '\n');
    append_time(out, milliseconds(words, cue->first));
    g_string_append(out, " --> ");
    append_time(out, milliseconds(words, end));
    g_string_append_printf(out, "\n%s\n", text);
}

static bool write_cues(const Words *words, const GArray *cues, const char *film, const char *suffix,
                       size_t frames, GError **error)
{
    if (cues->len == 0)
        return true;
    const char *dot = strrchr(film, '.');
    g_autofree char *stem = g_strndup(film, dot ? (gsize)(dot - film) : strlen(film));
    g_autofree char *path = g_strconcat(stem, suffix, NULL);
    g_autoptr(GString) out = g_string_new("WEBVTT\n");
    for (guint i = 0; i < cues->len; i++) {
        const Cue *cue = &g_array_index(cues, Cue, i);
        append_cue(out, words, cue, chapter_end(cue, frames));
    }
    GError *reason = NULL;
    if (g_file_set_contents(path, out->str, (gssize)out->len, &reason))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written: %s", path, reason->message);
    g_error_free(reason);
    return false;
}

bool words_write(const Words *words, const char *film, size_t frames, GError **error)
{
    return write_cues(words, words->cues, film, ".vtt", frames, error) &&
           write_cues(words, words->chapters, film, ".chapters.vtt", frames, error);
}
