/* Options that render and its relatives share. */
#pragma once

#include <semaine.h>

typedef struct {
    char *style, *output, *date, *language, *size, *extent, *center, *zoom, *scale, *crs, *layout, *theme,
        *printer, *proof;
    char **settings;
    double dpi, pixel_ratio, symbol_scale;
    int jobs;
    gboolean landscape, quiet;
} MapOptions;

/* Adds the shared options to a context; texts are kept in `options`, which options_clear() frees. */
void options_add(GOptionContext *context, MapOptions *options);
void options_clear(MapOptions *options);
/* Turns them into the library's options, which borrow from them. False: one line on stderr was printed (wrong
 * number). */
bool options_to_render(const MapOptions *options, SemaineRenderOptions *out);
