/* The grid of squares by which an index finds places: letters across, numbers down. */
#pragma once

#include "layout/page.h"

typedef struct {
    Box frame; /* of the map, page pixels */
    size_t columns, rows;
} Grid;

/* The grid of the page's place `grid` (data-columns, data-rows), or squares of about 40 mm where it has none;
 * false where the page has neither. */
bool grid_read(const Page *page, const Panel *panel, Grid *out);
/* "C7" for a point in the map frame's own pixels; newly allocated. */
char *grid_square(const Grid *grid, Point point);
