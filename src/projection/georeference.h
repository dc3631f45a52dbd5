/* A map frame in words that other programs read: its coordinate system as WKT, its corners in degrees. */
#pragma once

#include "projection/projection.h"

typedef struct {
    char *wkt; /* WKT 1, on WGS 84 and from Greenwich: the projection's own datum is a shift of the whole map
                  at most */
    bool projected;    /* a plane; else the WKT is WGS 84 itself */
    double corners[8]; /* latitude, longitude of lower left, upper left, upper right, lower right; WGS 84 */
} Georeference;

/* False where a corner of the frame lies nowhere on earth. Clear with georeference_clear(). */
bool georeference_read(const Projection *projection, Georeference *out);
void georeference_clear(Georeference *georeference);
