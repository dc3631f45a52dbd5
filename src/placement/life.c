#include "placement/life.h"

#include <string.h>

bool life_contains(Life life, size_t instant)
{
    if (life.count == 0)
        return true;
    for (size_t i = 0; i < life.count; i++)
        if (life.spans[i].start <= instant && instant < life.spans[i].end)
            return true;
    return false;
}

bool life_overlaps(Life a, Life b)
{
    if (a.count == 0 || b.count == 0)
        return true;
    for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
        if (a.spans[i].start < b.spans[j].end && b.spans[j].start < a.spans[i].end)
            return true;
        if (a.spans[i].end <= b.spans[j].end)
            i++;
        else
            j++;
    }
    return false;
}

bool life_equals(Life a, Life b)
{
    return a.count == b.count && (a.count == 0 || memcmp(a.spans, b.spans, a.count * sizeof *a.spans) == 0);
}

static int64_t weigh_span(size_t start, size_t end, const Calendar *calendar)
{
    end = MIN(end, calendar->instant_count);
    if (start >= end)
        return 0;
    return calendar->sums ? calendar->sums[end] - calendar->sums[start] : (int64_t)(end - start);
}

int64_t life_length(Life life, const Calendar *calendar)
{
    int64_t length = life.count == 0 ? weigh_span(0, calendar->instant_count, calendar) : 0;
    for (size_t i = 0; i < life.count; i++)
        length += weigh_span(life.spans[i].start, life.spans[i].end, calendar);
    return length;
}

int64_t life_shared_length(Life a, Life b, const Calendar *calendar)
{
    int64_t length = 0;
    if (a.count == 0)
        return life_length(b, calendar);
    if (b.count == 0)
        return life_length(a, calendar);
    for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
        const size_t start = MAX(a.spans[i].start, b.spans[j].start),
                     end = MIN(a.spans[i].end, b.spans[j].end);
        length += weigh_span(start, end, calendar);
        if (a.spans[i].end <= b.spans[j].end)
            i++;
        else
            j++;
    }
    return length;
}

Life life_copy(Life life)
{
    return (Life){life.count, g_memdup2(life.spans, life.count * sizeof *life.spans)};
}

/* Appends what is left of one span when `other` is cut out of it. */
static void subtract_span(LifeSpan span, Life other, GArray *out)
{
    for (size_t i = 0; i < other.count && span.start < span.end; i++) {
        const LifeSpan cut = other.spans[i];
        if (cut.end <= span.start || cut.start >= span.end)
            continue;
        if (cut.start > span.start) {
            const LifeSpan before = {span.start, cut.start};
            g_array_append_val(out, before);
        }
        span.start = cut.end;
    }
    if (span.start < span.end)
        g_array_append_val(out, span);
}

Life life_subtract(Life life, Life other, size_t instant_count, bool *emptied)
{
    GArray *left = g_array_new(FALSE, FALSE, sizeof(LifeSpan));
    const LifeSpan everything = {0, instant_count};
    if (other.count == 0)
        other = (Life){1, (LifeSpan *)&everything};
    if (life.count == 0)
        subtract_span(everything, other, left);
    for (size_t i = 0; i < life.count; i++)
        subtract_span(life.spans[i], other, left);
    *emptied = left->len == 0;
    const size_t count = left->len;
    return (Life){count, (LifeSpan *)(void *)g_array_free(left, count == 0)};
}

static void print_instant(GString *text, size_t instant, const char *const *instants, size_t instant_count)
{
    if (!instants)
        g_string_append_printf(text, "%zu", instant);
    else
        g_string_append(text, instant < instant_count ? instants[instant] : "..");
}

char *life_to_text(Life life, const char *const *instants, size_t instant_count)
{
    GString *text = g_string_new(life.count == 0 ? "always" : NULL);
    for (size_t i = 0; i < life.count; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        print_instant(text, life.spans[i].start, instants, instant_count);
        g_string_append_c(text, '/');
        print_instant(text, life.spans[i].end, instants, instant_count);
    }
    return g_string_free(text, FALSE);
}
