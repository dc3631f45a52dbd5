#include "placement/break.h"

#include <glib.h>
#include <math.h>

typedef struct {
    double badness;
    size_t prior; /* 1 + index of the break before, 0: the paragraph's start */
} Step;

static double line_badness(double width, double target, double max_width, bool last)
{
    double badness = (width - target) * (width - target);
    if (last)
        badness *= width < target ? 0.5 : 2;
    if (width > max_width)
        badness += 1000 * (width - max_width) * (width - max_width);
    return badness;
}

/* The best line that ends at break `end`. */
static Step best_step(const LineBreak *breaks, const Step *steps, size_t end, double target, double max_width,
                      bool last)
{
    Step best = {HUGE_VAL, 0};
    for (size_t prior = end + 1; prior-- > 0;) {
        const double start = prior ? breaks[prior - 1].next_start : 0;
        const double width = breaks[end].line_end - start;
        const double badness =
            line_badness(width, target, max_width, last) + (prior ? steps[prior - 1].badness : 0);
        if (badness < best.badness)
            best = (Step){badness, prior};
        if (width > 3 * max_width)
            break;
    }
    const double penalty = breaks[end].penalty * target;
    best.badness += last ? 0 : penalty * penalty;
    return best;
}

size_t break_lines(const LineBreak *breaks, size_t count, double max_width, size_t *chosen)
{
    if (count == 0)
        return 0;
    const double total = breaks[count - 1].line_end;
    const double lines = max_width > 0 ? ceil(total / max_width) : (double)count;
    const double target = total / fmax(lines, 1);
    g_autofree Step *steps = g_new0(Step, count);
    for (size_t i = 0; i < count; i++)
        steps[i] = best_step(breaks, steps, i, target, max_width, i + 1 == count);
    size_t line_count = 0;
    for (size_t at = count; at > 0; at = steps[at - 1].prior)
        line_count++;
    size_t line = line_count;
    for (size_t at = count; at > 0; at = steps[at - 1].prior)
        chosen[--line] = at - 1;
    return line_count;
}
