#include "sequence/narration.h"

#include <string.h>

enum { CHAPTERS_MAX = 60 };
static const double CUE_SECONDS = 4; /* long enough to be read */

/* What one cue tells of. */
typedef struct {
    size_t first, end; /* film frames */
    char *since;       /* its first date */
    Seen *last;        /* as it ends */
} Span;

struct Narration {
    const GPtrArray *dates;
    const char *language;
    Words *words;
    size_t cue_frames, chapter_key; /* so many characters of a date tell chapters apart; 0: none */
    Seen *opening;                  /* the first state; NULL: nothing was shown yet */
    GArray *spans;                  /* of Span */
};

static void clear_span(void *data)
{
    Span *span = data;
    g_free(span->since);
    seen_free(span->last);
}

/* ---- chapters ---- */

static bool begins_chapter(const Narration *narration, size_t key, size_t index)
{
    const char *date = narration->dates->pdata[index];
    return key > 0 && (index == 0 || strncmp(date, narration->dates->pdata[index - 1], key) != 0);
}

/* Days, if they are not too many, or months, or years. */
static size_t choose_key(const Narration *narration)
{
    static const size_t keys[] = {10, 7, 4};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        size_t count = 0;
        for (guint k = 0; k < narration->dates->len; k++)
            count += begins_chapter(narration, keys[i], k);
        if (count <= CHAPTERS_MAX)
            return keys[i];
    }
    return 0;
}

static void add_chapter(Narration *narration, size_t index, const Seen *seen, size_t first)
{
    const size_t key = narration->chapter_key;
    const char *heading = key == 10 ? seen->heading : "";
    g_autofree char *period =
        key == 10 ? g_strdup(seen->day) : g_strndup(narration->dates->pdata[index], key);
    g_autofree char *title = g_strconcat(period, *heading ? " – " : "", heading, NULL);
    words_add_chapter(narration->words, first, title);
}

/* ---- cues ---- */

static Span *last_span(const Narration *narration)
{
    const guint count = narration->spans->len;
    return count > 0 ? &g_array_index(narration->spans, Span, count - 1) : NULL;
}

static bool is_full(const Narration *narration, const Span *span, double share)
{
    return (double)(span->end - span->first) >= (double)narration->cue_frames * share;
}

void narration_add(Narration *narration, size_t index, Seen *seen, size_t first, size_t end)
{
    if (begins_chapter(narration, narration->chapter_key, index))
        add_chapter(narration, index, seen, first);
    Span *span = last_span(narration);
    if (!span || is_full(narration, span, 1)) {
        const Span next = {first, end, g_strdup(seen->date), NULL};
        g_array_append_val(narration->spans, next);
        span = last_span(narration);
    }
    span->end = end;
    if (!narration->opening) {
        narration->opening = seen;
        return;
    }
    seen_free(span->last);
    span->last = seen;
}

/* Too short a last one is told with the one before. */
static void join_last(Narration *narration)
{
    Span *last = last_span(narration);
    if (narration->spans->len < 2 || is_full(narration, last, 0.5))
        return;
    Span *before = last - 1;
    before->end = last->end;
    seen_free(before->last);
    before->last = g_steal_pointer(&last->last);
    g_array_set_size(narration->spans, narration->spans->len - 1);
}

static void say(const Narration *narration, const Span *span, const Seen *before)
{
    const bool opens = before == narration->opening;
    g_autofree char *page = opens ? seen_words(before, NULL, NULL, narration->language) : g_strdup("");
    g_autofree char *changes =
        span->last ? seen_words(span->last, before, opens ? NULL : span->since, narration->language)
                   : g_strdup("");
    g_autofree char *text = g_strconcat(page, *page && *changes ? " " : "", changes, NULL);
    words_add_cue(narration->words, span->first, span->end, text);
}

/* ---- all ---- */

Narration *narration_new(const GPtrArray *dates, double fps, const char *language)
{
    Narration *narration = g_new0(Narration, 1);
    narration->dates = dates;
    narration->language = language;
    narration->words = words_new(fps);
    narration->spans = g_array_new(FALSE, FALSE, sizeof(Span));
    g_array_set_clear_func(narration->spans, clear_span);
    narration->cue_frames = (size_t)(CUE_SECONDS * fps);
    narration->chapter_key = choose_key(narration);
    return narration;
}

void narration_free(Narration *narration)
{
    if (!narration)
        return;
    words_free(narration->words);
    seen_free(narration->opening);
    g_array_unref(narration->spans);
    g_free(narration);
}

void narration_add_title(Narration *narration, const char *title)
{
    if (title && *title)
        words_add_chapter(narration->words, 0, title);
}

const Words *narration_finish(Narration *narration)
{
    const Seen *before = narration->opening;
    join_last(narration);
    for (guint i = 0; i < narration->spans->len; i++) {
        const Span *span = &g_array_index(narration->spans, Span, i);
        say(narration, span, before);
        before = span->last ? span->last : before;
    }
    return narration->words;
}
