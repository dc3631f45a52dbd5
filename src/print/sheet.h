/* The sheet around the page: bleed, and the slug that carries the printer's marks. Points of 1/72 inch;
 * cairo's axes, y downward. */
#pragma once

#include "ink/keys.h"
#include "ink/printer.h"

#include <cairo.h>

typedef struct {
    double width, height; /* of the trimmed page */
    double bleed;         /* painted beyond the trim on each side */
    double slug;          /* beyond the bleed on each side */
    bool marks;
} PrintSheet;

PrintSheet print_sheet(const Printer *printer, double width, double height);
/* From the sheet's edge to the trim. */
double print_sheet_margin(const PrintSheet *sheet);
/* Of the whole sheet: what the PDF surface must measure. */
double print_sheet_width(const PrintSheet *sheet);
double print_sheet_height(const PrintSheet *sheet);

/* Paints the sheet white (cairo takes quadratic time where the first thing painted is not the whole page),
 * moves the origin to the trimmed page's corner and clips to the bleed. */
void print_sheet_begin(cairo_t *cr, const PrintSheet *sheet);
/* Ends the clip and paints crop marks, registration marks and the colour bar, where the sheet has marks. */
void print_sheet_end(cairo_t *cr, const PrintSheet *sheet, InkKeys *keys);
