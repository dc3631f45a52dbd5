/* The legend's swatches as small SVG pictures, painted by the code that paints the map. */
#pragma once

#include "layout/page.h"
#include "web/folder.h"

/* Writes the swatch of a class that is painted as `legend/NAME.svg`. `factor`: how much larger symbols are on
 * the screen. Errors: IO. */
bool web_swatch_write(const WebFolder *folder, const LegendClass *class, double factor, const char *name,
                      GError **error);
/* Whether the class is a row of samples (a ramp, sizes); then writes one picture for each value, NAME-0.svg
 * and so on, and says how many. */
bool web_swatch_write_samples(const WebFolder *folder, const LegendClass *class, double factor,
                              const char *name, size_t *count, GError **error);
