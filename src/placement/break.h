/* Breaking a paragraph into lines of even length. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A place where a line may end. Widths are measured from the paragraph's start. */
typedef struct {
    size_t index;      /* of the character the next line starts with */
    double line_end;   /* width up to the last visible character before it */
    double next_start; /* width up to the first visible character after it */
    double penalty;    /* 0 for a good place, in shares of the wanted width */
} LineBreak;

/* Chooses where to break. `breaks` are in order, the last one is the paragraph's end. Lines come out about as
 * long as the total divided by the least number of lines that fit `max_width`; a line longer than that is
 * taken only where no break allows less. `chosen` (of `count`) gets the indexes into `breaks` of the lines'
 * ends; returns how many lines. */
size_t break_lines(const LineBreak *breaks, size_t count, double max_width, size_t *chosen);
