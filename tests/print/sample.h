/* A small page painted through cairo as the map painter does: layers as tags, halos and curved names in
 * reserved colours. */
#pragma once

#include "print/print.h"

typedef struct {
    Printer *printer;
    InkKeys *keys;
    InkTable *inks;
    PrintOptions options;
    GBytes *cairo;
} Sample;

/* The sample page (300 x 200 points) for the printer called `name` in styles/printers; stops the test on any
 * error. */
Sample *sample_new(const char *name);
/* The same with a painter of one's own for the page; layers and keys are the painter's business. */
typedef void (*SamplePainter)(cairo_t *cr, InkKeys *keys);
Sample *sample_paint(const char *name, SamplePainter paint);
void sample_free(Sample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sample, sample_free)

/* print_finish() on it; stops the test on an error. Free with g_bytes_unref(). */
GBytes *sample_finish(const Sample *sample);

/* Text of one size of a bundled font at a place, turned by `angle`. */
void sample_text(cairo_t *cr, const char *text, double size, double x, double y, double angle);
void sample_color(cairo_t *cr, Color color);
