/* Rows of different heights set in balanced columns. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double height;      /* style pixels */
    double space_above; /* not at the head of a column */
    bool keep;          /* does not end a column: a title */
} ColumnRow;

/* The first row of each column when the rows fill columns of at most `height`, into `starts` (as many as
 * `room`; may be NULL). Returns how many columns there are. */
size_t columns_fill(const ColumnRow *rows, size_t count, double height, size_t *starts, size_t room);
/* The least height at which the rows fit into so many columns. */
double columns_least_height(const ColumnRow *rows, size_t count, size_t columns);
